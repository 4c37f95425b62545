"""One POST, one operation: done, or refused on the same page with what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, QueryDict
from django.utils.functional import Promise

from motcua.dossiers.errors import (
    DossierNotFound,
    GuideTheApplicant,
    HeldByAnother,
    MoveNotAllowed,
    NothingAsked,
    NotYourDuty,
    SayGround,
    SayWhy,
)
from motcua.dossiers.queries import Event, dossier_for, story
from motcua.dossiers.states import Move
from motcua.kernel.errors import Refusal
from motcua.orgs.postings import Posting
from motcua.web.ui import staff

MOMENTS_AGO = timedelta(minutes=2)
REASON_BOX = {
    "ask": "reason",
    "refuse": "refuse_reason",
    "propose": "refusal_reason",
    "send-back": "back_reason",
}

Run = Callable[[Posting, str, QueryDict, datetime], object]
Show = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Act:
    """What a button does, and the sentence said when it is done."""

    move: Move
    run: Run
    done: str | Promise


def answer(
    request: HttpRequest, posting: Posting, code: str, acts: Mapping[str, Act], *, url: str, show: Show
) -> HttpResponse:
    """
    Do what the pressed button says and go to ``url``.

    A refusal shows the page anew, by ``show(request, posting, code, refusal=…)``: its state is that of now,
    what was typed is still there. A second press by the same person a moment later is no refusal.
    """
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        return HttpResponseBadRequest()
    at = staff.now()
    try:
        act.run(posting, code, request.POST, at)
    except DossierNotFound:
        raise
    except Refusal as refusal:
        if isinstance(refusal, MoveNotAllowed) and _did_it(posting, code, act.move, at):
            return HttpResponseRedirect(url)
        return show(request, posting, code, refusal=refusal)
    messages.success(request, str(act.done))
    return HttpResponseRedirect(url)


def _did_it(posting: Posting, code: str, move: Move, at: datetime) -> bool:
    last = last_event(story(dossier_for(posting, code), for_staff=True))
    if last is None:
        return False
    same = last.who == posting.actor.name and last.move == move
    return same and at - last.at < MOMENTS_AGO


def refusal_context(
    refusal: Refusal | None, told: list[Event], data: QueryDict, written: Iterable[str]
) -> dict[str, object]:
    """Return what ``ui/staff/refusal.html`` needs. What was ``written`` is shown when its boxes are gone."""
    if refusal is None:
        return {}
    return {
        "refusal": refusal,
        "wrong": {name: str(refusal) for name in (_field_of(refusal, data),) if name},
        "last": last_event(told),
        "moved": isinstance(refusal, MoveNotAllowed | NotYourDuty | HeldByAnother),
        "typed_words": [data[name] for name in written if data.get(name, "").strip()],
    }


def _field_of(refusal: Refusal, data: QueryDict) -> str:
    """Return the box in which something is missing, to say it there too."""
    if isinstance(refusal, NothingAsked):
        return "items"
    if isinstance(refusal, GuideTheApplicant):
        return "guidance"
    if isinstance(refusal, SayGround):
        return "citation"
    return REASON_BOX.get(data.get("act", ""), "") if isinstance(refusal, SayWhy) else ""


def last_event(told: list[Event]) -> Event | None:
    return max(told, key=lambda event: event.at, default=None)
