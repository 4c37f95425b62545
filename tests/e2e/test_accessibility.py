"""
The walk from the first word to the result, and the work at the counter, for everybody: axe and the keyboard.

Every page by itself is looked at in tests/web/every_page; here as the trial and its scripts make them.
"""

import pytest
from playwright.sync_api import Page

from motcua.jobs.seed.staff import PASSWORD
from tests.e2e import births
from tests.e2e.test_whole_path import await_delivery, check_file, handle
from tests.e2e.visitors import Visitor, enter_as_citizen
from tests.web.every_page.axe import look

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("trial")]


class Inspector:
    """Looks at a page in each theme, narrow and wide, and keeps what is wrong with it."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.pages = 0

    def __call__(self, page: Page) -> None:
        self.pages += 1
        page.wait_for_load_state()
        size = page.viewport_size
        self.wrong += [f"{page.url}: {found}" for found in look(page)]
        assert size
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="light")


@pytest.fixture
def inspector():
    return Inspector()


def test_every_page_between_the_first_word_and_the_result(new_visitor, inspector):
    people: list[Visitor] = []

    def inspected() -> Visitor:
        one: Visitor = new_visitor()
        one.look = inspector
        people.append(one)
        return one

    citizen = inspected()
    births.find(citizen)
    births.start(citizen, "Nguyễn Thị Thu Hà")
    births.fill(citizen)
    code = births.submit(citizen)
    handle(inspected, code)
    await_delivery(citizen, code)
    inspector(citizen.page)
    check_file(citizen, b"%PDF-1.7 not a paper of ours")

    assert inspector.pages > 20
    assert inspector.wrong + [fault for person in people for fault in person.faults] == []


MARK = """
() => {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter(e => e.type !== 'hidden' && e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true}));
  all.forEach((e, i) => e.dataset.stop = e.type === 'radio' ? `radio ${e.name}` : `${i} ${e.tagName}`);
  return [...new Set(all.map(e => e.dataset.stop))];
}
"""
WHERE = """
() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  const ringed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  const down = box.bottom > 0 && box.top < innerHeight, across = box.right > 0 && box.left < innerWidth;
  return [e.dataset.stop ?? '', ringed && down && across, e.outerHTML.slice(0, 150)];
}
"""


def stops(page: Page) -> list[str]:
    """Press Tab through the page; return what was not reached, or had the focus without showing it."""
    wanted = page.evaluate(MARK)
    reached: set[str] = set()
    wrong: list[str] = []
    for _ in range(len(wanted) + 20):
        page.keyboard.press("Tab")
        name, visible, html = page.evaluate(WHERE)
        if name in reached and len(reached) >= len(wanted):
            break
        if name and not visible and name not in reached:
            wrong.append(f"{page.url}: focus not seen: {html}")
        reached.add(name)
    missed = [name for name in wanted if name not in reached]
    return wrong + [f"{page.url}: not reached: {html_of(page, name)}" for name in missed]


def html_of(page: Page, name: str) -> str:
    found = page.evaluate("name => document.querySelector(`[data-stop='${name}']`).outerHTML", name)
    return str(found)[:150]


def tab_to(page: Page, label: str) -> None:
    """Press Tab until the field with this name has the focus."""
    wanted = page.get_by_label(label, exact=True)
    for _ in range(60):
        if wanted.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {label!r}")


def test_the_keyboard_reaches_everything_and_enter_submits(new_visitor):
    citizen = new_visitor()
    citizen.goto("/")
    wrong = stops(citizen.page)
    citizen.goto("/")
    tab_to(citizen.page, "Tìm thủ tục")
    citizen.page.keyboard.type("dang ky khai sinh")
    citizen.page.keyboard.press("Enter")
    citizen.page.wait_for_url("**/tim-kiem/?q=*")
    wrong += stops(citizen.page)
    citizen.goto(f"/thu-tuc/{births.PROCEDURE}/")
    wrong += stops(citizen.page)
    citizen.goto(f"/thu-tuc/{births.PROCEDURE}/nop/")
    enter_as_citizen(citizen, "Yơn")
    wrong += stops(citizen.page)
    citizen.goto(f"/thu-tuc/{births.PROCEDURE}/nop/")
    tab_to(citizen.page, "Nơi giải quyết: xã, phường hoặc cơ quan")
    citizen.page.keyboard.type(births.COMMUNE)
    citizen.page.keyboard.press("Enter")
    citizen.is_at("Người yêu cầu")
    wrong += stops(citizen.page)
    citizen.page.reload()
    citizen.page.get_by_label("Số điện thoại").focus()
    citizen.page.keyboard.press("Enter")
    citizen.is_at("Còn 1 chỗ cần sửa")
    wrong += stops(citizen.page)

    assert wrong == []


def test_staff_work_by_the_keyboard(new_visitor):
    clerk = new_visitor()
    clerk.goto("/staff/sign-in/")
    tab_to(clerk.page, "Tên đăng nhập")
    clerk.page.keyboard.type("pleiku.motcua")
    tab_to(clerk.page, "Mật khẩu")
    clerk.page.keyboard.type(PASSWORD)
    clerk.page.keyboard.press("Enter")
    clerk.is_at("Tiếp nhận và trả kết quả")

    wrong = stops(clerk.page)
    for path in ("/quay/?muc=da-tiep-nhan", "/quay/nhan/1.001193/"):
        clerk.goto(path)
        wrong += stops(clerk.page)

    assert wrong == []
