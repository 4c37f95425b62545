"""The hall of the demo: measured yesterday, waiting this morning, told once."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from motcua.accounts.models import User
from motcua.jobs.seed.hall import BOOKED, CLERKS, MEASURED, WAITING, ensure_hall
from motcua.orgs.models import Duty, Officer, UnitKind
from motcua.visits.models import Booking, DeskDay, Ticket
from motcua.visits.queries import queue, service_times, wait_now
from motcua.visits.states import State
from tests import factories as make

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)  # 09:30 in Vietnam; the day before was a holiday


@pytest.fixture
def desk(time_machine):
    time_machine.move_to(MORNING, tick=False)
    desk = make.unit("H21.117.MC", UnitKind.DESK, parent=make.unit("H21.117"))
    for username in CLERKS:
        clerk = make.posting(desk, Duty.RECEIVE, name=username)
        User.objects.filter(pk=Officer.objects.get(pk=clerk.officer_id).user_id).update(username=username)
    return desk


def test_a_hall_in_the_middle_of_a_morning(desk):
    ensure_hall()
    ensure_hall()

    past, today = DeskDay.objects.filter(last_number__gt=0).order_by("on")
    done = past.tickets.filter(state=State.DONE).count()
    assert (past.on.isoformat(), done) == ("2026-11-23", MEASURED - len(CLERKS))
    assert len(queue(today, at=timezone.now())) == WAITING - WAITING // 2
    assert wait_now(today, at=timezone.now()) is not None
    assert sum(map(len, service_times(desk.pk, at=timezone.now()).values())) >= MEASURED - len(CLERKS)
    assert Booking.objects.count() == BOOKED


def test_at_night_nobody_waits(desk, time_machine):
    time_machine.move_to(MORNING.replace(hour=14))

    ensure_hall()

    assert not Ticket.objects.filter(state=State.WAITING).exists()
