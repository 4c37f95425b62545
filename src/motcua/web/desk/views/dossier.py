"""One dossier for those who decide: everything on one page, and the acts that are the reader's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision, Proposal, result_template
from motcua.dossiers.errors import (
    HeldByAnother,
    MoveNotAllowed,
    NothingAsked,
    NotYourDuty,
    ResultFieldsMissing,
    SayGround,
    SayWhy,
)
from motcua.dossiers.models import Dossier
from motcua.dossiers.news import news_of
from motcua.dossiers.policies import why_not
from motcua.dossiers.previews import count_pages
from motcua.dossiers.queries import dossier_for, proposals_begun, read_by_staff
from motcua.dossiers.signers import steps_after
from motcua.dossiers.states import Move, State
from motcua.kernel.errors import Refusal
from motcua.orgs.postings import Posting
from motcua.web.desk import hands, neighbours, proposals
from motcua.web.desk.access import for_deciders
from motcua.web.desk.views.preview import signer_of
from motcua.web.ui import (
    asking_again,
    awaited,
    filed_under,
    further,
    further_acts,
    staff,
    staff_acts,
    staff_dossier,
    staff_letters,
)
from motcua.web.ui.staff_acts import Act
from motcua.web.ui.staff_files import tracking_url

MOST_PICTURES = 3
WRITTEN = ("items", "reason", "refusal_reason", "citation", "note", "back_reason")


@require_http_methods(["GET", "HEAD", "POST"])
@for_deciders
def dossier(request: HttpRequest, posting: Posting, code: str) -> HttpResponse:
    """Show the dossier, or do what the pressed button says."""
    if request.method != "POST":
        return _show(request, posting, code)
    url = neighbours.address(code, neighbours.list_of(request), done=True)
    return staff_acts.answer(request, posting, code, ACTS, url=url, show=_show)


@require_POST
@for_deciders
def draft(request: HttpRequest, posting: Posting, code: str) -> HttpResponse:
    """Keep a half-written proposal: as it is typed, or by its button."""
    by_itself = "X-Autosave" in request.headers
    typed = proposals.read(dossier_for(posting, code), request.POST)
    try:
        dossiers.keep_proposal(code=code, officer=posting, proposal=typed, at=staff.now())
    except (MoveNotAllowed, HeldByAnother) as refusal:
        if by_itself:
            return HttpResponse(status=HTTPStatus.CONFLICT)
        return _show(request, posting, code, refusal=refusal)
    if by_itself:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    messages.success(request, _("Đã lưu nháp. Chưa trình; bạn viết tiếp lúc nào cũng được."))
    return redirect("desk:dossier", code)


def _show(request: HttpRequest, posting: Posting, code: str, refusal: Refusal | None = None) -> HttpResponse:
    now = staff.now()
    found = read_by_staff(posting, code, at=now)
    page = staff_dossier.page_of(found, now=now)
    to_do = _to_do(request, posting, found, refusal, now)
    context = {
        **page,
        **staff_acts.refusal_context(
            refusal,
            request.POST,
            acts=ACTS,
            written=(*WRITTEN, *further.written(further_acts.AT_DESK)),
        ),
        **_proposal(request, posting, found, refusal),
        **to_do,
        **_around(request, posting, found, now, refusal),
        "filed_under": filed_under.rows(found),
        "hands": hands.context(posting, found, request.POST, refusal, at=now),
        **_correction(request, posting, found),
        "ticked": request.POST.getlist("question"),
        **asking_again.context(found, request.POST, refusal, may=_may_ask(to_do), on=localdate(now)),
        "typed": {name: request.POST.get(name, "") for name in WRITTEN},
        "bases": [f"{basis.title} {basis.number}".strip() for basis in found.version.facts.legal_bases],
    }
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return staff.show(request, "desk/dossier.html", context, status=status)


def _goes_on(request: HttpRequest, refusal: Refusal | None) -> bool:
    """Whether the reader is offered the next dossier: this one is done, or a colleague was faster."""
    return bool(request.GET.get("xong")) or isinstance(refusal, NOT_THEIRS)


def _may_ask(to_do: Mapping[str, Any]) -> bool:
    return to_do["acts"].get("ask_for_supplement", to_do) is None


def _to_do(
    request: HttpRequest, posting: Posting, found: Dossier, refusal: Refusal | None, now: datetime
) -> dict[str, Any]:
    """Return what the reader may do, what of it is theirs to do now, and whose signature is awaited."""
    acts, held = _acts(posting, found, now)
    in_place_of = _in_place_of(posting, found, acts)
    mine = [name for name, why in acts.items() if why is None and (name != "propose" or not in_place_of)]
    offered = further.offered(further_acts.AT_DESK, posting, found, request.POST, refusal, at=now)
    letters = staff_letters.of(found, posting, now=now)
    to_sign = [letter for letter in letters if letter.mine]
    signing = [_("ký số %(letter)s") % {"letter": letter.title} for letter in to_sign]
    by_duty = [str(WHAT[name]) for name in mine if name != "send_back"]
    todo = by_duty + offered.what + signing + [str(WHAT[name]) for name in mine if name == "send_back"]
    return {
        "acts": acts,
        "in_place_of": in_place_of,
        "further": offered,
        "letters": letters,
        "to_sign": to_sign,
        "awaited": awaited.apologies([found], posting, now=now).get(found.pk, ""),
        "mine": bool(todo),
        "what": _what(todo, held),
    }


def _acts(
    posting: Posting, found: Dossier, at: datetime
) -> tuple[dict[str, Refusal | None], HeldByAnother | None]:
    """
    Return the acts of this state that are the reader's, each with why it may not be done now, or None.

    What others do is no button here. Where a colleague holds the dossier, the second says who.
    """
    reasons = {move: why_not(move, posting, found, at=at) for move in MOVES}
    held = next((why for why in reasons.values() if type(why) is HeldByAnother), None)
    mine = {move.name.lower(): why for move, why in reasons.items() if not isinstance(why, NOT_THEIRS)}
    return mine, held


def _correction(request: HttpRequest, posting: Posting, found: Dossier) -> dict[str, Any]:
    """Return the open correction, and the form of the corrected result where the reader may propose it."""
    if found.state != State.FINISHED or not found.stage:
        return {}
    correction = found.corrections.get(ended_at=None)
    shown: dict[str, Any] = {"correction": correction}
    if correction.proposal:
        shown["changes"] = proposals.changes(found, Proposal.from_json(correction.proposal))
    if why_not(Move.PROPOSE_CORRECTION, posting, found):
        return shown
    standing = Proposal.of(found)
    if request.POST.get("act") == "propose-correction":
        standing = proposals.read(found, request.POST)
    assert standing is not None, "a result was proposed once"
    return {**shown, "correct": standing, "correct_fields": proposals.fields_shown(found, standing)}


def _in_place_of(posting: Posting, found: Dossier, acts: Mapping[str, Refusal | None]) -> str:
    """Return who holds the dossier that the reader, as head, could propose an answer to; otherwise ""."""
    holder = found.assigned_to
    may = "propose" in acts and acts["propose"] is None
    return holder.full_name if may and holder and holder.pk != posting.officer_id else ""


def _what(mine: list[str], held: HeldByAnother | None) -> str:
    if not mine:
        watching = _("Chưa đến lượt bạn; bạn xem được, không phải làm gì.")
        return f"{watching} {held}" if held else watching
    text = _(" hoặc ").join(mine)
    return f"{text[0].upper()}{text[1:]}."


def _proposal(
    request: HttpRequest, posting: Posting, found: Dossier, refusal: Refusal | None
) -> dict[str, Any]:
    """Return what is proposed with its draft, and the form to propose it in."""
    begun = proposals_begun(found)
    draft = next((each for each in begun if each.officer_id == posting.officer_id), None)
    form = proposals.current(found, request.POST, draft)
    checked = isinstance(refusal, ResultFieldsMissing)
    fields = proposals.fields_shown(found, form, checked=checked)
    return {
        **({"to_mend": [(each.name, each.error) for each in fields if each.error]} if checked else {}),
        "draft": draft,
        "begun": [each for each in begun if each != draft],
        **_draft(posting, found),
        "result_title": result_template(found).title,
        "form": form,
        "fields": fields,
        "decisions": Decision.choices,
    }


def _draft(posting: Posting, found: Dossier) -> dict[str, Any]:
    """Return what was proposed, in words, and how many pages its draft has."""
    proposed = Proposal.of(found)
    if proposed is None or found.state != State.IN_HANDLING:
        return {}
    shown: dict[str, Any] = {
        "proposed": proposed,
        "proposed_words": proposals.words(found, proposed),
        "signs_then": ", ".join(str(step.duty.label) for step in steps_after(found, proposed)),
    }
    try:
        pages = count_pages(found, proposed, at=staff.now(), signer=signer_of(posting, found))
    except Refusal as reason:
        return {**shown, "not_printable": reason}
    return {**shown, "pages": range(1, min(pages, MOST_PICTURES) + 1), "page_count": pages}


def _around(
    request: HttpRequest, posting: Posting, found: Dossier, now: datetime, refusal: Refusal | None
) -> dict[str, Any]:
    """Return where the dossier stands: in the list one came from, and since the reader's last look."""
    wish = neighbours.list_of(request)
    around = neighbours.around(wish, posting, found, at=now) if wish else neighbours.NONE
    following = None
    if _goes_on(request, refusal):
        following = around.after or neighbours.first_other(posting, found)
    return {
        "action": neighbours.address(found.code, wish),
        "around": around,
        "list_url": around.list or reverse("desk:worklist"),
        "following": following,
        "following_url": neighbours.address(following.code, wish) if following else "",
        "news": news_of(posting, [found], before=now)[found.subject],
    }


