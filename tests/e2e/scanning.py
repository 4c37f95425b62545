"""A counter with a scanner: a keyboard that types a card, and a clerk whose presses are counted."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.visitors import Visitor

COPIES = "2.000815"
TITLE = "Chứng thực bản sao (sao y)"
CARD = "064185990022|230987654|Siu Blơk|12031985|Nữ|Làng Krêl, xã Chư Prông, tỉnh Gia Lai|15042021"
ADDED = re.compile("^Bạn cần bản dịch không")  # a question that test_form_builder may have published before
FASTER_THAN_HANDS = 4  # milliseconds between two characters of a scanner


class Clerk:
    """Presses keys one by one and knows how many."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def press(self, key: str) -> None:
        self.presses += 1
        self.page.keyboard.press(key)


def scan(page: Page, text: str = CARD) -> None:
    """What a keyboard wedge does: every character, then Enter."""
    page.keyboard.type(text, delay=FASTER_THAN_HANDS)
    page.keyboard.press("Enter")


def receive_by_hand(visitor: Visitor) -> None:
    """Receive one with everything typed, kept as the desk's usual answers: now it is frequent."""
    visitor.goto(f"/quay/nhan/{COPIES}/")
    page = visitor.page
    page.get_by_label("Số định danh", exact=False).first.fill("064090123499")
    page.get_by_label("Họ, chữ đệm và tên").fill("Rah Lan Mỹ")
    page.locator("[name='v-phone']").fill("0905123499")
    page.locator("[name='a-document_kind'][value=diploma]").check()
    page.locator("[name='a-document_name']").fill("Bằng tốt nghiệp THPT")
    page.locator("[name='a-pages']").fill("1")
    page.locator("[name='a-copies']").fill("2")
    page.locator("[name='a-original_on_vneid'][value=no]").check()
    page.locator("[name='a-receive_by'][value=desk]").check()
    page.locator("[name='a-declaration'][value=agree]").check()
    for group in page.get_by_role("group", name=ADDED).all():
        group.get_by_role("radio").first.check()
    page.get_by_text("Câu trả lời thường gặp của quầy").click()
    visitor.press("Lưu làm mẫu của quầy")
    visitor.sees("Đã lưu làm mẫu của quầy")
    visitor.press("Tiếp nhận và in phiếu hẹn")
    expect(page.get_by_role("link", name="Mở để in")).to_be_focused()
