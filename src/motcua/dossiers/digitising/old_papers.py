"""Old papers of an office go into the vaults of whom they are about: people and papers meet here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.accounts.operations import register_person
from motcua.dossiers.digitising.policies import why_not_digitise
from motcua.orgs.postings import Posting
from motcua.papers.digitising.ocr import Recognised
from motcua.papers.digitising.operations import Digitised, keep_digitised
from motcua.papers.models import Paper
from motcua.papers.vault.operations import Description


@dataclass(frozen=True)
class OldPaper:
    """A paper of before, read from its scan; ``compared``: somebody held it against the original."""

    originals: Sequence[Paper]
    recognised: Recognised
    said: Description
    compared: bool


@transaction.atomic
def digitise_old_paper(*, old: OldPaper, clerk: Posting, at: datetime) -> Digitised:
    """
    Keep an old paper in the vault of its holder, who is written down if nobody knew them.

    :raises NotYourDuty: if ``clerk`` receives nowhere.
    :raises Refusal: as ``register_person`` and ``keep_digitised`` say.
    """
    if refusal := why_not_digitise(clerk):
        raise refusal
    registered = register_person(
        actor=clerk.actor,
        full_name=old.said.holder_name,
        identity_number=old.said.holder,
        birth_date=old.said.holder_born,
        at=at,
    )
    return keep_digitised(
        owner=f"person:{registered.person.pk}",
        originals=old.originals,
        recognised=old.recognised,
        said=old.said,
        compared=old.compared,
        actor=clerk.actor,
        at=at,
    )
