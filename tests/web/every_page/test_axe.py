"""axe finds nothing at all on any page: on a phone and on a desk, light and dark; and nothing is cut off."""

import pytest

from tests.web.every_page.axe import AXE, look
from tests.web.every_page.crawl import PART, unlike

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.xdist_group("every page"),
]


def test_axe_finds_nothing_on_any_page(walks, new_window):
    window = new_window(AXE)

    new, first = unlike(walks.answers)
    wrong = [f"{one}: {found}" for one in new for found in look(window.show(one))]
    wrong += [f"{one}: {found}" for one in first for found in look(window.show(one), times=1)]

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
