"""A clerk receives a frequent procedure from a scanned card (issue 5, Show 5): counted in presses."""

import time

import pytest
from playwright.sync_api import expect

from tests.e2e.births import CODE
from tests.e2e.scanning import TITLE, Clerk, receive_by_hand, scan
from tests.e2e.visitors import enter_as_staff

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("trial")]


@pytest.fixture(scope="module")
def desk(new_visitor):
    visitor = new_visitor()
    enter_as_staff(visitor, "chuprong.motcua")
    receive_by_hand(visitor)
    return visitor


def test_three_presses_from_the_card_to_the_receipt(desk, record_property):
    desk.goto("/quay/")
    desk.page.get_by_label("Mã hồ sơ, họ tên hoặc số định danh").focus()
    clerk, began = Clerk(desk.page), time.monotonic()

    scan(desk.page)
    choice = desk.page.get_by_role("button", name=TITLE)
    figure = choice.get_attribute("data-key")
    assert figure
    clerk.press(figure)
    expect(desk.page.locator("[data-receive]")).to_be_focused()
    assert desk.page.locator("[name='v-full_name']").input_value() == "Siu Blơk"
    clerk.press("Enter")
    printing = desk.page.get_by_role("link", name="Mở để in")
    expect(printing).to_be_focused()
    with desk.page.context.expect_page() as receipt:
        clerk.press("Enter")
    receipt.value.close()

    record_property("seconds", round(time.monotonic() - began, 1))
    assert clerk.presses == 3
    assert CODE.search(desk.page.inner_text("main"))
    assert desk.file_of(printing).startswith(b"%PDF-")
    assert desk.faults == []


def test_a_scan_outside_any_box_is_heard(desk):
    desk.goto("/quay/so-danh-san/")
    desk.page.locator("h1").click()

    scan(desk.page)

    expect(desk.page.get_by_role("heading", name="Nhận hồ sơ nào của người này?")).to_be_visible()


def test_a_figure_pressed_by_hand_chooses_and_nothing_else_does(desk):
    desk.goto("/quay/nhan/")
    desk.page.locator("h1").click()

    desk.page.keyboard.press("9")
    desk.page.wait_for_timeout(400)
    assert desk.page.url.endswith("/quay/nhan/")
    desk.page.keyboard.press("1")

    expect(desk.page.get_by_role("button", name="Tiếp nhận và in phiếu hẹn")).to_be_visible()


def test_a_second_card_on_the_receiving_page_takes_the_place_of_the_first(desk):
    desk.goto("/quay/nhan/")
    desk.page.locator("h1").click()
    desk.page.keyboard.press("1")
    desk.page.locator("[name='v-identity_number']").wait_for()
    desk.page.locator("h1").click()

    scan(desk.page)

    expect(desk.page.locator("[name='v-full_name']")).to_have_value("Siu Blơk")
