"""A birth is registered: from the first word typed to a certificate that anybody can check."""

import re
import shutil
import subprocess
import time

import pytest
from playwright.sync_api import expect

from tests.e2e import births
from tests.e2e.visitors import Visitor, enter_as_staff, open_dossier

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("trial")]
DELIVERED_WITHIN = 60.0
NUMBER = re.compile(r"[Ss]ố (\S+)\.")


@pytest.fixture
def open_browser(new_visitor, script):
    return lambda: new_visitor(script=script)


@pytest.mark.parametrize(
    ("script", "name"), [(True, "Rơ Châm Hyao"), (False, "Nguyễn Thị Thu Hà")], ids=["script", "no-script"]
)
def test_a_birth_is_registered_from_search_to_a_certificate_anybody_can_check(
    trial, open_browser, name, tmp_path
):
    citizen = open_browser()
    births.find(citizen)
    births.start(citizen, name)
    births.fill(citizen)
    code = births.submit(citizen)

    people = [citizen, *handle(open_browser, code)]
    await_delivery(citizen, code)

    certificate = citizen.file_of(citizen.page.get_by_role("link", name="Xem và tải kết quả"))
    altered = with_one_byte_changed(certificate)
    stranger = open_browser()
    stranger.page.goto(
        citizen.address
        + str(citizen.page.get_by_role("link", name="Trang kiểm tra thật giả").get_attribute("href"))
    )
    stranger.is_at("Văn bản này có thật và còn hiệu lực")
    check_file(stranger, certificate)
    stranger.is_at("Văn bản này có thật và còn hiệu lực")
    check_file(stranger, altered)
    stranger.is_at("Tệp này đã bị sửa sau khi ký")
    assert [fault for person in [*people, stranger] for fault in person.faults] == []
    if shutil.which("pdfsig") and shutil.which("certutil"):
        assert_poppler_agrees(trial.home, certificate, altered, tmp_path)


def handle(open_browser, code: str) -> list[Visitor]:
    """The clerk accepts what came online, then the office decides."""
    clerk = open_browser()
    enter_as_staff(clerk, "chuprong.motcua")
    open_dossier(clerk, code)
    clerk.page.get_by_role("group", name="Giấy chứng sinh").get_by_label("Đạt", exact=True).check()
    clerk.press("Tiếp nhận và in phiếu hẹn")
    assert_receipt(clerk)
    return [clerk, *decide(open_browser, code)]


def decide(open_browser, code: str, child: str = "Rơ Châm H'Lan") -> list[Visitor]:
    """Officer, head and signer do their part, each in a browser of their own."""
    officer, head, signer = (open_browser() for _ in range(3))
    enter_as_staff(officer, "chuprong.canbo")
    open_dossier(officer, code)
    officer.take_up()
    officer.is_at("Dự thảo: Giấy khai sinh")
    officer.fill("Số định danh cá nhân của trẻ", "064326001234")
    expect(officer.page.get_by_role("textbox", name="Họ, chữ đệm, tên của trẻ")).to_have_value(child)
    officer.press("Trình")
    officer.sees("Đã trình.")
    enter_as_staff(head, "chuprong.lanhdao")
    open_dossier(head, code)
    expect(head.page.get_by_role("img", name="Dự thảo kết quả, trang 1")).to_be_visible()
    head.press("Đồng ý, chuyển ký")
    head.sees("Đã đồng ý.")
    enter_as_staff(signer, "chuprong.chutich")
    open_dossier(signer, code)
    signer.press("Ký và ban hành")
    signer.sees("Đã ký. Khi đủ chữ ký")
    return [officer, head, signer]


def assert_receipt(clerk: Visitor) -> None:
    """The receipt to be printed is a PDF and has the number that the page says."""
    clerk.sees("Đã tiếp nhận.")
    receipt = clerk.file_of(clerk.page.get_by_role("link", name="Mở để in"))
    assert receipt.startswith(b"%PDF-")
    found = NUMBER.search(clerk.page.get_by_role("main").inner_text())
    assert found
    if shutil.which("pdftotext"):
        read = subprocess.run(["pdftotext", "-", "-"], input=receipt, capture_output=True, check=True)  # noqa: S607
        assert found.group(1) in read.stdout.decode()


def await_delivery(citizen: Visitor, code: str) -> None:
    """The background work hands over online what was signed."""
    until = time.monotonic() + DELIVERED_WITHIN
    citizen.goto(f"/ho-so/{code}/")
    while not citizen.page.get_by_text("Đã trả kết quả").count():
        assert time.monotonic() < until, citizen.page.get_by_role("main").inner_text()
        time.sleep(0.5)
        citizen.page.reload()


def with_one_byte_changed(content: bytes) -> bytes:
    """Change a byte of the page's own text, far from the signature."""
    changed = bytearray(content)
    changed[len(changed) // 3] ^= 1
    return bytes(changed)


def check_file(visitor: Visitor, content: bytes) -> None:
    visitor.goto("/kiem-tra/")
    visitor.choose_file("Tệp PDF đã nhận được", "giay-khai-sinh.pdf", "application/pdf", content)
    visitor.press("Kiểm tra tệp")


def assert_poppler_agrees(home, certificate: bytes, altered: bytes, folder) -> None:
    """As docs/how-to/verify-signature.md says: with the demo's root, and without any code of ours."""
    store = f"sql:{folder}"
    root = home / "demo-ca" / "root.pem"
    for command in (
        ["certutil", "-N", "-d", store, "--empty-password"],
        ["certutil", "-A", "-d", store, "-n", "motcua", "-t", "CT,C,C", "-a", "-i", str(root)],
    ):
        subprocess.run(command, check=True, capture_output=True)

    said = [pdfsig(store, folder, content) for content in (certificate, altered)]

    assert "Total document signed" in said[0]
    assert "Signature Validation: Signature is Valid." in said[0]
    assert "Certificate Validation: Certificate is Trusted." in said[0]
    assert "Signature is Valid" not in said[1], said[1]


def pdfsig(store: str, folder, content: bytes) -> str:
    file = folder / "paper.pdf"
    file.write_bytes(content)
    command = ["pdfsig", "-nssdir", store, str(file)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    return done.stdout.decode() + done.stderr.decode()
