"""The editor in a real browser: a step is drawn with bpmn-js, said in our panel, saved and published."""

import os
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from playwright.sync_api import sync_playwright

from motcua.catalogue.facts import Channel, Term, TermUnit, Way
from motcua.orgs.models import Duty, UnitKind
from motcua.web.ui import drawing_tool
from motcua.workflow.models import ProcessVersion
from tests import factories as make
from tests.sign_in import signed_in
from tests.workflow.makers import chain, step
from tests.workflow.offices import draft

CHROMIUM = shutil.which("chromium")

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
    Path(project.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="module")
def tool(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    try:
        drawing_tool.build(folder / drawing_tool.FOLDER)
    except drawing_tool.ToolUnavailableError as reason:
        pytest.skip(f"no network to fetch bpmn-js: {reason}")
    return folder


@pytest.fixture(scope="module")
def chromium():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps a loop in this thread
    with sync_playwright() as driver:
        yield driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(live_server, settings, tool, chromium):
    """A page of the province's administrator; ``faults`` are what the browser complained about."""
    settings.STATICFILES_DIRS = [tool]
    root = make.unit("H21", UnitKind.PROVINCE)
    commune = make.unit("H21.117", parent=root)
    for duty in (Duty.RECEIVE, Duty.HANDLE, Duty.REVIEW, Duty.SIGN):
        make.posting(commune, duty, name=f"Cán bộ {duty}")
    session = signed_in(make.posting(root, Duty.ADMINISTER, name="Quản trị")).cookies["sessionid"].value
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 1600})
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page: Any = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda said: note(page, said))
    yield page
    context.close()


def note(page, said):
    refused = "Failed to load resource" in said.text  # an honest 422, and no typeface is built here
    if said.type in ("error", "warning") and not refused:
        page.faults.append(said.text)


@pytest.fixture
def version():
    ways = (Way(channel=Channel.ONLINE, terms=(Term(amount=3, unit=TermUnit.WORKING_DAYS),)),)
    make.publish(make.PROCEDURE.model_copy(update={"ways": ways}))
    return draft(step("nhan", "Tiếp nhận", role="receive", hours="4") + chain("s", "nhan", "e"))


def opened(page, version):
    page.goto(f"/quan-tri/quy-trinh/{version.process_id}/so-do/")
    page.wait_for_selector("[data-process-editor][data-ready]")


def test_a_step_is_drawn_said_saved_and_published(page, version):
    opened(page, version)

    page.click("[data-element-id=nhan]")
    page.click(".djs-context-pad .entry[data-action='append.append-task']")
    page.wait_for_selector(".djs-direct-editing-content")
    page.keyboard.type("Thẩm tra")
    page.keyboard.press("Escape")
    page.fill("#p-name", "Thẩm tra hồ sơ")
    page.fill("#p-post", "Công chức tư pháp")
    page.select_option("#p-role", "handle")
    page.fill("#p-hours", "12")
    page.select_option("#p-operation", "take-up")
    page.fill("#p-said", "Đối chiếu giấy tờ")
    page.click("text=Lưu bản nháp")
    page.wait_for_selector("text=Đã lưu bản nháp")

    kept = ProcessVersion.objects.get()
    node = next(node for node in kept.model.graph.nodes if node.name == "Thẩm tra hồ sơ")
    assert (node.step.role, node.step.post, node.step.hours) == ("handle", "Công chức tư pháp", Decimal(12))
    assert (node.step.operation, node.said) == ("take-up", "Đối chiếu giấy tờ")
    assert [way.target for way in kept.model.graph.leaving("nhan")] != []
    assert page.faults == []


def test_what_cannot_run_is_marked_where_it_stands(page, version):
    opened(page, version)
    page.click("[data-element-id=nhan]")
    page.click(".djs-context-pad .entry[data-action='replace']")
    page.click(".djs-popup [data-id='replace-with-script-task']")
    page.click("text=Lưu bản nháp")
    page.wait_for_selector("text=Chưa lưu. Hãy sửa:")
    page.wait_for_selector("[data-process-editor][data-ready]")

    page.click("text=Chỉ trên sơ đồ")

    assert "scriptTask" in page.text_content("main")
    assert page.locator(".djs-shape.faulty.selected").count() == 1
    assert page.input_value("#p-name") == "Tiếp nhận"


def test_the_watermark_stays_and_no_policy_is_broken(page, version):
    opened(page, version)

    page.click("[data-element-id=nhan]")

    assert page.locator(".bjs-powered-by").is_visible()
    assert page.faults == []
