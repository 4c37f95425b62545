"""Writing to the journal. Called inside the transaction of the operation it records."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.journal.actor import Actor
from motcua.journal.models import Act, Reading
from motcua.journal.rows import insert, insert_many, last_of
from motcua.journal.rules import ActFacts, hash_of
from motcua.journal.witnesses import show

NOTHING_BEFORE = (0, "")


def record(verb: str, *, subject: str, actor: Actor, at: datetime, opens: bool = False, **data: Any) -> None:
    """
    Add one act to the chain of ``subject``, in the caller's transaction.

    A trigger queues the telling of it (``tasks.follow``): there is a job if and only if there is an act.
    Its witnesses see it here and now.

    The caller holds the lock of the subject's row. ``opens`` says this is the subject's first act and
    saves a look-up; a second first act breaks the unique constraint.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{verb} must be recorded inside its operation's transaction")
    last = None if opens else _last(subject)
    place = (last.number, last.hash) if last else NOTHING_BEFORE
    facts = _next(verb, subject=subject, actor=actor, at=at, data=data, last=place)
    insert(Act(**vars(facts), hash=hash_of(facts)))
    show([facts])


def record_many(verb: str, *, acts: Mapping[str, Mapping[str, Any]], actor: Actor, at: datetime) -> None:
    """
    Add one act to the chain of each subject of ``acts``, which gives its data: ``record``, in two statements.

    The caller holds the locks of all the subjects' rows.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{verb} must be recorded inside its operation's transaction")
    last = last_of(acts)
    rows = []
    for subject, data in acts.items():
        place = last.get(subject, NOTHING_BEFORE)
        facts = _next(verb, subject=subject, actor=actor, at=at, data=data, last=place)
        rows.append((facts, hash_of(facts)))
    insert_many(rows)
    show([facts for facts, _hash in rows])


def _next(
    verb: str, *, subject: str, actor: Actor, at: datetime, data: Mapping[str, Any], last: tuple[int, str]
) -> ActFacts:
    """Return the act that follows ``last``, the number and hash of the one before."""
    number, previous = last
    return ActFacts(
        subject=subject,
        number=number + 1,
        verb=verb,
        at=at,
        actor_id=actor.user_id,
        actor_name=actor.name,
        on_behalf=actor.on_behalf,
        face=actor.face,
        address=actor.address,
        data=data,
        previous=previous,
    )


def _last(subject: str) -> Act | None:
    return Act.objects.filter(subject=subject).order_by("-number").only("number", "hash").first()


def record_reading(*, subject: str, reader: Actor, what: str, at: datetime) -> None:
    """Note that a member of staff opened personal data."""
    assert reader.user_id is not None, "only people read"
    Reading.objects.create(
        subject=subject,
        at=at,
        reader_id=reader.user_id,
        reader_name=reader.name,
        what=what,
        face=reader.face,
        address=reader.address,
    )
