"""Who registers a birth finds most of it filled in, the father confirms, and no register can stop them."""

import re
import time
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.e2e import births
from tests.e2e.test_whole_path import decide
from tests.e2e.visitors import Answers, Visitor, enter_as_citizen, enter_as_staff, open_dossier

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("trial")]
FROM_REGISTER = "Từ Cơ sở dữ liệu quốc gia về dân cư"
SPARED = re.compile(r"Bạn được bớt khai (\d+) trong (\d+) mục và bớt nộp (\d+) giấy tờ")
TYPED: tuple[tuple[str, Answers], ...] = (
    ("Người yêu cầu", {"Bạn là gì của trẻ?": "Mẹ"}),
    ("Người được khai sinh", {}),
    ("Dân tộc, quốc tịch, quê quán của trẻ", {"Quê quán": "Xã Ia Dom, tỉnh Gia Lai"}),
    ("Người mẹ", {"Đã xác định được mẹ của trẻ?": "Có"}),
    ("Người cha", {"Khai tên cha vào Giấy khai sinh?": "Có"}),
    ("Kết hôn của cha mẹ và bản sao", {"Số bản sao Giấy khai sinh cần thêm": "0"}),
    (
        "Nhận kết quả",
        {
            "Bạn muốn nhận kết quả bằng cách nào?": "Bản điện tử trên hệ thống này",
            "Cam đoan": "Tôi cam đoan những điều đã khai là đúng sự thật",
        },
    ),
)
"""All that a mother has to say where the state knows the rest."""
PATIENCE = 90.0


def test_from_a_birth_to_the_childs_residence_nobody_says_what_the_state_knows(new_visitor):
    """Registered without scripts, and with; what the second is given fills in the child's next form."""
    for script in (False, True):
        mother, father = register_birth(new_visitor, script=script)
        told = SPARED.search(mother.page.get_by_role("main").inner_text())
        assert told, mother.page.get_by_role("main").inner_text()
        spared, asked, papers = map(int, told.groups())
        assert spared / asked >= 0.7, told.group()
        assert papers == 1
        assert [*mother.faults, *father.faults] == []
    found = births.CODE.search(mother.page.get_by_role("main").inner_text())
    assert found
    clerk: Visitor = new_visitor()
    enter_as_staff(clerk, "chuprong.motcua")
    open_dossier(clerk, found.group())
    clerk.sees("Từ giấy tờ trong kho (Giấy chứng sinh số")
    proof = clerk.file_of(clerk.page.get_by_role("link", name="Giấy chứng sinh", exact=True).first)
    assert proof.startswith(b"%PDF-")
    clerk.page.get_by_role("group", name="Giấy chứng sinh").get_by_label("Đạt", exact=True).check()
    clerk.press("Tiếp nhận và in phiếu hẹn")
    decide(new_visitor, found.group(), child="Siu H'Lan")

    start_anew(mother, "1.004222")
    say(mother, "Người khai", {"Bạn đăng ký thường trú cho ai?": "Cho con chưa thành niên của tôi"})
    mother.is_at("Người đăng ký thường trú")
    expect(mother.page.get_by_label("Họ, chữ đệm và tên")).to_have_value("Siu H'Lan")
    expect(mother.page.get_by_label("Số định danh cá nhân")).to_have_value("064326001234")
    mother.sees(f"hồ sơ {found.group()}")


def register_birth(new_visitor, *, script: bool) -> tuple[Visitor, Visitor]:
    """From the search to the receipt, the father with his own log-in in another browser."""
    mother: Visitor = new_visitor(script=script, width=360)
    births.find(mother)
    births.start(mother, "Siu Blơk")
    for title, answers in TYPED:
        say(mother, title, answers)
    mother.is_at("Gửi giấy tờ")
    mother.sees("giấy đi kèm hồ sơ, không phải gửi")
    mother.press("Gửi các tệp đã chọn và tiếp tục")
    mother.is_at("Xem lại rồi nộp")
    review = mother.page.url
    for word in ("Siu H'Lan", "Siu Thuin", "1983", "Trung tâm Y tế Đức Cơ"):
        mother.sees(word)
    mother.follow("Mời, xem xác nhận")
    mother.page.get_by_role("button", name=re.compile("^Mời")).first.click()
    father: Visitor = new_visitor(script=script)
    confirm(father, "Siu Thuin")
    mother.page.goto(review)
    mother.page.get_by_role("checkbox", name="Tôi cam đoan").check()
    mother.press("Nộp hồ sơ")
    mother.is_at("Cơ quan đã nhận được hồ sơ của bạn")
    return mother, father


def say(visitor: Visitor, title: str, answers: Answers) -> None:
    """Answer a page and go on; what follows from an answer arrives filled in and is looked at."""
    visitor.is_at(title)
    visitor.answer(answers)
    while visitor.page.get_by_role("heading", name=title, exact=True).count():
        before = visitor.page.content()
        visitor.press("Tiếp tục")
        visitor.page.wait_for_load_state()
        assert visitor.page.content() != before, f"stuck at {title}"


