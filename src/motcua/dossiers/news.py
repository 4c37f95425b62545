"""What changed in a dossier since a member of staff last opened it: acts of others, from their readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from motcua.dossiers.models import Dossier
from motcua.dossiers.states import Move
from motcua.journal.models import Act, Reading
from motcua.orgs.postings import Posting

_LABELS = {f"dossier.{move.value}": move for move in Move}


@dataclass(frozen=True)
class News:
    """``since``: when the reader last opened it (None: never). ``acts``: those of others since, in order."""

    since: datetime | None
    acts: tuple[Act, ...] = ()

    @property
    def lines(self) -> list[tuple[datetime, str, str]]:
        """When, what, by whom."""
        known = (act for act in self.acts if act.verb in _LABELS)
        return [(act.at, str(_LABELS[act.verb].label), act.actor_name) for act in known]

    @property
    def words(self) -> list[str]:
        """What was done, each once, in the order of first doing."""
        return list(dict.fromkeys(what for _at, what, _who in self.lines))


def news_of(
    posting: Posting, dossiers: Sequence[Dossier], *, before: datetime | None = None
) -> dict[str, News]:
    """
    Return the news of each dossier, by its subject. Two statements at most.

    ``before``: judge by the readings before then, so that the page being read is not itself the last one.
    """
    subjects, me = [dossier.subject for dossier in dossiers], posting.actor.user_id
    assert me is not None, "only people read"
    readings = Reading.objects.filter(subject__in=subjects, reader_id=me)
    if before is not None:
        readings = readings.filter(at__lt=before)
    looked = dict(readings.values_list("subject").annotate(Max("at")))
    found = {subject: News(looked.get(subject)) for subject in subjects}
    if not looked:
        return found
    later = Act.objects.filter(subject__in=list(looked), at__gt=min(looked.values()))
    by_subject: dict[str, list[Act]] = {}
    for act in later.exclude(actor_id=me).order_by("subject", "number"):
        if act.at > looked[act.subject]:
            by_subject.setdefault(act.subject, []).append(act)
    return found | {subject: News(looked[subject], tuple(acts)) for subject, acts in by_subject.items()}
