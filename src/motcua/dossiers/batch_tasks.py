"""Large batches of signatures are worked off in the background."""

import uuid

from django.utils import timezone
from procrastinate.contrib.django import app


@app.task(name="dossiers.sign_batch", queue="sweeps", retry=3)
def sign_batch(*, batch_id: str) -> None:
    """Sign what waits of a batch. To run twice signs nothing twice."""
    from motcua.dossiers.operations.batches import run_batch

    run_batch(batch_id=uuid.UUID(batch_id), clock=timezone.now)
