"""The gallery in a real browser: no policy broken, nothing cut off, nothing axe calls serious."""

import mimetypes
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import sync_playwright

from motcua.web.ui import fonts

CHROMIUM = shutil.which("chromium")
PAGES = ("/ui/", "/ui/layout/citizen/", "/ui/layout/staff/", "/ui/errors/404/", "/ui/errors/500/")
SITE = "http://localhost"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="BROWSER TESTS SKIPPED: no chromium; apt-get install chromium"
    ),
]


@pytest.fixture(scope="module")
def font_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fonts")
    fonts.build(folder)
    return folder


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as driver:
        yield driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture
def open_page(browser, font_folder):
    """Open a page answered by Django's test client: no port, no database."""
    contexts = []

    def answer(route):
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            name = path.removeprefix("/static/")
            built = font_folder / Path(name).name
            file = built if name.startswith("fonts/") else Path(finders.find(name) or "")
            kind = mimetypes.guess_type(file.name)[0] or "font/woff2"
            return route.fulfill(body=file.read_bytes(), content_type=kind)
        response = in_a_thread(lambda: Client().get(path))
        return route.fulfill(
            status=response.status_code, headers=dict(response.headers), body=response.content
        )

    def open_it(path, *, width=1280, theme="light", script=True):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=theme, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda m: m.type == "error" and page.faults.append(m.text))
        page.route("**/*", answer)
        page.goto(SITE + path)
        return page

    yield open_it
    for context in contexts:
        context.close()


def in_a_thread(work):
    """Django refuses to work inside playwright's event loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1024])
def test_axe_finds_nothing_serious_and_nothing_is_cut_off(open_page, path, theme, width):
    page = open_page(path, width=width, theme=theme)

    found = Axe().run(page).response["violations"]

    serious = [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in {"serious", "critical"}]
    assert serious == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.faults == []


def test_targets_are_44_pixels_high(open_page):
    page = open_page("/ui/", width=360)

    heights = page.eval_on_selector_all(
        ".button, .input, .quiet, .nav a, .tabs a, .choice, .brand",
        "all => all.filter(e => e.offsetParent).map(e => [e.className, e.getBoundingClientRect().height])",
    )

    assert [h for h in heights if h[1] < 43.9] == []


def test_rows_move_with_j_and_k(open_page):
    page = open_page("/ui/layout/staff/")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")

    assert page.evaluate("document.activeElement.textContent") == "H21.18-261120-0007"


def test_keys_are_told_of_and_can_be_switched_off(open_page):
    page = open_page("/ui/layout/staff/")

    page.keyboard.press("?")
    page.get_by_label("Dùng phím tắt trên máy này").uncheck()
    page.get_by_role("button", name="Đóng").click()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("?")

    assert page.evaluate("document.activeElement.tagName") == "BODY"
    assert not page.locator("dialog[open]").count()


def test_what_is_typed_is_never_taken_for_a_key(open_page):
    page = open_page("/ui/layout/staff/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input id=typed>')")

    page.locator("#typed").press_sequentially("j/?gl")

    assert page.locator("#typed").input_value() == "j/?gl"
    assert not page.locator("dialog[open]").count()


def test_the_copy_button_appears_only_with_a_script(open_page):
    assert open_page("/ui/", script=False).locator("[data-copy]").first.is_hidden()


@pytest.mark.parametrize("stays", ['formtarget="_blank"', ""])
def test_a_form_is_sent_once_unless_its_page_stays(open_page, stays):
    page = open_page("/ui/")
    page.evaluate(
        """stays => {
            document.body.insertAdjacentHTML("beforeend",
                `<form method="post" ${stays ? "" : "data-download"}>
                 <button id="look" ${stays}>xem</button><button id="send">gửi</button></form>`);
            window.held = [];
            window.addEventListener("submit", e => { held.push(e.defaultPrevented); e.preventDefault(); });
        }""",
        stays,
    )

    for button in ("#look", "#send", "#send"):
        page.click(button)

    assert page.evaluate("held") == [False, False, bool(stays)]


def test_the_reason_a_button_is_off_can_be_read_by_everyone(open_page):
    page = open_page("/ui/")

    button = page.get_by_role("button", name="Tiếp nhận và in phiếu hẹn").first

    assert button.get_attribute("aria-disabled") == "true"
    assert page.locator("#" + button.get_attribute("aria-describedby")).is_visible()


def test_htmx_runs_under_the_strict_policy(open_page):
    page = open_page("/ui/")
    page.wait_for_function("window.htmx")

    assert page.evaluate("htmx.config.allowEval") is False
    assert page.locator("style").count() == 0
    assert page.faults == []


SAYS = {
    204: "Đã lưu nháp lúc",
    401: "phiên đăng nhập đã hết giờ",
    403: "trang này đã cũ",
    409: "đã được sửa hoặc đã nộp ở cửa sổ khác",
    500: "hệ thống đang gặp lỗi",
    503: "hệ thống đang gặp lỗi",
    None: "mất mạng",
}


def typed(page, status):
    """Type into the gallery's form, whose saves are answered by ``status``; by nothing where it is None."""
    answer = (lambda route: route.abort()) if status is None else (lambda route: route.fulfill(status=status))
    page.route(
        lambda url: True, lambda route: answer(route) if route.request.method == "POST" else route.fallback()
    )
    page.locator("form[data-autosave] input[type=text]").first.type("a")


@pytest.mark.parametrize("status", SAYS)
def test_each_outcome_has_its_sentence(open_page, status):
    page = open_page("/ui/")

    typed(page, status)

    place = page.locator("[data-autosave-status]")
    place.filter(has_text=SAYS[status]).wait_for(timeout=5000)
    assert ("Đã lưu" in place.inner_text()) == (status == 204)


@pytest.mark.parametrize(("status", "waits"), [(None, True), (500, True), (401, False), (409, False)])
def test_only_what_may_heal_by_itself_is_tried_again(open_page, status, waits):
    page = open_page("/ui/")

    typed(page, status)
    page.locator("[data-autosave-status]").filter(has_text=SAYS[status]).wait_for(timeout=5000)

    assert (page.locator("form[data-unsaved]").count() == 1) == waits