def confirm(visitor: Visitor, name: str) -> None:
    visitor.goto("/ho-so/")
    enter_as_citizen(visitor, name)
    visitor.goto("/ho-so/")
    visitor.look(visitor.page)
    visitor.page.get_by_role("main").locator("a[href*='/viec-xac-nhan/']").first.click()
    visitor.is_at("Xác nhận bản khai")
    visitor.sees("Siu H'Lan")
    visitor.page.get_by_role("checkbox").first.check()
    visitor.press("Xác nhận")


@pytest.fixture
def register(trial):
    """Command the simulator of the population register; healthy again in the end."""
    log = (trial.home / "logs" / "population.log").read_text(encoding="utf-8")
    found = re.search(r"http://[\d.:]+", log)
    assert found, log
    direct = httpx.Client(trust_env=False, timeout=10)

    def command(**wish: object) -> dict[str, Any]:
        answer: dict[str, Any] = direct.post(f"{found.group()}/control", json=wish).raise_for_status().json()
        return answer

    yield command
    command(delay=0, fault="")
    direct.close()


def test_a_register_that_is_down_slow_or_contradicts_stops_nobody_and_loses_nothing(new_visitor, register):
    visitor: Visitor = new_visitor()
    register(fault="down")
    births.find(visitor)
    births.start(visitor, "Nguyễn Thị Thu Hà")
    visitor.is_at("Người yêu cầu")
    visitor.sees("Bạn cứ điền. Hệ thống hỏi lại và báo ở đây khi có")
    visitor.answer({"Bạn là gì của trẻ?": "Mẹ", "Số điện thoại": "0914000111"})
    visitor.press("Tiếp tục")
    visitor.is_at("Người được khai sinh")
    form = visitor.page.url.rsplit("/", 2)[0]
    visitor.page.goto(f"{form}/cha/")
    visitor.answer({"Khai tên cha vào Giấy khai sinh?": "Có", "Họ, chữ đệm, tên của cha": "Trần Quân"})
    visitor.press("Tiếp tục")

    register(fault="")
    visitor.page.goto(f"{form}/cha/")
    wait_until(visitor, "Cơ sở dữ liệu quốc gia về dân cư vừa trả lời.")
    visitor.press("Điền giúp tôi")
    visitor.page.goto(f"{form}/cha/")
    expect(visitor.page.get_by_label("Họ, chữ đệm, tên của cha")).to_have_value(
        "Trần Quân"
    )  # typed, so it stays
    expect(visitor.page.get_by_label("Giấy tờ tùy thân của cha")).to_have_value("052086990246")
    visitor.sees(FROM_REGISTER)

    register(delay=5)
    began = time.monotonic()
    start_anew(visitor)
    assert time.monotonic() - began < 8, "nobody waits for the register"
    visitor.is_at("Người yêu cầu")

    register(delay=0, fault="contradict")
    time.sleep(21)  # it rests after failures: exchange.population.client.Breaker.PAUSE
    start_anew(visitor)
    visitor.sees("Hai nơi ghi khác nhau. Bạn chọn điều đúng, hoặc ghi điều khác:")
    where = "12 Trần Phú, phường Quy Nhơn, tỉnh Gia Lai"
    visitor.answer({"Nơi cư trú": where, "Bạn là gì của trẻ?": "Mẹ"})
    visitor.press("Tiếp tục")
    visitor.page.go_back()
    visitor.page.reload()
    visitor.follow("Dữ liệu đó sai? Báo cho nơi giữ")
    visitor.is_at("Báo dữ liệu đang giữ là sai")
    visitor.fill("Vì sao dữ liệu đang giữ là sai?", "Tôi chuyển về đây từ tháng 3.")
    visitor.choose_file("Giấy tờ chứng minh", "hop-dong.png", "image/png", births.PNG)
    visitor.press("Báo cho nơi giữ")
    visitor.sees("Đã ghi nhận; chúng tôi báo cho nơi giữ dữ liệu.")
    visitor.goto("/du-lieu-da-bao-sai/")
    visitor.sees("hop-dong.png")
    until = time.monotonic() + PATIENCE
    while not (taken := [r["SoTiepNhan"] for r in register()["reports"] if r["GiaTriDeNghi"] == where]):
        assert time.monotonic() < until, "the holder was not told"
        time.sleep(1)
    wait_until(visitor, f"Nơi giữ đã tiếp nhận, số {taken[0]}")
    assert visitor.faults == []


def start_anew(visitor: Visitor, procedure: str = births.PROCEDURE) -> None:
    visitor.goto(f"/thu-tuc/{procedure}/nop/")
    visitor.fill("Nơi giải quyết: xã, phường hoặc cơ quan", births.COMMUNE)
    visitor.press("Bắt đầu điền")


def wait_until(visitor: Visitor, words: str) -> None:
    until = time.monotonic() + PATIENCE
    while not visitor.page.get_by_text(words).count():
        assert time.monotonic() < until, visitor.page.get_by_role("main").inner_text()
        time.sleep(1)
        visitor.page.reload()
