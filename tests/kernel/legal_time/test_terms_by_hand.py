"""
Terms worked out by hand from the texts, with a calendar on the table.

The day of reception is not counted (Civil Code, Art. 147.2); days off are skipped in working days; a term in
days or months that ends on a day off ends on the next working day (148.5). An expected day without a time
means its closing, 17:00.
"""

import pytest

from motcua.kernel.legal_time import due, parse_term
from tests.kernel.legal_time.days import CALENDAR, at

WORKING_DAYS = [
    ("2024-02-07T09:00", "1 working day", "2024-02-15"),  # Wed; Tết Thu 8 to Wed 14; Thu 15
    ("2024-02-07T16:00", "3 working days", "2024-02-19"),  # 15, 16, Mon 19; after 15:00 moves nothing
    ("2024-02-02T09:00", "5 working days", "2024-02-16"),  # 5, 6, 7, then after Tết 15, 16
    ("2024-04-17T09:00", "2 working days", "2024-04-22"),  # Thu 18 Hùng kings; 19, Mon 22
    ("2024-04-26T09:00", "1 working day", "2024-05-02"),  # 27–28 weekend, Mon 29 swapped, 30, 1; Thu 2
    ("2024-04-26T09:00", "3 working days", "2024-05-04"),  # 2, 3, Sat 4 worked for Mon 29
    ("2024-05-03T09:00", "1 working day", "2024-05-04"),  # Friday to the Saturday worked
    ("2024-08-30T09:00", "1 working day", "2024-09-04"),  # National Day Mon 2, Tue 3
    ("2025-01-24T09:00", "1 working day", "2025-02-03"),  # Tết Mon 27 to Fri 31
    ("2025-01-23T09:00", "5 working days", "2025-02-06"),  # 24, then 3, 4, 5, 6
    ("2025-04-04T09:00", "1 working day", "2025-04-08"),  # Mon 7 Hùng kings
    ("2025-04-25T09:00", "1 working day", "2025-04-26"),  # Sat 26 worked for Fri 2 May
    ("2025-04-29T09:00", "1 working day", "2025-05-05"),  # 30, 1, 2 off, weekend
    ("2025-08-29T09:00", "2 working days", "2025-09-04"),  # 1–2 off; 3, 4
    ("2025-12-31T09:00", "1 working day", "2026-01-05"),  # Thu 1, Fri 2 swapped, weekend
    ("2026-01-09T09:00", "1 working day", "2026-01-10"),  # Sat 10 worked for Fri 2
    ("2026-01-07T09:00", "3 working days", "2026-01-10"),  # 8, 9, Sat 10
    ("2026-01-10T10:00", "1 working day", "2026-01-12"),  # received on the Saturday worked: Mon 12
    ("2026-02-13T14:00", "5 working days", "2026-02-27"),  # Fri; Tết 16–20; 23 to 27
    (
        "2026-02-13T16:30",
        "5 working days",
        "2026-02-27",
    ),  # after 15:00 only the papers wait (118/2025, 17.3, 18.2)
    ("2026-02-18T09:00", "1 working day", "2026-02-23"),  # received online during Tết: first day Mon 23
    ("2026-04-24T09:00", "3 working days", "2026-05-04"),  # Mon 27 in lieu; 28, 29; 30, 1 off; Mon 4
    ("2026-08-20T09:00", "5 working days", "2026-08-26"),  # 21, Sat 22, 24, 25, 26
    ("2026-08-21T09:00", "1 working day", "2026-08-22"),  # Sat 22 worked for Mon 31
    ("2026-08-28T09:00", "1 working day", "2026-09-03"),  # Mon 31 swapped, 1, 2
    ("2026-11-23T09:00", "1 working day", "2026-11-25"),  # Tue 24, Culture Day, new in 2026
    ("2027-01-29T09:00", "5 working days", "2027-02-12"),  # 1, 2, 3, then 11, 12
    ("2027-02-03T09:00", "2 working days", "2027-02-12"),  # Thu 4, Fri 5, Mon 8 to Wed 10 off; 11, 12
    ("2027-04-15T09:00", "1 working day", "2027-04-19"),  # Fri 16 Hùng kings
    ("2027-04-29T09:00", "2 working days", "2027-05-05"),  # Fri 30, Mon 3 in lieu of Sat 1; 4, 5
    ("2027-09-01T09:00", "1 working day", "2027-09-06"),  # Thu 2, Fri 3
    ("2026-03-14T10:00", "1 working day", "2026-03-16"),  # received on a plain Saturday: Mon 16
    ("2026-03-13T23:30", "1 working day", "2026-03-16"),  # Friday night is still Friday
    ("2026-03-09T18:30+00:00", "1 working day", "2026-03-11"),  # 01:30 of Tue 10 in Vietnam: Wed 11
]

