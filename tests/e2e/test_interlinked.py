"""Birth, residence and insurance of one child: one filing, three agencies, one day, and one supplement."""

import re
import time
from datetime import datetime

import pytest
from playwright.sync_api import Locator

from motcua.kernel.legal_time import VIETNAM, Term, TermUnit, WorkingCalendar, due
from tests.e2e import births
from tests.e2e.test_whole_path import decide
from tests.e2e.visitors import Answers, Visitor, enter_as_staff, open_dossier
from tests.factories import PNG

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("trial")]

WITHIN = 60.0
MOMENT = re.compile(r"(\d\d)/(\d\d)/(\d{4}), (\d\d):(\d\d)|(\d\d):(\d\d) [^,]+, (\d\d)/(\d\d)/(\d{4})")
GROUP = re.compile(r"H21\.117\.MC-\d{6}-\d{4}")
PART = re.compile(r"H21\.[\w.]+-\d{6}-\d{4}")
RESIDENCE: tuple[str, Answers] = (
    "Nơi đăng ký thường trú của trẻ",
    {
        "Chỗ ở hợp pháp xin đăng ký": "Làng Ring, xã Chư Prông, tỉnh Gia Lai",
        "Chỗ ở đó là của ai?": "Của tôi hoặc của gia đình tôi",
        "Họ, chữ đệm và tên chủ hộ": "Rơ Châm Hyao",
        "Quan hệ của trẻ với chủ hộ": "cháu",
    },
)
INSURANCE: tuple[str, Answers] = (
    "Thẻ bảo hiểm y tế của trẻ",
    {"Nơi đăng ký khám bệnh, chữa bệnh ban đầu": "Trung tâm Y tế Chư Prông"},
)
TERMS = {
    "Khai sinh": Term(1, TermUnit.WORKING_DAYS),
    "Đăng ký thường trú": Term(2, TermUnit.WORKING_DAYS),
    "Thẻ bảo hiểm y tế": Term(2, TermUnit.WORKING_DAYS),
}


@pytest.fixture
def open_browser(new_visitor):
    return lambda: new_visitor(script=True)


def test_one_filing_goes_through_three_agencies_to_one_day(trial, open_browser):
    citizen, clerk = open_browser(), open_browser()
    group = file_once(citizen)
    assert expected_only(citizen, "Đăng ký thường trú")
    enter_as_staff(clerk, "chuprong.motcua")
    receive(clerk, code_of(citizen, "Khai sinh"))
    assert_clock(citizen, group, "Khai sinh")

    people = decide(open_browser, code_of(citizen, "Khai sinh"))
    await_parts(citizen, group)
    residence, card = (code_of(citizen, title) for title in ("Đăng ký thường trú", "Thẻ bảo hiểm y tế"))
    receive(clerk, residence)
    police, insurance = Office(open_browser, "chuprong", POLICE), Office(open_browser, "bhxh", DEPARTMENT)
    receive(insurance.clerk(), card)
    shown = [assert_clock(citizen, group, title) for title in ("Đăng ký thường trú", "Thẻ bảo hiểm y tế")]
    assert one_day(citizen) == max(shown)

    police.ask_for(residence, "Hợp đồng thuê nhà")
    before = assert_clock(citizen, group, "Thẻ bảo hiểm y tế")
    assert before == shown[1]
    assert "Chưa nói được ngày có đủ kết quả" in citizen.page.get_by_role("main").inner_text()
    complete(citizen, residence)
    receive(clerk, residence)
    again = assert_clock(citizen, group, "Đăng ký thường trú")
    assert one_day(citizen) == max(again, before)

    sees_the_others(police, residence, group)
    for office, code in ((insurance, card), (police, residence)):
        office.decide(code)
    await_results(citizen, group)
    everybody = [citizen, clerk, *people, *police.opened, *insurance.opened]
    assert [fault for person in everybody for fault in person.faults] == []


def file_once(citizen: Visitor) -> str:
    """Find it in the words of a parent, declare once, file once."""
    citizen.goto("/")
    citizen.fill("Tìm thủ tục", "có con mới sinh")
    citizen.press("Tìm")
    citizen.page.get_by_role("link", name="Có con mới sinh").first.click()
    citizen.is_at("Nộp một lần, 3 phần")
    births.start(citizen, "Rơ Châm Hyao")
    for title, answers in (*births.SECTIONS[:-1], RESIDENCE, INSURANCE, births.SECTIONS[-1]):
        citizen.is_at(title)
        citizen.answer(answers)
        citizen.press("Tiếp tục")
    citizen.is_at("Gửi giấy tờ")
    citizen.choose_file("Giấy chứng sinh", "giay-chung-sinh.png", "image/png", PNG)
    citizen.press("Gửi các tệp đã chọn và tiếp tục")
    citizen.page.get_by_role("checkbox", name="Tôi cam đoan").check()
    citizen.press("Nộp hồ sơ")
    citizen.is_at("Các cơ quan đã nhận được hồ sơ của bạn")
    found = GROUP.search(citizen.page.get_by_role("main").inner_text())
    assert found
    return found.group()


def part(citizen: Visitor, title: str) -> Locator:
    line = citizen.page.get_by_role("main").locator("ol.line > li")
    return line.filter(has=citizen.page.get_by_role("heading", name=title))


def code_of(citizen: Visitor, title: str) -> str:
    found = PART.search(part(citizen, title).inner_text())
    assert found, part(citizen, title).inner_text()
    return found.group()


