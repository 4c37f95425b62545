"""
A clerk receives with the network, with it cut in the middle, and with the browser closed meanwhile.

Issue 5, Show 5. Each time there is one dossier in the end, under the number on the receipt.
"""

import re
import tempfile
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from motcua.kernel.legal_time import VIETNAM
from tests.e2e.births import CODE
from tests.e2e.conftest import CHROMIUM, PATIENCE
from tests.e2e.line import Line
from tests.e2e.scanning import COPIES, TITLE, Clerk, receive_by_hand, scan
from tests.e2e.visitors import Visitor, enter_as_staff
from tests.factories import PNG

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("trial")]
SLOW = 40_000  # milliseconds; a small machine under all tests


class Machine:
    """One counter machine: a profile on its disk, a browser that can be closed, a line that can be cut."""

    def __init__(self, driver, line: Line, folder: str) -> None:
        self._driver, self.line, self._folder = driver, line, folder
        self.start()

    def start(self) -> None:
        self.context: BrowserContext = self._driver.launch_persistent_context(
            self._folder,
            executable_path=CHROMIUM,
            args=["--no-sandbox"],
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            viewport={"width": 1280, "height": 900},
        )
        self.context.set_default_timeout(PATIENCE)
        self.visitor = Visitor(self.context.pages[0], self.line.address)

    def restart(self) -> None:
        self.context.close()
        self.start()

    @property
    def page(self) -> Page:
        return self.visitor.page

    def sign_in(self, name: str = "chuprong.motcua") -> None:
        enter_as_staff(self.visitor, name)

    def choose(self) -> Clerk:
        """Scan the card and choose the procedure by its figure."""
        clerk = Clerk(self.page)
        scan(self.page)
        link = self.page.get_by_role("button", name=TITLE).or_(self.page.get_by_role("link", name=TITLE))
        figure = link.get_attribute("data-key")
        assert figure
        clerk.press(figure)
        expect(self.page.locator("[name='v-full_name']")).to_have_value("Siu Blơk", timeout=SLOW)
        expect(self.page.locator("[data-receive]")).to_be_focused()
        return clerk

    def slip(self) -> str:
        """Return the number on the receipt that the machine shows without the network."""
        expect(self.page.get_by_role("button", name="In phiếu")).to_be_focused(timeout=SLOW)
        place = self.page.locator("[data-slip] [data-in=number]")
        expect(place).to_have_text(CODE)
        return place.inner_text()

    def entry(self, number: str):
        return self.page.locator("[data-queue-list] li").filter(has_text=number)

    def sends(self, number: str) -> None:
        self.visitor.goto("/quay/hang-cho/")
        expect(self.entry(number)).to_contain_text("Đã gửi", timeout=SLOW)

    def receives_in_the_dark(self) -> str:
        """Receive with the line cut; return the number on the receipt."""
        self.line.cut()
        self.visitor.goto("/quay/nhan/")
        self.choose().press("Enter")
        return self.slip()

    def dossiers(self) -> set[str]:
        """Return the codes of every dossier that the desk has of the holder of the card."""
        return self.dossiers_of("064185990022")

    def dossiers_of(self, person: str) -> set[str]:
        return set(CODE.findall(self.page.request.get(f"{self.line.address}/quay/?q={person}").text()))


def by_hand(visitor: Visitor, number: str) -> None:
    """Type in, on another machine, a dossier of somebody else under that number."""
    visitor.goto(f"/quay/nhan/{COPIES}/")
    page = visitor.page
    page.locator("[name='v-full_name']").fill("Rah Lan Mơ")
    page.locator("[name='v-identity_number']").fill("064090123477")
    page.locator("[name='v-phone']").fill("0905123477")
    page.get_by_text("Hồ sơ đã nhận lúc mất mạng").click()
    page.locator("[name='r-number']").fill(number)
    now = datetime.now(VIETNAM)
    for box, part in zip(("day", "month", "year"), (now.day, now.month, now.year), strict=True):
        page.locator(f"[name='r-on-{box}']").fill(str(part))
    page.locator("[name='r-time']").fill(f"{now:%H:%M:%S}")
    visitor.press("Tiếp nhận và in phiếu hẹn")
    visitor.sees("Đã tiếp nhận")


