"""`motcua digitise`: a folder and a list become papers in vaults; it goes on where it stopped."""

import argparse
import csv

import pytest

from motcua.accounts.models import Person, User
from motcua.dossiers.once_only.findings import on_paper
from motcua.jobs.commands import digitise
from motcua.orgs.models import Duty
from motcua.papers.digitising import ocr
from motcua.papers.vault.models import HeldPaper
from tests import factories as make
from tests.papers.digitising.conftest import reader

__all__ = ["reader"]  # a fixture that skips, loudly, without Tesseract
from tests.papers.digitising.pages import pages

pytestmark = pytest.mark.django_db
HEADS = ["tep", "loai", "so_dinh_danh", "ho_ten", "ngay_cap", "doi_chieu"]


@pytest.fixture
def archive(tmp_path, settings):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        }
    }
    folder = tmp_path / "scans"
    folder.mkdir()
    return folder


@pytest.fixture
def card(archive):
    found = list(pages(3))[2]
    (archive / "the.pdf").write_bytes(found.scanned())
    return found


def clerk(duty=Duty.RECEIVE):
    make.posting(make.unit(), duty)
    return User.objects.get(officer__isnull=False).username


def listed(archive, *rows):
    sheet = archive.parent / "list.csv"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([HEADS, *rows])
    return sheet


def run(archive, sheet, by):
    return digitise.run(argparse.Namespace(folder=archive, sheet=sheet, by=by))


def result(sheet):
    with sheet.with_suffix(".ket-qua.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def row(card, **said):
    known = {
        "tep": "the.pdf",
        "loai": card.paper_type,
        "so_dinh_danh": card.facts["applicant:person.identity_number"],
        "ho_ten": card.facts["applicant:person.full_name"],
        "ngay_cap": "02/03/2022",
        "doi_chieu": "x",
    }
    return list((known | said).values())


def test_an_old_paper_goes_into_its_holders_vault_and_answers_the_next_form(archive, card, reader):
    sheet = listed(archive, row(card))

    assert run(archive, sheet, clerk()) == 0

    held = HeldPaper.objects.get()
    assert held.owner == f"person:{Person.objects.get().pk}"
    known = {found.element: found.value for found in on_paper(held, about_others=False)}
    assert known["person.identity_number"] == card.facts["applicant:person.identity_number"]
    assert known["person.birth_date"] == card.facts["applicant:person.birth_date"]
    assert result(sheet)[0]["ma"] == held.code


def test_run_again_it_reads_nothing_twice_and_goes_on(archive, card, reader, monkeypatch):
    by = clerk()
    run(archive, listed(archive, row(card)), by)
    monkeypatch.setattr(ocr.Reader, "_ask", lambda *_: pytest.fail("read twice"))

    sheet = listed(archive, row(card), row(card, tep="not-there.pdf"))

    assert run(archive, sheet, by) == 1
    again, missing = result(sheet)
    assert (again["ket_qua"], HeldPaper.objects.count()) == ("Đã có từ lần trước", 1)
    assert missing["ket_qua"] == "Không có tệp “not-there.pdf” trong thư mục"


def test_a_wrong_row_says_why_and_stops_no_other(archive, card, reader):
    wrong = [
        row(card, doi_chieu=""),
        row(card, so_dinh_danh="064190009999"),
        row(card, so_dinh_danh="64"),
        row(card, tep="../list.csv"),
        row(card, loai="KQ.G15.000031"),
    ]
    sheet = listed(archive, *wrong, row(card))

    assert run(archive, sheet, clerk()) == 1

    said = [each["ket_qua"] for each in result(sheet)]
    assert "chưa được đối chiếu" in said[0]
    assert "số định danh 064190009999" in said[1]
    assert "không phải số định danh" in said[2]
    assert "Không có tệp" in said[3]
    assert "trên giấy là" in said[4]
    assert (said[5], HeldPaper.objects.count()) == ("Đã đưa vào kho", 1)


def test_only_who_receives_papers_may(archive, card, reader, capsys):
    assert run(archive, listed(archive, row(card)), clerk(Duty.SIGN)) == 1
    assert "Tiếp nhận" in capsys.readouterr().err
    assert not HeldPaper.objects.exists()


def test_without_tesseract_it_says_what_to_install(archive, card, monkeypatch, capsys):
    monkeypatch.setattr(ocr, "can_read", lambda: False)

    assert run(archive, listed(archive, row(card)), clerk()) == 1
    assert "tesseract-ocr-vie" in " ".join(capsys.readouterr().err.split())
