from datetime import UTC, date, datetime, timedelta

import pytest

from motcua.eforms.words import day_in_words
from motcua.web.ui import formats

HALF_PAST_FOUR = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
LATE_EVENING_UTC = datetime(2026, 11, 27, 17, 30, tzinfo=UTC)  # already Saturday here


def test_a_moment_is_said_in_full():
    assert formats.full_time(HALF_PAST_FOUR) == "16:30 thứ Sáu, 27/11/2026"


def test_a_deadline_says_the_day_first():
    assert formats.full_deadline(HALF_PAST_FOUR) == "thứ Sáu, 27/11/2026, 16:30"


def test_a_moment_belongs_to_the_day_it_is_here():
    assert formats.full_day(LATE_EVENING_UTC) == "thứ Bảy, 28/11/2026"
    assert formats.short_day(LATE_EVENING_UTC) == "28/11/2026"


def test_every_weekday_has_its_name():
    monday = date(2026, 11, 23)

    names = [formats.weekday_name(monday + timedelta(days=n)) for n in range(7)]

    assert names == ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]


@pytest.mark.parametrize(
    ("amount", "said"), [(0, "0 đồng"), (8000, "8.000 đồng"), (1_250_000, "1.250.000 đồng")]
)
def test_money_has_dots_and_its_unit(amount, said):
    assert formats.dong(amount) == said


@pytest.mark.parametrize(
    ("days", "said", "tone"),
    [
        (3, "còn 3 ngày làm việc", ""),
        (2, "còn 2 ngày làm việc", "near"),
        (0, "hết hạn hôm nay", "near"),
        (-4, "quá hạn 4 ngày làm việc", "late"),
    ],
)
def test_days_left_are_words_and_a_tone(days, said, tone):
    assert formats.days_left(days) == said
    assert formats.deadline_tone(days) == tone


def test_a_deadline_of_unknown_distance_has_no_tone():
    assert formats.deadline_tone(None) == ""


@pytest.mark.parametrize(
    ("kept", "said"), [("1990", "1990"), ("1990-11", "11/1990"), ("1990-11-27", "27/11/1990"), ("", "")]
)
def test_a_partly_known_date_is_said_as_far_as_it_is_known(kept, said):
    assert day_in_words(kept) == said
