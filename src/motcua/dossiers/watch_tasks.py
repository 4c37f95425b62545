"""After each act a dossier's time is counted anew; every few minutes the marks that were reached are told."""

import structlog
from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.watching import count, watch
from motcua.dossiers.telling import tell_of_new_date, tell_of_new_wait_end
from motcua.journal.models import Act
from motcua.journal.outbox import follower

log = structlog.get_logger(__name__)


@follower("dossier.")
def count_time(act: Act) -> None:
    count(dossier_id=act.subject.removeprefix("dossier:"), at=timezone.now())


@follower("dossier.move-due-date")
def tell_new_date(act: Act) -> None:
    tell_of_new_date(act, _dossier(act))


@follower("dossier.move-wait-end")
def tell_new_wait_end(act: Act) -> None:
    tell_of_new_wait_end(act, _dossier(act))


def _dossier(act: Act) -> Dossier:
    known = Dossier.objects.select_related("person", "business__representative", "assigned_to")
    return known.get(pk=act.subject.removeprefix("dossier:"))


@app.periodic(cron="*/5 * * * *")
@app.task(name="dossiers.watch", queue="sweeps", queueing_lock="dossiers.watch")
def watch_dossiers(timestamp: int) -> None:
    """Warn, prepare apologies, tell clerks of what nobody opened: what the moments reached ask for."""
    log.info("dossiers_watched", looked_at=watch(at=timezone.now()))
