"""axe finds nothing at all on any page: on a phone and on a desk, light and dark; and nothing is cut off."""

from typing import Literal

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

from tests.web.every_page.crawl import PART, unlike

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.xdist_group("every page"),
]

AXE = AXE_FILE_PATH.read_text()
EVERY_RULE = ""
COLOURS = "color-contrast link-in-text-block"  # what the theme can change
LOOKS: tuple[tuple[int, Literal["light", "dark"], str], ...] = (
    (360, "light", EVERY_RULE),
    (360, "dark", COLOURS),
    (1280, "light", EVERY_RULE),
    (1280, "dark", COLOURS),
)
RUN = """
rules => axe.run(document, {resultTypes: ['violations'], ...(rules && {runOnly: rules.split(' ')})})
  .then(found => found.violations.map(v => `${v.impact} ${v.id}: ${v.nodes[0].html.slice(0, 200)}`))
"""


def look(page: Page) -> list[str]:
    """Return what is wrong with the page as it stands, with everything folded out."""
    wrong = []
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for width, theme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        wrong += [f"{width} {theme} {found}" for found in page.evaluate(RUN, rules)]
        if too_wide := page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)"):
            wrong.append(f"{width} {theme} {too_wide} pixels too wide")
    return wrong


def test_axe_finds_nothing_on_any_page(walks, new_window):
    window = new_window(AXE)

    wrong = [f"{one}: {found}" for one in unlike(walks.answers) for found in look(window.show(one))]

    assert wrong + window.faults == []


def test_axe_finds_nothing_in_what_appears_while_somebody_types(walks, new_window):
    window = new_window(AXE)
    home = next(one for one in walks.answers if one.url == "/" and one.is_page)
    window.shelf.parts = {one.url.split("?")[0]: one.html for one in walks.answers if one.how == PART}
    page = window.show(home)

    page.get_by_label("Tìm thủ tục").press_sequentially("khai sinh")
    page.locator("#suggestions a").first.wait_for()

    assert look(page) + window.faults == []


def test_a_bad_page_is_seen_to_be_bad(walks, new_window):
    window = new_window(AXE)
    page = window.show(next(one for one in walks.answers if one.url == "/tro-giup/"))
    page.evaluate(
        """document.querySelector("main .shell").innerHTML += '<img src="/x.png"><p id="pale">Chữ nhạt</p>';
        pale.style.cssText = "color: #777; width: 700px; max-width: none" """
    )

    said = " ".join(look(page))

    assert "image-alt" in said
    assert "360 light serious color-contrast" in said
    assert "1280 dark serious color-contrast" in said
    assert "pixels too wide" in said
