"""The two measures and where time went, from dated facts alone, in weeks without a holiday."""

from datetime import datetime, timedelta

import pytest

from motcua.catalogue.facts import Stage
from motcua.dossiers.measures import Record, by_index, by_law, late_where, stage_uses
from motcua.dossiers.spans import Span, Step, spans_of
from motcua.dossiers.states import Move
from motcua.dossiers.timeliness import Because, Where
from motcua.kernel.legal_time import (
    VIETNAM,
    ClockFacts,
    Effect,
    Extension,
    Stop,
    Term,
    TermUnit,
    WorkingCalendar,
)

CALENDAR = WorkingCalendar()
FIVE_DAYS = Term(5, TermUnit.WORKING_DAYS)
PROCESS = (Stage.EXAMINE, Stage.REVIEW, Stage.SIGN)
SHARES = {Stage.EXAMINE: 0.7, Stage.REVIEW: 0.15, Stage.SIGN: 0.15}


def on(day, hour=9, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=VIETNAM)


def supplement(from_at, to_at, effect=Effect.ANEW):
    return Stop(from_at, to_at, effect, "Bổ sung hồ sơ", "Điều 19 khoản 5 Nghị định 118/2025/NĐ-CP")


def record(*, again=None, stops=(), extensions=(), requests=None, ended_at=None, received_at=None):
    received_at = received_at or on(2)
    own = tuple(stop for stop in stops if stop.from_at >= (again or received_at))
    return Record(
        clock=ClockFacts(again or received_at, FIVE_DAYS, own, extensions),
        received_at=received_at,
        supplements=tuple(stops),
        requests=len(stops) if requests is None else requests,
        ended_at=ended_at,
    )


def index(found, until=None):
    return by_index(found, CALENDAR, until=until or on(31), at_most=1)


def test_a_plain_dossier_is_on_time_by_both():
    found = record(ended_at=on(9, 16))

    assert not by_law(found, CALENDAR, now=on(31)).late
    assert index(found).because == Because.IN_TIME


def test_an_hour_after_closing_of_the_last_day_is_late_by_both():
    found = record(ended_at=on(10, 8, 30))

    legal = by_law(found, CALENDAR, now=on(31))
    assert (legal.late, legal.over) == (True, timedelta(hours=1))
    assert index(found).because == Because.LATE


def test_after_a_supplement_the_law_counts_anew_and_the_index_only_takes_the_waiting_out():
    """Asked on the 3rd, answered on the 5th: by the law anew until the 12th, in the index until the 11th."""
    found = record(again=on(5), stops=[supplement(on(3), on(5))], ended_at=on(12, 10))

    legal, counted = by_law(found, CALENDAR, now=on(31)), index(found)

    assert (legal.due_at, legal.late) == (on(12, 17), False)
    assert (counted.appointed_at, counted.on_time, counted.because) == (on(11, 17), False, Because.LATE)


def test_a_second_request_counts_as_late_in_the_index_even_when_the_law_is_kept():
    found = record(again=on(5), stops=[supplement(on(3), on(5))], requests=2, ended_at=on(6))

    assert not by_law(found, CALENDAR, now=on(31)).late
    assert (index(found).on_time, index(found).because) == (False, Because.ASKED_AGAIN)


def test_while_the_applicant_is_waited_for_the_index_ends_when_it_was_asked():
    found = record(stops=[supplement(on(3), None)])

    assert by_law(found, CALENDAR, now=on(31)).due_at is None
    assert (index(found).end_at, index(found).on_time) == (on(3), True)


def test_an_open_dossier_is_counted_to_the_end_of_the_period():
    found = record()

    assert index(found, until=on(9, 17)).on_time
    assert not index(found, until=on(31)).on_time


def test_time_suspended_for_payment_moves_both():
    pay = Stop(on(3), on(5), Effect.SUSPENDED, "Nộp tiền", "Điều 24 Nghị định 118/2025/NĐ-CP")
    clock = ClockFacts(on(2), FIVE_DAYS, (pay,))
    found = Record(clock, on(2), ended_at=on(11, 9))

    assert by_law(found, CALENDAR, now=on(31)).due_at == index(found).appointed_at == on(11, 17)


