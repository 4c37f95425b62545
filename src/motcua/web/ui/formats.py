"""Days, instants and money as the reader's language writes them. Pure functions; templates use the tags."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from motcua.catalogue.facts import Term, TermUnit
from motcua.dossiers.waits import Period

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
    return f"{weekday_name(local)}, {dateformat.format(local, _('d/m/Y'))}"


def full_time(instant: datetime) -> str:
    """Return "16:30 thứ Sáu, 27/11/2026", the way a moment is said in a sentence."""
    return _("%(time)s %(day)s") % {"time": _clock(instant), "day": full_day(instant)}


def full_deadline(instant: datetime) -> str:
    """Return "thứ Sáu, 27/11/2026, 16:30", the way a deadline is said: the day comes first."""
    return f"{full_day(instant)}, {_clock(instant)}"


def short_time(instant: datetime) -> str:
    """Return "27/11/2026 16:30", for dense tables only; elsewhere time is said in full."""
    return f"{short_day(instant)} {_clock(instant)}"


def short_day(day: date) -> str:
    """Return "27/11/2026", for dense tables and papers' dates."""
    local = day.astimezone(LOCAL) if isinstance(day, datetime) else day
    return dateformat.format(local, pgettext("short", "d/m/Y"))


def _clock(instant: datetime) -> str:
    return f"{instant.astimezone(LOCAL):%H:%M}"


def dong(amount: int) -> str:
    """
    Return money with its unit.

    >>> dong(150000)
    '150.000 đồng'
    """
    return _("%(amount)s đồng") % {"amount": grouped(amount)}


def grouped(number: int) -> str:
    """Return a whole number with dots between thousands, in English with commas."""
    return f"{number:,}".replace(",", pgettext("between thousands", "."))


def figure(amount: float) -> str:
    """Return a number that need not be whole: "3", "0,5"."""
    return (
        grouped(int(amount))
        if amount == int(amount)
        else f"{amount:g}".replace(".", pgettext("decimal", ","))
    )


def hours(amount: Decimal) -> str:
    """Return working hours: "4 giờ", "0,5 giờ"."""
    return ngettext("%(n)s giờ", "%(n)s giờ", int(amount) or 2) % {"n": figure(float(amount))}


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


def period_words(period: Period) -> str:
    """Return a period of waiting in words: ``15 ngày``, ``20 ngày làm việc``."""
    return term_words(Term(amount=period.amount, unit=TermUnit(period.unit.value)))


def term_words(term: Term) -> str:
    """
    Return a term in full words.

    >>> term_words(Term(amount=3, unit=TermUnit.WORKING_DAYS))
    '3 ngày làm việc'
    """
    if term.amount == 0:
        return _("Trả ngay trong ngày làm việc nhận đủ giấy tờ")
    if term.unit == TermUnit.WORKING_DAYS and term.amount == 0.5 and term.at_least is None:
        return _("Nửa ngày làm việc")
    amount = figure(term.amount)
    if term.at_least is not None:
        amount = _("%(least)s đến %(most)s") % {"least": figure(term.at_least), "most": amount}
    return _of_unit(term.unit, 1 if amount == "1" else 2) % {"n": amount}


def _of_unit(unit: TermUnit, count: int) -> str:
    match unit:
        case TermUnit.WORKING_DAYS:
            return ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", count)
        case TermUnit.DAYS:
            return ngettext("%(n)s ngày, tính cả ngày nghỉ", "%(n)s ngày, tính cả ngày nghỉ", count)
        case TermUnit.MONTHS:
            return ngettext("%(n)s tháng", "%(n)s tháng", count)
        case TermUnit.HOURS:
            return ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", count)
    return ngettext(
        "%(n)s ngày (nơi công bố không ghi là ngày làm việc hay ngày thường; ở đây tính là ngày làm việc)",
        "%(n)s ngày (nơi công bố không ghi là ngày làm việc hay ngày thường; ở đây tính là ngày làm việc)",
        count,
    )
