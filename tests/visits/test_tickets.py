"""Numbers: in order, without gaps, within hours; called, put back, handed over, ended."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from motcua.journal.models import Act
from motcua.orgs.errors import NotAdministrator
from motcua.orgs.models import Duty, UnitClosure
from motcua.visits import operations as visits
from motcua.visits.errors import (
    DayClosed,
    DayStillOpen,
    DeskShut,
    KioskRevoked,
    MoveNotAllowed,
    NobodyWaiting,
    NotThisDesk,
    SameWindow,
    WindowNotThere,
)
from motcua.visits.models import DeskDay, Ticket
from motcua.visits.queries import figures, place_of, queue, wait_now
from motcua.visits.states import NEXT, Group, State
from tests import factories as make
from tests.visits.hall import at, hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return hall()


def test_every_state_says_where_it_may_go():
    assert NEXT.keys() == set(State)


def test_numbers_follow_each_other_and_begin_anew_the_next_day(here):
    first, second = here.ticket(), here.ticket(at(9.1))

    tomorrow = here.ticket(at(9, days=1))

    assert [first.shown, second.shown, tomorrow.shown] == ["001", "002", "001"]


def test_the_same_press_sent_twice_is_one_number(here):
    key = uuid.uuid4()

    assert here.ticket(key=key) == here.ticket(at(9.1), key=key)
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize("when", [at(6), at(12), at(18), at(9, days=5)])
def test_no_number_outside_hours(here, when):
    with pytest.raises(DeskShut):
        here.ticket(when)

    assert not DeskDay.objects.filter(last_number__gt=0).exists()


def test_no_number_while_a_storm_shuts_the_office(here):
    said = {"reason": "Bão", "citation": "QĐ 1"}
    UnitClosure.objects.create(unit=here.office, from_at=at(8.5), to_at=at(10), **said)

    with pytest.raises(DeskShut) as refused:
        here.ticket()

    assert "10:00" in str(refused.value)


def test_calling_the_next_ends_the_one_before(here):
    first, second = here.ticket(), here.ticket()
    here.call(at(9.1))

    called = here.call(at(9.3))

    first.refresh_from_db()
    assert (called.number, first.state) == (second.number, State.DONE)
    assert first.service == timedelta(minutes=12)


def test_an_empty_hall_leaves_the_one_at_the_counter(here):
    ticket = here.ticket()
    here.call()

    with pytest.raises(NobodyWaiting):
        here.call()

    ticket.refresh_from_db()
    assert ticket.state == State.CALLED


def test_favoured_are_called_first_in_turns_with_the_others(here):
    for group in (None, None, None, Group.ELDERLY, Group.PREGNANT, Group.DISABLED):
        here.ticket(group=group)

    called = [here.call(window=1).number for _ in range(6)]

    assert called == [4, 5, 1, 6, 2, 3]


def test_the_order_shown_is_the_order_of_the_calls(here):
    for group in (None, Group.ELDERLY, None, Group.ELDERLY, Group.SMALL_CHILD):
        here.ticket(group=group)
    shown = [ticket.number for ticket in queue(DeskDay.objects.get(), at=at(9))]

    assert [here.call(window=1).number for _ in range(5)] == shown


def test_who_does_not_come_is_called_again_behind_three_and_then_missed(here):
    first, *_others = [here.ticket(at(9 + n / 60)) for n in range(5)]
    here.call(at(9.2))

    visits.put_back(clerk=here.clerk, ticket_id=first.pk, at=at(9.25))
    later = [here.call(at(9.3 + n / 60)).number for n in range(4)]
    visits.put_back(clerk=here.clerk, ticket_id=first.pk, at=at(9.5))

    first.refresh_from_db()
    assert later == [2, 3, 4, 1]
    assert (first.state, first.missed) == (State.MISSED, 2)


def test_another_counter_calls_whom_it_was_handed_before_all_others(here):
    first, second = here.ticket(), here.ticket(group=Group.ELDERLY)
    here.call()

    visits.hand_over(clerk=here.clerk, ticket_id=second.pk, window=2, at=at(9.2))

    assert here.call(window=1).number == first.number
    assert here.call(window=2).number == second.number


def test_a_ticket_is_not_handed_to_where_it_is_or_to_no_counter(here):
    ticket = here.ticket()
    here.call()

    with pytest.raises(SameWindow):
        visits.hand_over(clerk=here.clerk, ticket_id=ticket.pk, window=1, at=at(9.2))
    with pytest.raises(WindowNotThere):
        visits.hand_over(clerk=here.clerk, ticket_id=ticket.pk, window=9, at=at(9.2))


def test_who_is_done_is_not_called_again(here):
    ticket = here.ticket()
    here.call()
    visits.finish(clerk=here.clerk, ticket_id=ticket.pk, at=at(9.2))

    with pytest.raises(MoveNotAllowed):
        visits.call_again(clerk=here.clerk, ticket_id=ticket.pk, at=at(9.3))


def test_a_clerk_of_another_desk_calls_nobody_here(here):
    elsewhere = hall("H21.118")
    ticket = here.ticket()

    with pytest.raises(NotThisDesk):
        visits.call_next(clerk=elsewhere.clerk, desk=here.desk, window=1, at=at(9))
    with pytest.raises(NotThisDesk):
        visits.finish(clerk=elsewhere.clerk, ticket_id=ticket.pk, at=at(9))


def test_the_day_ends_two_hours_after_closing_and_every_ticket_has_an_end(here):
    waiting, called = here.ticket(), here.ticket(group=Group.ELDERLY)
    here.call()

    assert visits.end_days(at=at(17.5)) == 0
    assert visits.end_days(at=at(19.5)) == 2

    for ticket in (waiting, called):
        ticket.refresh_from_db()
        assert (ticket.state, ticket.reason) == (State.CLOSED, "Hết giờ làm việc")


def test_a_clerk_ends_the_day_only_once_the_office_has_closed(here):
    here.ticket()
    with pytest.raises(DayStillOpen):
        visits.end_day(clerk=here.clerk, desk=here.desk, at=at(11.8))

    assert visits.end_day(clerk=here.clerk, desk=here.desk, at=at(17.5)) == 1
    with pytest.raises(DayClosed):
        here.ticket(at(17.6))


def test_no_act_names_anybody(here):
    ticket = here.ticket(group=Group.PREGNANT)
    here.call()

    acts = Act.objects.filter(subject=ticket.subject).order_by("number")

    assert [act.verb for act in acts] == ["ticket.taken", "ticket.called"]
    assert acts[0].data == {"number": 1, "desk": here.desk.pk, "purpose": "file", "favoured": True}


def test_a_place_in_the_queue_says_how_many_and_how_long_once_measured(here):
    for n in range(9):
        here.ticket(at(8 + n / 60))
    for n in range(9):
        here.call(at(8.1 + n / 10))
    here.ticket(at(9))
    mine = here.ticket(at(9.1))

    place = place_of(mine, at=at(9.1))

    assert place.ahead == 1
    assert place.wait is not None
    assert (place.wait.low, place.wait.high) == (5, 10)


def test_figures_count_every_ticket_once(here):
    for _ in range(3):
        here.ticket()
    here.call(at(9.5))
    here.call(at(9.7))

    found = figures([here.desk.pk], first=make.MONDAY.date(), last=make.MONDAY.date())

    assert (found.taken, found.done, found.wait) == (3, 1, 30)
    assert found.service == pytest.approx(12)


def test_the_database_refuses_two_at_one_counter(here):
    first, second = here.ticket(), here.ticket()
    here.call()

    with pytest.raises(IntegrityError, match="ticket_one_at_a_window"), transaction.atomic():
        Ticket.objects.filter(pk=second.pk).update(state=State.CALLED, window=1, called_at=first.taken_at)


def test_a_kiosk_gives_numbers_until_it_is_taken_out_of_use(here):
    kiosk = visits.add_kiosk(who=here.clerk, desk=here.desk, name="Cửa chính", at=at(9))
    given: dict[str, Any] = {"purpose": "file", "group": None, "address": None, "at": at(9), "key": None}
    assert visits.take_at_kiosk(kiosk=kiosk, **given).number == 1

    visits.revoke_kiosk(who=here.clerk, key=kiosk.pk, at=at(9.1))
    kiosk.refresh_from_db()

    with pytest.raises(KioskRevoked):
        visits.take_at_kiosk(kiosk=kiosk, **given)


def test_a_handler_adds_no_kiosk(here):
    handler = make.posting(here.office, Duty.HANDLE, name="Trần Thị Bình")

    with pytest.raises(NotAdministrator):
        visits.add_kiosk(who=handler, desk=here.desk, name="Cửa sau", at=at(9))


def test_nothing_is_said_once_no_counter_has_called_for_an_hour(here):
    for n in range(10):
        here.ticket(at(8 + n / 60))
    for n in range(9):
        last = here.call(at(8.1 + n / 10))
    visits.finish(clerk=here.clerk, ticket_id=last.pk, at=at(9))

    assert wait_now(last.day, at=at(9.5)) is not None
    assert wait_now(last.day, at=at(11)) is None
