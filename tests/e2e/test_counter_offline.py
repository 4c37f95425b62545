"""
A clerk receives with the network, with it cut in the middle, and with the browser closed meanwhile.

Issue 5, Show 5. Each time there is one dossier in the end, under the number on the receipt.
"""

import re
import tempfile
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.births import CODE
from tests.e2e.conftest import CHROMIUM, PATIENCE
from tests.e2e.line import Line
from tests.e2e.scanning import COPIES, TITLE, Clerk, receive_by_hand, scan
from tests.e2e.visitors import Visitor, enter_as_staff

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("trial")]


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
        expect(self.page.locator("[name='v-full_name']")).to_have_value("Siu Blơk")
        expect(self.page.locator("[data-receive]")).to_be_focused()
        return clerk

    def slip(self) -> str:
        """Return the number on the receipt that the machine shows without the network."""
        expect(self.page.get_by_role("button", name="In phiếu")).to_be_focused()
        place = self.page.locator("[data-slip] [data-in=number]")
        expect(place).to_have_text(CODE)
        return place.inner_text()

    def entry(self, number: str):
        return self.page.locator("[data-queue-list] li").filter(has_text=number)

    def sends(self, number: str) -> None:
        self.visitor.goto("/quay/hang-cho/")
        expect(self.entry(number)).to_contain_text("Đã gửi", timeout=40_000)

    def dossiers(self) -> set[str]:
        """Return the codes of every dossier that the desk has of the holder of the card."""
        found = self.page.request.get(f"{self.line.address}/quay/?q=064185990022").text()
        return set(CODE.findall(found))


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
        machine.visitor.sees("Đã dành số")
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
    machine.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return machine


def test_with_the_network_the_receipt_has_a_number_of_the_machine(at_the_counter):
    before = at_the_counter.dossiers()

    clerk = at_the_counter.choose()
    clerk.press("Enter")
    expect(at_the_counter.page.get_by_role("link", name="Mở để in")).to_be_focused()

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
