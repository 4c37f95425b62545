"""
The risk that a dossier will be late, before it is: by when its present step should be over.

The rule is one sentence: each step has a share of the term (``stage.shares``), a dossier nobody has taken up
a first part of the officer's (``pace.take_up_share``), and who is still at a step after its share is used has
less time for the steps left than they are given. All dated data (``data/measure-rules.yaml``). The moment
does not depend on now, so it is kept beside the dossier and lists are read in its order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.facts import Stage
from motcua.dossiers import measuring
from motcua.dossiers.clocks import clock_facts
from motcua.dossiers.limits import day_of_filing
from motcua.dossiers.models import Dossier
from motcua.dossiers.steps import UNDER_TERM_STEPS, WorkStep, step_at
from motcua.kernel.legal_time import ONE_DAY, VIETNAM, WorkingCalendar, due_by_facts, stage_moments
from motcua.orgs.calendars import calendar_for

_STAGE = {
    WorkStep.EXAMINE: Stage.EXAMINE,
    WorkStep.REVIEW: Stage.REVIEW,
    WorkStep.SIGN: Stage.SIGN,
    WorkStep.SEAL: Stage.SIGN,
}


class Risk(TextChoices):
    """How a dossier under its term stands, the worst first."""

    LATE = "qua-han", _("Đã quá hạn")
    HIGH = "cao", _("Nguy cơ cao")
    NEAR = "vua", _("Cần chú ý")
    LOW = "thap", _("Đúng nhịp")


@dataclass(frozen=True)
class Pace:
    """The moments that risk is judged by: now, and the end of the working days that count as near."""

    now: datetime
    soon: datetime

    def risk_of(self, dossier: Dossier) -> Risk | None:
        """Return the risk; None where no term runs."""
        if dossier.due_at is None or dossier.step_due_at is None:
            return None
        if dossier.due_at < self.now:
            return Risk.LATE
        if dossier.step_due_at < self.now:
            return Risk.HIGH
        return Risk.NEAR if dossier.step_due_at <= self.soon else Risk.LOW


def pace(*, at: datetime, calendar: WorkingCalendar | None = None) -> Pace:
    """
    Return the moments of now. Near is what ends by the end of the next working days (a dated rule).

    ``calendar``: the province's, where it is known already.
    """
    on = at.astimezone(VIETNAM).date()
    calendar = calendar or calendar_for(None, around=on)
    for _day in range(measuring.rule("pace.near_working_days", on).value):
        on = calendar.next_working(on + ONE_DAY)
    return Pace(at, calendar.closing(on))


def step_of(dossier: Dossier) -> WorkStep:
    held = dossier.assigned_to_id is not None
    return step_at(dossier.state, dossier.stage, dossier.signing_duty, held=held)


def step_due_at(dossier: Dossier, calendar: WorkingCalendar) -> datetime | None:
    """Return by when the present step should be over; None where no term runs or the clock stands."""
    step = step_of(dossier)
    facts = clock_facts(dossier)
    if step not in UNDER_TERM_STEPS or facts is None or due_by_facts(facts, calendar).ends_at is None:
        return None
    parts = shares_of(dossier.version.facts.process, on=day_of_filing(dossier))
    steps = list(parts)
    wanted = WorkStep.SIGN if step == WorkStep.SEAL else step
    moments = stage_moments(facts, calendar, list(parts.values()))
    return moments[steps.index(wanted)] if wanted in parts else moments[-1]


def shares_of(process: tuple[Stage, ...], *, on: date) -> dict[WorkStep, float]:
    """
    Return the share of the term of each step that the process has, in order.

    >>> shares_of((Stage.EXAMINE, Stage.SIGN), on=date(2026, 3, 9))[WorkStep.SIGN]
    0.15
    """
    shares = measuring.rule("stage.shares", on).value
    first = measuring.rule("pace.take_up_share", on).value
    found: dict[WorkStep, float] = {}
    for stage in process:
        share = shares[stage.value]
        if stage == Stage.EXAMINE:
            found |= {WorkStep.TAKE_UP: first * share, WorkStep.EXAMINE: (1 - first) * share}
        else:
            found[next(step for step, its in _STAGE.items() if its == stage)] = share
    return found