@pytest.fixture(scope="module")
def machine(chromium, trial) -> Iterator[Machine]:
    where = urlsplit(trial.address)
    line = Line(("127.0.0.1", where.port or 80))
    line.mend()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        machine = Machine(chromium.browser_type, line, folder)
        machine.sign_in()
        receive_by_hand(machine.visitor)
        machine.visitor.goto("/quay/ngoai-tuyen/")
        machine.visitor.fill("Tên máy", "Máy quầy 2")
        machine.visitor.press("Dành 20 số cho máy này")
        expect(machine.page.get_by_text("Đã dành số")).to_be_visible(timeout=SLOW)
        yield machine
        machine.context.close()
        line.cut()


@pytest.fixture
def at_the_counter(machine):
    """The machine with its line whole, on the first page of the counter."""
    if not machine.line._listening:
        machine.line.mend()
    machine.context.set_offline(False)
    machine.visitor.goto("/quay/")
    return machine


def test_with_the_network_the_receipt_has_a_number_of_the_machine(at_the_counter):
    before = at_the_counter.dossiers()

    clerk = at_the_counter.choose()
    clerk.press("Enter")
    expect(at_the_counter.page.get_by_role("link", name="Mở để in")).to_be_focused(timeout=SLOW)

    made = at_the_counter.dossiers() - before
    assert (clerk.presses, len(made)) == (2, 1)
    assert made.pop() in at_the_counter.page.url


@pytest.mark.parametrize("cut", ["network", "server"])
def test_the_network_is_cut_in_the_middle(at_the_counter, cut):
    before = at_the_counter.dossiers()

    clerk = at_the_counter.choose()
    at_the_counter.context.set_offline(True) if cut == "network" else at_the_counter.line.cut()
    clerk.press("Enter")
    number = at_the_counter.slip()
    assert clerk.presses <= 7, "one more prints it"
    at_the_counter.context.set_offline(False) if cut == "network" else at_the_counter.line.mend()
    at_the_counter.sends(number)

    assert at_the_counter.dossiers() - before == {number}


def test_everything_without_the_network_and_the_browser_closed_before_it_is_back(at_the_counter):
    before = at_the_counter.dossiers()

    at_the_counter.line.cut()
    at_the_counter.visitor.goto("/quay/nhan/")
    clerk = at_the_counter.choose()
    clerk.press("Enter")
    number = at_the_counter.slip()
    due = at_the_counter.page.locator("[data-slip] [data-in=due]").inner_text()
    at_the_counter.restart()
    at_the_counter.visitor.goto("/quay/hang-cho/")
    expect(at_the_counter.entry(number)).to_contain_text("Chờ gửi")
    at_the_counter.line.mend()
    at_the_counter.sends(number)

    assert at_the_counter.dossiers() - before == {number}
    at_the_counter.visitor.goto(f"/quay/ho-so/{number}/")
    assert due in re.sub(r"\s+", " ", at_the_counter.page.inner_text("main"))


def test_an_answer_that_is_lost_makes_nothing_twice(at_the_counter):
    before = at_the_counter.dossiers()

    clerk = at_the_counter.choose()
    at_the_counter.line.loses_answer_to = f"POST /quay/ngoai-tuyen/nhan/{COPIES}/".encode()
    clerk.press("Enter")
    number = at_the_counter.slip()
    at_the_counter.line.mend()
    at_the_counter.sends(number)

    assert at_the_counter.dossiers() - before == {number}


