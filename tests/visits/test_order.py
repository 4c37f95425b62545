"""Who is called next."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.visits.order import Waiting, in_order, next_for
from tests.visits.hall import NINE


def one(number, favoured=False, for_window=None):
    return Waiting(number, NINE + timedelta(minutes=number), favoured, for_window)


def numbers(found):
    return [each.number for each in found]


def test_two_favoured_go_before_each_other():
    waiting = [one(1), one(2), one(3, True), one(4, True), one(5, True)]

    assert numbers(in_order(waiting, ratio=2, favoured_in_row=0)) == [3, 4, 1, 5, 2]


def test_the_row_of_favoured_goes_on_from_the_last_call():
    waiting = [one(1), one(2, True)]

    assert numbers(in_order(waiting, ratio=2, favoured_in_row=2)) == [1, 2]


def test_who_was_handed_to_a_counter_is_called_there_first_and_nowhere_else():
    waiting = [one(1), one(2, for_window=3)]

    assert next_for(3, waiting, ratio=2, favoured_in_row=0) == waiting[1]
    assert next_for(1, waiting, ratio=2, favoured_in_row=0) == waiting[0]


@given(st.lists(st.booleans(), max_size=40), st.integers(1, 5), st.integers(0, 5))
def test_everybody_is_called_once_and_nobody_of_a_lane_is_overtaken_in_it(kinds, ratio, in_row):
    waiting = [one(number, favoured) for number, favoured in enumerate(kinds)]

    order = in_order(waiting, ratio=ratio, favoured_in_row=in_row)

    assert sorted(numbers(order)) == sorted(numbers(waiting))
    for lane in (True, False):
        assert numbers(o for o in order if o.favoured is lane) == [
            w.number for w in waiting if w.favoured is lane
        ]


@given(st.lists(st.booleans(), max_size=40), st.integers(1, 5))
def test_nobody_waits_behind_more_favoured_than_the_ratio_between_two_others(kinds, ratio):
    waiting = [one(number, favoured) for number, favoured in enumerate(kinds)]

    row = 0
    order = in_order(waiting, ratio=ratio, favoured_in_row=0)
    for place, each in enumerate(order):
        row = row + 1 if each.favoured else 0
        others_wait = any(not later.favoured for later in order[place:])
        assert row <= ratio or not others_wait
