"""
Old papers by the hundred: a list, and scans in a folder of the server or in one archive.

The command and the page begin the same run; it goes row by row, and what was done is not done again.
"""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import file_digest
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from motcua.dossiers.digitising import archives, tasks
from motcua.dossiers.digitising.asked import name_of_fact
from motcua.dossiers.digitising.errors import NoPages, RunNotFound
from motcua.dossiers.digitising.models import BulkRow, BulkRun
from motcua.dossiers.digitising.old_papers import OldPaper, digitise_old_paper
from motcua.dossiers.digitising.policies import why_not_digitise
from motcua.dossiers.digitising.sheet import YES, Row, RowRefused, described
from motcua.journal import operations as journal
from motcua.kernel.errors import Refusal
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting, posting_of
from motcua.papers.digitising.ocr import Reader
from motcua.papers.digitising.operations import Digitised, made_from
from motcua.papers.operations import store

WAITING = "digitising:waiting"
"""Whose a scan is until it was read and its holder is found; one that fails is swept away."""
FIRST_ROW = 2  # the first line names the columns


@transaction.atomic
def begin_run(
    *,
    title: str,
    rows: list[Row],
    desk: Unit,
    clerk: Posting,
    at: datetime,
    folder: Path | None = None,
    archive: File[bytes] | None = None,
    in_background: bool = True,
) -> BulkRun:
    """
    Begin a run. In the background, the worker takes it up once this is committed.

    :raises NotYourDuty: if the officer does not receive for that desk.
    :raises NoPages: if the list is empty.
    :raises ArchiveNotRead: if the scans come in something that is no archive.
    """
    if refusal := why_not_digitise(clerk, desk):
        raise refusal
    if not rows:
        raise NoPages
    made = BulkRun(
        desk=desk,
        title=title[:300],
        folder=str(folder) if folder else "",
        begun_at=at,
        begun_by_officer_id=clerk.officer_id,
        begun_by=clerk.actor.name,
    )
    if archive:
        archives.check(archive)
        made.archive = default_storage.save(f"bulk/{made.pk}.zip", archive)
    made.save()
    BulkRow.objects.bulk_create(
        BulkRow(run=made, number=number, said=row) for number, row in enumerate(rows, FIRST_ROW)
    )
    journal.record(
        "bulk-run.begun",
        subject=made.subject,
        actor=clerk.actor,
        at=at,
        opens=True,
        title=made.title,
        rows=len(rows),
    )
    if in_background:
        tasks.run.defer(run_id=str(made.pk))
    return made


def go_through(*, run_id: uuid.UUID, at: datetime) -> Generator[BulkRow, None, None]:
    """Yield each row not done before as it is done. A row that fails stops no other."""
    run = BulkRun.objects.select_related("begun_by_officer").get(pk=run_id)
    BulkRun.objects.filter(pk=run_id, state=BulkRun.State.WAITING).update(state=BulkRun.State.RUNNING)
    clerk = posting_of(run.begun_by_officer, on=localdate(at), face="jobs")
    with translation.override("vi"), _folder(run) as folder, Reader() as reader:
        for row in run.rows.filter(done_at=None).order_by("number"):
            if BulkRun.objects.filter(pk=run_id, state=BulkRun.State.STOPPED).exists():
                return
            _do(row, folder, reader, clerk, at)
            yield row
    _end(run, clerk, at)


def _do(row: BulkRow, folder: Path, reader: Reader, clerk: Posting, at: datetime) -> None:
    try:
        code, again, look = _kept(row.said, folder, reader, clerk, at)
        row.code, row.again, row.look = code, again, look
    except (Refusal, RowRefused) as reason:
        row.wrong = str(reason)
    row.done_at = at
    row.save()


