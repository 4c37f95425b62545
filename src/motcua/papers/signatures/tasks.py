"""Background work: signatures are judged off the request that brought the file."""

import structlog
from django.utils import timezone
from procrastinate.contrib.django import app

log = structlog.get_logger(__name__)


@app.task(name="signatures.check", queue="reading", retry=3)
def check(sha256: str) -> None:
    """Judge the signatures of one content."""
    from motcua.papers.signatures import operations

    operations.check(sha256=sha256, at=timezone.now())


@app.periodic(cron="10 3 * * *")
@app.task(name="signatures.recheck", queue="sweeps", queueing_lock="signatures.recheck")
def recheck(timestamp: int) -> None:
    """Judge, every night, what still waits, and what was judged with trust anchors of before."""
    from motcua.papers.signatures import operations

    if done := operations.recheck(at=timezone.now()):
        log.info("signatures_rechecked", count=done)
