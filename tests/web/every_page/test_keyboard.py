"""The keyboard alone is enough on every page."""

import pytest
from playwright.sync_api import Page

from tests.web.every_page.crawl import unlike

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.xdist_group("every page"),
]

# Every place where Tab should stop, by its number in the order of the page; radio buttons share one stop.
# Each stop is noted as it gets the focus, with whether that can be seen.
WATCH = """
window.watch = () => {
  const where = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const all = [...document.querySelectorAll(where)]
    .filter(e => e.type !== 'hidden' && !e.disabled && e.checkVisibility({visibilityProperty: true}))
    .filter(e => !e.matches('[aria-hidden="true"][tabindex="-1"]'));  // pressed by Enter
  const name = e => e.type === 'radio' ? `radio ${e.form?.action} ${e.name}` : String(all.indexOf(e));
  window.stops = [];
  document.addEventListener('focusin', ({target}) => {
    const style = getComputedStyle(target), box = target.getBoundingClientRect();
    const ringed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const seen = ringed && box.width > 1 && box.height > 1;
    stops.push({name: name(target), place: all.indexOf(target), seen});
  });
  window.verdict = () => {
    const numbered = [...document.querySelectorAll('[tabindex]')].filter(e => e.tabIndex > 0);
    const reached = new Set(stops.map(s => s.name)), html = e => e?.outerHTML.slice(0, 120);
    const places = stops.map(s => s.place).filter(place => place >= 0);  // not a box that only scrolls
    return [
      ...all.filter(e => !reached.has(name(e))).map(e => 'not reached: ' + html(e)),
      ...stops.filter(s => !s.seen && s.place >= 0).map(s => 'focus not seen: ' + html(all[s.place])),
      ...numbered.map(e => 'tabindex: ' + html(e)),
      ...(places.some((p, i) => i && p < places[i - 1]) ? ['Tab turns back: ' + places] : []),
    ];
  };
  document.activeElement?.blur();
  all[0].focus();
  return new Set(all.map(name)).size;
};
"""
# What folds only on a phone shows no summary on a wide screen.
FOLDED = (
    "[...document.querySelectorAll('details:not([open]) > summary')].filter(one => one.checkVisibility())"
)
FOCUSED = "document.activeElement.className + ' ' + document.activeElement.id"


def tab_through(page: Page) -> list[str]:
    """
    Skip to the content, fold out what is folded, then press Tab from the first place to the last.

    Never past the last: the browser then takes the focus, and brings it back to the top when it has time.
    """
    wrong = []
    if page.evaluate(
        "document.activeElement === document.body"
    ):  # else the page has put the focus where it helps
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).strip() == "skip":
            page.keyboard.press("Enter")
            wrong += (
                [] if page.evaluate(FOCUSED).strip() == "main" else ["the way past the head leads nowhere"]
            )
        elif page.locator("nav").count():
            wrong.append("no way past the head")
    if folded := page.evaluate(f"{FOLDED}.length"):
        page.evaluate(f"{FOLDED}[0].focus()")
        page.keyboard.press("Enter")
        page.wait_for_function(f"n => {FOLDED}.length < n", arg=folded)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for _ in range(page.evaluate("watch()") - 1):
        page.keyboard.press("Tab")
    return [*wrong, *page.evaluate("verdict()")]


def test_every_page_is_usable_by_the_keyboard(walks, new_window):
    window = new_window(WATCH)

    new, first = unlike(walks.answers)
    wrong = [f"{one}: {found}" for one in (*new, *first) for found in tab_through(window.show(one))]

    assert wrong + window.faults == []


def test_a_page_that_traps_or_hides_the_focus_is_seen_to(walks, new_window):
    window = new_window(WATCH)
    page = window.show(next(one for one in walks.answers if one.url == "/" and one.is_page))
    page.evaluate(
        """const [first, second, third] = document.querySelectorAll("main a");
        first.style.outline = "none"; second.tabIndex = -1; third.tabIndex = 5"""
    )

    said = " ".join(tab_through(page))

    assert "focus not seen" in said
    assert "not reached" in said
    assert "tabindex" in said
