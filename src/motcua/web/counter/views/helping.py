"""Somebody stands here whose dossier another desk received: with code and papers, any desk helps."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.dossiers import letters
from motcua.dossiers import operations as dossiers
from motcua.dossiers.asked import things_asked
from motcua.dossiers.delivery import queries
from motcua.dossiers.delivery.errors import NobodyToHelp, SayWhatFor, ScanMissing, TriedTooOften
from motcua.dossiers.delivery.guests import Guest
from motcua.dossiers.errors import NothingBrought
from motcua.dossiers.operations import counter
from motcua.dossiers.operations.handing_in import Handed
from motcua.dossiers.policies import why_not
from motcua.dossiers.queries import dossier_for, story
from motcua.dossiers.readings import letter_read_by_staff
from motcua.dossiers.states import Move
from motcua.kernel.errors import Refusal
from motcua.kernel.text import tidy
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting
from motcua.papers.models import MediaType
from motcua.web.counter.access import for_clerks
from motcua.web.ui import delivery, files, further, further_acts, staff, staff_acts, staff_dossier, uploading
from motcua.web.ui.staff_acts import Act
from motcua.web.ui.staff_files import tracking_url

TYPED = ("code", "number", "reason")
WRONG_FIELD = {NobodyToHelp: "number", SayWhatFor: "reason", TriedTooOften: "number"}
ALSO = (further_acts.REPORT_ERROR, further_acts.WITHDRAW)


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def find(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Open a dossier for whoever stands here; code, number and reason stay out of addresses."""
    desks = list(Unit.objects.filter(pk__in=posting.units(Duty.RECEIVE)).order_by("pk"))
    typed = {name: tidy(request.POST.get(name, "").replace("\x00", ""))[:300] for name in TYPED}
    if request.method == "POST":
        try:
            opened = dossiers.help_at_desk(**typed, clerk=posting, desk=desks[0], at=staff.now())
        except Refusal as refusal:
            return _ask(request, posting, typed, refusal)
        return redirect("counter:help", opened.dossier.code)
    return _ask(request, posting, typed, None)


def _ask(
    request: HttpRequest, posting: Posting, typed: Mapping[str, str], refusal: Refusal | None
) -> HttpResponse:
    wrong = {WRONG_FIELD.get(type(refusal), "code"): str(refusal)} if refusal else {}
    context = {
        "typed": typed,
        "wrong": wrong,
        "errors": list(wrong.items()),
        "helps": list(queries.helps_of(posting, at=staff.now())),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return staff.show(request, "counter/help_find.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def one(request: HttpRequest, posting: Posting, code: str) -> HttpResponse:
    """Show what the applicant may do here, or do it for them."""
    _found, guest = queries.helped_now(posting, code, at=staff.now())
    if request.method != "POST":
        return _show(request, guest, code)
    url = reverse("counter:help", args=[code])
    return staff_acts.answer(request, guest, code, _acts(request, posting), url=url, show=_show)


def _acts(request: HttpRequest, posting: Posting) -> Mapping[str, Act]:
    """Return the acts; what the applicant brought is kept as the clerk's own scan until it is taken in."""

    def take_in(guest: Posting, code: str, data: QueryDict, at: datetime) -> object:
        papers = [
            Handed(each.item.key, each.item.title, scan, originals=1, item=each.number)
            for each in things_asked(dossier_for(guest, code), [])
            for scan in _scans(request, posting, f"scan-{each.number}", each.item.title, each.item.key, at)
        ]
        if not papers:
            raise ScanMissing
        return dossiers.supplement(code=code, viewer=guest, answers={}, papers=papers, at=at)

    said = gettext_lazy("Đã nhận phần bổ sung và chuyển cho nơi giữ hồ sơ.")
    return {
        **further.acts(ALSO),
        "take-in": Act(Move.SUPPLEMENT, take_in, said, {"scans": (ScanMissing, NothingBrought)}),
        "deliver": delivery.ACT,
    }


def _scans(
    request: HttpRequest, posting: Posting, box: str, title: str, key: str, at: datetime
) -> list[uuid.UUID]:
    return [
        counter.keep_scan(
            clerk=posting, key=key or "bo-sung", title=title, content=each, file_name=each.name or "", at=at
        ).pk
        for each in uploading.files_of(request, box)
    ]


def _show(request: HttpRequest, guest: Posting, code: str, refusal: Refusal | None = None) -> HttpResponse:
    assert isinstance(guest, Guest), "this page is for whoever was let in"
    now = staff.now()
    found = dossier_for(guest, code)
    told = story(found, for_staff=False)
    context: dict[str, Any] = {
        "dossier": found,
        "standing": staff_dossier.standing_of(found, told, now=now),
        "asked": [each for each in things_asked(found, []) if not each.item.question and not each.met],
        "why": {"take_in": why_not(Move.SUPPLEMENT, guest, found, at=now)},
        "letters": list(found.letters.order_by("-issued_at")),
        "further": further.offered(ALSO, guest, found, request.POST, refusal, at=now),
        "action": reverse("counter:help", args=[code]),
        "delivery": delivery.shown(
            found, request.POST, at=now, why=why_not(Move.CHOOSE_DELIVERY, guest, found)
        ),
        "refusal": refusal,
    }
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return staff.show(request, "counter/help.html", context, status=status)


@require_safe
@for_clerks
def letter(request: HttpRequest, posting: Posting, code: str, letter_id: uuid.UUID) -> HttpResponse:
    """Print a letter for whoever lost theirs."""
    _found, guest = queries.helped_now(posting, code, at=staff.now())
    found = letter_read_by_staff(guest, letter_id, at=staff.now())
    content = letters.content_of(found, tracking_url=tracking_url(code))
    name = f"{letters.official_name(found)} {code}.pdf"
    return files.shown(content, media_type=MediaType.PDF, name=name)


@require_POST
@for_clerks
def end(request: HttpRequest, posting: Posting, code: str) -> HttpResponse:
    """Close it: whoever was helped has gone."""
    dossiers.end_help(clerk=posting, code=code, at=staff.now())
    messages.success(request, _("Đã đóng hồ sơ của người vừa được giúp."))
    return redirect("counter:helping")
