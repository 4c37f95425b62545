"""Asking the register again, and telling it of disputes, until it answers."""

import uuid

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

TRIES = 8
GROWING = RetryStrategy(max_attempts=TRIES, exponential_wait=3)


class StillUnanswered(Exception):
    """The register did not answer; the job is tried again."""


@app.task(name="dossiers.ask_register", queue="notices", retry=GROWING, pass_context=True)
def ask_register(context: JobContext, draft_id: str) -> None:
    """Ask for a draft; what comes is offered to who fills it in."""
    from motcua.dossiers.once_only.operations import ask_again

    last = context.job is not None and context.job.attempts >= TRIES - 1
    if not ask_again(draft_id=uuid.UUID(draft_id), at=timezone.now(), last=last):
        raise StillUnanswered(draft_id)


@app.task(name="dossiers.send_dispute", queue="notices", retry=5)
def send_dispute(dispute_id: str) -> None:
    """Tell the holder at once; what it does not take is told again by ``send_disputes``."""
    from motcua.dossiers.once_only import disputing

    disputing.send_dispute(dispute_id=uuid.UUID(dispute_id), at=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="dossiers.send_disputes", queue="sweeps", queueing_lock="dossiers.send_disputes")
def send_disputes(timestamp: int) -> None:
    """Tell of every dispute that no holder has taken yet, the oldest first, until one is not taken."""
    from motcua.dossiers.once_only import disputing
    from motcua.dossiers.once_only.models import Dispute

    waiting = Dispute.objects.filter(sent_at=None).order_by("made_at")
    for pk in waiting.values_list("pk", flat=True)[:200]:
        if not disputing.send_dispute(dispute_id=pk, at=timezone.now()):
            break


@app.periodic(cron="5-59/10 * * * *")
@app.task(name="dossiers.ask_after_disputes", queue="sweeps", queueing_lock="dossiers.ask_after_disputes")
def ask_after_disputes(timestamp: int) -> None:
    """Ask after every dispute that was taken and not answered, the oldest first, while it can be asked."""
    from motcua.dossiers.once_only import disputing
    from motcua.dossiers.once_only.models import Dispute

    open_ones = Dispute.objects.filter(answered_at=None).exclude(sent_at=None).order_by("sent_at")
    for pk in open_ones.values_list("pk", flat=True)[:200]:
        if not disputing.ask_after(dispute_id=pk, at=timezone.now()):
            break
