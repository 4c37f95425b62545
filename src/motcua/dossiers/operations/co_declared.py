"""A declaration of several people comes in: only with everybody's confirmation, or signature on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from motcua.accounts.citizens import Citizen
from motcua.dossiers.co_declarants import Party, all_of, called_for, why_not_file
from motcua.dossiers.confirmation_notices import tell_filed
from motcua.dossiers.errors import DraftNotFound
from motcua.dossiers.models import Confirmation, Dossier, Draft
from motcua.dossiers.policies import why_not_write
from motcua.orgs.postings import Posting

if TYPE_CHECKING:
    from motcua.dossiers.operations.filing import Request


def confirmed(request: Request, filer: Citizen, *, on: date) -> dict[str, Any]:
    """
    Return, for the act of filing, the confirmations that stand for exactly these answers.

    :raises CoDeclarantsAwaited: if one is missing.
    :raises DraftNotFound: if the draft is not the filer's.
    :raises DraftAlreadySubmitted: if the draft was filed before.
    """
    draft = _held(request.draft, filer) if request.draft else None
    same_form = draft is not None and draft.version_id == request.version.pk
    called = _called(request, all_of(draft) if draft and same_form else [], on)
    if refusal := why_not_file(called):
        raise refusal
    given = [party.confirmation for party in called if party.confirmation]
    if not given:
        return {}
    return {
        "confirmations": [
            {"id": str(each.pk), "co_declarant": each.key, "how": each.how, "digest": each.digest}
            for each in given
        ]
    }


def _held(draft: Draft, filer: Citizen) -> Draft:
    """Return the draft under its lock: what was confirmed of it does not change while it is filed."""
    held = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("dossier")
        .filter(pk=draft.pk, person_id=filer.person_id)
        .first()
    )
    if held is None:
        raise DraftNotFound
    if refusal := why_not_write(held):
        raise refusal
    return held


def end_draft(draft: Draft, dossier: Dossier, *, at: datetime) -> None:
    """Let the draft, held by the caller, be this dossier from now on; whoever confirmed it is told."""
    draft.dossier = dossier
    draft.save(update_fields=["dossier"])
    tell_filed(draft, at=at)


@dataclass(frozen=True)
class Signatures:
    """Who signed a paper declaration besides the applicant; who did not, and ``because``."""

    given: Sequence[Party]
    missing: Sequence[Party]
    because: str

    @property
    def said(self) -> dict[str, Any]:
        """What the act of receiving says of them."""
        said: dict[str, Any] = {}
        if self.given:
            said["signed_by"] = [party.asked.key for party in self.given]
        if self.missing:
            said |= {"not_signed_by": [party.asked.key for party in self.missing], "because": self.because}
        return said

    def keep(self, dossier: Dossier, *, clerk: Posting, at: datetime) -> None:
        """Write down who signed, and which clerk saw it."""
        if self.given:
            Confirmation.objects.bulk_create(_signature(party, dossier, clerk, at) for party in self.given)


def signatures_on(request: Request, *, on: date) -> Signatures:
    """
    Return whom the answers call for, and whom of them the clerk saw to have signed.

    :raises CoDeclarantsAwaited: if a signature is missing and the clerk does not say why.
    """
    called = _called(request, [], on)
    because = request.unsigned_because.strip()
    if not because and (refusal := why_not_file(called, signed=request.signed)):
        raise refusal
    given = [party for party in called if party.asked.key in request.signed]
    return Signatures(given, [party for party in called if party not in given], because)


def _signature(party: Party, dossier: Dossier, clerk: Posting, at: datetime) -> Confirmation:
    return Confirmation(
        dossier=dossier,
        key=party.asked.key,
        number=party.number,
        name=(party.name or party.asked.title)[:200],
        state=Confirmation.State.CONFIRMED,
        how=Confirmation.How.ON_PAPER,
        invited_at=at,
        digest=party.digest,
        officer_id=clerk.officer_id,
        answered_at=at,
    )


def _called(request: Request, given: list[Confirmation], on: date) -> list[Party]:
    form = request.version.form
    return called_for(form.definition, request.answers, given, on=on) if form else []
