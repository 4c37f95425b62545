"""Background work of digitising: reading takes seconds a page, and nobody at the desk waits for it."""

import uuid

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

TRIES = RetryStrategy(max_attempts=3, wait=20)


@app.task(name="digitising.read", queue="reading", retry=TRIES)
def read(digitisation_id: str, attempt: int) -> None:
    """Read one scan; what came of it waits for whoever goes on."""
    from motcua.dossiers.digitising.reading import read_scan

    read_scan(digitisation_id=uuid.UUID(digitisation_id), attempt=attempt, at=timezone.now())


@app.periodic(cron="50 2 * * *")
@app.task(name="digitising.sweep", queue="sweeps", queueing_lock="digitising.sweep")
def sweep(timestamp: int) -> None:
    """Throw away, every night, archives of scans that nobody went on with."""
    from motcua.dossiers.digitising.bulk import sweep_archives

    sweep_archives(at=timezone.now())


@app.task(name="digitising.run", queue="reading", retry=TRIES, lock="digitising.run")
def run(run_id: str) -> None:
    """Go through a list of old papers; taken up again after a crash, it goes on where it stopped."""
    from motcua.dossiers.digitising.bulk import go_through

    for _outcome in go_through(run_id=uuid.UUID(run_id), at=timezone.now()):
        pass
