"""When an office's calendar changes, appointments it reaches are looked at again in the background."""

from __future__ import annotations

from datetime import date

import structlog
from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.journal.models import Act
from motcua.journal.outbox import follower

log = structlog.get_logger(__name__)


@follower("calendar.")
def follow_calendar(act: Act) -> None:
    look_again.defer(unit_id=act.data["unit"], from_on=act.data["from_on"], to_on=act.data["to_on"])


@app.task(name="visits.look_again", queue="sweeps", lock="visits.look_again", retry=10)
def look_again(*, unit_id: int | None, from_on: str, to_on: str | None) -> None:
    """Tell those whose hour is no longer open, or is again. To run twice changes nothing."""
    from motcua.visits import operations as visits

    changed = visits.follow_calendar(
        unit_id=unit_id,
        from_on=date.fromisoformat(from_on),
        to_on=date.fromisoformat(to_on) if to_on else None,
        at=timezone.now(),
    )
    log.info("visits_looked_again", unit_id=unit_id, changed=changed)
