"""A paper is digitised at the desk on plain pages: every step is a form that can be left and found again."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.dossiers.digitising import bulk
from motcua.dossiers.digitising.models import BulkRun, Digitisation
from motcua.dossiers.digitising.steps import Step
from motcua.orgs.models import Duty, UnitKind
from motcua.papers.vault.models import HeldPaper
from tests import factories as make
from tests.dossiers.digitising.desk import BIRTH, READ, Desk, kept
from tests.papers.conftest import _authority_home, vault
from tests.papers.makers import picture
from tests.sign_in import signed_in
from tests.web.digitised import archive
from tests.web.staff_pages import at_most, content_of, text_of

__all__ = ["_authority_home", "vault"]
pytestmark = pytest.mark.django_db
HOME = "/quay/so-hoa/"


@pytest.fixture
def at_desk():
    return Desk()


@pytest.fixture
def clerk(at_desk):
    return signed_in(at_desk.office.clerk)


def url(found):
    return f"{HOME}{found.pk}/"


def press(clerk, found, act, **data):
    return clerk.post(url(found), {"act": act, **data}, follow=True)


def photo(name="trang 1.jpg"):
    return SimpleUploadedFile(name, picture(), "image/jpeg")


def boxes(page) -> dict[str, str]:
    """Return what stands in the boxes of a page, as a browser without scripts would send it."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", page.content.decode()):
        said = dict(re.findall(r'(name|value|type)="([^"]*)"', tag))
        if said.get("name") and (said.get("type") not in ("radio", "checkbox") or "checked" in tag):
            found[said["name"]] = said.get("value", "")
    for name, text in re.findall(
        r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', page.content.decode(), re.S
    ):
        found[name] = text
    return found


def test_a_person_with_a_paper_is_led_through_every_step_to_the_vault(clerk, at_desk):
    number = at_desk.person.identity_number
    begun = {"identity_number": number, "full_name": "Siu Blơk", "paper_type": BIRTH, "act": "begin"}

    page = clerk.post(f"{HOME}moi/", begun, follow=True)
    found = Digitisation.objects.get()
    assert "chưa có giấy loại này" in text_of(page)
    press(clerk, found, "look")
    assert "Trang 1: trang 1.jpg" in text_of(press(clerk, found, "add", page=photo()))
    assert "Máy đang đọc chữ" in text_of(press(clerk, found, "end-scan"))
    press(clerk, found, "compare", compared="yes")
    at_desk.machine_reads(Digitisation.objects.get(), *READ)
    page = clerk.get(url(found))
    assert "1 chỗ máy đọc chưa chắc" in text_of(page)
    typed = boxes(page) | {"seen-mother-person-full_name": "yes"}
    assert "Ký số và đưa vào kho" in text_of(
        clerk.post(url(found), {**typed, "act": "end-facts"}, follow=True)
    )
    page = press(clerk, found, "sign")

    held = HeldPaper.objects.get()
    assert held.code in text_of(page)
    assert held.facts["mother:person.full_name"] == "Siu Blok"


def test_each_fact_stands_beside_its_place_on_the_page(clerk, at_desk):
    found = at_desk.read()

    page = clerk.get(url(found))

    crops = re.findall(r'<svg class="crop"\s+viewBox="([\d.]+ [\d.]+ [\d.]+ [\d.]+)"', page.content.decode())
    assert len(crops) == len(READ)
    assert page.content.decode().count("<rect") == len(READ)
    assert content_of(clerk.get(f"{url(found)}trang-1.webp"))[8:12] == b"WEBP"


def test_what_is_wrong_is_said_at_its_box_and_nothing_typed_is_lost(clerk, at_desk):
    found = at_desk.read()
    day = {"child-person-birth_date-day": "31", "child-person-birth_date-month": "2"}

    page = press(clerk, found, "end-facts", **day, **{"child-person-birth_date-year": "2016"})

    assert page.status_code == 409
    assert "Còn 1 thông tin ghi chưa đúng dạng" in text_of(page)
    assert 'value="31"' in page.content.decode()


def test_what_the_machine_read_meanwhile_is_not_wiped_by_empty_boxes(clerk, at_desk):
    found = at_desk.compared()
    drawn = boxes(clerk.get(url(found)))
    at_desk.machine_reads(found, *READ)

    clerk.post(url(found), {**drawn, "mother-person-full_name": "Siu Blơk", "act": "save"})

    facts = Digitisation.objects.get().facts
    assert facts == {"mother:person.full_name": "Siu Blơk"}


