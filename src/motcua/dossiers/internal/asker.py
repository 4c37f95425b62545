"""Who asks another unit for something in the name of their own."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.journal.actor import Actor
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting


@dataclass(frozen=True)
class Asker:
    """
    An officer on the applicant's side: ``units`` are those that their posts let them ask for.

    What they may see of a dossier is what an applicant sees, not what its officers do.
    """

    actor: Actor
    officer_id: int
    units: frozenset[int]

    @classmethod
    def of(cls, posting: Posting) -> Asker:
        return cls(posting.actor, posting.officer_id, posting.units(Duty.ASK))
