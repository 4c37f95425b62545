"""Background work on dossiers: what the law says happens when a time has passed."""

from datetime import datetime

import structlog
from django.utils import timezone
from procrastinate.contrib.django import app

log = structlog.get_logger(__name__)
MOST_AT_ONCE = 1000


@app.periodic(cron="*/10 * * * *")
@app.task(name="dossiers.times_run_out", queue="sweeps", queueing_lock="dossiers.times_run_out")
def times_run_out(timestamp: int) -> None:
    """Close what was not completed in time; tell the desk of agencies late with their opinion."""
    log.info("dossier_times_ran_out", **run_out(at=timezone.now()))


@app.periodic(cron="*/10 * * * *")
@app.task(name="dossiers.pass_on", queue="sweeps", queueing_lock="dossiers.pass_on")
def pass_on_to_successors(timestamp: int) -> None:
    """Hand what ended units left to those that answer for it."""
    from motcua.dossiers.operations.succession import pass_all_on

    log.info("dossiers_passed_on", passed_on=pass_all_on(at=timezone.now()))


@app.periodic(cron="10 1 * * *")  # 8:10 in Vietnam: nobody is written to at night
@app.task(name="dossiers.look_after_drafts", queue="sweeps", queueing_lock="dossiers.look_after_drafts")
def look_after_drafts(timestamp: int) -> None:
    """Remind of what rests unfiled and of what waits for a co-declarant; delete what was announced."""
    from motcua.dossiers.operations import resting

    at = timezone.now()
    log.info(
        "drafts_looked_after",
        drafts=resting.look_after_drafts(at=at),
        co_declarants=resting.remind_co_declarants(at=at),
    )


def run_out(*, at: datetime) -> dict[str, int]:
    """
    Close dossiers and report opinions whose time has passed ``at``; return how many of each.

    Each is a transaction and an act of its own, and is looked at again under its lock: to run twice, or
    beside an applicant who is completing the dossier, does it once or not at all.
    """
    from motcua.dossiers.models import Wait
    from motcua.dossiers.operations import close, report_late_opinion
    from motcua.dossiers.states import ENDED, WAITING
    from motcua.dossiers.waits import Kind

    over = Wait.objects.filter(ended_at=None, until_at__lt=at).order_by("until_at")
    closing = over.exclude(kind=Kind.OPINION.value).filter(dossier__state__in=WAITING)
    late = over.filter(kind=Kind.OPINION.value, reported_at=None).exclude(dossier__state__in=ENDED)
    return {
        "closed": sum(close(wait_id=pk, at=at) for pk in closing.values_list("pk", flat=True)[:MOST_AT_ONCE]),
        "reported": sum(
            report_late_opinion(wait_id=pk, at=at) for pk in late.values_list("pk", flat=True)[:MOST_AT_ONCE]
        ),
    }
