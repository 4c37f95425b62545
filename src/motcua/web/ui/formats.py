"""Days, instants and money as Vietnamese offices write them. Pure functions; templates use the tags."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
NEAR_DAYS = 2


def weekday_name(day: date) -> str:
    """Return "thứ Hai" … "Chủ nhật"."""
    names = (
        _("thứ Hai"), _("thứ Ba"), _("thứ Tư"), _("thứ Năm"),
        _("thứ Sáu"), _("thứ Bảy"), _("Chủ nhật"),
    )  # fmt: skip
    return names[day.weekday()]


def full_day(day: date) -> str:
    """
    Return a day said in full; an instant is read on the local calendar.

    >>> full_day(date(2026, 11, 27))
    'thứ Sáu, 27/11/2026'
    """
    local = day.astimezone(LOCAL) if isinstance(day, datetime) else day
    return f"{weekday_name(local)}, {local:%d/%m/%Y}"


def full_time(instant: datetime) -> str:
    """Return "16:30 thứ Sáu, 27/11/2026", the way a moment is said in a sentence."""
    return f"{instant.astimezone(LOCAL):%H:%M} {full_day(instant)}"


def full_deadline(instant: datetime) -> str:
    """Return "thứ Sáu, 27/11/2026, 16:30", the way a deadline is said: the day comes first."""
    return f"{full_day(instant)}, {instant.astimezone(LOCAL):%H:%M}"


def short_time(instant: datetime) -> str:
    """Return "27/11/2026 16:30", for dense tables only; elsewhere time is said in full."""
    return f"{instant.astimezone(LOCAL):%d/%m/%Y %H:%M}"


def short_day(day: date) -> str:
    """Return "27/11/2026", for dense tables and papers' dates."""
    local = day.astimezone(LOCAL) if isinstance(day, datetime) else day
    return f"{local:%d/%m/%Y}"


def partial_day(text: str) -> str:
    """
    Return a date of which only a part may be known, as it is kept in answers.

    >>> partial_day("1990"), partial_day("1990-11"), partial_day("1990-11-27")
    ('1990', '11/1990', '27/11/1990')
    """
    return "/".join(reversed([part for part in text.split("-") if part]))


def dong(amount: int) -> str:
    """
    Return money with its unit.

    >>> dong(150000)
    '150.000 đồng'
    """
    return _("%(amount)s đồng") % {"amount": grouped(amount)}


def grouped(number: int) -> str:
    """Return a whole number with dots between thousands."""
    return f"{number:,}".replace(",", ".")


def days_left(working_days: int) -> str:
    """Say how far a deadline is; a negative number is how long ago it passed."""
    if working_days == 0:
        return _("hết hạn hôm nay")
    count = abs(working_days)
    if working_days > 0:
        text = ngettext("còn %(count)s ngày làm việc", "còn %(count)s ngày làm việc", count)
    else:
        text = ngettext("quá hạn %(count)s ngày làm việc", "quá hạn %(count)s ngày làm việc", count)
    return text % {"count": count}


def deadline_tone(working_days: int | None) -> str:
    """Return "late", "near" or "" for the look of a deadline; words always go with it."""
    if working_days is None or working_days > NEAR_DAYS:
        return ""
    return "late" if working_days < 0 else "near"
