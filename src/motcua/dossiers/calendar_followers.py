"""When an office's calendar changes, the open dossiers it reaches are recomputed in the background."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import structlog
from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.journal.models import Act
from motcua.journal.outbox import follower

log = structlog.get_logger(__name__)

WHY: Mapping[str, str] = {
    "calendar.day-withdrawn": "Bỏ quyết định trước đó ({reason})",
    "calendar.hours-withdrawn": "Bỏ quyết định trước đó ({reason})",
    "calendar.closure-withdrawn": "Bỏ quyết định trước đó ({reason})",
    "calendar.hours-ended": "Hết áp dụng giờ làm việc riêng ({reason})",
    "calendar.unit-reopened": "Đổi giờ mở cửa lại ({reason})",
}
"""Where the change takes something back, its reason alone would say the contrary."""


@follower("calendar.")
def follow_calendar(act: Act) -> None:
    recompute_dossiers.defer(
        unit_id=act.data["unit"],
        from_on=act.data["from_on"],
        to_on=act.data["to_on"],
        reason=WHY.get(act.verb, "{reason}").format(reason=act.data["reason"]),
        citation=act.data.get("citation", ""),
    )


@app.task(name="dossiers.recompute", queue="sweeps", lock="dossiers.recompute", retry=10)
def recompute_dossiers(
    *, unit_id: int | None, from_on: str, to_on: str | None, reason: str, citation: str
) -> None:
    """Recompute what one change of a calendar reaches. One change at a time; to run twice changes nothing."""
    from motcua.dossiers.operations.recomputing import CalendarChange, recompute

    change = CalendarChange(
        unit_id=unit_id,
        from_on=date.fromisoformat(from_on),
        to_on=date.fromisoformat(to_on) if to_on else None,
        reason=reason,
        citation=citation,
    )
    log.info("dossiers_recomputed", unit_id=unit_id, moved=recompute(change, at=timezone.now()))
