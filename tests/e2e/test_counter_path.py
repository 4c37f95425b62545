"""Somebody comes with paper: received at the counter, decided, signed, handed over. Without any script."""

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.births import CODE, PROCEDURE, SECTIONS
from tests.e2e.test_whole_path import assert_receipt, decide
from tests.e2e.visitors import Visitor, enter_as_staff, open_dossier

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("trial")]
NAME = "Rah Lan Thiết"
VISITOR = {
    "Số định danh": "064090123456",
    "Họ, chữ đệm và tên": NAME,
    "Điện thoại": "0905123457",
    "Địa chỉ": "Thôn 3, xã Chư Prông, tỉnh Gia Lai",
}
TO_BE_FETCHED = {"Bạn muốn nhận kết quả bằng cách nào?": "Đến nhận tại bộ phận một cửa"}


def test_a_paper_dossier_is_received_decided_signed_and_handed_over(new_visitor):
    clerk = new_visitor(script=False)
    enter_as_staff(clerk, "chuprong.motcua")

    code = receive(clerk)
    people = decide(lambda: new_visitor(script=False), code)
    hand_over(clerk, code)

    assert [fault for person in [clerk, *people] for fault in person.faults] == []


def receive(clerk: Visitor) -> str:
    """Type what the visitor brings on one page; the slip can be printed. Return the code."""
    clerk.follow("Nhận hồ sơ giấy")
    clerk.fill("Tên hoặc mã thủ tục", PROCEDURE)
    clerk.press("Tìm")
    clerk.answer(VISITOR, within=part(clerk, "Người nộp"))
    expect(part(clerk, "Cơ quan giải quyết").get_by_label("Nơi giải quyết")).not_to_have_value("")
    part(clerk, "Giấy tờ đã nhận").get_by_label("Bản chính").first.fill("1")
    for title, answers in SECTIONS:
        clerk.answer({**answers, **(TO_BE_FETCHED if title == "Nhận kết quả" else {})}, part(clerk, title))
    clerk.press("Tiếp nhận và in phiếu hẹn")
    assert_receipt(clerk)
    found = CODE.search(clerk.page.get_by_role("main").inner_text())
    assert found
    return found.group()


def part(clerk: Visitor, title: str) -> Locator:
    heading = clerk.page.get_by_role("heading", name=title, exact=True)
    return clerk.page.locator("section").filter(has=heading)


def hand_over(clerk: Visitor, code: str) -> None:
    """The paper is ready, is printed, and goes to whom it is for."""
    clerk.goto("/quay/")
    open_dossier(clerk, code)
    result = clerk.file_of(clerk.page.get_by_role("link", name="Mở kết quả để in"))
    assert result.startswith(b"%PDF-")
    expect(clerk.page.get_by_label("Họ tên người nhận")).to_have_value(NAME)
    clerk.press("Trả kết quả")
    clerk.sees("Đã trả kết quả.")
