"""What is typed in a browser is not lost: no network, a crash, a dead server, a session's end, two tabs."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from motcua.jobs.embedded import scratch
from tests.e2e.servers import Site, own_database

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("servers")]
SAVED = "Đã lưu lúc"
PATIENCE = 30_000  # milliseconds; a server starts again in between
MOST = 12  # forms begun, one for each test


@dataclass
class Desk:
    """A site with forms begun, each with two log-ins."""

    site: Site
    database: str
    cookie: str
    forms: list[dict[str, Any]]


@dataclass
class Form:
    """One form, and browsers in which its owner is signed in."""

    desk: Desk
    browser: Browser
    draft: str
    log_ins: list[str]

    @property
    def url(self) -> str:
        return f"{self.desk.site.address}/ban-nhap/{self.draft}/s/"

    def sign_in(self, context: BrowserContext, log_in: int = 0) -> None:
        key = self.log_ins[log_in]
        context.add_cookies([{"name": self.desk.cookie, "value": key, "url": self.desk.site.address}])

    def device(self, state: Any = None, *, log_in: int = 0) -> BrowserContext:
        context = self.browser.new_context(storage_state=state)
        context.set_default_timeout(PATIENCE)
        self.sign_in(context, log_in)
        return context

    def open(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.goto(self.url)
        return page

    def query(self, sql: str, *values: str) -> Any:
        with psycopg.connect(self.desk.database, autocommit=True) as connection:
            return connection.execute(sql, values)

    def stands(self, key: str) -> str:
        found = self.query("SELECT answers FROM dossiers_draft WHERE id = %s", self.draft).fetchone()
        return str(found[0].get(key, ""))


@pytest.fixture(scope="module")
def desk(chromium) -> Iterator[Desk]:
    with (
        scratch() as home,
        own_database(f"motcua_windows_{os.getpid()}") as database,
        pytest.MonkeyPatch.context() as patched,
    ):
        patched.setenv("INTERRUPTED_FORMS", str(MOST))
        site = Site(database=database, home=Path(home) / "site")
        try:
            prepared = site.prepare("tests.e2e.office_of_drafts")
            site.collect_static()
            site.start_web()
            site.wait_until_ready()
            yield Desk(site, database, prepared["cookie"], prepared["forms"])
        finally:
            site.stop()


@pytest.fixture
def form(desk, chromium) -> Form:
    return Form(desk, chromium, **desk.forms.pop())


def state_of(page: Page):
    return page.locator("[data-draft-status]")


def box(page: Page, key: str):
    return page.locator(f"[name={key}]")


def is_saved(page: Page) -> None:
    expect(state_of(page)).to_contain_text(SAVED, timeout=PATIENCE)
    expect(page.locator("[data-draft-state]")).to_contain_text("Chưa nộp")


def test_what_is_typed_without_a_network_is_saved_when_it_is_back(form):
    context = form.device()
    page = form.open(context)
    context.set_offline(True)

    box(page, "a").fill("không có mạng")
    expect(state_of(page)).to_contain_text("được giữ trên máy này")
    context.set_offline(False)

    is_saved(page)
    assert form.stands("a") == "không có mạng"


def test_after_a_crash_it_stands_in_its_box_again_and_is_saved(form):
    context = form.device()
    page = form.open(context)
    context.set_offline(True)
    box(page, "b").fill("trước khi hỏng")
    expect(state_of(page)).to_contain_text("Chưa lưu")
    left = context.storage_state()
    context.close()

    page = form.open(form.device(left))

    expect(box(page, "b")).to_have_value("trước khi hỏng")
    is_saved(page)
    assert form.stands("b") == "trước khi hỏng"


def test_a_window_reloaded_while_typing_loses_nothing(form):
    page = form.open(form.device())

    box(page, "a").press_sequentially("gõ dở")
    page.reload()

    expect(box(page, "a")).to_have_value("gõ dở")
    is_saved(page)
    assert form.stands("a") == "gõ dở"


def test_a_server_that_dies_and_comes_back_has_it(form):
    page = form.open(form.device())
    form.desk.site.kill("web")

    box(page, "c").fill("máy chủ chết")
    form.desk.site.start_web()

    is_saved(page)
    assert form.stands("c") == "máy chủ chết"


def test_an_ended_session_says_so_and_the_next_one_goes_on(form):
    context = form.device()
    page = form.open(context)
    form.query("DELETE FROM django_session WHERE session_key = %s", form.log_ins[0])

    box(page, "d").fill("phiên đã hết")
    again = page.get_by_role("link", name="Đăng nhập lại")
    expect(again).to_be_visible()
    assert again.get_attribute("href") == f"/sign-in/?next=/ban-nhap/{form.draft}/s/"
    form.sign_in(context, 1)
    page.goto(form.url)

    expect(box(page, "d")).to_have_value("phiên đã hết")
    is_saved(page)
    assert form.stands("d") == "phiên đã hết"


def test_two_windows_do_not_write_over_each_other(form):
    context = form.device()
    first, second = form.open(context), form.open(context)
    box(first, "a").fill("một")
    is_saved(first)

    box(second, "a").fill("hai")
    clash = second.get_by_role("alert").filter(has_text="bên kia ghi")
    expect(clash).to_contain_text("một")
    assert form.stands("a") == "một"
    second.get_by_role("button", name="Giữ nội dung ở đây").click()

    is_saved(second)
    assert form.stands("a") == "hai"


def test_it_goes_on_where_it_was_left_on_another_device(form):
    page = form.open(form.device())
    box(page, "a").fill("ở máy này")
    is_saved(page)

    other = form.device(log_in=1).new_page()
    other.goto(f"{form.desk.site.address}/ban-nhap/{form.draft}/")

    expect(box(other, "a")).to_have_value("ở máy này")
