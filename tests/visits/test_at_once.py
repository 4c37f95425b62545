"""Many at once: numbers without gaps, one ticket for one counter, one seat for one person."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from motcua.kernel.errors import Refusal
from motcua.visits.errors import SlotFull
from motcua.visits.models import Booking, Ticket
from tests.visits.hall import at, hall

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run all at the same moment; return what each returned or was refused."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            gate.wait(10)
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_eight_kiosks_at_once_leave_no_gap():
    here = hall()

    for _ in range(3):
        at_once([here.ticket] * 8)

    assert sorted(Ticket.objects.values_list("number", flat=True)) == list(range(1, 25))


def test_two_clerks_who_press_at_once_get_two_numbers():
    here = hall()
    for _ in range(10):
        here.ticket()

    called = [
        ticket.number
        for _ in range(5)
        for ticket in at_once([partial(here.call, window=window) for window in (1, 2)])
    ]

    assert sorted(called) == list(range(1, 11))


def test_the_last_seat_is_given_once():
    here = hall()
    asked = [partial(here.book, at(8, days=1), phone=f"091234567{n}") for n in range(6)]

    answers = at_once(asked)

    assert sorted(Booking.objects.values_list("seat", flat=True)) == [1, 2]
    assert sum(isinstance(answer, SlotFull) for answer in answers) == 4


def test_one_number_at_two_desks_at_once_keeps_to_its_limit():
    one, other = hall(), hall("H21.118")
    hours = [8, 8.5, 9, 9.5]

    at_once([partial(d.book, at(h, days=1)) for h, d in zip(hours, [one, other] * 2, strict=True)])

    assert Booking.objects.count() == 2
