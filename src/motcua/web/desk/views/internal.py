"""What our unit asked of others: the list, one dossier as its applicant sees it, its files."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers import letters
from motcua.dossiers import operations as dossiers
from motcua.dossiers.asked import things_asked
from motcua.dossiers.internal.asker import Asker
from motcua.dossiers.internal.queries import asked_of_others, sent_by, waiting_for_us
from motcua.dossiers.policies import why_not
from motcua.dossiers.queries import dossier_for, read_by_staff, story
from motcua.dossiers.readings import (
    letter_read_by_staff,
    paper_read_by_staff,
    paper_seen_by_staff,
    result_read_by_staff,
)
from motcua.dossiers.states import Move, State, Turn
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import tidy
from motcua.papers.models import MediaType
from motcua.papers.previews import preview as preview_of
from motcua.papers.queries import open_file
from motcua.web.desk.access import for_askers
from motcua.web.ui import files, staff, staff_dossier, staff_files, worklists

LONGEST_QUERY = 200


@require_safe
@for_askers
def sent(request: HttpRequest, asker: Asker) -> HttpResponse:
    """List what the unit asked of others, the earliest due first."""
    q = tidy(request.GET.get("q", "").replace("\x00", ""))[:LONGEST_QUERY]
    page = sent_by(asker, q=q, after=request.GET.get(worklists.AFTER, ""))
    context = {
        "q": q,
        "rows": worklists.rows_of(page.dossiers, now=staff.now()),
        "waiting": waiting_for_us(asker),
        "next": worklists.next_page(request, page.after),
        "first": worklists.first_page(request),
    }
    return staff.show(request, "desk/internal.html", context)


@require_safe
@for_askers
def choose(request: HttpRequest, asker: Asker) -> HttpResponse:
    """Show which procedures the unit may ask for, and who decides them."""
    on = staff.now().astimezone(VIETNAM).date()
    return staff.show(request, "desk/internal_choose.html", {"found": asked_of_others(asker, on=on)})


@require_safe
@for_askers
def dossier(request: HttpRequest, asker: Asker, code: str) -> HttpResponse:
    """Show everything about a dossier to the unit that asked; what its officers do stays theirs."""
    now = staff.now()
    found = read_by_staff(asker, code, at=now)
    told = story(found, for_staff=False)
    papers = list(found.papers.select_related("paper__file__signature_check").order_by("pk"))
    moves = (Move.SUPPLEMENT, Move.WITHDRAW)
    context = {
        "dossier": found,
        "standing": staff_dossier.standing_of(found, told, now=now),
        "ours": found.turn == Turn.APPLICANT,
        "may": {move.name.lower(): why_not(move, asker, found) is None for move in moves},
        "papers": papers,
        "asked": things_asked(found, papers),
        "waiting_for_more": found.state == State.SUPPLEMENT_ASKED,
        "answers": staff_dossier.answers_of(found),
        "letters": found.letters.order_by("-issued_at"),
        "result": found.result if found.state in {State.FINISHED, State.HANDED_OVER} else None,
        "story": told[::-1],
    }
    return staff.show(request, "desk/internal_dossier.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_askers
def withdraw(request: HttpRequest, asker: Asker, code: str) -> HttpResponse:
    """Ask once more, then stop the dossier for the unit that asked."""
    found = dossier_for(asker, code)
    if refusal := why_not(Move.WITHDRAW, asker, found):
        raise refusal
    if request.method != "POST":
        return staff.show(request, "desk/internal_withdraw.html", {"dossier": found})
    reason = request.POST.get("reason", "")[:1000]
    dossiers.withdraw(code=found.code, viewer=asker, reason=reason, at=staff.now())
    messages.success(request, _("Đã rút hồ sơ %(code)s.") % {"code": found.code})
    return redirect("desk:internal_dossier", found.code)


@require_safe
@for_askers
def paper(request: HttpRequest, asker: Asker, paper_id: int) -> HttpResponse:
    """Send a paper that was handed in with a dossier of the unit."""
    _line, found = paper_read_by_staff(asker, paper_id, at=staff.now())
    return files.shown(open_file(found), media_type=found.file.media_type, name=found.file_name)


@require_safe
@for_askers
def preview(request: HttpRequest, asker: Asker, paper_id: int) -> HttpResponse:
    """Send the first page of a paper as a small picture."""
    return files.small(preview_of(paper_seen_by_staff(asker, paper_id).file))


@require_safe
@for_askers
def letter(request: HttpRequest, asker: Asker, letter_id: uuid.UUID) -> HttpResponse:
    """Send an official letter about a dossier of the unit."""
    found = letter_read_by_staff(asker, letter_id, at=staff.now())
    content = letters.content_of(found, tracking_url=staff_files.tracking_url(found.dossier.code))
    name = f"{letters.official_name(found)} {found.dossier.code}.pdf"
    return files.shown(content, media_type=MediaType.PDF, name=name)


@require_safe
@for_askers
def result(request: HttpRequest, asker: Asker, code: str) -> HttpResponse:
    """Send the signed result."""
    found = result_read_by_staff(asker, code, at=staff.now())
    return files.shown(open_file(found), media_type=found.file.media_type, name=f"{found.title} {code}.pdf")
