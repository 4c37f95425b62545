"""Everybody can use every page: axe, both themes, a phone and a desk, and the keyboard alone."""

from collections.abc import Iterable
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from motcua.jobs.seed.staff import PASSWORD
from tests.e2e import births
from tests.e2e.test_whole_path import await_delivery, check_file, handle
from tests.e2e.visitors import Visitor, enter_as_citizen, enter_as_staff

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("trial")]

CONTRAST = {"runOnly": ["color-contrast"]}  # what depends on the theme; the rest need not be asked twice
LOOKS: tuple[tuple[int, Literal["light", "dark"], dict[str, list[str]]], ...] = (
    (360, "light", {}),
    (1280, "dark", CONTRAST),
)
BAD = {"serious", "critical"}

PUBLIC = (
    "/",
    "/tim-kiem/",
    "/tim-kiem/?q=khai+sinh",
    "/tim-kiem/?q=zzzzqqq",
    "/linh-vuc/",
    "/co-quan/",
    "/su-kien/birth/",
    "/thu-tuc/1.001193/",
    "/tra-cuu/",
    "/tra-cuu/?ma=H21.117-260101-9999",
    "/kiem-tra/",
    "/kiem-tra/?ma=sai",
    "/v/ABCD-EFGH-IJKL-MNOP",
    "/tro-giup/",
    "/khong-co/",
    "/sign-in/",
    "/signed-out/",
    "/staff/sign-in/",
)
CITIZEN = ("/ho-so/", "/thong-bao/", "/sign-out/", "/quay/")
STAFF = {
    "pleiku.motcua": (
        "/quay/",
        "/quay/?muc=cho-tra",
        "/quay/?muc=da-tiep-nhan",
        "/quay/?q=zzzzqqq",
        "/quay/nhan/",
        "/quay/nhan/?q=khai+sinh",
        "/quay/nhan/1.001193/",
        "/accounts/factors/",
        "/accounts/password/",
        "/xu-ly/",
    ),
    "pleiku.canbo": ("/xu-ly/", "/xu-ly/?muc=tat-ca", "/xu-ly/?q=zzzzqqq"),
    "quantri": (
        "/quan-tri/",
        "/quan-tri/ket-noi/",
        "/quan-tri/don-vi/",
        "/quan-tri/don-vi/{unit}/",
        "/quan-tri/don-vi/{unit}/sua/",
        "/quan-tri/don-vi/{unit}/ket-thuc/",
        "/quan-tri/don-vi/{unit}/them-don-vi/",
        "/quan-tri/don-vi/{unit}/them-vi-tri/",
        "/quan-tri/don-vi/{unit}/them-can-bo/",
        "/quan-tri/can-bo/",
        "/quan-tri/can-bo/{officer}/",
        "/quan-tri/can-bo/{officer}/mat-khau/",
        "/quan-tri/lich/",
        "/quan-tri/lich/quyet-dinh/",
        "/quan-tri/thu-tuc/",
        "/quan-tri/thu-tuc/?q=khai+sinh",
        "/quan-tri/thu-tuc/1.001193/",
        "/quan-tri/thu-tuc/1.001193/sua/",
        "/quan-tri/thu-tuc/nhap/",
        "/quan-tri/nhat-ky/",
    ),
}