def expected_only(citizen: Visitor, title: str) -> bool:
    said = part(citizen, title).inner_text()
    return "Thời hạn chưa bắt đầu, chờ kết quả Khai sinh" in said and not PART.search(said)


def moments(text: str) -> list[datetime]:
    found = []
    for day, month, year, hour, minute, *turned in MOMENT.findall(text):
        if turned[0]:
            hour, minute, day, month, year = turned
        found.append(datetime(int(year), int(month), int(day), int(hour), int(minute), tzinfo=VIETNAM))
    return found


def assert_clock(citizen: Visitor, group: str, title: str) -> datetime:
    """The date appointed is that of the dated rules, to the minute, from the reception the page names."""
    citizen.goto(f"/ho-so-lien-thong/{group}/")
    said = part(citizen, title).inner_text()
    assert "Hẹn trả" in said, said
    appointed, received = moments(said)[:2]
    reckoned = due(received_at=received, term=TERMS[title], calendar=WorkingCalendar())
    assert appointed == reckoned.at.astimezone(VIETNAM).replace(second=0, microsecond=0)
    return appointed


def one_day(citizen: Visitor) -> datetime:
    return moments(citizen.page.locator("dl.four").inner_text())[0]


def receive(clerk: Visitor, code: str) -> None:
    clerk.goto("/quay/")
    open_dossier(clerk, code)
    clerk.press("Tiếp nhận và in phiếu hẹn")
    clerk.sees("Đã tiếp nhận.")


def await_parts(citizen: Visitor, group: str) -> None:
    """The background work files what waited for the birth."""
    await_until(citizen, group, lambda text: len(set(PART.findall(text)) - {group}) == 3)


def await_results(citizen: Visitor, group: str) -> None:
    await_until(citizen, group, lambda text: "Xong 3 trong 3 phần" in text)
    assert citizen.page.get_by_role("link", name="Xem kết quả").count() == 3


def await_until(citizen: Visitor, group: str, there) -> None:
    until = time.monotonic() + WITHIN
    citizen.goto(f"/ho-so-lien-thong/{group}/")
    while not there(text := citizen.page.get_by_role("main").inner_text()):
        assert time.monotonic() < until, text
        time.sleep(0.5)
        citizen.page.reload()


POLICE = ("congan", "phocongan", "truongcongan")
DEPARTMENT = ("canbo", "lanhdao", "giamdoc")


class Office:
    """The people of one agency, each in a browser of their own."""

    def __init__(self, open_browser, prefix: str, seats: tuple[str, str, str]) -> None:
        self.open_browser, self.prefix, self.seats = open_browser, prefix, seats
        self.opened: list[Visitor] = []
        self.people: dict[str, Visitor] = {}

    def at(self, seat: str, code: str) -> Visitor:
        if seat not in self.people:
            self.people[seat] = self.open_browser()
            self.opened.append(self.people[seat])
            enter_as_staff(self.people[seat], f"{self.prefix}.{seat}")
        visitor = self.people[seat]
        visitor.goto(f"/xu-ly/ho-so/{code}/")
        visitor.sees(code)
        return visitor

    def clerk(self) -> Visitor:
        visitor: Visitor = self.open_browser()
        self.opened.append(visitor)
        enter_as_staff(visitor, f"{self.prefix}.motcua")
        return visitor

    def ask_for(self, code: str, paper: str) -> None:
        officer = self.at(self.seats[0], code)
        officer.take_up()
        officer.page.get_by_text("Hồ sơ thiếu: yêu cầu bổ sung").click()
        officer.fill("Giấy tờ cần bổ sung, mỗi dòng một thứ", paper)
        officer.page.get_by_label("Lý do", exact=True).first.fill("Chỗ ở đứng tên người khác.")
        officer.press("Yêu cầu bổ sung")
        officer.sees("Chờ bổ sung")

    def decide(self, code: str) -> None:
        officer = self.at(self.seats[0], code)
        officer.take_up()
        officer.page.get_by_label("Nội dung giải quyết").fill("Đã giải quyết theo đề nghị.")
        officer.press("Trình")
        officer.sees("Đã trình.")
        head = self.at(self.seats[1], code)
        head.press("Đồng ý, chuyển ký")
        head.sees("Đã đồng ý.")
        signer = self.at(self.seats[2], code)
        signer.press("Ký và ban hành")
        signer.sees("Đã ký. Khi đủ chữ ký")


def complete(citizen: Visitor, code: str) -> None:
    citizen.goto(f"/ho-so/{code}/bo-sung/")
    citizen.page.locator("input[type=file]").first.set_input_files(
        {"name": "hop-dong.png", "mimeType": "image/png", "buffer": PNG}
    )
    citizen.press("Tiếp tục: xem lại rồi gửi")
    citizen.is_at("Xem lại rồi gửi bổ sung")
    citizen.page.get_by_role("main").get_by_role("button", name=re.compile("^Gửi")).last.click()
    citizen.sees(code)


def sees_the_others(police: Office, code: str, group: str) -> None:
    """The police sees that the card is under way, and nothing of what is in it or in the birth."""
    officer = police.at(police.seats[0], code)
    box = officer.page.get_by_role("region", name=f"Phần 2/3 của hồ sơ liên thông {group}")
    assert "Bảo hiểm xã hội tỉnh Gia Lai" in box.inner_text()
    assert "Trung tâm Y tế Chư Prông" not in officer.page.get_by_role("main").inner_text()
