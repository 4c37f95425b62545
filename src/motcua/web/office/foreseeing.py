"""A decision on the calendar says what it changes before it is saved: ask, show, then save."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

from motcua.dossiers.queries import reached_by_calendar, waits_reached_by_calendar
from motcua.kernel.legal_time import ONE_DAY
from motcua.orgs.calendars import foresee
from motcua.orgs.decided import ChangedDay, Decided
from motcua.orgs.models import Unit
from motcua.web.office.forms import Form
from motcua.web.office.pages import perform, show, status_of
from motcua.web.ui import formats

T = TypeVar("T")
SHOWN = 14
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Foreseen:
    """The days that would change, of those from ``first`` to ``last``; ``lasting``: it goes on after them."""

    days: Sequence[ChangedDay]
    first: date
    last: date
    lasting: bool = False
    dossiers: int = 0
    """Open dossiers whose term these days fall into: no other date can move."""
    waits: int = 0
    """Those that wait for their applicant, whose last day to answer may move."""

    @property
    def shown(self) -> Sequence[ChangedDay]:
        return self.days[:SHOWN]

    @property
    def more(self) -> int:
        return max(0, len(self.days) - SHOWN)

    @property
    def lost(self) -> str:
        return formats.figure(-min(0.0, self._gained))

    @property
    def won(self) -> str:
        return formats.figure(max(0.0, self._gained))

    @property
    def _gained(self) -> float:
        return sum(day.gained for day in self.days)


def foreseen(
    unit: Unit | None, change: Callable[[Decided], Decided], *, first: date, last: date | None
) -> Foreseen:
    """Return what ``change`` would change from ``first`` to ``last`` (None: without end, a year is shown)."""
    until = last or first + A_YEAR
    days = foresee(unit.pk if unit else None, change, first=first, last=until)
    after = last and last + ONE_DAY
    reach = unit.pk if unit else None, first, after
    return Foreseen(
        days,
        first,
        until,
        lasting=last is None,
        dossiers=reached_by_calendar(*reach).count() if days else 0,
        waits=waits_reached_by_calendar(*reach).count() if days else 0,
    )


def decide(
    request: HttpRequest,
    form: Form,
    *,
    expect: Callable[[dict[str, Any]], Foreseen],
    save: Callable[[dict[str, Any]], T],
    done: Callable[[T], HttpResponse],
    title: str,
    submit: str,
    back: tuple[str, str],
    lede: str = "",
) -> HttpResponse:
    """
    Ask; show what the answers would change, beside them; save when they are sent again as they were shown.

    What was answered or is the case otherwise in the meantime is shown again first.
    """
    expected: Foreseen | None = None
    seen = ""
    if request.method == "POST" and (expected := perform(form, expect)):
        seen = _digest(form.cleaned_data, expected)
        if request.POST.get("seen") == seen and (saved := perform(form, save)):
            return done(saved)
    asked = {"title": title, "submit": submit, "back": back, "lede": lede}
    context = {"form": form, "foreseen": None if form.errors else expected, "seen": seen, **asked}
    status = 200 if expected and not form.errors else status_of(request)
    return show(request, "decide.html", context, status=status)


def _digest(facts: dict[str, Any], expected: Foreseen) -> str:
    said = repr((sorted(facts.items()), [(day.before, day.after) for day in expected.days]))
    return hashlib.sha256(said.encode()).hexdigest()[:24]
