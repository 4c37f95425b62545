"""Background work of the papers."""

import structlog
from django.utils import timezone
from procrastinate.contrib.django import app

log = structlog.get_logger(__name__)


@app.periodic(cron="30 2 * * *")
@app.task(name="papers.sweep", queue="sweeps", queueing_lock="papers.sweep")
def sweep(timestamp: int) -> None:
    """Throw away, every night, what nobody needs any more."""
    from motcua.papers.sweep import sweep as remove

    log.info("papers_swept", **vars(remove(at=timezone.now())))


@app.periodic(cron="*/5 * * * *")
@app.task(name="papers.scan", queue="sweeps", queueing_lock="papers.scan")
def scan(timestamp: int) -> None:
    """Look for malware in what waits, and anew in what came lately."""
    from motcua.papers.scanning import scan_waiting

    if done := scan_waiting(at=timezone.now()):
        log.info("files_scanned", count=done)


@app.periodic(cron="45 1 * * *")
@app.task(name="papers.renew", queue="sweeps", queueing_lock="papers.renew")
def renew(timestamp: int) -> None:
    """Put a newer time stamp, every night, on papers whose last one can soon no longer be checked."""
    from motcua.papers.archiving import renew as put_newer_stamps

    if done := put_newer_stamps(at=timezone.now()):
        log.info("papers_renewed", count=done)