def test_a_photo_waits_with_its_dossier(at_the_counter):
    at_the_counter.line.cut()
    at_the_counter.visitor.goto("/quay/nhan/")
    clerk = at_the_counter.choose()
    photo = FilePayload(name="bang.png", mimeType="image/png", buffer=PNG)
    at_the_counter.page.locator("input[type=file]").first.set_input_files(photo)
    at_the_counter.page.locator("[data-receive]").focus()
    clerk.press("Enter")
    number = at_the_counter.slip()
    at_the_counter.line.mend()
    at_the_counter.sends(number)

    at_the_counter.visitor.goto(f"/quay/ho-so/{number}/")
    expect(at_the_counter.page.locator("a[href*='/quay/giay-to/']").first).to_be_visible()


def test_somebody_else_at_the_machine_sees_that_something_waits_and_no_more(at_the_counter):
    number = at_the_counter.receives_in_the_dark()
    at_the_counter.context.clear_cookies()
    at_the_counter.line.mend()
    at_the_counter.sign_in("chuprong.motcua2")
    at_the_counter.visitor.goto("/quay/hang-cho/")
    entry = at_the_counter.entry(number)

    expect(entry).to_contain_text("chỉ người ấy đăng nhập mới đọc và gửi được")
    assert "Siu Blơk" not in at_the_counter.page.content()
    expect(entry.get_by_role("button")).to_have_count(0)

    at_the_counter.context.clear_cookies()
    at_the_counter.sign_in()
    at_the_counter.sends(number)


def test_a_number_used_meanwhile_is_shown_and_mended(at_the_counter, new_visitor):
    number = at_the_counter.receives_in_the_dark()
    other = new_visitor()
    enter_as_staff(other, "chuprong.motcua")
    by_hand(other, number)
    at_the_counter.line.mend()
    at_the_counter.visitor.goto("/quay/hang-cho/")
    entry = at_the_counter.entry(TITLE).filter(has_text="Chưa gửi được")
    expect(entry).to_contain_text(number, timeout=SLOW)
    entry.get_by_role("button", name="Cấp số khác rồi gửi").click()

    expect(entry).to_have_count(0)
    assert number in at_the_counter.dossiers_of("064090123477")
    assert number not in at_the_counter.dossiers()


def test_two_tabs_at_once_give_two_numbers(at_the_counter):
    at_the_counter.line.cut()
    tabs = [at_the_counter.page, at_the_counter.context.new_page()]
    for tab in tabs:
        tab.goto(f"{at_the_counter.line.address}/quay/ngoai-tuyen/nhan/{COPIES}/")
        tab.locator("[name='v-full_name']").fill("Siu Blơk")
        tab.locator("[name='v-identity_number']").fill("064185990022")
    for tab in tabs:
        tab.locator("[data-receive]").evaluate("button => button.click()")
    places = [tab.locator("[data-slip] [data-in=number]") for tab in tabs]
    for place in places:
        expect(place).to_have_text(CODE, timeout=SLOW)
    numbers = {place.inner_text() for place in places}
    tabs[1].close()
    at_the_counter.line.mend()

    assert len(numbers) == 2
    for number in numbers:
        at_the_counter.sends(number)


@pytest.mark.parametrize(
    ("shift", "sentence"),
    [(-86_400_000, "Đồng hồ máy này đã bị lùi lại"), (86_400_000, "không còn số dành sẵn hôm nay")],
)
def test_a_clock_put_back_and_a_day_that_is_over_are_said_plainly(at_the_counter, shift, sentence):
    at_the_counter.line.cut()
    at_the_counter.visitor.goto(f"/quay/ngoai-tuyen/nhan/{COPIES}/")
    page = at_the_counter.page
    page.locator("[name='v-full_name']").fill("Siu Blơk")
    page.evaluate("shift => { const was = Date.now.bind(Date); Date.now = () => was() + shift; }", shift)
    page.locator("[data-receive]").click()

    expect(page.locator("[data-problem]")).to_contain_text(sentence, timeout=SLOW)
    expect(page.locator("[data-problem]")).to_be_focused()
