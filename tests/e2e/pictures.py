"""
Take the pictures of docs/images from a trial that runs.

    python -m tests.e2e.pictures http://localhost:8000
"""

import io
import shutil
import sys
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"
PHONE, DESK = 360, 1280
PAGES = (
    ("home-desktop", DESK, 900, "", "/"),
    ("home-phone", PHONE, 740, "", "/"),
    ("procedure", DESK, 1100, "", "/thu-tuc/1.001193/"),
    ("worklist", DESK, 720, "pleiku.canbo", "/xu-ly/?muc=tat-ca"),
    ("dossier", DESK, 1100, "pleiku.lanhdao", "/xu-ly/"),
)


def take(browser: Browser, address: str, name: str, width: int, height: int, who: str, path: str) -> None:
    from tests.e2e.visitors import Visitor, enter_as_staff

    context = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
    visitor = Visitor(context.new_page(), address)
    if who:
        enter_as_staff(visitor, who)
    visitor.goto(path)
    if name == "dossier":
        visitor.page.locator("tbody a").first.click()
        visitor.page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(visitor.page.screenshot()))
    picture.quantize(128).save(FOLDER / f"{name}.png", optimize=True)  # flat colours: a third of the bytes
    context.close()


def main() -> None:
    django.setup()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for page in PAGES:
            take(browser, sys.argv[1], *page)
        browser.close()


if __name__ == "__main__":
    main()
