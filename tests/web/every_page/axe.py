"""What axe says of a page: on a phone and on a desk, light and dark."""

from typing import Literal

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

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


def look(page: Page, *, times: int = len(LOOKS)) -> list[str]:
    """Return what is wrong with the page as it stands, with everything folded out; narrow first."""
    wrong = []
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for width, theme, rules in LOOKS[:times]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(
            color_scheme=theme, reduced_motion="reduce"
        )  # or colours are measured on their way
        wrong += [f"{width} {theme} {found}" for found in page.evaluate(RUN, rules)]
        if too_wide := page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)"):
            wrong.append(f"{width} {theme} {too_wide} pixels too wide")
    return wrong
