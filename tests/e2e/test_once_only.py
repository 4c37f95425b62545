"""Who registers the birth of her child finds herself and its father in the form."""

import pytest

from tests.e2e import births
from tests.e2e.visitors import Answers, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("trial")]
FROM_REGISTER = "Từ Cơ sở dữ liệu quốc gia về dân cư"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_mother_types_neither_herself_nor_the_father(new_visitor, script):
    mother: Visitor = new_visitor(script=script)
    births.find(mother)
    births.start(mother, "Siu Blơk")
    mother.is_at("Người yêu cầu")
    mother.answer({"Bạn là gì của trẻ?": "Mẹ"})
    mother.press("Tiếp tục")
    mother.is_at("Người được khai sinh")
    form = mother.page.url.rsplit("/", 2)[0]

    say(mother, f"{form}/me/", {"Đã xác định được mẹ của trẻ?": "Có"})
    assert mother.page.get_by_label("Năm sinh của mẹ").input_value() == "1985"

    say(mother, f"{form}/cha/", {"Khai tên cha vào Giấy khai sinh?": "Có"})
    assert mother.page.get_by_label("Giấy tờ tùy thân của cha").input_value() == "064083990156"
    mother.sees(FROM_REGISTER)
    assert mother.faults == []


def say(visitor: Visitor, url: str, answers: Answers) -> None:
    """Answer, go on, and come back to what follows from it."""
    visitor.page.goto(url)
    visitor.answer(answers)
    visitor.press("Tiếp tục")
    visitor.page.wait_for_load_state()
    visitor.page.goto(url)
