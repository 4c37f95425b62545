"""Reading the journal."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.journal.actor import Actor
from motcua.journal.models import ADMINISTRATION, Act, Reading
from motcua.journal.rules import ActFacts, first_broken

_FACTS = [field.name for field in fields(ActFacts)]


def acts_of(subject: str) -> QuerySet[Act]:
    """Return the acts of a subject, oldest first."""
    return Act.objects.filter(subject=subject).order_by("number")


def times_read(subject: str, *, by: Actor, what: str, since: datetime) -> int:
    """Return how often ``by`` left this kind of reading with ``subject`` since then."""
    assert by.user_id is not None, "only people read"
    return Reading.objects.filter(subject=subject, at__gt=since, reader_id=by.user_id, what=what).count()


def broken_at(subject: str) -> int | None:
    """Return the number of the first act of ``subject`` that does not verify, or None."""
    acts = acts_of(subject)
    return first_broken((ActFacts(**{f: getattr(a, f) for f in _FACTS}), a.hash) for a in acts)


def administration(verbs: Sequence[str] = ()) -> QuerySet[Act]:
    """Return the acts on the offices and the catalogue, newest first; ``verbs``: beginnings."""
    found = Act.objects.filter(ADMINISTRATION).order_by("-pk")
    wanted = Q()
    for beginning in verbs:
        wanted |= Q(verb__startswith=beginning)
    return found.filter(wanted)