def _ask(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.ask_for_supplement(
        code=code,
        officer=posting,
        items=data.get("items", "").splitlines(),
        questions=data.getlist("question"),
        reason=data.get("reason", ""),
        again=asking_again.reason(data),
        at=at,
    )


def _propose(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    typed = proposals.read(dossier_for(posting, code), data)
    return dossiers.propose(
        code=code,
        officer=posting,
        decision=typed.decision,
        fields=typed.fields,
        reason=typed.reason,
        citation=typed.citation,
        note=typed.note,
        at=at,
    )


def _propose_correction(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    typed = proposals.read(dossier_for(posting, code), data)
    fields = {**typed.fields, "reason": typed.reason, "citation": typed.citation}
    if typed.decision != Decision.REFUSE:
        fields = dict(typed.fields)
    return dossiers.propose_correction(code=code, officer=posting, fields=fields, note=typed.note, at=at)


def _agree(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.agree(code=code, head=posting, note=data.get("note", "").strip(), at=at)


def _send_back(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.send_back(code=code, officer=posting, reason=data.get("back_reason", ""), at=at)


def _sign(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.sign(code=code, signer=posting, at=at, tracking_url=tracking_url(code))


NOT_THEIRS = (MoveNotAllowed, NotYourDuty, HeldByAnother)
MOVES = (Move.TAKE_UP, Move.PROPOSE, Move.AGREE, Move.SIGN, Move.SEND_BACK, Move.ASK_FOR_SUPPLEMENT)
WHAT = {
    "take_up": gettext_lazy("nhận thụ lý"),
    "propose": gettext_lazy("thẩm tra rồi trình"),
    "agree": gettext_lazy("soát xét, đồng ý để chuyển ký"),
    "sign": gettext_lazy("xem dự thảo rồi ký và ban hành"),
    "send_back": gettext_lazy("trả lại cho cán bộ thụ lý"),
    "ask_for_supplement": gettext_lazy("yêu cầu người nộp bổ sung"),
}
ACTS: Mapping[str, Act] = {
    **further.acts(further_acts.AT_DESK),
    **hands.ACTS,
    "propose-correction": Act(
        Move.PROPOSE_CORRECTION,
        _propose_correction,
        gettext_lazy("Đã trình bản đính chính."),
        {"note": (SayWhy,)},
        {"note": gettext_lazy("Đã sửa gì")},
    ),
    "ask": Act(
        Move.ASK_FOR_SUPPLEMENT,
        _ask,
        gettext_lazy("Đã yêu cầu bổ sung. Người nộp được báo."),
        {"items": (NothingAsked,), "reason": (SayWhy,)},
    ),
    "propose": Act(
        Move.PROPOSE,
        _propose,
        gettext_lazy("Đã trình."),
        {"refusal_reason": (SayWhy,), "citation": (SayGround,)},
    ),
    "agree": Act(Move.AGREE, _agree, gettext_lazy("Đã đồng ý. Hồ sơ chuyển đến người ký.")),
    "send-back": Act(
        Move.SEND_BACK,
        _send_back,
        gettext_lazy("Đã trả lại cho cán bộ thụ lý."),
        {"back_reason": (SayWhy,)},
    ),
    "sign": Act(
        Move.SIGN, _sign, gettext_lazy("Đã ký. Khi đủ chữ ký, kết quả được ban hành và người nộp được báo.")
    ),
}