class Inspector:
    """Looks at a page in each theme, narrow and wide, and keeps what is wrong with it."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.pages = 0

    def __call__(self, page: Page) -> None:
        self.pages += 1
        size = page.viewport_size
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        for width, theme, rules in LOOKS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            self._look(page, f"{page.url} {width} {theme}", rules)
        assert size
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="light")

    def _look(self, page: Page, where: str, rules: dict[str, list[str]]) -> None:
        too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if too_wide > 0:
            self.wrong.append(f"{where}: {too_wide} pixels too wide")
        for found in Axe().run(page, options=rules).response["violations"]:
            if found["impact"] in BAD:
                nodes = [node["html"][:200] for node in found["nodes"][:3]]
                self.wrong.append(f"{where}: {found['id']} {nodes}")


@pytest.fixture
def inspector():
    return Inspector()


def test_the_inspector_sees_what_is_bad(new_visitor, inspector):
    visitor = new_visitor()
    visitor.goto("/tro-giup/")
    visitor.page.evaluate(
        """document.querySelector("main .shell").innerHTML += '<img src="/x.png"><p id="pale">Chữ nhạt</p>';
        pale.style.color = "#999"; pale.style.width = "700px"; pale.style.maxWidth = "none" """
    )

    inspector(visitor.page)

    said = " ".join(inspector.wrong)
    assert "image-alt" in said
    assert "360 light: color-contrast" in said
    assert "pixels too wide" in said


def walk(visitor: Visitor, inspector: Inspector, paths: Iterable[str]) -> None:
    for path in paths:
        visitor.goto(path)
        inspector(visitor.page)


def test_what_everybody_may_open(new_visitor, inspector):
    visitor = new_visitor()

    walk(visitor, inspector, PUBLIC)

    assert inspector.wrong + visitor.faults == []


def test_every_page_between_the_first_word_and_the_result(new_visitor, inspector):
    people: list[Visitor] = []

    def inspected() -> Visitor:
        one: Visitor = new_visitor()
        one.look = inspector
        people.append(one)
        return one

    citizen = inspected()
    births.find(citizen)
    births.start(citizen, "Siu Blơk")
    births.fill(citizen)
    code = births.submit(citizen)
    handle(inspected, code)
    await_delivery(citizen, code)
    inspector(citizen.page)
    check_file(citizen, b"%PDF-1.7 not a paper of ours")
    walk(citizen, inspector, [*CITIZEN, f"/tra-cuu/?ma={code}", f"/ho-so/{code}/rut/"])

    assert inspector.pages > 30
    assert inspector.wrong + [fault for person in people for fault in person.faults] == []


def test_a_draft_with_gaps_and_what_an_office_asks_for(new_visitor, inspector):
    citizen, clerk = new_visitor(), new_visitor()
    citizen.goto(f"/thu-tuc/{births.PROCEDURE}/nop/")
    enter_as_citizen(citizen, "Lê Quốc Đạt")
    inspector(citizen.page)
    citizen.fill("Nơi giải quyết: xã, phường hoặc cơ quan", "không có nơi này")
    citizen.press("Bắt đầu điền")
    inspector(citizen.page)
    citizen.fill("Nơi giải quyết: xã, phường hoặc cơ quan", births.COMMUNE)
    citizen.press("Bắt đầu điền")
    draft = citizen.page.url.removeprefix(citizen.address).rsplit("/", 2)[0]
    walk(citizen, inspector, [f"{draft}/{page}/" for page in ("tre?sua=1", "giay-to", "xem-lai", "xoa")])
    citizen.goto(f"{draft}/")
    births.fill(citizen)
    code = births.submit(citizen)

    enter_as_staff(clerk, "chuprong.motcua")
    clerk.goto(f"/quay/ho-so/{code}/")
    clerk.press("Yêu cầu bổ sung")
    inspector(clerk.page)
    clerk.fill("Cần bổ sung, mỗi dòng một thứ", "Giấy chứng sinh chụp rõ")
    clerk.page.get_by_label("Lý do", exact=True).fill("Ảnh mờ")
    clerk.press("Yêu cầu bổ sung")
    inspector(clerk.page)
    pages = ("", "bo-sung/", "bo-sung/gui/", "rut/")
    walk(citizen, inspector, [f"/ho-so/{code}/{page}" for page in pages])

    assert inspector.wrong + citizen.faults + clerk.faults == []


@pytest.mark.parametrize("username", STAFF)
def test_the_pages_of_staff(new_visitor, inspector, username):
    visitor = new_visitor()
    enter_as_staff(visitor, username)
    found = samples(visitor) if username == "quantri" else {}

    walk(visitor, inspector, [path.format(**found) for path in STAFF[username]])

    assert inspector.wrong + visitor.faults == []


def samples(admin: Visitor) -> dict[str, str]:
    """Return the numbers of one unit and one officer, read from their lists."""
    found = {}
    for name, path in (("unit", "/quan-tri/don-vi/"), ("officer", "/quan-tri/can-bo/")):
        admin.goto(path)
        link = admin.page.locator(f"main a[href^='{path}']:not([href*='?'])").first
        found[name] = str(link.get_attribute("href")).split("/")[3]
    return found


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
