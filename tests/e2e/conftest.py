"""One trial for all walks, as a newcomer starts it, and browsers that walk through it."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from motcua.jobs.embedded import scratch
from tests.e2e.visitors import Visitor
from tests.jobs.test_run import free_port, running, wait_until_it_says

CHROMIUM = shutil.which("chromium")
LOUD = "BROWSER TESTS SKIPPED: no chromium; apt-get install chromium"
DOSSIERS = 20
PATIENCE = 20_000  # milliseconds; a small machine under all tests is slow


@dataclass(frozen=True)
class Trial:
    address: str
    home: Path


@contextmanager
def started() -> Iterator[Trial]:
    with scratch() as folder:
        port = free_port()
        with running(folder, port, dossiers=DOSSIERS) as process:
            wait_until_it_says(process, "Đăng nhập / sign in")
            yield Trial(f"http://localhost:{port}", folder)
            process.send_signal(signal.SIGINT)
            assert process.stdout is not None
            process.stdout.read()  # or it would wait to be heard
            process.wait(60)


@pytest.fixture(scope="session")
def trial() -> Iterator[Trial]:
    """E2E_ADDRESS and E2E_HOME name one that runs already, to try a walk again and again."""
    if CHROMIUM is None:
        pytest.skip(LOUD)
    if address := os.environ.get("E2E_ADDRESS"):
        yield Trial(address, Path(os.environ["E2E_HOME"]))
        return
    with started() as trial:
        yield trial


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """For one module: while playwright runs, its thread cannot start another, nor use Django's database."""
    if CHROMIUM is None:
        pytest.skip(LOUD)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def new_visitor(chromium, trial):
    """Return a function that opens a browser of somebody new."""
    contexts = []

    def open_one(*, script: bool = True, width: int = 1280, theme: str = "light") -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            java_script_enabled=script,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return Visitor(context.new_page(), trial.address)

    yield open_one
    for context in contexts:
        context.close()
