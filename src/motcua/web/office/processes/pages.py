"""What every page of processes shares: the process, whose it is, its versions."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.web.office.places import EVERYWHERE, places
from motcua.web.office.reading import unit_for
from motcua.workflow.models import Process, ProcessVersion
from motcua.workflow.register import Standing

STANDINGS = {
    Standing.IN_FORCE: gettext_lazy("Đang dùng"),
    Standing.DRAFT: gettext_lazy("Có bản đang soạn"),
    Standing.NONE: gettext_lazy("Chưa có quy trình"),
}
ALL = gettext_lazy("Mọi đơn vị")
TYPE = "application/xml; charset=utf-8"


def process_of(pk: int) -> Process:
    """:raises Http404: if there is none, or nothing was ever kept of it."""
    process = get_object_or_404(Process.objects.select_related("unit"), pk=pk)
    if not process.versions.exists():
        raise Http404
    return process


def version_of(process: Process, asked: str = "") -> ProcessVersion:
    """Return the version asked for by number; else the draft, the one in force, or the newest."""
    found = process.versions.select_related("process__unit").order_by("-number")
    if asked:
        if not (asked.isascii() and asked.isdigit() and len(asked) < 7):
            raise Http404
        return get_object_or_404(found, number=int(asked))
    newest = found.first()
    assert newest is not None
    if newest.published_at is None:
        return newest
    return found.filter(ended_at=None).first() or newest


def draft_or_newest(process: Process) -> ProcessVersion:
    """Return what a new draft is written from."""
    newest = process.versions.select_related("process__unit").order_by("-number").first()
    assert newest is not None
    return newest


def owners(admin: Posting) -> list[tuple[str, str]]:
    """Return for whom ``admin`` may keep processes: all offices, or one within reach."""
    return [
        (value, str(ALL) if value == EVERYWHERE else name) for value, name in places(admin, to_decide=True)
    ]


def owner_asked(admin: Posting, asked: str) -> Unit | None:
    """
    Return the office that ``asked`` names, None for all of them.

    :raises Http404: if it names nothing that ``admin`` may keep processes for.
    """
    if asked not in dict(owners(admin)):
        raise Http404
    return None if asked == EVERYWHERE else unit_for(admin, int(asked))


def one_of(request: HttpRequest, name: str, known: object) -> str:
    value = request.GET.get(name, "")
    return value if value in known else ""  # type: ignore[operator]
