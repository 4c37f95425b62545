"""How long one waits, said only where it was measured."""

from motcua.visits.estimates import Wait, wait

TEN_EACH = {"file": [8, 9, 10, 10, 10, 10, 11, 12]}


def test_nothing_is_said_before_enough_was_measured():
    assert wait(["file"], windows=1, times={"file": [10] * 7}) is None


def test_nothing_is_said_while_no_counter_calls():
    assert wait(["file"], windows=0, times=TEN_EACH) is None


def test_three_people_before_one_counter():
    assert wait(["file"] * 3, windows=1, times=TEN_EACH) == Wait(25, 35)


def test_two_counters_halve_it():
    assert wait(["file"] * 4, windows=2, times=TEN_EACH) == Wait(15, 25)


def test_a_purpose_seldom_measured_takes_the_times_of_all():
    assert wait(["certify"] * 3, windows=1, times=TEN_EACH | {"certify": [1]}) == Wait(25, 35)


def test_nobody_ahead_is_at_most_five_minutes():
    assert wait([], windows=1, times=TEN_EACH) == Wait(0, 5)
