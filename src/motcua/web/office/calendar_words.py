"""What is said of calendars: hours, how much a day counts, and the acts on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.web.ui import formats

Data = dict[str, Any]
MONDAY = date(2024, 1, 1)


def weekday_name(weekday: int) -> str:
    return formats.weekday_name(MONDAY.replace(day=1 + weekday))


def clock_times(sessions: Iterable[str]) -> str:
    """Return "07:30–11:30, 13:00–17:00"."""
    return ", ".join(session.replace("-", "–") for session in sessions)


def counted(counts: float, *, open: bool) -> str:
    """Say how much of a working day it counts in a term."""
    if counts == 1:
        return _("tính một ngày")
    if counts > 0:
        return _("tính %(part)s ngày") % {"part": formats.figure(counts)}
    return _("có người trực, không tính vào thời hạn") if open else _("nghỉ")


def _day(data: Data, key: str = "from_on") -> str:
    try:
        return formats.short_day(date.fromisoformat(str(data[key])))
    except (KeyError, ValueError):
        return ""


def _times(data: Data) -> dict[str, str]:
    return {key: formats.full_time(datetime.fromisoformat(data[key])) for key in ("from_at", "to_at")}


def _weekday(data: Data) -> dict[str, str]:
    return {"weekday": weekday_name(int(data["weekday"])), "on": _day(data)}


def _why(data: Data, *first: str) -> str:
    place = _("toàn tỉnh") if data.get("everywhere") else _("riêng đơn vị")
    return " · ".join(filter(None, (*first, place, data.get("reason"), data.get("citation"))))


def _day_decided(data: Data) -> tuple[str, str]:
    said = _("Ngày %(on)s làm việc") if data.get("working") else _("Ngày %(on)s nghỉ")
    return said % {"on": _day(data) or _day(data, "on")}, _why(data)


def _day_withdrawn(data: Data) -> tuple[str, str]:
    said = _("Bỏ quyết định cho ngày %(on)s") % {"on": _day(data) or _day(data, "on")}
    return said, str(data.get("reason", ""))


def _hours_decided(data: Data) -> tuple[str, str]:
    sessions = data.get("sessions", [])
    hours = clock_times(sessions), counted(float(data["counts"]), open=bool(sessions))
    return _("Giờ làm việc %(weekday)s từ ngày %(on)s") % _weekday(data), _why(data, *hours)


def _hours_ended(data: Data) -> tuple[str, str]:
    return _("Kết thúc giờ làm việc %(weekday)s từ ngày %(on)s") % _weekday(data), _why(data)


def _hours_withdrawn(data: Data) -> tuple[str, str]:
    return _("Bỏ giờ làm việc %(weekday)s từ ngày %(on)s") % _weekday(data), _why(data)


def _closed(data: Data) -> tuple[str, str]:
    return _("Đóng cửa từ %(from_at)s đến %(to_at)s") % _times(data), _why(data)


def _reopened(data: Data) -> tuple[str, str]:
    return _("Mở cửa lại lúc %(to_at)s") % _times(data), _why(data)


def _closure_withdrawn(data: Data) -> tuple[str, str]:
    return _("Bỏ lần đóng cửa từ %(from_at)s đến %(to_at)s") % _times(data), _why(data)


SENTENCES: dict[str, Callable[[Data], tuple[str, str]]] = {
    "calendar.day-decided": _day_decided,
    "calendar.day-withdrawn": _day_withdrawn,
    "calendar.hours-decided": _hours_decided,
    "calendar.hours-ended": _hours_ended,
    "calendar.hours-withdrawn": _hours_withdrawn,
    "calendar.unit-closed": _closed,
    "calendar.unit-reopened": _reopened,
    "calendar.closure-withdrawn": _closure_withdrawn,
    # As they were recorded before calendars had verbs of their own.
    "unit.day-decided": _day_decided,
    "unit.day-withdrawn": _day_withdrawn,
}
