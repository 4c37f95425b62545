"""One dossier at the desk: papers one by one, then one decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers import operations as dossiers
from motcua.dossiers.errors import GuideTheApplicant, NothingAsked, SayWhy
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.checking import PaperCheck
from motcua.dossiers.policies import why_not
from motcua.dossiers.queries import dossier_for, read_by_staff
from motcua.dossiers.states import Move, State, Turn
from motcua.dossiers.worklists import work_list
from motcua.kernel.errors import Refusal
from motcua.orgs.postings import Posting
from motcua.web.counter import checks
from motcua.web.counter.access import for_clerks
from motcua.web.counter.views.worklist import TABS, WAITING
from motcua.web.ui import (
    asking_again,
    awaited,
    delivery,
    filed_under,
    further,
    further_acts,
    staff,
    staff_acts,
    staff_dossier,
    staff_letters,
)
from motcua.web.ui.staff_acts import Act


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def dossier(request: HttpRequest, posting: Posting, code: str) -> HttpResponse:
    """Show the dossier, or do what the pressed button says."""
    if request.method != "POST":
        return _show(request, posting, code)
    if request.POST.get("act") == "check" and request.headers.get("HX-Request"):
        _check(posting, code, request.POST, staff.now())
        return _show(request, posting, code)
    url = reverse("counter:dossier", args=[code])
    if request.POST.get("act") in PRINTS:
        url += "?in=1"
    return staff_acts.answer(request, posting, code, ACTS, url=url, show=_show)


def _show(request: HttpRequest, posting: Posting, code: str, refusal: Refusal | None = None) -> HttpResponse:
    now = staff.now()
    found = read_by_staff(posting, code, at=now)
    page = staff_dossier.page_of(found, now=now)
    papers = checks.shown(page["papers"], request.POST)
    letters = staff_letters.of(found, posting, now=now)
    why = {move.name.lower(): why_not(move, posting, found, at=now) for move in DECISIONS}
    context = {
        **page,
        "letters": letters,
        "awaited": awaited.apologies([found], posting, now=now).get(found.pk, ""),
        **staff_acts.refusal_context(
            refusal,
            request.POST,
            acts=ACTS,
            written=(*WRITTEN, *further.written(further_acts.AT_COUNTER)),
        ),
        "papers": papers,
        "lines": page["papers"],
        "marks": checks.MARKS,
        "bad": [paper for paper in papers if paper.ask],
        "typed": _typed(request.POST, papers),
        "ticked": request.POST.getlist("question"),
        **asking_again.context(
            found, request.POST, refusal, may=why["ask_for_supplement"] is None, on=localdate(now)
        ),
        "why": why,
        "further": further.offered(further_acts.AT_COUNTER, posting, found, request.POST, refusal, at=now),
        "action": reverse("counter:dossier", args=[code]),
        "filed_under": filed_under.rows(found),
        "delivery": delivery.shown(
            found, request.POST, at=now, why=why_not(Move.CHOOSE_DELIVERY, posting, found, at=now)
        ),
        "at_desk": found.state == State.FILED,
        "ready": found.state == State.FINISHED and not found.stage and found.collect_at is None,
        "bases": [f"{basis.title} {basis.number}".strip() for basis in found.version.facts.legal_bases],
        "mine": found.turn == Turn.DESK,
        "what": WHAT_ELSE if found.stage else WHAT.get(State(found.state), WHAT_ELSE),
        "to_print": _to_print(letters, request),
        "following": _following(posting, found) if request.GET.get("in") else None,
    }
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return staff.show(request, "counter/dossier.html", context, status=status)


def _typed(data: Mapping[str, str], papers: list[checks.PaperShown]) -> dict[str, str]:
    return {
        **{name: data.get(name, "") for name in WRITTEN},
        "items": "\n".join(checks.items(papers, data.get("items", ""))),
    }


def _to_print(letters: list[staff_letters.LetterShown], request: HttpRequest) -> Any:
    return letters[0] if letters and request.GET.get("in") else None


def _following(posting: Posting, found: Dossier) -> Dossier | None:
    """Return the dossier that has waited longest, for whoever has just finished one."""
    page = work_list(posting, TABS[WAITING].asked, size=2)
    return next((other for other in page.dossiers if other.pk != found.pk), None)


def _marks(posting: Posting, code: str, data: QueryDict) -> dict[int, PaperCheck]:
    return checks.read(dossier_for(posting, code).papers.all(), data)


def _check(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.check_papers(code=code, clerk=posting, checks=_marks(posting, code, data), at=at)


def _accept(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.accept(code=code, clerk=posting, at=at, checks=_marks(posting, code, data))


def _ask(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    papers = list(dossier_for(posting, code).papers.all())
    return dossiers.ask_for_supplement(
        code=code,
        officer=posting,
        items=checks.items(checks.shown(papers, data), data.get("items", "")),
        questions=data.getlist("question"),
        reason=data.get("reason", ""),
        again=asking_again.reason(data),
        at=at,
        checks=checks.read(papers, data),
    )


def _refuse(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.refuse(
        code=code,
        clerk=posting,
        reason=data.get("refuse_reason", ""),
        citation=data.get("citation", ""),
        guidance=data.get("guidance", ""),
        at=at,
    )


def _hand_over(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.hand_over(code=code, clerk=posting, to=data.get("to", ""), at=at)


WRITTEN = ("items", "reason", "refuse_reason", "citation", "guidance", "to")
WHAT: Mapping[State, Any] = {
    State.FILED: _("Kiểm tra từng giấy tờ, rồi chọn một quyết định."),
    State.SUPPLEMENT_ASKED: _("Người nộp mang giấy tờ đến thì nhận phần bổ sung ở dưới."),
    State.PAYMENT_ASKED: _("Người nộp đưa biên lai thì ghi nhận đã nộp tiền ở dưới."),
    State.FINISHED: _("Trả kết quả cho người nộp."),
}
WHAT_ELSE = _("Quầy không phải làm gì lúc này; in lại phiếu ở dưới.")
DECISIONS = (Move.ACCEPT, Move.ASK_FOR_SUPPLEMENT, Move.REFUSE, Move.HAND_OVER)
PRINTS = frozenset({"accept", "ask", "refuse", "withdraw"})
ACTS: Mapping[str, Act] = {
    **further.acts(further_acts.AT_COUNTER),
    "check": Act(Move.ACCEPT, _check, _("Đã lưu kết quả kiểm tra giấy tờ.")),
    "accept": Act(Move.ACCEPT, _accept, _("Đã tiếp nhận. Mời in giấy hẹn cho người nộp.")),
    "ask": Act(
        Move.ASK_FOR_SUPPLEMENT,
        _ask,
        _("Đã yêu cầu bổ sung. Người nộp được báo; mời in phiếu."),
        {"items": (NothingAsked,), "reason": (SayWhy,)},
    ),
    "refuse": Act(
        Move.REFUSE,
        _refuse,
        _("Đã ghi không tiếp nhận. Mời in phiếu cho người nộp."),
        {"refuse_reason": (SayWhy,), "guidance": (GuideTheApplicant,)},
    ),
    "deliver": delivery.ACT,
    "hand-over": Act(Move.HAND_OVER, _hand_over, _("Đã trả kết quả.")),
}
