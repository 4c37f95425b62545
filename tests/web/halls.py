"""A hall for the table of access and the walk: its machine, who waits, appointments, a plan to come."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from motcua.journal.actor import SYSTEM
from motcua.orgs.models import CalendarDecision
from motcua.visits import operations as visits
from motcua.visits.models import DeskPlan
from motcua.visits.plans import shipped
from motcua.visits.slots import free_slots
from motcua.visits.states import Group, Purpose
from tests import factories as make


def of_a_hall(office: make.Office) -> dict[str, Any]:
    """Open the desk today, whatever the hour; return what stands in the addresses of its hall."""
    now, today = timezone.now(), timezone.localdate()
    CalendarDecision.objects.create(
        unit=office.unit,
        on=today,
        working=True,
        counts=1,
        sessions=["00:00-23:59"],
        reason="Mở cả ngày",
        citation="QĐ 1",
    )
    desk, clerk = office.desk, office.clerk
    kiosk = visits.add_kiosk(who=clerk, desk=desk, name="Cửa chính", at=now)
    tickets = [
        visits.take_ticket(desk=desk, purpose=Purpose.FILE, group=group, actor=SYSTEM, at=now, key=None)
        for group in (None, None, Group.ELDERLY, None, None)
    ]
    visits.call_next(clerk=clerk, desk=desk, window=1, at=now)
    visits.put_back(clerk=clerk, ticket_id=tickets[2].pk, at=now)
    visits.call_next(clerk=clerk, desk=desk, window=2, at=now)
    visits.call_next(clerk=clerk, desk=desk, window=1, at=now)
    coming = DeskPlan.objects.create(
        desk=desk, from_on=today + timedelta(days=30), citation="QĐ 2", **_facts()
    )
    return {
        "kiosk": kiosk.pk,
        "ticket": tickets[3].pk,
        "hall_desk": desk.pk,
        "plan": coming.pk,
        **_bookings(office),
    }


def _facts() -> dict[str, Any]:
    return {**vars(shipped(timezone.localdate())), "sessions": ["08:00-10:30"]}


def _bookings(office: make.Office) -> dict[str, Any]:
    """Book in days to come, with and without an account; a storm shuts the office during the second."""
    now, desk = timezone.now(), office.desk
    days = [day for day in free_slots(desk, at=now) if day.on > timezone.localdate()]
    phones, groups = ("0912345678", "0912345679"), (Group.PREGNANT, None)
    made = [
        visits.book(
            desk=desk,
            purpose=Purpose.COLLECT,
            group=group,
            starts_at=day.slots[0].starts_at,
            name="Rơ Mah Kim",
            phone=phone,
            citizen=citizen,
            actor=SYSTEM,
            at=now,
        )
        for day, phone, group, citizen in zip(days, phones, groups, (office.citizen, None), strict=False)
    ]
    type(made[1]).objects.filter(pk=made[1].pk).update(displaced_at=now)
    return {"booking": made[0].code, "displaced": made[1].code}
