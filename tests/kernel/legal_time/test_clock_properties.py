from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.kernel.legal_time import (
    VIETNAM,
    ClockFacts,
    Closure,
    DayMark,
    Effect,
    Extension,
    Stop,
    Term,
    TermUnit,
    WorkingCalendar,
    due_by_facts,
    stage_moments,
)
from tests.kernel.legal_time.days import CALENDAR, MARKS, at

MOMENTS = st.datetimes(datetime(2024, 1, 2), datetime(2027, 6, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=VIETNAM, microsecond=0)
)
HALVES = st.integers(1, 40).map(lambda n: n / 2)
WORKING_DAYS = st.builds(Term, HALVES, st.just(TermUnit.WORKING_DAYS))
TERMS = st.one_of(
    WORKING_DAYS,
    st.builds(Term, st.integers(1, 60), st.just(TermUnit.DAYS)),
    st.builds(Term, st.integers(1, 4), st.just(TermUnit.MONTHS)),
    st.builds(Term, HALVES, st.just(TermUnit.HOURS)),
    st.just(Term(0, TermUnit.WORKING_DAYS)),
)
EFFECTS = st.sampled_from(list(Effect))


@st.composite
def dossiers(draw, *, effects=EFFECTS, terms=TERMS):
    received, term = draw(MOMENTS), draw(terms)
    stops = []
    for _ in range(draw(st.integers(0, 3))):
        begins = received + timedelta(minutes=draw(st.integers(0, 60 * 24 * 30)))
        ends = begins + timedelta(minutes=draw(st.integers(0, 60 * 24 * 12)))
        stops.append(Stop(begins, ends, draw(effects), "Dừng", "Điều 1"))
    return ClockFacts(received, term, tuple(stops))


@given(dossiers())
def test_nothing_is_due_on_a_day_off_or_out_of_hours(facts):
    found = due_by_facts(facts, CALENDAR).at

    assert any(opens <= found <= closes for opens, closes in CALENDAR.hours_of(found.date()))


@given(dossiers(), st.integers(0, 60))
def test_a_day_off_more_never_brings_the_date_forward(facts, later):
    on = facts.received_at.date() + timedelta(later)
    more = WorkingCalendar(MARKS | {on: DayMark(False, "Bão")})

    before, after = due_by_facts(facts, CALENDAR).at, due_by_facts(facts, more).at

    assert after >= before


@given(dossiers(), st.integers(0, 60 * 24 * 20), st.integers(1, 60 * 48))
def test_a_closure_never_brings_the_date_forward(facts, later, minutes):
    begins = facts.received_at + timedelta(minutes=later)
    shut = Closure(begins, begins + timedelta(minutes=minutes), "Bão")
    stormy = WorkingCalendar(MARKS, closures=(shut,))
    assume(facts.term.amount or shut.from_at > due_by_facts(facts, CALENDAR).at)

    assert due_by_facts(facts, stormy).at >= due_by_facts(facts, CALENDAR).at


@given(dossiers(), EFFECTS, st.integers(0, 60 * 24 * 20))
def test_to_stop_and_restart_on_the_same_instant_changes_nothing(facts, effect, later):
    moment = facts.received_at + timedelta(minutes=later)
    more = replace(facts, stops=(*facts.stops, Stop(moment, moment, effect, "Dừng", "Điều 1")))

    assert due_by_facts(more, CALENDAR) == due_by_facts(facts, CALENDAR)


@given(dossiers())
def test_counted_again_it_is_the_same(facts):
    first = due_by_facts(facts, CALENDAR)

    assert due_by_facts(facts, WorkingCalendar(MARKS)) == first
    assert due_by_facts(replace(facts, stops=facts.stops[::-1]), CALENDAR).at == first.at


@given(dossiers(effects=st.sampled_from([Effect.SUSPENDED, Effect.GOES_ON])))
def test_a_suspension_never_brings_the_date_forward(facts):
    assert due_by_facts(facts, CALENDAR).at >= due_by_facts(replace(facts, stops=()), CALENDAR).at


@given(MOMENTS, TERMS, st.integers(1, 20))
def test_a_longer_term_is_never_due_earlier(received, term, more):
    assume(term.amount)  # "within the day" is another kind of term
    longer = Term(term.amount + more / (2 if term.unit == TermUnit.WORKING_DAYS else 1), term.unit)

    assert (
        due_by_facts(ClockFacts(received, longer), CALENDAR).at
        >= due_by_facts(ClockFacts(received, term), CALENDAR).at
    )


@given(dossiers(effects=st.just(Effect.SUSPENDED)), st.integers(1, 60 * 24 * 10))
def test_a_later_reception_is_never_due_earlier(facts, later):
    after = replace(facts, received_at=facts.received_at + timedelta(minutes=later))

    assert due_by_facts(after, CALENDAR).at >= due_by_facts(facts, CALENDAR).at