def test_an_extension_moves_both():
    found = record(extensions=(Extension(until=on(13, 17)),), ended_at=on(13, 9))

    assert not by_law(found, CALENDAR, now=on(31)).late
    assert index(found).on_time


def test_what_was_never_received_is_not_counted():
    found = Record(clock=None, received_at=None, requests=1, ended_at=on(4))

    assert index(found).on_time is None
    assert by_law(found, CALENDAR, now=on(31)).due_at is None


# --- where time went


def steps(*made):
    return [Step(move, at, *more) for move, at, *more in made]


def test_where_a_dossier_was_follows_from_its_acts():
    made = steps(
        (Move.FILE, on(2)),
        (Move.ACCEPT, on(2, 10)),
        (Move.TAKE_UP, on(2, 14)),
        (Move.PROPOSE, on(4)),
        (Move.SEND_BACK, on(4, 15)),
        (Move.PROPOSE, on(5)),
        (Move.AGREE, on(6)),
        (Move.SIGN, on(9)),
        (Move.HAND_OVER, on(9, 14)),
    )

    assert spans_of(made, PROCESS) == [
        Span(Where.RECEPTION, on(2), on(2, 10)),
        Span(Where.HANDLING, on(2, 10), on(4)),
        Span(Where.REVIEW, on(4), on(4, 15)),
        Span(Where.HANDLING, on(4, 15), on(5)),
        Span(Where.REVIEW, on(5), on(6)),
        Span(Where.SIGNING, on(6), on(9)),
    ]


def test_a_dossier_whose_beginning_is_not_in_the_journal_is_where_its_first_act_says():
    assert spans_of(steps((Move.REFUSE, on(2))), PROCESS) == []
    assert [span.where for span in spans_of(steps((Move.AGREE, on(2))), PROCESS)] == [Where.SIGNING]


@pytest.mark.parametrize(
    ("effect", "after"), [(Effect.ANEW, Where.RECEPTION), (Effect.SUSPENDED, Where.HANDLING)]
)
def test_what_was_supplemented_goes_to_the_desk_or_back_to_the_officer(effect, after):
    made = steps(
        (Move.RECEIVE, on(2)),
        (Move.ASK_FOR_SUPPLEMENT, on(3), effect),
        (Move.SUPPLEMENT, on(5)),
    )

    assert [span.where for span in spans_of(made, PROCESS)] == [Where.HANDLING, Where.APPLICANT, after]


def uses(made, *, now, opinions_late=timedelta(), found=None):
    return stage_uses(
        spans_of(made, PROCESS),
        found or record(),
        CALENDAR,
        shares=SHARES,
        answer=timedelta(hours=8),
        opinions_late=opinions_late,
        now=now,
    )


def test_a_late_dossier_was_late_where_it_lay_longest_beyond_its_share():
    made = steps((Move.RECEIVE, on(2)), (Move.TAKE_UP, on(2)), (Move.PROPOSE, on(3)), (Move.AGREE, on(12)))

    late = late_where(uses(made, now=on(13)))

    assert [use.where for use in late] == [Where.REVIEW, Where.SIGNING]
    assert late[0].excess > timedelta(days=2)


def test_an_open_dossier_shows_its_excess_before_it_is_late():
    made = steps((Move.RECEIVE, on(2)), (Move.TAKE_UP, on(2)))

    assert [use.where for use in late_where(uses(made, now=on(9)))] == [Where.HANDLING]
    assert not by_law(record(), CALENDAR, now=on(9)).late


def test_an_agency_late_with_its_opinion_takes_that_off_the_officer():
    made = steps((Move.RECEIVE, on(2)), (Move.TAKE_UP, on(2)), (Move.ASK_OPINION, on(3)))

    late = late_where(uses(made, now=on(9), opinions_late=timedelta(hours=16)))

    assert [use.where for use in late] == [Where.OTHER_AGENCY]


def test_a_desk_that_answers_after_its_eight_hours_is_late_itself():
    made = steps((Move.FILE, on(2)), (Move.ACCEPT, on(5)))
    found = record(received_at=on(5))

    late = late_where(uses(made, now=on(6), found=found))

    assert (late[0].where, late[0].excess) == (Where.RECEPTION, timedelta(hours=16))
