"""
What nobody needs any more is thrown away: uploads that never went into a dossier, contents no row names.

Never what is in use. A paper being attached is locked by who attaches it, and skipped here; content that
comes in holds its hash, and waits for the sweep or makes it wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM
from motcua.papers import contents, uploads
from motcua.papers.models import Paper, StoredFile

SUBJECT = "papers:sweeps"
AT_ONCE = 200
STRAY_FOR = timedelta(days=1)
"""Contents without a row may belong to a transaction that has not ended yet; none lasts a day."""


@dataclass
class Swept:
    """What a sweep removed, or would remove."""

    papers: int = 0
    contents: int = 0
    bytes: int = 0


def sweep(*, at: datetime, dry_run: bool = False) -> Swept:
    """
    Remove what nobody needs any more; leave one act if there was anything.

    Uploads are kept for ``MOTCUA_KEEP_UPLOADS_DAYS`` days, those of a draft for as long as the draft is.
    """
    before = at - timedelta(days=settings.MOTCUA_KEEP_UPLOADS_DAYS)
    swept = Swept()
    if dry_run:
        return _would_be(before, at)
    uploads.sweep(at=at)
    while removed := _remove_papers(before):
        swept.papers += removed
    for sha256 in _unused(before, at):
        _remove_content(sha256, swept)
    if swept.papers or swept.contents:
        with transaction.atomic():
            journal.record("papers.swept", subject=SUBJECT, actor=SYSTEM, at=at, **vars(swept))
    return swept


def _forgotten(before: datetime) -> Q:
    return Q(attached_to="", uploaded_at__lt=before)


@transaction.atomic
def _remove_papers(before: datetime) -> int:
    rows = Paper.objects.select_for_update(of=("self",), skip_locked=True).filter(_forgotten(before))
    found = [paper.pk for paper in rows.order_by("pk")[:AT_ONCE]]
    return Paper.objects.filter(pk__in=found).delete()[1].get("papers.Paper", 0)


def _unused(before: datetime, at: datetime) -> Iterator[str]:
    """Yield the hashes of contents that no paper names, with a row of their own or without one."""
    yield from list(_named_by_none().filter(papers=None, stored_at__lt=before).values_list("pk", flat=True))
    yield from _strays(at)


def _named_by_none() -> QuerySet[StoredFile]:
    """Return the contents that nothing of an office and no vault names; papers handed in are left to ask."""
    return StoredFile.objects.filter(issued=None, held=None, unfinished=None, archive=None)


def _strays(at: datetime) -> Iterator[str]:
    old = (sha256 for sha256, since in contents.everything() if since < at - STRAY_FOR)
    while names := list(islice(old, AT_ONCE)):
        yield from set(names) - set(StoredFile.objects.filter(pk__in=names).values_list("pk", flat=True))


@transaction.atomic
def _remove_content(sha256: str, swept: Swept) -> None:
    """Remove the row, then the content: if it stops in between, the row is still there and names it."""
    contents.hold(sha256, alone=True)
    row = StoredFile.objects.filter(pk=sha256).first()
    if row and not _named_by_none().filter(papers=None, pk=row.pk).exists():
        return
    swept.bytes += row.size if row else 0
    if row:
        row.delete()
    contents.remove(sha256)
    swept.contents += 1


def _would_be(before: datetime, at: datetime) -> Swept:
    papers = Paper.objects.filter(_forgotten(before))
    still = Paper.objects.exclude(_forgotten(before)).values("file")
    rows = _named_by_none().filter(stored_at__lt=before).exclude(pk__in=still)
    sizes = list(rows.values_list("size", flat=True))
    return Swept(papers.count(), len(sizes) + sum(1 for _ in _strays(at)), sum(sizes))