def test_a_colleague_at_the_desk_goes_on_and_another_desk_finds_nothing(clerk, at_desk):
    found = at_desk.compared()
    colleague = make.posting(at_desk.office.desk, Duty.RECEIVE, name="Kpă Hương")
    stranger = make.posting(make.unit("H21.118.MC", UnitKind.DESK), Duty.RECEIVE, name="Đinh Hmunh")

    assert "Siu Blơk" in text_of(signed_in(colleague).get(HOME))
    assert signed_in(colleague).get(url(found)).status_code == 200
    elsewhere = signed_in(stranger)
    assert elsewhere.get(url(found)).status_code == 404
    assert elsewhere.get(f"{url(found)}trang-1.webp").status_code == 404
    assert elsewhere.post(url(found), {"act": "give-up"}).status_code == 404
    assert "Siu Blơk" not in text_of(elsewhere.get(HOME))
    assert Digitisation.objects.get().step == Step.FACTS


def test_a_paper_of_a_dossier_is_begun_from_its_page(clerk, at_desk):
    dossier = at_desk.office.accepted()
    line = dossier.papers.get()
    link = f"{HOME}ho-so/{line.pk}/"

    assert link in clerk.get(f"/quay/ho-so/{dossier.code}/").content.decode()
    page = clerk.post(link, {"paper_type": BIRTH}, follow=True)

    assert dossier.code in text_of(page)
    assert clerk.get(link)["Location"] == url(Digitisation.objects.get())


def test_what_the_vault_has_is_used_with_one_press(clerk, at_desk):
    held = kept(digitisation_id=at_desk.ready().pk, **at_desk.by)
    line = at_desk.office.accepted().papers.get()
    clerk.post(f"{HOME}ho-so/{line.pk}/", {"paper_type": BIRTH})
    found = Digitisation.objects.get(line=line)

    page = press(clerk, found, "look", held=str(held.pk))

    assert "Đã dùng giấy tờ trong kho, không phải quét" in text_of(page)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"paper_type": ""}, "Hãy chọn loại giấy tờ"),
        ({"paper_type": "GT"}, "Hãy ghi tên giấy tờ"),
        ({"identity_number": "12"}, "12 chữ số"),
    ],
)
def test_what_is_missing_is_said_and_nobody_is_written_down(clerk, said, sentence):
    begun = {"identity_number": "064190007777", "full_name": "Nay Phin", "paper_type": BIRTH, "act": "begin"}

    page = clerk.post(f"{HOME}moi/", {**begun, **said})

    assert page.status_code == 422
    assert sentence in text_of(page)
    assert not Digitisation.objects.exists()


def test_a_list_of_many_needs_few_questions(clerk, at_desk):
    for number in range(12):
        at_desk.begun(paper_type="GT", title=f"Bằng {number}")

    with at_most(16):
        clerk.get(HOME)


def test_a_run_over_old_papers_is_begun_watched_and_its_faults_fetched(clerk, at_desk):
    sheet = SimpleUploadedFile("cũ.csv", "tep;loai;ho_ten;doi_chieu\na.pdf;GT;Siu Blơk;x\n".encode())
    packed = archive({"a.pdf": make.PNG})

    page = clerk.post(f"{HOME}hang-loat/", {"sheet": sheet, "archive": packed}, follow=True)
    run = BulkRun.objects.get()
    assert "0/1 dòng đã đọc" in text_of(page)
    assert "hx-trigger" in page.content.decode()
    for _row in bulk.go_through(run_id=run.pk, at=make.MONDAY):
        pass

    page = clerk.get(f"{HOME}hang-loat/{run.pk}/?sai")
    assert "Chưa ghi loại và tên giấy tờ" in text_of(page)
    assert "hx-trigger" not in page.content.decode()
    faults = clerk.get(f"{HOME}hang-loat/{run.pk}/ket-qua.csv")
    assert "Chưa ghi loại và tên giấy tờ" in faults.content.decode("utf-8-sig")
    clerk.post(f"{HOME}hang-loat/{run.pk}/", {"act": "go-on"})
    assert BulkRun.objects.get().state == BulkRun.State.WAITING


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "hãy chọn tệp danh sách"),
        ({"sheet": ("a.csv", b"tep\n")}, "thiếu cột"),
        ({"sheet": ("a.csv", b"tep;loai;ho_ten;doi_chieu\na;b;c;x\n")}, "hãy chọn tệp .zip"),
        (
            {"sheet": ("a.csv", b"tep;loai;ho_ten;doi_chieu\na;b;c;x\n"), "archive": ("a.zip", b"khong")},
            "không phải tệp .zip",
        ),
    ],
)
def test_a_run_that_cannot_be_begun_says_why(clerk, files, sentence):
    data = {name: SimpleUploadedFile(*file) for name, file in files.items()}

    page = clerk.post(f"{HOME}hang-loat/", data)

    assert page.status_code == 422
    assert sentence in text_of(page)
    assert not BulkRun.objects.exists()
