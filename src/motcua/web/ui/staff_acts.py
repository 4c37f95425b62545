"""One POST, one operation: done, or refused on the same page with what was typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.errors import DossierNotFound, HeldByAnother, MoveNotAllowed, NotYourDuty
from motcua.dossiers.queries import Event, dossier_for, story
from motcua.dossiers.states import Move
from motcua.kernel.errors import Refusal
from motcua.orgs.postings import Posting
from motcua.web.ui import inputs, staff

MOMENTS_AGO = timedelta(minutes=2)
IN_TURN = {Move.SIGN: Move.SIGN_IN_TURN, Move.SIGN_CORRECTION: Move.SIGN_IN_TURN}
"""What else an act leaves, where others sign after it."""
SAY_DAY = _("Hãy ghi ngày, ví dụ 27 11 2026.")

Run = Callable[[Posting, str, QueryDict, datetime], object]
Show = Callable[..., HttpResponse]
Kinds = tuple[type[Refusal], ...]
About = Mapping[str, Kinds]


@dataclass(frozen=True)
class Act:
    """
    What a button does, and the sentence said when it is done.

    ``about``: which refusals are about which box, in the order the operation looks at them. When a box is
    empty, its label in ``labels`` says so; without one, the first of its refusals.
    """

    move: Move
    run: Run
    done: str | Promise
    about: About = field(default_factory=dict)
    labels: Mapping[str, str | Promise] = field(default_factory=dict)


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
        if isinstance(refusal, MoveNotAllowed | NotYourDuty) and _did_it(posting, code, act.move, at):
            return HttpResponseRedirect(url)
        return show(request, posting, code, refusal=refusal)
    messages.success(request, str(act.done))
    return HttpResponseRedirect(url)


def _did_it(posting: Posting, code: str, move: Move, at: datetime) -> bool:
    last = last_event(story(dossier_for(posting, code), for_staff=True))
    if last is None:
        return False
    same = last.who == posting.actor.name and last.move in {move, IN_TURN.get(move)}
    return same and at - last.at < MOMENTS_AGO


def refusal_context(
    refusal: Refusal | None,
    data: QueryDict,
    *,
    acts: Mapping[str, Act],
    written: Iterable[str],
) -> dict[str, object]:
    """Return what ``ui/staff/refusal.html`` needs. What was ``written`` is shown when its boxes are gone."""
    if refusal is None:
        return {}
    act = acts.get(data.get("act", ""))
    wrong = to_mend(act, refusal, data) if act else {}
    return {
        "refusal": refusal,
        "wrong": defaultdict(str, wrong),  # a template that asks for "items" is not to get the dict's own
        "to_mend": list(wrong.items()),
        "moved": isinstance(refusal, MoveNotAllowed | NotYourDuty | HeldByAnother),
        "typed_words": [data[name] for name in written if data.get(name, "").strip()],
    }


def to_mend(act: Act, refusal: Refusal, data: QueryDict) -> dict[str, str]:
    """
    Return what to mend, box by box: the one the refusal is about, and what is empty after it.

    So whoever pressed the button on an empty form hears once of all that is missing.
    """
    boxes = list(act.about)
    its = [box for box in boxes if isinstance(refusal, act.about[box])]
    if not its:
        return {}
    asked = boxes[boxes.index(its[0]) :]
    wrong = {box: _say_it(act, box, data) for box in asked if _is_empty(box, data)}
    if not wrong.keys() & its:
        wrong[its[-1]] = str(refusal)
    return {box: wrong[box] for box in boxes if box in wrong}


def _say_it(act: Act, box: str, data: QueryDict) -> str:
    if _is_day(box, data):
        return str(SAY_DAY)
    label = act.labels.get(box)
    return gettext("Hãy ghi: %(label)s.") % {"label": label} if label else str(act.about[box][0]())


def _is_day(box: str, data: QueryDict) -> bool:
    return f"{box}-year" in data


def _is_empty(box: str, data: QueryDict) -> bool:
    """Whether the form asked and nothing was answered; of a day, nothing that is one."""
    if not _is_day(box, data):
        return box in data and not data.get(box, "").strip()
    try:
        date.fromisoformat(inputs.read_answer(type="date", name=box, data=data))
    except ValueError:
        return True
    return False


def last_event(told: list[Event]) -> Event | None:
    return max(told, key=lambda event: event.at, default=None)
