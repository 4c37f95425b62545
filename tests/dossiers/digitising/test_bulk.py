"""Many old papers at once: the list in any spreadsheet, the scans in an archive; stopped, it goes on."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import xlsxwriter
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from motcua.dossiers.digitising import archives, bulk
from motcua.dossiers.digitising.errors import ArchiveNotRead, NoPages, RunNotFound, SheetNotRead
from motcua.dossiers.digitising.faults import as_csv
from motcua.dossiers.digitising.models import BulkRun
from motcua.dossiers.digitising.sheet import NEEDED, read_sheet
from motcua.dossiers.errors import NotYourDuty
from motcua.kernel.errors import Refusal
from motcua.orgs.models import Duty, UnitKind
from motcua.papers.digitising import ocr
from motcua.papers.digitising.errors import Unreadable
from tests import factories as make
from tests.papers.conftest import _authority_home, vault
from tests.web.digitised import archive, run_of

__all__ = ["_authority_home", "vault"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.office()


@pytest.fixture(autouse=True)
def nothing_is_read(monkeypatch):
    """Let the machine read nothing, at once: what becomes of the rows is looked at, not the letters."""

    def read(*_args, **_more):
        raise Unreadable(title="Thẻ căn cước")

    monkeypatch.setattr(ocr.Reader, "read", read)


def through(run):
    return [row.number for row in bulk.go_through(run_id=run.pk, at=make.MONDAY)]


def workbook(*rows) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def test_every_row_says_what_became_of_it_and_the_run_is_done(office):
    run = run_of(office)

    assert through(run) == [2, 3, 4]

    run.refresh_from_db()
    assert run.state == BulkRun.State.DONE
    wrong = list(run.rows.order_by("number").values_list("wrong", flat=True))
    assert "Không nhận dạng được chữ" in wrong[0]
    assert wrong[1] == "Không có tệp “b.pdf” trong thư mục"
    assert b"3,b.pdf" not in as_csv(run.rows.filter(number=2))
    assert "Không có tệp “b.pdf”" in as_csv(run.rows.all()).decode("utf-8-sig")


def test_after_a_crash_it_goes_on_where_it_stopped(office):
    run = run_of(office)
    walk = bulk.go_through(run_id=run.pk, at=make.MONDAY)
    next(walk)
    walk.close()

    assert through(run) == [3, 4]


def test_stopped_it_reads_no_more_and_gone_on_with_it_tries_what_failed_again(office):
    run = run_of(office)
    walk = bulk.go_through(run_id=run.pk, at=make.MONDAY)
    next(walk)
    bulk.stop_run(run_id=run.pk, clerk=office.clerk, at=make.MONDAY)
    assert list(walk) == []

    bulk.go_on(run_id=run.pk, clerk=office.clerk, at=make.MONDAY)

    assert through(run) == [2, 3, 4]


def test_an_excel_list_keeps_numbers_and_days_as_they_were_meant():
    content = workbook([*NEEDED, "so_dinh_danh"], ["a.pdf", "GT", "Siu Blơk", "x", 64190001234.0])

    (row,) = read_sheet("cũ.xlsx", content)

    assert (row["tep"], row["so_dinh_danh"], row["so"]) == ("a.pdf", "64190001234", "")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"tep;loai\n", "thiếu cột ho_ten, doi_chieu"),
        ("a.csv", b"\xff\xfe\x00", "không ở dạng UTF-8"),
        ("a.xlsx", b"khong phai", "không phải bảng tính"),
        ("a.xlsx", b"", "không phải bảng tính"),
    ],
)
def test_what_is_no_list_is_refused_with_how_to_mend_it(name, content, sentence):
    with pytest.raises(SheetNotRead, match=sentence):
        read_sheet(name, content)


def test_an_archive_unfolds_only_into_its_own_folder_and_within_limits(settings):
    settings.MOTCUA_MAX_FILE_MB = 1
    packed = archive({"a.pdf": b"a", "hộ tịch/b.pdf": b"b", "../c.pdf": b"c", "lon.pdf": b"0" * 2_000_000})

    with archives.unfolded(packed) as folder:
        found = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())

    assert found == ["a.pdf", "hộ tịch/b.pdf"]
    assert not (folder.parent / "c.pdf").exists()


def locked() -> ContentFile[bytes]:
    """Return an archive whose entry says that it is encrypted."""
    packed = bytearray(archive({"a.pdf": b"a"}).read())
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    packed[packed.index(b"PK\x03\x04") + 6] |= 1
    return ContentFile(bytes(packed), name="khoa.zip")


@pytest.mark.parametrize(
    ("packed", "sentence"),
    [(ContentFile(b"PK khong phai", name="a.zip"), "không phải tệp .zip"), (locked(), "có mật khẩu")],
)
def test_what_is_no_archive_is_refused(office, packed, sentence):
    rows = [{"tep": "a.pdf"}]

    with pytest.raises(ArchiveNotRead, match=sentence):
        bulk.begin_run(
            title="x", rows=rows, desk=office.desk, clerk=office.clerk, at=make.MONDAY, archive=packed
        )

    assert not BulkRun.objects.exists()


def test_too_much_in_one_archive_is_refused(office, monkeypatch):
    monkeypatch.setattr(archives, "MOST_FILES", 1)

    with pytest.raises(ArchiveNotRead, match="quá nhiều tệp"):
        archives.check(archive({"a": b"", "b": b""}))


@pytest.mark.parametrize(("who", "refusal"), [("signer", NotYourDuty), ("clerk", NoPages)])
def test_it_is_not_begun_by_others_or_for_nothing(office, who, refusal):
    with pytest.raises(refusal):
        bulk.begin_run(
            title="x",
            rows=[],
            desk=office.desk,
            clerk=getattr(office, who),
            at=make.MONDAY,
            archive=archive({"a.pdf": b"a"}),
        )


def test_another_desk_finds_no_run(office):
    run = run_of(office)
    elsewhere = make.posting(make.unit("H21.118.MC", UnitKind.DESK), Duty.RECEIVE, name="Đinh Hmunh")

    with pytest.raises(RunNotFound):
        bulk.stop_run(run_id=run.pk, clerk=elsewhere, at=make.MONDAY)


def test_what_is_wrong_with_one_row_stops_no_other(office, monkeypatch):
    run = run_of(office)
    kept = bulk._kept

    def first_fails(said, *more):
        if said["tep"] == "a.pdf":
            raise Refusal
        return kept(said, *more)

    monkeypatch.setattr(bulk, "_kept", first_fails)

    assert through(run) == [2, 3, 4]


def test_a_zip_bomb_says_nothing_of_its_size_and_is_cut_off(settings):
    settings.MOTCUA_MAX_FILE_MB = 1
    packed = bytearray(archive({"a.pdf": b"0" * 3_000_000}).read())
    for start in (packed.index(b"PK\x01\x02") + 24, packed.index(b"PK\x03\x04") + 22):
        packed[start : start + 4] = (1000).to_bytes(4, "little")  # a lie

    with archives.unfolded(io.BytesIO(bytes(packed))) as folder:
        assert list(folder.rglob("*.pdf")) == []


def test_an_archive_goes_once_every_scan_is_kept_and_else_when_nobody_went_on(office, settings):
    run = run_of(office)
    through(run)
    assert default_storage.exists(run.archive)

    soon, late = (make.MONDAY + timedelta(days=days) for days in (1, settings.MOTCUA_KEEP_UPLOADS_DAYS + 1))

    assert [bulk.sweep_archives(at=soon), bulk.sweep_archives(at=late)] == [0, 1]
    assert not default_storage.exists(run.archive)
    bulk.go_on(run_id=run.pk, clerk=office.clerk, at=late)
    through(run)
    assert run.rows.filter(wrong__contains="Không có tệp").count() == 3


def test_a_run_without_a_fault_leaves_no_archive(office, monkeypatch, django_capture_on_commit_callbacks):
    run = run_of(office)
    monkeypatch.setattr(bulk, "_kept", lambda *_said: ("064190001234.GT.01", False, []))

    with django_capture_on_commit_callbacks(execute=True):
        through(run)

    assert not default_storage.exists(run.archive)
