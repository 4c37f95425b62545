"""Files that come in parts (tus 1.0): they go on where they stopped, and belong to who began them."""

import base64
import hashlib
import os
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from motcua.dossiers import operations as dossiers
from motcua.kernel.errors import Refusal
from motcua.papers import contents, uploads
from motcua.papers.models import Paper, Upload
from motcua.papers.queries import read_bytes
from motcua.papers.reading import client as readers
from tests import factories as make
from tests.papers.hostile.corpus import CORPUS, TAKEN, pdf, photo
from tests.sign_in import signed_in

pytestmark = pytest.mark.django_db
TUS = {"Tus-Resumable": "1.0.0"}
ADDRESS = "/ui/tep/"


@pytest.fixture(autouse=True)
def own_store(tmp_path, settings):
    options = {"location": str(tmp_path)}
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"default": storage}


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def browser(office) -> Client:
    return signed_in(office.citizen)


@pytest.fixture
def draft(office):
    return dossiers.start_draft(version=office.version, citizen=office.citizen, at=timezone.now())


def words(**pairs: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in pairs.items())


def begin(browser: Client, size: int, name: str = "giấy.pdf", print_: str = "a"):
    metadata = {"Upload-Length": str(size), "Upload-Metadata": words(filename=name, fingerprint=print_)}
    return browser.post(ADDRESS, content_type="application/json", headers={**TUS, **metadata})


def part(browser: Client, where: str, at: int, content: bytes, **more: str):
    headers = {**TUS, "Upload-Offset": str(at), **more}
    return browser.patch(where, content, content_type="application/offset+octet-stream", headers=headers)


def come(browser: Client, where: str) -> int:
    return int(browser.head(where, headers=TUS)["Upload-Offset"])


def send(
    browser: Client, content: bytes, *, step: int = 700, name: str = "giấy.pdf", print_: str = "a"
) -> str:
    where: str = begin(browser, len(content), name, print_)["Location"]
    for at in range(0, len(content), step):
        assert part(browser, where, at, content[at : at + step]).status_code == 204
    return where


def hand_in(browser: Client, draft, where: str, key: str = "khac"):
    upload_id = where.rstrip("/").rpartition("/")[2]
    return browser.post(f"/ban-nhap/{draft.pk}/giay-to/", {f"paper-{key}-up": upload_id, "act": "send-khac"})


def test_a_file_in_parts_becomes_the_paper_byte_for_byte(browser, draft):
    content = photo(size=(400, 300))

    hand_in(browser, draft, send(browser, content, name="ảnh căn cước.jpg"))

    paper = Paper.objects.get()
    assert read_bytes(paper) == content
    assert (paper.file_name, paper.attached_to) == ("ảnh căn cước.jpg", draft.subject)
    assert not list(contents.spool().glob("up-*"))


def test_handed_in_twice_it_is_one_paper(browser, draft):
    where = send(browser, pdf())

    hand_in(browser, draft, where)
    hand_in(browser, draft, where)

    assert Paper.objects.count() == 1


def test_it_goes_on_where_it_stopped_when_the_file_is_chosen_again(browser):
    first = begin(browser, 3_000)
    part(browser, first["Location"], 0, bytes(1_000))

    again = begin(browser, 3_000)

    assert again["Location"] == first["Location"]
    assert again["Upload-Offset"] == "1000"


def test_a_restart_loses_nothing_that_was_answered(browser):
    where = begin(browser, 3_000)["Location"]
    part(browser, where, 0, bytes(1_000))
    if readers._server._process:
        readers._server._process.kill()

    assert come(browser, where) == 1_000


def test_a_part_sent_twice_or_out_of_turn_is_refused_and_nothing_is_lost(browser):
    where = begin(browser, 3_000)["Location"]
    part(browser, where, 0, bytes(1_000))

    again, early = part(browser, where, 0, bytes(1_000)), part(browser, where, 2_000, bytes(1_000))

    assert (again.status_code, early.status_code) == (409, 409)
    assert come(browser, where) == 1_000


def test_more_than_was_announced_is_refused(browser):
    where = begin(browser, 10)["Location"]

    assert part(browser, where, 0, bytes(11)).status_code == 409


