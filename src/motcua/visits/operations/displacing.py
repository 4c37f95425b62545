"""Telling those who have an appointment: a reminder, the office is shut then, it is open again after all."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM
from motcua.kernel.legal_time import VIETNAM
from motcua.notices import operations as notices
from motcua.orgs.calendars import calendar_for
from motcua.orgs.models import Unit
from motcua.visits.codes import grouped
from motcua.visits.models import Booking
from motcua.visits.operations.booking import locked_booking
from motcua.visits.operations.texting import text_owner
from motcua.visits.slots import free_slots, is_open, office_of
from motcua.visits.states import Standing

SOON = timedelta(hours=26)
"""Reminders are sent every hour of the day before."""
OFFERED = 3


def follow_calendar(*, unit_id: int | None, from_on: date, to_on: date | None, at: datetime) -> int:
    """
    Look again at the appointments which a change of the calendar of ``unit_id`` (None: all) reaches.

    Each is a transaction of its own, and told once; to run twice changes nothing. Return how many changed.
    """
    begins = max(at, datetime.combine(from_on, time(), VIETNAM))
    found = Booking.objects.filter(standing=Standing.BOOKED, starts_at__gte=begins)
    if to_on:
        found = found.filter(starts_at__lt=datetime.combine(to_on, time(), VIETNAM))
    if unit_id is not None:
        found = found.filter(Q(desk__parent=unit_id) | Q(desk=unit_id))
    return sum(_look_again(booking, at=at) for booking in found.order_by("pk"))


@transaction.atomic
def _look_again(known: Booking, *, at: datetime) -> bool:
    booking = locked_booking(known.pk)
    calendar = calendar_for(office_of(booking.desk), around=booking.starts_at.astimezone(VIETNAM).date())
    opened = is_open(calendar, booking.starts_at, booking.ends_at)
    if not booking.is_open or opened == (booking.displaced_at is None):
        return False
    booking.displaced_at = None if opened else at
    booking.save(update_fields=["displaced_at"])
    what = "restored" if opened else "displaced"
    journal.record(f"booking.{what}", subject=booking.subject, actor=SYSTEM, at=at, desk=booking.desk_id)
    if opened:
        body = f"{booking.desk.name} vẫn mở cửa vào giờ hẹn. Bạn cứ đến như đã đặt: {_when(booking)}."
        _tell(booking, what, "Lịch hẹn của bạn vẫn giữ nguyên", body, at=at)
    else:
        _tell(booking, what, "Lịch hẹn của bạn phải đổi giờ", _shut(booking, at=at), at=at)
    return True


def _shut(booking: Booking, *, at: datetime) -> str:
    return (
        f"{booking.desk.name} đóng cửa vào giờ bạn hẹn ({_when(booking)}). Lịch hẹn chưa bị hủy: "
        f"hãy chọn giờ khác. {_offer(booking.desk, at=at)}"
    )


def _offer(desk: Unit, *, at: datetime) -> str:
    slots = [slot for day in free_slots(desk, at=at) for slot in day.slots][:OFFERED]
    if not slots:
        return "Hiện chưa có giờ nào trống; xin xem lại sau."
    times = "; ".join(f"{slot.starts_at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}" for slot in slots)
    return f"Những giờ gần nhất còn trống: {times}."


def remind(*, at: datetime) -> int:
    """Remind those who come tomorrow, once; return how many."""
    soon = Booking.objects.filter(
        standing=Standing.BOOKED,
        displaced_at=None,
        reminded_at=None,
        starts_at__gt=at,
        starts_at__lte=at + SOON,
    )
    return sum(_remind(pk, at=at) for pk in soon.values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: UUID, *, at: datetime) -> bool:
    booking = Booking.objects.select_for_update(of=("self",)).select_related("desk", "person").get(pk=pk)
    if not booking.is_open or booking.reminded_at or booking.displaced_at:
        return False
    booking.reminded_at = at
    booking.save(update_fields=["reminded_at"])
    body = (
        f"Bạn hẹn đến {booking.desk.name} lúc {_when(booking)} để: {booking.get_purpose_display()}. "
        f"Khi đến, gõ mã {grouped(booking.code)} hoặc số điện thoại ở máy lấy số. Không đến được thì hủy "
        "hoặc đổi giờ để người khác có chỗ."
    )
    _tell(booking, "reminded", "Nhắc lịch hẹn", body, at=at)
    return True


def _tell(booking: Booking, what: str, title: str, body: str, *, at: datetime) -> None:
    """Leave a notice for an owner with an account; send the others a short message."""
    if booking.person is None:
        text_owner(booking, what, f"{title}. {body}", at=at)
        return
    notices.tell(
        recipient=f"person:{booking.person.pk}",
        title=title,
        body=body,
        link=f"/lich-hen/{booking.code}/",
        email=booking.person.email,
        dedupe=f"{booking.subject}:{what}:{at.isoformat()}",
        at=at,
    )


def _when(booking: Booking) -> str:
    return f"{booking.starts_at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"
