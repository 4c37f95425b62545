"""Files in parts in a real browser: gone on with over a lost network and a reload."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, Request, Route, expect, sync_playwright

from motcua.dossiers import operations as dossiers
from motcua.papers.models import Paper, Upload
from motcua.papers.queries import read_bytes
from tests import factories as make
from tests.papers.hostile.corpus import chunk
from tests.sign_in import signed_in

CHROMIUM = shutil.which("chromium")
MB = 1024 * 1024

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="BROWSER TESTS SKIPPED: no chromium"),
    pytest.mark.django_db(transaction=True),
]


def scan(size: int) -> bytes:
    """A whole PNG of about ``size`` bytes: its words are noise, which nothing squeezes."""
    noise = b"Comment\0" + os.urandom(size).replace(b"\0", b"x")
    return make.PNG[:33] + chunk(b"tEXt", noise) + make.PNG[33:]


@pytest.fixture(scope="session", autouse=True)
def static_root():
    """The live server is started before anything narrower."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def visit(live_server, tmp_path, settings, monkeypatch):
    """Return a function that opens the page of papers of a draft, signed in."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's loop runs in this thread
    options = {"location": str(tmp_path / "files")}
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"default": storage}
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    office = make.office()
    draft = dossiers.start_draft(version=office.version, citizen=office.citizen, at=timezone.now())
    cookies = signed_in(office.citizen).cookies
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

        def open_it(*, script: bool = True, width: int = 1280) -> Page:
            context = browser.new_context(
                java_script_enabled=script, locale="vi-VN", viewport={"width": width, "height": 900}
            )
            value = cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "url": live_server.url, "value": value}]
            )
            page = context.new_page()
            page.set_default_timeout(15_000)
            page.goto(f"{live_server.url}/ban-nhap/{draft.pk}/giay-to/")
            return page

        yield open_it
        browser.close()
        connections.close_all()  # those opened while the loop ran are not those of afterwards


def offset_of(request: Request) -> list[str]:
    """Return where a part goes on; nothing for another request."""
    return [request.headers["upload-offset"]] if request.method == "PATCH" else []


def choose(page: Page, content: bytes, name: str = "quét.png") -> None:
    page.locator("#f-paper-khac").set_input_files(
        [FilePayload(name=name, mimeType="image/png", buffer=content)]
    )


def press_send(page: Page) -> None:
    page.get_by_role("button", name="Gửi tệp này").last.click()


def test_a_file_goes_up_while_the_page_is_read_and_is_kept_on_sending(visit):
    content = scan(3 * MB)
    page = visit()

    choose(page, content)
    expect(page.get_by_text("Đã gửi lên")).to_be_visible()
    press_send(page)

    expect(page.locator(".files").get_by_text("quét.png")).to_be_visible()
    assert read_bytes(Paper.objects.get()) == content


def test_pressed_too_early_the_form_waits_for_its_files(visit):
    page = visit()

    choose(page, scan(4 * MB))
    press_send(page)

    expect(page.locator(".files").get_by_text("quét.png")).to_be_visible()
    assert Paper.objects.count() == 1


def test_a_lost_network_is_waited_for_and_nothing_is_sent_twice(visit):
    page = visit()
    sent: list[str] = []
    page.on("request", lambda r: sent.extend(offset_of(r)))

    def cut(route: Route) -> None:
        if route.request.method == "PATCH" and len(sent) == 2:
            route.abort("internetdisconnected")
        else:
            route.fallback()

    page.route("**/tep/**", cut)
    choose(page, scan(3 * MB))

    expect(page.get_by_text("Đã gửi lên")).to_be_visible()
    assert sent == [str(n * MB) for n in (0, 1, 1, 2, 3)]


def test_after_a_reload_the_same_file_goes_on_where_it_stopped(visit, tmp_path):
    file = tmp_path / "quét.png"
    file.write_bytes(scan(3 * MB))
    page = visit()
    box = page.locator("#f-paper-khac")
    with page.expect_response(lambda r: r.request.method == "PATCH"):
        box.set_input_files(file)
    page.reload()
    offsets: list[str] = []
    page.on("request", lambda r: offsets.extend(offset_of(r)))

    box.set_input_files(file)

    expect(page.get_by_text("Đã gửi lên")).to_be_visible()
    assert Upload.objects.count() == 1
    assert "0" not in offsets


def test_what_is_refused_says_why_and_the_rest_goes(visit, settings):
    settings.MOTCUA_MAX_FILE_MB = 1
    page = visit()

    choose(page, scan(2 * MB), "to.png")
    choose(page, scan(1000), "nhỏ.png")

    expect(page.get_by_text("lớn quá 1 MB")).to_be_visible()
    expect(page.get_by_text("Đã gửi lên")).to_be_visible()


def test_what_cannot_begin_is_left_to_the_form(visit):
    page = visit()
    page.route("**/tep/", lambda route: route.fulfill(status=404, body="không có"))
    content = scan(1000)

    choose(page, content)
    expect(page.locator(".sending li")).to_have_count(0)
    press_send(page)

    expect(page.locator(".files").get_by_text("quét.png")).to_be_visible()
    assert read_bytes(Paper.objects.get()) == content


def test_what_was_chosen_by_mistake_can_be_dropped(visit):
    page = visit()
    choose(page, scan(1000))
    expect(page.get_by_text("Đã gửi lên")).to_be_visible()

    with page.expect_response(lambda r: r.request.method == "DELETE"):
        page.get_by_role("button", name="Bỏ: quét.png").click()

    expect(page.locator(".sending li")).to_have_count(0)
    assert not Upload.objects.exists()


def test_without_scripts_the_form_sends_the_file_itself(visit):
    content = scan(1 * MB)
    page = visit(script=False)

    choose(page, content)
    press_send(page)

    expect(page.locator(".files").get_by_text("quét.png")).to_be_visible()
    assert read_bytes(Paper.objects.get()) == content


@pytest.mark.parametrize("width", [360, 1280])
def test_it_fits(visit, width):
    page = visit(width=width)
    choose(page, scan(1 * MB), "ảnh chụp giấy chứng sinh có tên rất dài " * 3 + ".png")
    expect(page.get_by_text("Đã gửi lên")).to_be_visible()
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder, f"upload-{width}.png"), full_page=True)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
