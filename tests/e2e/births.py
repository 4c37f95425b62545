"""The registration of a birth: what is answered, and the way from search to receipt."""

import re

from tests.e2e.visitors import Answers, Visitor, enter_as_citizen
from tests.factories import PNG

PROCEDURE = "1.001193"
COMMUNE = "xã Chư Prông"
CODE = re.compile(r"H21\.\d+-\d{6}-\d{4}")
SECTIONS: tuple[tuple[str, Answers], ...] = (
    ("Người yêu cầu", {"Bạn là gì của trẻ?": "Ông, bà", "Số điện thoại": "0905123456"}),
    (
        "Người được khai sinh",
        {
            "Họ, chữ đệm, tên của trẻ": "Rơ Châm H'Lan",
            "Ngày, tháng, năm sinh (bằng số)": ("3", "11", "2026"),
            "Giới tính": "Nữ",
            "Nơi sinh": "Trung tâm Y tế Chư Prông, xã Chư Prông, tỉnh Gia Lai",
            "Bạn có giấy tờ gì về việc sinh?": "Giấy chứng sinh",
        },
    ),
    (
        "Dân tộc, quốc tịch, quê quán của trẻ",
        {"Dân tộc": "Gia Rai", "Quốc tịch": "Việt Nam", "Quê quán": "Xã Chư Prông, tỉnh Gia Lai"},
    ),
    (
        "Người mẹ",
        {
            "Đã xác định được mẹ của trẻ?": "Có",
            "Họ, chữ đệm, tên của mẹ": "Siu H'Bia",
            "Năm sinh của mẹ": "1996",
            "Dân tộc của mẹ": "Gia Rai",
            "Quốc tịch của mẹ": "Việt Nam",
            "Nơi cư trú của mẹ": "Xã Chư Prông, tỉnh Gia Lai",
        },
    ),
    ("Người cha", {"Khai tên cha vào Giấy khai sinh?": "Không"}),
    (
        "Kết hôn của cha mẹ và bản sao",
        {"Cha mẹ đã đăng ký kết hôn?": "Không", "Số bản sao Giấy khai sinh cần thêm": "0"},
    ),
    (
        "Nhận kết quả",
        {
            "Bạn muốn nhận kết quả bằng cách nào?": "Bản điện tử trên hệ thống này",
            "Cam đoan": "Tôi cam đoan những điều đã khai là đúng sự thật",
        },
    ),
)


def find(visitor: Visitor) -> None:
    """From the first page to the procedure, typed as in haste: no diacritics and a letter too few."""
    visitor.goto("/")
    visitor.fill("Tìm thủ tục", "dang ky khai snh")
    visitor.press("Tìm")
    visitor.page.get_by_role("link", name="Đăng ký khai sinh", exact=True).click()
    visitor.is_at("Đăng ký khai sinh")


def start(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("link", name="Nộp hồ sơ trực tuyến").click()
    enter_as_citizen(visitor, name)
    visitor.look(visitor.page)
    visitor.fill("Nơi giải quyết: xã, phường hoặc cơ quan", COMMUNE)
    visitor.press("Bắt đầu điền")


def fill(visitor: Visitor) -> None:
    """Answer section by section, send the paper; at the end stands the page to look it all through."""
    for title, answers in SECTIONS:
        visitor.is_at(title)
        visitor.answer(answers)
        visitor.press("Tiếp tục")
    visitor.is_at("Gửi giấy tờ")
    visitor.choose_file("Giấy chứng sinh", "giay-chung-sinh.png", "image/png", PNG)
    visitor.press("Gửi các tệp đã chọn và tiếp tục")


def submit(visitor: Visitor) -> str:
    """Promise and file; return the code on the receipt."""
    visitor.sees("Rơ Châm H'Lan")
    visitor.look(visitor.page)
    visitor.page.get_by_role("checkbox", name="Tôi cam đoan").check()
    visitor.press("Nộp hồ sơ")
    visitor.is_at("Cơ quan đã nhận được hồ sơ của bạn")
    found = CODE.search(visitor.page.get_by_role("main").inner_text())
    assert found
    return found.group()
