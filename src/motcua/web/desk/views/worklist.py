"""What waits for the officer, the head, the signer; by due date, by risk, as asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers.lateness import late_counts
from motcua.dossiers.models import Dossier
from motcua.dossiers.news import News, news_of
from motcua.dossiers.pace import step_of
from motcua.dossiers.queries import search_list
from motcua.dossiers.states import UNDER_TERM
from motcua.dossiers.steps import WorkStep
from motcua.dossiers.worklists import work_list
from motcua.kernel.text import tidy
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting
from motcua.web.desk import list_form
from motcua.web.desk.access import for_deciders
from motcua.web.desk.filters import ALL, LONGEST, Wish, asked
from motcua.web.desk.tabs import tabs
from motcua.web.ui import awaited, staff, worklists

QUERY = "q"
_SIGNING = {WorkStep.SIGN, WorkStep.SEAL, WorkStep.SIGN_CORRECTION, WorkStep.SEAL_CORRECTION}


@dataclass(frozen=True)
class Line:
    """One row, its step in words, whose signature is ``awaited`` besides, and what is new in it."""

    row: worklists.Row
    step: str
    handler: str
    awaited: str
    news: News

    @classmethod
    def of(cls, row: worklists.Row, awaited: str, posting: Posting, news: News, *, letter: bool) -> Line:
        dossier = row.dossier
        at = step_of(dossier)
        step = str(at.label)
        if letter and at not in _SIGNING:
            step = _("Văn bản chờ ký số")
        elif awaited and at not in _SIGNING and dossier.state in UNDER_TERM and _signs(posting, dossier):
            step = _("Văn bản xin lỗi")
        return cls(row, step, dossier.assigned_to.full_name if dossier.assigned_to else "", awaited, news)


def _signs(posting: Posting, dossier: Dossier) -> bool:
    return posting.may(Duty.SIGN, dossier.deciding_unit_id)


@require_safe
@for_deciders
def worklist(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Show one tab as it is asked for, or what a search found among all of the unit's dossiers."""
    now = staff.now()
    q = tidy(request.GET.get(QUERY, "").replace("\x00", ""))[:LONGEST]
    if q:
        return _searched(request, posting, q, now)
    wish = Wish.read(request.GET)
    page = work_list(posting, asked(wish, posting, at=now), after=request.GET.get(worklists.AFTER, ""))
    boxes = list_form.selects(wish, posting, on=localdate(now))
    counts = late_counts(posting, at=now) if wish.tab == ALL and not wish.narrowed else {}
    context = {
        **_lines(request, posting, page.dossiers, now),
        "tabs": tabs(posting, wish.tab),
        "tab": wish.tab,
        "wish": wish,
        "boxes": boxes,
        "chips": list(list_form.chips(wish, boxes)),
        "orders": list_form.orders(wish),
        "views": list_form.ready(wish),
        "of_procedure": list_form.of_procedure(wish),
        "from_list": wish.query,
        "late": [(where.label, count) for where, count in counts.items()],
        "next": worklists.next_page(request, page.after),
    }
    return staff.show(request, "desk/worklist.html", context)


def _searched(request: HttpRequest, posting: Posting, q: str, now: datetime) -> HttpResponse:
    page = search_list(posting, q, after=request.GET.get(worklists.AFTER, ""))
    context = {
        **_lines(request, posting, page.dossiers, now),
        "tabs": tabs(posting, ""),
        "q": q,
        "next": worklists.next_page(request, page.after),
    }
    return staff.show(request, "desk/worklist.html", context)


def _lines(
    request: HttpRequest, posting: Posting, dossiers: Sequence[Dossier], now: datetime
) -> dict[str, Any]:
    letters = awaited.letters(dossiers, posting)
    waiting = awaited.apologies(dossiers, posting, now=now) | letters
    news = news_of(posting, dossiers)
    return {
        "lines": [
            Line.of(
                row,
                waiting.get(row.dossier.pk, ""),
                posting,
                news[row.dossier.subject],
                letter=row.dossier.pk in letters,
            )
            for row in worklists.rows_of(dossiers, now=now)
        ],
        "first": worklists.first_page(request),
    }