def test_a_part_that_changed_on_the_way_is_asked_for_again(browser):
    where = begin(browser, 4)["Location"]
    right = base64.b64encode(hashlib.sha256(b"giay").digest()).decode()

    wrong = part(browser, where, 0, b"gixy", **{"Upload-Checksum": f"sha256 {right}"})
    good = part(browser, where, 0, b"giay", **{"Upload-Checksum": f"sha256 {right}"})

    assert (wrong.status_code, good.status_code) == (460, 204)


def test_a_part_over_the_limit_is_not_kept(browser, settings):
    settings.MOTCUA_UPLOAD_PART_MB = 1
    where = begin(browser, 3_000_000)["Location"]

    assert part(browser, where, 0, bytes(1_500_000)).status_code == 413
    assert come(browser, where) == 0


def test_nobody_else_sees_adds_or_hands_in(browser, office, draft):
    where = send(browser, pdf())
    other = signed_in(make.citizen("Rơ Châm Hai", "064190001235"))

    seen = other.head(where, headers=TUS), part(other, where, 0, b"x"), other.delete(where, headers=TUS)

    assert [answer.status_code for answer in seen] == [404, 404, 404]
    with pytest.raises(Refusal, match="Không tìm thấy"):
        uploads.lock(uploads.arrived(Upload.objects.get().pk, "person:0"))


def test_half_a_file_is_not_handed_in_and_stays(browser, draft):
    where = begin(browser, 3_000)["Location"]
    part(browser, where, 0, bytes(1_000))

    hand_in(browser, draft, where)

    page = browser.get(f"/ban-nhap/{draft.pk}/giay-to/").content.decode()
    assert "chưa gửi xong" in page
    assert come(browser, where) == 1_000


def test_what_is_too_big_or_too_much_is_refused_before_it_is_sent(browser, settings):
    settings.MOTCUA_UPLOADS_OPEN_MB = 30
    mb = 1024 * 1024

    huge, first, second = (begin(browser, n * mb, print_=str(n)) for n in (21, 20, 11))

    assert [a.status_code for a in (huge, first, second)] == [413, 201, 429]
    assert "20 MB" in huge.json()["detail"]


def test_what_is_dropped_is_gone(browser):
    where = begin(browser, 3_000)["Location"]
    part(browser, where, 0, bytes(1_000))

    browser.delete(where, headers=TUS)

    assert browser.head(where, headers=TUS).status_code == 404
    assert not list(contents.spool().glob("up-*"))


def test_what_nobody_went_on_with_is_swept_and_what_moves_is_not(browser):
    old, young = (begin(browser, 3_000, print_=name)["Location"] for name in "ab")
    part(browser, old, 0, bytes(10))
    part(browser, young, 0, bytes(10))
    Upload.objects.update(began_at=timezone.now() - timedelta(hours=50))
    stopped = (timezone.now() - timedelta(hours=49)).timestamp()
    os.utime(contents.spool() / f"up-{old.split('/')[-2]}", (stopped, stopped))

    uploads.sweep(at=timezone.now())

    assert [a.status_code for a in (browser.head(u, headers=TUS) for u in (old, young))] == [404, 200]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 412),
        ({"Tus-Resumable": "0.2.2"}, 412),
        (TUS, 400),
        ({**TUS, "Upload-Length": "-5"}, 400),
        ({**TUS, "Upload-Length": "5", "Upload-Metadata": "filename ###"}, 400),
        ({**TUS, "Upload-Length": "0", "Upload-Metadata": words(filename="a.pdf")}, 422),
        ({**TUS, "Upload-Length": "5"}, 422),
    ],
)
def test_what_is_not_tus_is_told_so(browser, headers, status):
    assert browser.post(ADDRESS, headers=headers).status_code == status


def test_its_abilities_can_be_asked(browser):
    answer = browser.options(ADDRESS)

    assert answer["Tus-Extension"] == "creation,checksum,termination"


@pytest.mark.parametrize("way", ["parts", "form"])
@pytest.mark.parametrize("name", CORPUS)
def test_the_hostile_corpus_through_http(browser, draft, name, way):
    make_file, expected = CORPUS[name]
    content = make_file()
    page = f"/ban-nhap/{draft.pk}/giay-to/"

    if way == "form":
        browser.post(page, {"paper-khac": SimpleUploadedFile("a.pdf", content), "act": "send-khac"})
    elif content:
        hand_in(browser, draft, send(browser, content, step=1024 * 1024, print_=uuid.uuid4().hex))

    assert Paper.objects.exists() == (expected == TAKEN)
    assert browser.get(page).status_code == 200
