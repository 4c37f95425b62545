"""Every few minutes the timers that are due go off."""

import structlog
from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.workflow.operations import let_timer_go_off
from motcua.workflow.queries import timers_due

log = structlog.get_logger(__name__)


@app.periodic(cron="2-59/5 * * * *")
@app.task(name="workflow.timers", queue="sweeps", queueing_lock="workflow.timers")
def let_timers_go_off(timestamp: int) -> None:
    """Each goes off in a transaction of its own; one whose step was done meanwhile does not."""
    at = timezone.now()
    gone_off = [let_timer_go_off(task_id=task_id, at=at) for task_id in timers_due(at)]
    log.info("timers_gone_off", due=len(gone_off), gone_off=sum(gone_off))
