"""Rows of a work list in words, and the way to the next page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.dossiers import measuring
from motcua.dossiers.answering import answer_due
from motcua.dossiers.clocks import came_at, correction_due, working_time
from motcua.dossiers.limits import day_of_filing
from motcua.dossiers.marks import WARNINGS
from motcua.dossiers.models import Dossier, Timeliness
from motcua.dossiers.pace import Pace, Risk, pace
from motcua.dossiers.states import UNDER_TERM, State
from motcua.dossiers.timeliness import Where
from motcua.kernel.legal_time import VIETNAM, WorkingCalendar, working_days_left
from motcua.orgs.calendars import calendars_for
from motcua.web.ui.staff_dossier import TONES

AFTER = "sau"
NEAR = timedelta(hours=2)
COUNTING = frozenset({State.RECEIVED, State.IN_HANDLING, State.SUPPLEMENT_ASKED})


@dataclass(frozen=True)
class Row:
    """
    One dossier of the list. ``clock`` says hours where the law counts hours; otherwise ``days_left``.

    ``mark``: how much of its term is used, or where it is late.
    """

    dossier: Dossier
    tone: str
    due_at: datetime | None = None
    days_left: int | None = None
    clock: str = ""
    look: str = ""
    mark: str = ""

    @property
    def no_term(self) -> bool:
        """Whether it is being decided and the law sets no term."""
        return self.due_at is None and self.dossier.state in UNDER_TERM


def rows_of(dossiers: Sequence[Dossier], *, now: datetime) -> list[Row]:
    """Return the rows. A few statements, whatever the number of dossiers and units."""
    on = now.astimezone(VIETNAM).date()
    calendars = calendars_for({None, *(dossier.deciding_unit_id for dossier in dossiers)}, around=on)
    came = came_at([dossier for dossier in dossiers if dossier.state == State.FILED])
    corrected = correction_due(dossiers)
    moments = pace(at=now, calendar=calendars[None])
    return [
        _row(d, came.get(d.subject), corrected.get(d.pk), calendars[d.deciding_unit_id], moments)
        for d in dossiers
    ]


def _row(
    dossier: Dossier,
    came: datetime | None,
    corrected: datetime | None,
    calendar: WorkingCalendar,
    pace: Pace,
) -> Row:
    """Return a row. ``came``: to be received since then; ``corrected``: an error is answered until then."""
    tone, now = TONES[State(dossier.state)], pace.now
    if came:
        due_at = answer_due(dossier, since=came, calendar=calendar).at
        left = working_time(start=now, end=due_at, calendar=calendar)
        late = due_at < now
        return Row(dossier, tone, due_at, clock=hours_left(left, late=late), look=look_of(left, late=late))
    due = corrected or dossier.supplement_due_at or dossier.due_at
    if due is None or (dossier.state not in COUNTING and not corrected):
        return Row(dossier, tone)
    days = working_days_left(now=now, due_at=due, calendar=calendar)
    late = due < now
    clock = _("đã hết hạn") if late and days == 0 else ""
    mark = " · ".join(filter(None, (_mark(dossier, late=late), _slow(dossier, pace))))
    return Row(dossier, tone, due, days, clock, look="late" if late else "", mark=mark)


def _slow(dossier: Dossier, pace: Pace) -> str:
    """Say that the step should be over already, or soon, for the term to be kept."""
    risk = pace.risk_of(dossier) if dossier.state in UNDER_TERM else None
    if risk not in {Risk.HIGH, Risk.NEAR} or dossier.step_due_at is None:
        return ""
    at = dossier.step_due_at.astimezone(VIETNAM)
    if risk == Risk.HIGH:
        return _("nguy cơ cao: bước này lẽ ra xong trước %(at)s") % {"at": f"{at:%H:%M, %d/%m}"}
    return _("cần chú ý: bước này nên xong trước %(at)s") % {"at": f"{at:%H:%M, %d/%m}"}


def _mark(dossier: Dossier, *, late: bool) -> str:
    """Say what was last warned of, or where a late dossier is late."""
    kept: Timeliness | None = getattr(dossier, "timeliness", None)
    if kept is None or dossier.state not in UNDER_TERM:
        return ""
    if late:
        where = dict(Where.choices).get(kept.late_at)
        return _("trễ ở bước %(where)s") % {"where": where} if where else ""
    reached = [mark for mark in WARNINGS if mark.value in kept.told]
    if not reached:
        return ""
    shares = measuring.rule("warn.shares", day_of_filing(dossier)).value
    return _("đã dùng %(share)s thời hạn") % {"share": f"{shares[reached[-1].value]:.0%}"}


def hours_left(left: timedelta, *, late: bool) -> str:
    """
    Say working time in hours, and in minutes when there is less than one.

    >>> hours_left(timedelta(hours=5, minutes=10), late=False), hours_left(-timedelta(hours=3), late=True)
    ('còn 5 giờ làm việc', 'quá hạn 3 giờ làm việc')
    """
    whole = abs(left)
    if late and not whole:
        return _("đã hết hạn")
    if whole < timedelta(hours=1):
        count = ceil(whole / timedelta(minutes=1))
        text = (
            ngettext("quá hạn %(n)s phút", "quá hạn %(n)s phút", count)
            if late
            else ngettext("còn %(n)s phút", "còn %(n)s phút", count)
        )
        return text % {"n": count}
    count = int(whole / timedelta(hours=1))
    text = (
        ngettext("quá hạn %(n)s giờ làm việc", "quá hạn %(n)s giờ làm việc", count)
        if late
        else ngettext("còn %(n)s giờ làm việc", "còn %(n)s giờ làm việc", count)
    )
    return text % {"n": count}


def look_of(left: timedelta, *, late: bool) -> str:
    if late:
        return "late"
    return "near" if left <= NEAR else ""


def address(request: HttpRequest, **changes: str) -> str:
    """Return this address with some of its questions changed; an empty answer takes the question away."""
    asked = request.GET.copy()
    for name, value in changes.items():
        asked[name] = value
        if not value:
            del asked[name]
    return f"?{asked.urlencode()}"


def next_page(request: HttpRequest, after: str) -> str:
    return address(request, **{AFTER: after}) if after else ""


def first_page(request: HttpRequest) -> str:
    """Return the address of the list's beginning, or "" when this is it."""
    return address(request, **{AFTER: ""}) if request.GET.get(AFTER) else ""