def _kept(
    said_row: Row, folder: Path, reader: Reader, clerk: Posting, at: datetime
) -> tuple[str, bool, list[str]]:
    path, said = _inside(folder, said_row["tep"]), described(said_row)
    with path.open("rb") as file:
        sha256 = file_digest(file, "sha256").hexdigest()
        if before := made_from(sha256, said):
            return before.code, True, []
        file.seek(0)
        original = store(
            content=file,
            file_name=path.name,
            title=said.title,
            kind=said.paper_type,
            owner=WAITING,
            uploaded_by=clerk.actor.user_id,
            at=at,
        )
    old = OldPaper(
        originals=[original],
        recognised=reader.read([original.file], title=said.title),
        said=said,
        compared=said_row["doi_chieu"].lower() in YES,
    )
    done = digitise_old_paper(old=old, clerk=clerk, at=at)
    return done.held.code, False, _to_look_at(done)


def _to_look_at(done: Digitised) -> list[str]:
    return [f"{name_of_fact(fact.key)}: {fact.said}" for fact in done.doubtful]


@transaction.atomic
def _end(run: BulkRun, clerk: Posting, at: datetime) -> None:
    found = BulkRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if found.state == BulkRun.State.DONE:
        return
    found.state, found.ended_at = BulkRun.State.DONE, at
    found.save(update_fields=["state", "ended_at"])
    failed = found.rows.exclude(wrong="").count()
    journal.record("bulk-run.done", subject=found.subject, actor=clerk.actor, at=at, failed=failed)
    if found.archive and not failed:
        transaction.on_commit(lambda: default_storage.delete(found.archive))


def sweep_archives(*, at: datetime) -> int:
    """Throw away archives of runs that nobody went on with; return how many. Papers are kept apart."""
    before = at - timedelta(days=settings.MOTCUA_KEEP_UPLOADS_DAYS)
    old = BulkRun.objects.filter(state=BulkRun.State.DONE, ended_at__lt=before).exclude(archive="")
    gone = [name for name in old.values_list("archive", flat=True) if default_storage.exists(name)]
    for name in gone:
        default_storage.delete(name)
    return len(gone)


def run_for(clerk: Posting, run_id: uuid.UUID) -> BulkRun:
    """:raises RunNotFound: if it is none of the officer's desks'."""
    found = BulkRun.objects.filter(pk=run_id, desk_id__in=clerk.units(Duty.RECEIVE)).first()
    if found is None:
        raise RunNotFound
    return found


@transaction.atomic
def stop_run(*, run_id: uuid.UUID, clerk: Posting, at: datetime) -> BulkRun:
    """Stop after the row being read. What was done stays; it can be gone on with."""
    return _turn(run_id, clerk, (BulkRun.State.WAITING, BulkRun.State.RUNNING), BulkRun.State.STOPPED, at)


@transaction.atomic
def go_on(*, run_id: uuid.UUID, clerk: Posting, at: datetime) -> BulkRun:
    """Go on with what was stopped, and try again what failed: the missing scan may have come."""
    before = (BulkRun.State.STOPPED, BulkRun.State.DONE)
    found = _turn(run_id, clerk, before, BulkRun.State.WAITING, at)
    if found.state == BulkRun.State.WAITING:
        found.rows.exclude(wrong="").update(wrong="", done_at=None)
        tasks.run.defer(run_id=str(found.pk))
    return found


def _turn(
    run_id: uuid.UUID, clerk: Posting, before: tuple[BulkRun.State, ...], to: BulkRun.State, at: datetime
) -> BulkRun:
    run_for(clerk, run_id)
    found = BulkRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if found.state in before:
        found.state, found.ended_at = to, None
        found.save(update_fields=["state", "ended_at"])
        journal.record(f"bulk-run.{to}", subject=found.subject, actor=clerk.actor, at=at)
    return found


@contextmanager
def _folder(run: BulkRun) -> Iterator[Path]:
    if run.folder:
        yield Path(run.folder)
        return
    if not default_storage.exists(run.archive):  # swept: each row then says that its scan is not there
        with tempfile.TemporaryDirectory(prefix="motcua-bulk-") as name:
            yield Path(name)
        return
    with default_storage.open(run.archive, "rb") as archive, archives.unfolded(archive) as folder:
        yield folder


def _inside(folder: Path, name: str) -> Path:
    path = (folder / name).resolve()
    if not name or not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise RowRefused(_("Không có tệp “{file}” trong thư mục").format(file=name))
    return path
