"""Background work on visits: reminders, the end of the day, absences."""

import structlog
from django.utils import timezone
from procrastinate.contrib.django import app

log = structlog.get_logger(__name__)


@app.periodic(cron="15 0-13 * * *")  # 7:15 to 20:15 in Vietnam: nobody is written to at night
@app.task(name="visits.remind", queue="sweeps", queueing_lock="visits.remind")
def remind(timestamp: int) -> None:
    """Remind of tomorrow's appointments."""
    from motcua.visits import operations as visits

    log.info("visits_reminded", reminded=visits.remind(at=timezone.now()))


@app.periodic(cron="*/15 * * * *")
@app.task(name="visits.end_days", queue="sweeps", queueing_lock="visits.end_days")
def end_days(timestamp: int) -> None:
    """Close what was not called before the day's end; note who did not come."""
    from motcua.visits import operations as visits

    at = timezone.now()
    log.info("visits_days_ended", closed=visits.end_days(at=at), absent=visits.note_absences(at=at))
