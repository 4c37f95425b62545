"""What every page for staff shares: who may open it, its frame, and how a refusal is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.digitising.errors import DigitisationNotFound, RunNotFound
from motcua.dossiers.errors import BlockNotFound, ConfirmationNotFound, DossierNotFound
from motcua.dossiers.queries import turn_counts
from motcua.kernel.errors import Refusal
from motcua.notices.models import Notice
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting
from motcua.papers.errors import PaperNotFound
from motcua.web.ui import coming_back, identity
from motcua.web.ui.files import HIDDEN
from motcua.web.ui.formats import grouped
from motcua.workfiles.errors import DocumentNotFound

CAP = 1000
DECIDERS = (Duty.HANDLE, Duty.REVIEW, Duty.SIGN, Duty.SEAL)
ENTRIES = (
    ("counter:worklist", gettext_lazy("Tiếp nhận và trả"), (Duty.RECEIVE,)),
    ("counter:find", gettext_lazy("Nhận hồ sơ giấy"), (Duty.RECEIVE,)),
    ("counter:calling", gettext_lazy("Gọi số"), (Duty.RECEIVE,)),
    ("counter:digitising", gettext_lazy("Số hóa giấy tờ"), (Duty.RECEIVE,)),
    ("desk:worklist", gettext_lazy("Xử lý hồ sơ"), DECIDERS),
    ("desk:to_seal", gettext_lazy("Bản số hóa chờ ký"), (Duty.SEAL,)),
    ("desk:documents", gettext_lazy("Văn bản"), DECIDERS),
    ("desk:internal", gettext_lazy("Việc nội bộ"), (Duty.ASK,)),
    ("office:home", gettext_lazy("Quản trị"), (Duty.ADMINISTER,)),
)
NOT_COUNTED = (
    "counter:find",
    "counter:calling",
    "counter:digitising",
    "desk:to_seal",
    "desk:documents",
    "desk:internal",
)
NOT_THERE = (
    BlockNotFound,
    ConfirmationNotFound,
    DigitisationNotFound,
    DocumentNotFound,
    DossierNotFound,
    PaperNotFound,
    RunNotFound,
)

StaffView = Callable[..., HttpResponse]


def now() -> datetime:
    return timezone.now()


def for_staff(face: str, *duties: Duty) -> Callable[[StaffView], StaffView]:
    """
    Give the view the posting of an officer who holds one of ``duties``, narrowed to these.

    Refusals that the view has not answered become pages; what may not be seen is answered as what
    is not there. What was posted after the session had ended is shown again once its typist signed in.
    """

    def decorate(view: StaffView) -> StaffView:
        @coming_back.kept_while_signing_in
        @identity.staff_required(*duties, face=face)
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, posting: Posting, **kwargs: Any) -> HttpResponse:
            coming_back.give_back(request, posting)
            try:
                return view(request, acting_as(posting, *duties), *args, **kwargs)
            except NOT_THERE as refusal:
                return refused(request, refusal, status=HTTPStatus.NOT_FOUND)
            except Refusal as refusal:
                return refused(request, refusal)

        return inner

    return decorate


def acting_as(posting: Posting, *duties: Duty) -> Posting:
    """Return the posting with only ``duties``: a face shows what belongs to its work."""
    return replace(posting, duties=frozenset(pair for pair in posting.duties if pair[1] in duties))


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Render a page in the frame of staff. No cache keeps it: it holds personal data."""
    response = render(request, template, {**_frame(request), **(context or {})}, status=status)
    response["Cache-Control"] = HIDDEN
    coming_back.remember_typist(request, response)
    return response


def refused(request: HttpRequest, refusal: Refusal, *, status: int = HTTPStatus.CONFLICT) -> HttpResponse:
    """Show a refusal as a page of its own, with a way on."""
    return show(request, "ui/staff_refused.html", {"refusal": refusal}, status=status)


def capped(count: int) -> str:
    """
    Return a count as lists show it; counting stops at a thousand.

    >>> capped(12), capped(1000)
    ('12', '1.000+')
    """
    return f"{grouped(CAP)}+" if count >= CAP else str(count)


def _frame(request: HttpRequest) -> dict[str, Any]:
    posting = identity.posting(request)
    if posting is None:
        return {}
    units = Unit.objects.filter(pk__in=posting.units(*Duty)).order_by("pk").values_list("name", flat=True)
    return {
        "nav": list(_nav(request, posting)),
        "office": ", ".join(units[:2]),
        "account_name": posting.actor.name,
        "unread": unread(posting),
        "sign_out_url": reverse("account_logout"),
    }


def recipient(posting: Posting) -> str:
    return f"user:{posting.actor.user_id}"


def unread(posting: Posting) -> int:
    """Return how many notices the reader has not seen, counted to a hundred."""
    return Notice.objects.filter(recipient=recipient(posting), read_at=None)[:100].count()


def _nav(request: HttpRequest, posting: Posting) -> Iterator[dict[str, object]]:
    counts = turn_counts(posting)
    entries = [(url, label, duties) for url, label, duties in _entries(posting)]
    here = max((url for url, _, _ in entries if request.path.startswith(url)), key=len, default="")
    for url, label, duties in entries:
        waiting = sum(counts.get(duty, 0) for duty in duties)
        counted = url not in map(_url, NOT_COUNTED)
        yield {
            "url": url,
            "label": label,
            "current": url == here,
            "count": capped(waiting) if counted and waiting else "",
        }


def _entries(posting: Posting) -> Iterator[tuple[str, str, tuple[Duty, ...]]]:
    for name, label, duties in ENTRIES:
        url = _url(name)
        if url and posting.holds(*duties):
            yield url, str(label), duties


def _url(name: str) -> str:
    """Return the address of a page, or "" where its face is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def sentence_of(refusal: Refusal) -> list[str]:
    """Return what a refusal says: each of its parts where it has parts, otherwise its sentence."""
    problems = refusal.facts.get("problems")
    if isinstance(problems, Mapping):
        return [str(sentence) for sentence in problems.values()]
    papers = refusal.facts.get("papers")
    if isinstance(papers, list):
        return [_("Còn thiếu giấy tờ: %(name)s.") % {"name": name} for name in papers]
    return [str(refusal)]
