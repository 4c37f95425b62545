"""What a desk offers from a day on."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.journal import operations as journal
from motcua.kernel.text import tidy
from motcua.orgs.models import Unit
from motcua.orgs.operations import sessions_in_order
from motcua.orgs.postings import Posting
from motcua.orgs.queries import province
from motcua.visits.errors import PlanBegan, PlanInThePast, PlanOutOfBounds, ReasonNeeded
from motcua.visits.models import DeskPlan
from motcua.visits.operations.days import day_of
from motcua.visits.plans import BOUNDS, Plan
from motcua.visits.policies import why_not_plan


@transaction.atomic
def decide_plan(
    *, admin: Posting, desk: Unit | None, plan: Plan, from_on: date, citation: str, at: datetime
) -> DeskPlan:
    """
    Set what ``desk``, or (None) every desk without a plan of its own, offers from ``from_on`` on.

    Appointments already made stay as they are, whatever the new plan offers. The same again is one act.

    :raises PlanInThePast: for a day gone by.
    :raises PlanOutOfBounds: for a number nobody can mean.
    :raises SessionsOverlap: if a session begins before another has ended.
    :raises ReasonNeeded: without the text that decides it.
    """
    holder = _held(admin, desk)
    if not citation.strip():
        raise ReasonNeeded
    if from_on < day_of(at):
        raise PlanInThePast
    for name, (least, most) in BOUNDS.items():
        if not least <= getattr(plan, name) <= most:
            raise PlanOutOfBounds(name=name, least=least, most=most)
    facts = {**asdict(plan), "sessions": sessions_in_order(plan.sessions)}
    facts["citation"] = tidy(citation)[:500]
    known = DeskPlan.objects.filter(desk=desk, from_on=from_on, withdrawn_at=None).first()
    if known and all(getattr(known, key) == value for key, value in facts.items()):
        return known
    if known:
        known.withdrawn_at = at
        known.save(update_fields=["withdrawn_at"])
    row = DeskPlan.objects.create(desk=desk, from_on=from_on, **facts)
    _record("decided", row, holder, admin, at, **facts)
    return row


@transaction.atomic
def withdraw_plan(*, admin: Posting, plan_id: int, at: datetime) -> None:
    """
    Take back a plan that has not begun; the one before goes on. Twice is once.

    :raises PlanBegan: if it has.
    """
    row = DeskPlan.objects.select_related("desk__parent__parent").get(pk=plan_id)
    holder = _held(admin, row.desk)
    row.refresh_from_db()
    if row.withdrawn_at:
        return
    if row.from_on <= day_of(at):
        raise PlanBegan(on=row.from_on)
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    _record("withdrawn", row, holder, admin, at)


def _held(admin: Posting, desk: Unit | None) -> Unit:
    if refusal := why_not_plan(admin, desk):
        raise refusal
    holder = desk or province()
    return Unit.objects.select_for_update(of=("self",)).get(pk=holder.pk)


def _record(what: str, row: DeskPlan, holder: Unit, admin: Posting, at: datetime, **facts: Any) -> None:
    journal.record(
        f"unit.desk-plan-{what}",
        subject=holder.subject,
        actor=admin.actor,
        at=at,
        desk=row.desk.name if row.desk else "Mọi Bộ phận Một cửa",
        on=row.from_on.isoformat(),
        **facts,
    )