@given(dossiers(), MOMENTS)
def test_an_extension_never_brings_the_date_forward(facts, until):
    longer = replace(facts, extensions=(Extension(until=until),))

    assert due_by_facts(longer, CALENDAR).at >= due_by_facts(facts, CALENDAR).at


@given(
    dossiers(effects=st.just(Effect.SUSPENDED), terms=WORKING_DAYS),
    st.integers(0, 60 * 24 * 10),
    st.integers(10, 60),
)
def test_a_new_date_leaves_as_many_running_days_whatever_stops_after_it_was_given(facts, later, days):
    """Counted here another way than there: the days between, less those that end with the clock standing."""
    given_at = facts.received_at + timedelta(minutes=later)
    until = CALENDAR.closing(CALENDAR.next_working(given_at.date() + timedelta(days)))
    new_date = Extension(until=until, given_at=given_at)
    after = tuple(stop for stop in facts.stops if stop.from_at >= given_at)
    before = replace(facts, stops=tuple(stop for stop in facts.stops if stop.to_at <= given_at))
    assume(until > due_by_facts(before, CALENDAR).at)

    stops = (*before.stops, *after)
    found = due_by_facts(replace(facts, stops=stops, extensions=(new_date,)), CALENDAR)

    def running(end, stops):
        first = max(given_at.date(), facts.received_at.date() + timedelta(1))
        span = (first + timedelta(n) for n in range((end.date() - first).days + 1))
        return sum(
            CALENDAR.day(on).weight
            for on in span
            if not any(stop.stands_at_end(CALENDAR.closing(on)) for stop in stops)
        )

    assert running(found.at, after) == running(until, ())
    first = facts.received_at.date()
    assert [d.on for d in found.days] == [first + timedelta(n) for n in range(len(found.days))]
    assert found.days[-1].on == found.at.date()


@given(dossiers(), st.integers(0, 60 * 24 * 10), st.integers(1, 30))
def test_with_a_new_date_too_every_day_is_told_once_in_order(facts, later, days):
    given_at = facts.received_at + timedelta(minutes=later)
    new_date = Extension(until=given_at + timedelta(days), given_at=given_at)
    standing = Stop(given_at + timedelta(hours=days), None, Effect.SUSPENDED, "Dừng", "Điều 1")
    for stops in (facts.stops, (*facts.stops, standing)):
        found = due_by_facts(replace(facts, stops=stops, extensions=(new_date,)), CALENDAR)

        first = facts.received_at.date()
        assert [d.on for d in found.days] == [first + timedelta(n) for n in range(len(found.days))]
        assert all(d.reason and d.citation for d in found.days)
        assert found.left > 0 if found.ends_at is None else found.days[-1].on == found.at.date()


@given(dossiers(), st.integers(0, 60 * 24 * 10))
def test_every_day_from_reception_is_told_once_in_order(facts, later):
    standing = Stop(facts.received_at + timedelta(minutes=later), None, Effect.SUSPENDED, "Dừng", "Điều 1")
    for stops in (facts.stops, (*facts.stops, standing)):
        found = due_by_facts(replace(facts, stops=stops), CALENDAR)

        first = facts.received_at.date()
        assert [d.on for d in found.days] == [first + timedelta(n) for n in range(len(found.days))]
        assert all(d.reason and d.citation for d in found.days)
        assert found.ends_at is None or found.days[-1].on == found.at.date()


@given(dossiers(), st.lists(st.integers(0, 5), min_size=1, max_size=5))
def test_stages_follow_each_other_and_the_last_ends_with_the_term(facts, shares):
    assume(sum(shares))
    moments = stage_moments(facts, CALENDAR, shares)

    assert list(moments) == sorted(moments)
    assert moments[-1] == due_by_facts(facts, CALENDAR).at


@pytest.mark.parametrize(
    ("received", "term", "expected"),
    [
        (
            "2026-03-09T09:00",
            Term(5, TermUnit.WORKING_DAYS),
            ["10T11:30", "13T11:30", "16T11:30", "16T17:00"],
        ),
        ("2026-03-09T07:30", Term(8, TermUnit.HOURS), ["09T08:18", "09T14:36", "09T16:12", "09T17:00"]),
    ],
)
def test_the_shares_of_the_stages_by_hand(received, term, expected):
    # Half a day, three, one and half of five days; of eight hours 48 minutes, 288, 96 and 48.
    found = stage_moments(ClockFacts(at(received), term), CALENDAR, [0.5, 3, 1, 0.5])

    assert list(found) == [at(f"2026-03-{moment}") for moment in expected]
