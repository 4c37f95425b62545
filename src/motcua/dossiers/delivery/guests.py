"""A desk that neither received a dossier nor decides it, and what it may do with that one all the same."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from motcua.dossiers.states import Move
from motcua.orgs.postings import Posting

HANDS_OVER = frozenset({Move.HAND_OVER})
HELPS = frozenset({Move.SUPPLEMENT, Move.CHOOSE_DELIVERY, Move.WITHDRAW, Move.REPORT_ERROR})
"""What the applicant does, any desk does for them when they stand there."""


@dataclass(frozen=True)
class Guest(Posting):
    """A clerk of another desk before one dossier: ``moves`` is all they may do, ``whose`` is its desk."""

    dossier_id: uuid.UUID
    moves: frozenset[Move]
    whose: str
