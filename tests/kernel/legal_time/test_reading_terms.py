from datetime import timedelta

import pytest

from motcua.kernel.dated import NoRuleInForce
from motcua.kernel.legal_time import (
    SAME_DAY,
    TIME_RULES,
    DayMark,
    Term,
    TermNotUnderstood,
    TermTooLong,
    TermUnit,
    due,
    handed_on_by,
    parse_term,
    working_days_left,
)
from motcua.kernel.legal_time import WorkingCalendar as Calendar
from motcua.kernel.legal_time.run import Run
from tests.kernel.legal_time.days import CALENDAR, MARKS, at


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 working days", Term(5, TermUnit.WORKING_DAYS)),
        ("1 working day", Term(1, TermUnit.WORKING_DAYS)),
        ("5 ngày làm việc", Term(5, TermUnit.WORKING_DAYS)),
        ("Không quá 05 (năm) ngày làm việc.", Term(5, TermUnit.WORKING_DAYS)),
        ("15 ngày", Term(15, TermUnit.DAYS)),
        ("15 days", Term(15, TermUnit.DAYS)),
        ("1 tháng", Term(1, TermUnit.MONTHS)),
        ("2 months", Term(2, TermUnit.MONTHS)),
        ("1 năm", Term(12, TermUnit.MONTHS)),
        ("2 tuần", Term(14, TermUnit.DAYS)),
        ("8 giờ làm việc", Term(8, TermUnit.HOURS)),
        ("trong 08 giờ", Term(8, TermUnit.HOURS)),
        ("8 hours", Term(8, TermUnit.HOURS)),
        ("0,5 ngày làm việc", Term(0.5, TermUnit.WORKING_DAYS)),
        ("nửa ngày làm việc", Term(0.5, TermUnit.WORKING_DAYS)),
        ("1/2 ngày làm việc", Term(0.5, TermUnit.WORKING_DAYS)),
        ("ngay trong ngày làm việc", SAME_DAY),
    ],
)
def test_terms_are_read_as_they_are_written(text, expected):
    assert parse_term(text) == expected


@pytest.mark.parametrize(
    "text", ["", "five", "5", "-5 days", "ngày", "5 fortnights", "5 days 3 hours", "1e9 days"]
)
def test_what_is_no_term_is_refused(text):
    with pytest.raises(TermNotUnderstood):
        parse_term(text)


def test_a_term_of_more_than_ten_years_is_a_slip():
    with pytest.raises(TermTooLong):
        parse_term("99999 ngày")


def test_every_rule_has_a_citation_and_follows_the_one_before():
    assert all(rule.citation for rule in TIME_RULES)
    for key in {rule.key for rule in TIME_RULES}:
        rows = sorted((rule for rule in TIME_RULES if rule.key == key), key=lambda rule: rule.from_on)
        assert [rule.to_on for rule in rows[:-1]] == [rule.from_on for rule in rows[1:]]
        assert rows[-1].to_on is None


def test_before_the_first_rules_nothing_is_counted():
    with pytest.raises(NoRuleInForce):
        due(received_at=at("2016-12-31T09:00"), term=parse_term("1 day"), calendar=CALENDAR)


def test_the_citation_is_that_of_the_day_of_reception():
    before, after = (
        due(received_at=at(f"2025-{on}T16:00"), term=parse_term("1 day"), calendar=CALENDAR).days[0].citation
        for on in ("06-30", "07-01")
    )

    assert "61/2018/NĐ-CP" in before
    assert "118/2025/NĐ-CP" in after


def test_a_rule_may_defer_a_late_reception(monkeypatch):
    monkeypatch.setattr(Run, "is_late", lambda self, *, kind: self.start.hour >= 15)

    found = due(received_at=at("2026-03-13T16:00"), term=parse_term("1 ngày làm việc"), calendar=CALENDAR)

    # As if received on Mon 16 at 7:30, the first day: Tue 17.
    assert [(d.on.day, d.counted) for d in found.days] == [
        (13, False),
        (14, False),
        (15, False),
        (16, False),
        (17, True),
    ]
    assert found.at == at("2026-03-17T17:00")


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-03-09T09:00", "2026-03-09T17:00"),
        ("2026-03-09T15:00", "2026-03-09T17:00"),
        ("2026-03-09T15:01", "2026-03-10T07:30"),
        ("2026-02-13T16:30", "2026-02-23T07:30"),
        ("2026-03-14T09:00", "2026-03-16T07:30"),
    ],
)
def test_papers_received_after_the_cut_off_are_handed_on_when_the_next_day_opens(received, expected):
    assert handed_on_by(at(received), CALENDAR) == at(expected)


def test_each_day_says_why_it_counts_or_not():
    found = due(received_at=at("2026-03-13T09:00"), term=parse_term("1 working day"), calendar=CALENDAR)

    assert [(d.on.day, d.counted, d.reason) for d in found.days] == [
        (13, False, "Ngày tiếp nhận, không tính vào thời hạn"),
        (14, False, "Thứ Bảy"),
        (15, False, "Chủ nhật"),
        (16, True, "Ngày làm việc"),
    ]


def test_an_end_on_a_day_off_is_told_as_moved():
    found = due(received_at=at("2026-03-13T09:00"), term=parse_term("1 day"), calendar=CALENDAR)

    assert [d.sentence for d in found.days[1:]] == [
        "Tính liên tục, kể cả ngày nghỉ; Thứ Bảy: hạn rơi vào ngày nghỉ",
        "Chủ nhật: hạn rơi vào ngày nghỉ",
        "Ngày làm việc đầu tiên sau ngày nghỉ: hạn dời đến ngày này",
    ]


def test_a_decided_half_day_counts_half():
    on = at("2026-03-10").date()
    half = Calendar(
        MARKS
        | {
            on: DayMark(
                True,
                "Mất điện buổi chiều",
                "Công văn 1",
                0.5,
                ((at("2026-03-10T07:30").time(), at("2026-03-10T11:30").time()),),
            )
        }
    )

    found = due(received_at=at("2026-03-09T09:00"), term=parse_term("1 working day"), calendar=half)

    assert found.at == at("2026-03-11T11:30")
    assert [d.amount for d in found.days] == [0, 0.5, 0.5]


def test_days_left_are_working_days_and_negative_when_late():
    friday = at("2026-03-13T09:00")
    monday = friday + timedelta(days=3, hours=8)

    assert working_days_left(now=friday, due_at=monday, calendar=CALENDAR) == 1
    assert working_days_left(now=monday, due_at=friday, calendar=CALENDAR) == -1
