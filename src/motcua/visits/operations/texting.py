"""Short messages to who made an appointment without an account."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from motcua.kernel.legal_time import VIETNAM
from motcua.notices import operations as notices
from motcua.visits.codes import grouped
from motcua.visits.models import Booking


def text_owner(booking: Booking, what: str, said: str, *, at: datetime) -> None:
    """Send what is said, and how to move or cancel; nobody is written to about an hour that is past."""
    if booking.person_id is None:
        notices.text(
            phone=booking.phone,
            text=f"{said} Đổi hoặc hủy: {settings.BASE_URL}/lich-hen/{booking.code}/"[:600],
            dedupe=f"{booking.subject}:{what}:{at.isoformat()}",
            at=at,
            until=booking.starts_at,
        )


def confirm(booking: Booking, *, at: datetime) -> None:
    when = f"{booking.starts_at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"
    said = f"Bạn đã đặt lịch hẹn tại {booking.desk.name} lúc {when}, mã {grouped(booking.code)}."
    text_owner(booking, "confirmed", said, at=at)
