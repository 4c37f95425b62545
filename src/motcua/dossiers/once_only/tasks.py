"""Asking the register again, and telling it of disputes, until it answers."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

if TYPE_CHECKING:
    from motcua.dossiers.once_only.models import Dispute

TRIES = 8
MOST, IN_A_ROW = 200, 3
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
    """Tell of every dispute that no holder has taken yet."""
    from motcua.dossiers.once_only import disputing
    from motcua.dossiers.once_only.models import Dispute

    _each(Dispute.objects.filter(sent_at=None), disputing.send_dispute)


@app.periodic(cron="5-59/10 * * * *")
@app.task(name="dossiers.ask_after_disputes", queue="sweeps", queueing_lock="dossiers.ask_after_disputes")
def ask_after_disputes(timestamp: int) -> None:
    """Ask after every dispute that was taken and not answered."""
    from motcua.dossiers.once_only import disputing
    from motcua.dossiers.once_only.models import Dispute

    _each(Dispute.objects.filter(answered_at=None).exclude(sent_at=None), disputing.ask_after)


def _each(disputes: QuerySet[Dispute], act: Callable[..., bool]) -> None:
    """
    Act on disputes until several fail in a row: then the holder is down.

    In no order: one that always fails must not stand before the others.
    """
    failures = 0
    for pk in disputes.order_by("?").values_list("pk", flat=True)[:MOST]:
        failures = 0 if act(dispute_id=pk, at=timezone.now()) else failures + 1
        if failures == IN_A_ROW:
            break
