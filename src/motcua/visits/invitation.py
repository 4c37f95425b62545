"""An appointment as an iCalendar file (RFC 5545), for the calendar of a telephone."""

from __future__ import annotations

from datetime import UTC, timedelta

from icalendar import Alarm, Calendar, Event

from motcua.visits.codes import grouped
from motcua.visits.models import Booking
from motcua.visits.states import Standing

BEFORE = timedelta(hours=2)


def invitation(booking: Booking, *, url: str) -> bytes:
    """Return the file; taken in again after a change, it replaces what the calendar held."""
    calendar = Calendar()
    calendar.add("prodid", "-//Mot Cua//Lich hen//VI")
    calendar.add("version", "2.0")
    cancelled = booking.standing == Standing.CANCELLED
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(_event(booking, url, "CANCELLED" if cancelled else "CONFIRMED"))
    return bytes(calendar.to_ical())


def _event(booking: Booking, url: str, status: str) -> Event:
    event = Event()
    event.add("uid", f"{booking.pk}@motcua")
    event.add("sequence", booking.sequence)
    event.add("dtstamp", booking.changed_at.astimezone(UTC))
    event.add("dtstart", booking.starts_at.astimezone(UTC))
    event.add("dtend", booking.ends_at.astimezone(UTC))
    event.add("status", status)
    event.add("summary", f"{booking.get_purpose_display()}, {booking.desk.name}")
    event.add("location", booking.desk.address or booking.desk.name)
    event.add("description", f"Mã lịch hẹn: {grouped(booking.code)}\nĐổi hoặc hủy: {url}")
    event.add("url", url)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{booking.desk.name}")
    alarm.add("trigger", -BEFORE)
    event.add_component(alarm)
    return event
