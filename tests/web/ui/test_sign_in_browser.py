"""The door in a real browser: its policy lets VNeID in, passkeys work, axe finds nothing serious."""

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import sync_playwright

from motcua.exchange.vneid.__main__ import CALLBACK, SIGNED_OUT
from motcua.exchange.vneid.simulator import Client as Application
from motcua.orgs.models import Duty
from tests import factories
from tests.exchange.vneid.browser import running_simulator
from tests.sign_in import user_of

CHROMIUM = shutil.which("chromium")
PASSWORD = "mat-khau-rat-dai"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="BROWSER TESTS SKIPPED: no chromium; apt-get install chromium"
    ),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(scope="session", autouse=True)
def static_root():
    """The live server is started before anything narrower."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="module")
def chromium():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps a loop in this thread
    with sync_playwright() as driver:
        yield driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def clerk(settings, no_second_factor):
    settings.MOTCUA_STAFF_SECOND_FACTOR = True
    cache.clear()
    return user_of(factories.posting(factories.unit(), Duty.RECEIVE))


@pytest.fixture
def vneid(settings, site):
    with running_simulator() as simulator:
        settings.MOTCUA_VNEID_URL = simulator.provider.issuer
        settings.MOTCUA_VNEID_SECRET = "bi-mat"
        directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        targets = [*directives["form-action"], simulator.provider.issuer]
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives | {"form-action": targets}}
        known = Application("motcua", "bi-mat", (site + CALLBACK,), (site + SIGNED_OUT,))
        simulator.provider.clients["motcua"] = known
        yield simulator


@pytest.fixture
def site(live_server):
    return live_server.url


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda message: note_fault(page, message))
    yield page
    context.close()


def note_fault(page, message):
    if message.type == "error" and "/fonts/" not in message.location["url"]:  # not built here
        page.faults.append(f"{message.text} {message.location['url']}")


def assert_fit_for_all(page):
    found = Axe().run(page).response["violations"]
    serious = [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in {"serious", "critical"}]
    assert serious == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url
    assert page.faults == [], page.url


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def enter(page, site, clerk):
    page.goto(f"{site}/staff/sign-in/?next=/accounts/factors/")
    page.get_by_label("Tên đăng nhập").fill(clerk.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    press(page, "Đăng nhập")


def test_a_citizen_walks_to_vneid_and_back_and_out(page, site, vneid):
    page.goto(f"{site}/sign-in/?next=/sign-in/")
    assert_fit_for_all(page)
    press(page, "Đăng nhập bằng VNeID")
    assert_fit_for_all(page)
    page.get_by_role("button", name="Lê Quốc Đạt").click()
    assert_fit_for_all(page)
    page.get_by_label("Công ty TNHH").check()
    press(page, "Đồng ý")
    page.wait_for_url(f"{site}/**")

    page.goto(f"{site}/sign-in/")
    assert page.get_by_text("Bạn đang đăng nhập là Lê Quốc Đạt").is_visible()

    page.goto(f"{site}/sign-out/")
    assert_fit_for_all(page)
    press(page, "Đăng xuất")
    page.wait_for_url(f"{site}/signed-out/")
    assert_fit_for_all(page)


def test_a_provider_that_is_down_is_a_page_one_can_read(page, site, vneid):
    page.goto(f"{site}/sign-in/")
    vneid.set_fault("down")

    press(page, "Đăng nhập bằng VNeID")

    page.wait_for_load_state("networkidle")
    assert page.get_by_role("heading", name="VNeID chưa trả lời").is_visible()
    page.faults.clear()  # Chromium calls a 503 an error of the page, and may say so late
    assert_fit_for_all(page)


def test_a_passkey_is_enrolled_and_then_opens(page, site, clerk):
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    usb = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": usb | {"automaticPresenceSimulation": True}})
    enter(page, site, clerk)
    page.goto(f"{site}/staff/second-factor/?next=/accounts/factors/")
    assert_fit_for_all(page)
    page.get_by_role("link", name="Dùng khóa").click()
    assert_fit_for_all(page)

    press(page, "Thêm khóa")
    page.wait_for_url("**/accounts/factors/codes/")
    assert_fit_for_all(page)
    page.goto(f"{site}/sign-out/")
    press(page, "Đăng xuất")
    enter(page, site, clerk)
    page.wait_for_url("**/accounts/code/")
    assert_fit_for_all(page)
    press(page, "Dùng khóa bảo mật")

    page.wait_for_url("**/accounts/factors/")
    assert page.get_by_text("Khóa 1").is_visible()
    assert_fit_for_all(page)


@pytest.mark.parametrize(
    "address", ["/accounts/factors/app/", "/accounts/password/", "/accounts/again/", "/staff/sign-in/"]
)
def test_every_form_about_an_account_is_fit_for_all(page, site, clerk, address):
    enter(page, site, clerk)

    page.goto(site + address)

    assert_fit_for_all(page)
