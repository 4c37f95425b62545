"""What waits for the officer, the head, the signer; by due date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.catalogue.facts import Stage
from motcua.dossiers.lateness import late_counts
from motcua.dossiers.queries import work_list
from motcua.dossiers.states import State
from motcua.kernel.text import tidy
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting
from motcua.web.desk.access import for_deciders
from motcua.web.desk.tabs import ALL, LABELS, MINE, TAB, tabs
from motcua.web.ui import awaited, staff, worklists

QUERY = "q"
LONGEST_QUERY = 200
UNDER_WAY = (State.RECEIVED, State.IN_HANDLING, State.SUPPLEMENT_ASKED)
STEPS: Mapping[str, str | Promise] = {
    Stage.EXAMINE.value: _("Thẩm tra"),
    Stage.REVIEW.value: _("Chờ soát xét"),
    Stage.SIGN.value: _("Chờ ký"),
}
CORRECTING: Mapping[str, str | Promise] = {
    Stage.EXAMINE.value: _("Xem lại sai sót"),
    Stage.SIGN.value: _("Bản đính chính chờ ký"),
}


@dataclass(frozen=True)
class Line:
    """One row, its step in words, and whose signature is ``awaited`` besides."""

    row: worklists.Row
    step: str
    handler: str
    awaited: str

    @classmethod
    def of(cls, row: worklists.Row, awaited: str, posting: Posting, *, letter: bool) -> Line:
        dossier = row.dossier
        step = STEPS.get(dossier.stage or "", _("Chờ nhận thụ lý"))
        if letter and dossier.stage != Stage.SIGN:
            step = _("Văn bản chờ ký số")
        elif dossier.signing_duty == Duty.SEAL:
            step = _("Chờ văn thư ký số")
        elif dossier.state == State.FINISHED and dossier.stage:
            step = CORRECTING[dossier.stage]
        elif dossier.state not in {State.RECEIVED, State.IN_HANDLING}:
            step = State(dossier.state).label
        elif awaited and dossier.stage != Stage.SIGN and posting.may(Duty.SIGN, dossier.deciding_unit_id):
            step = _("Văn bản xin lỗi")
        return cls(row, str(step), dossier.assigned_to.full_name if dossier.assigned_to else "", awaited)


@require_safe
@for_deciders
def worklist(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Show one tab, or what a search found among all of the unit's dossiers."""
    q = tidy(request.GET.get(QUERY, "").replace("\x00", ""))[:LONGEST_QUERY]
    chosen = request.GET.get(TAB, MINE)
    tab = "" if q else chosen if chosen in LABELS else MINE
    page = work_list(
        posting,
        only_waiting=tab == MINE,
        states=UNDER_WAY if tab == ALL else (),
        q=q,
        after=request.GET.get(worklists.AFTER, ""),
    )
    now = staff.now()
    letters = awaited.letters(page.dossiers, posting)
    waiting = awaited.apologies(page.dossiers, posting, now=now) | letters
    rows = worklists.rows_of(page.dossiers, now=now)
    context = {
        "tabs": tabs(posting, tab),
        "tab": tab,
        "q": q,
        "lines": [
            Line.of(row, waiting.get(row.dossier.pk, ""), posting, letter=row.dossier.pk in letters)
            for row in rows
        ],
        "late": [(where.label, count) for where, count in late_counts(posting).items()] if tab == ALL else [],
        "next": worklists.next_page(request, page.after),
        "first": worklists.first_page(request),
    }
    return staff.show(request, "desk/worklist.html", context)
