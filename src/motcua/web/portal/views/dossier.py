"""One dossier of mine: the four answers, its story, its papers, its letters, its result."""

from __future__ import annotations

from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.citizens import Citizen
from motcua.dossiers import operations as dossiers
from motcua.dossiers.co_declarants import confirmed_of
from motcua.dossiers.delivery.queries import HELP
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import why_not
from motcua.dossiers.queries import dossier_for, story
from motcua.dossiers.states import Move, State
from motcua.eforms.rules import Checked
from motcua.interlinked.queries import part_of
from motcua.journal.models import Reading
from motcua.web.portal import beside, pages, words
from motcua.web.portal.access import for_citizens
from motcua.web.portal.standing import standing_of, tone_of
from motcua.web.ui import answers, delivery, filed_under

READINGS = 20
READ = {
    "dossier": gettext_lazy("hồ sơ"),
    "paper": gettext_lazy("giấy tờ"),
    "letter": gettext_lazy("phiếu của cơ quan"),
    "form": gettext_lazy("tờ khai"),
    "result": gettext_lazy("kết quả"),
    "collect": gettext_lazy("kết quả, để trả cho bạn"),
    "help": gettext_lazy("hồ sơ, để giúp bạn ở quầy"),
    "tried": gettext_lazy("thử mở, ghi sai số định danh nên không được xem"),
    "evidence": gettext_lazy("toàn bộ hồ sơ, tải về làm chứng cứ"),
}


@require_safe
@for_citizens
def dossier(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """Show everything about a dossier to its applicant."""
    found = dossier_for(citizen, code)
    events = story(found, for_staff=False)
    context = {
        "dossier": found,
        "state": State(found.state),
        "tone": tone_of(found),
        "standing": standing_of(found, citizen, events, now=pages.now()),
        "events": [(event, words.MOVES[event.move]) for event in reversed(events)],
        "papers": list(found.papers.select_related("paper").order_by("pk")),
        "letters": list(found.letters.order_by("-issued_at")),
        "parts": answers_of(found),
        "confirmed": confirmed_of(found),
        "spared": beside.spared(found),
        "disputes": beside.of_disputes(found.disputes.select_related("paper", "dossier")),
        "result": found.result if found.state in {State.FINISHED, State.HANDED_OVER} else None,
        "readings": _readings(found),
        "result_place": delivery.place_of(found),
        "can_choose_place": why_not(Move.CHOOSE_DELIVERY, citizen, found) is None,
        "filed_under": filed_under.rows(found),
        "part": part_of(found.pk),
    }
    return pages.show(request, "dossier.html", context)


def answers_of(dossier: Dossier) -> list[dict[str, Any]]:
    """Return the answers by section, in words."""
    form = dossier.version.form
    if form is None:
        return []
    given = Checked(answers=dossier.answers, kept=dossier.answers)
    parts = [
        {
            "title": section.title,
            "answers": answers.answers_shown(section, given),
        }
        for section in form.definition.sections
    ]
    return [part for part in parts if part["answers"]]


def _readings(dossier: Dossier) -> list[dict[str, Any]]:
    """Return who on the staff read this dossier, the latest first."""
    found = Reading.objects.filter(subject=dossier.subject).order_by("-at")[:READINGS]
    return [
        {
            "at": r.at,
            "name": r.reader_name,
            "what": READ.get(r.what.partition(" ")[0], ""),
            "why": r.what.partition(" ")[2] if r.what.startswith(f"{HELP} ") else "",
        }
        for r in found
    ]


@require_safe
@for_citizens
def filed(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """Say that the dossier has come in, with its code, and what happens next and when."""
    found = dossier_for(citizen, code)
    if part := part_of(found.pk):
        return redirect("portal:interlinked", part.filing.code)
    events = story(found, for_staff=False)
    url = f"{settings.BASE_URL}{reverse('portal:track')}?ma={found.code}"
    context = {
        "dossier": found,
        "standing": standing_of(found, citizen, events, now=pages.now()),
        "waiting": found.state == State.FILED,
        "spared": beside.spared(found),
        "disputes": beside.of_disputes(found.disputes.select_related("paper", "dossier")),
        "qr": qr_svg(url),
        "track_url": url,
    }
    return pages.show(request, "filed.html", context)


def qr_svg(text: str) -> SafeString:
    """Return a QR code as SVG, which needs no other request and prints sharply."""
    svg = segno.make(text, error="m").svg_inline(border=2, omitsize=True, title=text)
    return mark_safe(svg)  # noqa: S308  made here, of our own address


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def withdraw(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """Ask once more, then stop the dossier for its applicant."""
    found = dossier_for(citizen, code)
    if request.method != "POST":
        refusal = why_not(Move.WITHDRAW, citizen, found)
        return pages.show(request, "withdraw.html", {"dossier": found, "refusal": refusal})
    reason = request.POST.get("reason", "")[:1000]
    dossiers.withdraw(code=found.code, viewer=citizen, reason=reason, at=pages.now())
    messages.success(request, _("Đã rút hồ sơ %(code)s.") % {"code": found.code})
    return redirect("portal:dossier", found.code)