DAYS_AND_MONTHS = [
    ("2026-03-09T09:00", "4 days", "2026-03-13"),  # 9 + 4 = Fri 13
    ("2026-03-09T09:00", "5 days", "2026-03-16"),  # Sat 14: to Mon 16
    ("2024-01-25T09:00", "15 days", "2024-02-15"),  # Fri 9 Feb, Tết: to Thu 15
    ("2025-01-13T09:00", "15 days", "2025-02-03"),  # Tue 28 Jan, Tết: to Mon 3
    ("2026-02-05T09:00", "15 days", "2026-02-23"),  # Fri 20 Feb, Tết: to Mon 23
    ("2026-02-06T09:00", "30 days", "2026-03-09"),  # 28 days to 6 Mar, Sun 8: to Mon 9
    ("2027-01-22T09:00", "15 days", "2027-02-11"),  # Sat 6 Feb, Tết: to Thu 11
    ("2026-07-23T09:00", "30 days", "2026-08-22"),  # Sat 22 Aug is worked: it ends there
    ("2026-08-01T09:00", "30 days", "2026-09-03"),  # Mon 31 Aug swapped, 1, 2: to Thu 3
    ("2026-03-02T09:00", "2 weeks", "2026-03-16"),  # the same weekday
    ("2026-01-31T09:00", "1 month", "2026-03-02"),  # no 31 Feb: 28, a Saturday: to Mon 2 (148.3, 148.5)
    ("2024-01-31T09:00", "1 month", "2024-02-29"),  # leap year, a Thursday
    ("2025-08-31T09:00", "1 month", "2025-09-30"),  # no 31 Sep: Tue 30
    ("2026-03-31T09:00", "1 month", "2026-05-04"),  # Thu 30 Apr, Fri 1 off, weekend: Mon 4
    ("2025-11-24T09:00", "3 months", "2026-02-24"),  # Tue 24, after Tết
    ("2025-12-01T09:00", "1 month", "2026-01-05"),  # Thu 1, Fri 2, weekend
    ("2026-10-24T09:00", "1 month", "2026-11-25"),  # Tue 24 Nov off
    ("2026-01-15T09:00", "half month", "2026-01-30"),  # fifteen days (146.1)
    ("2024-02-29T09:00", "1 year", "2025-02-28"),  # no 29 Feb 2025: Fri 28
]

SAME_DAY = [
    ("2026-03-09T09:00", "trong ngày", "2026-03-09"),
    ("2026-03-09T15:00", "trong ngày", "2026-03-09"),  # "after 15:00" begins after it
    ("2026-03-09T15:01", "trong ngày", "2026-03-10"),  # Decree 23/2015, Art. 7
    ("2026-03-13T15:30", "trong ngày", "2026-03-16"),  # Friday: Mon 16
    ("2026-02-13T15:30", "trong ngày", "2026-02-23"),  # across Tết
    ("2026-03-14T09:00", "trong ngày", "2026-03-16"),  # a Saturday
]

HOURS = [
    ("2026-03-09T15:00", "8 hours", "2026-03-10T15:00"),  # 2 + 4 + 2
    ("2026-03-09T10:30", "2 hours", "2026-03-09T14:00"),  # 1 before lunch, 1 from 13:00
    ("2026-03-09T12:00", "1 hour", "2026-03-09T14:00"),  # at lunch: from 13:00
    ("2026-03-09T06:00", "4 hours", "2026-03-09T11:30"),  # before opening: from 7:30
    ("2026-03-09T16:30", "0.5 hours", "2026-03-09T17:00"),  # ends with the day
    ("2026-03-13T16:00", "4 hours", "2026-03-16T10:30"),  # 1 on Friday, 3 on Monday
    ("2026-03-13T20:00", "8 hours", "2026-03-16T17:00"),  # in the evening: the whole Monday
    ("2026-03-14T09:00", "2 hours", "2026-03-16T09:30"),  # on Saturday: from Monday 7:30
    ("2026-02-13T16:00", "8 hours", "2026-02-23T16:00"),  # 1, Tết, 4 + 3
    ("2026-08-21T16:00", "2 hours", "2026-08-22T08:30"),  # 1, then the Saturday worked
]

HALF_DAYS = [
    ("2026-03-09T07:30", "0.5 working days", "2026-03-09T11:30"),  # below a day: from reception, a morning
    ("2026-03-09T15:00", "half a working day", "2026-03-10T09:30"),  # a quarter today, a quarter tomorrow
    ("2026-03-09T09:00", "2.5 working days", "2026-03-12T11:30"),  # 10, 11, the morning of 12
    ("2026-03-12T09:00", "1,5 ngày làm việc", "2026-03-16T11:30"),  # Fri 13, the morning of Mon 16
]


@pytest.mark.parametrize(
    ("received", "term", "expected"), WORKING_DAYS + DAYS_AND_MONTHS + SAME_DAY + HOURS + HALF_DAYS
)
def test_a_term_ends_when_the_law_says(received, term, expected):
    found = due(received_at=at(received), term=parse_term(term), calendar=CALENDAR)

    assert found.at == at(expected if "T" in expected else f"{expected}T17:00")
