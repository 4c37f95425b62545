"""Who signs a result, in which order, and how far it is signed."""

from __future__ import annotations

from motcua.catalogue.results import SignerStep
from motcua.dossiers.decisions import Decision, Proposal, result_template
from motcua.dossiers.models import Dossier
from motcua.orgs.models import Duty
from motcua.papers.models import UnfinishedPaper

ALONE = (SignerStep(duty=Duty.SIGN),)


def steps_of(dossier: Dossier, proposal: Proposal) -> tuple[SignerStep, ...]:
    """Return the signers of what is proposed. A refusal is signed by one, as other letters are."""
    if proposal.decision == Decision.REFUSE:
        return ALONE
    return result_template(dossier).signers or ALONE


def steps_after(dossier: Dossier, proposal: Proposal) -> tuple[SignerStep, ...]:
    """Return the signers who come after the one whose turn it is."""
    steps, now = steps_of(dossier, proposal), next_duty(dossier)
    place = next((n for n, step in enumerate(steps) if step.duty == now), len(steps))
    return steps[place + 1 :]


def unfinished_of(dossier: Dossier) -> UnfinishedPaper | None:
    """Return the result as far as it is signed, where it waits for a further signer."""
    if not dossier.signing_duty:
        return None
    return UnfinishedPaper.objects.select_related("file").get(subject=dossier.subject, ended_at=None)


def next_duty(dossier: Dossier) -> Duty:
    """Return whose duty the next signature is."""
    return Duty(dossier.signing_duty) if dossier.signing_duty else Duty.SIGN
