"""
The result is signed: by one person, or by several in turn, and issued with the last signature.

Three steps. Under the row's lock: may they, and the number. Then, with no row held, the paper is set,
signed and time-stamped, which may take seconds. Under the lock again: is all as it was? Only then it counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from motcua.catalogue.results import Key, SignerStep
from motcua.dossiers.decisions import Decision, Proposal
from motcua.dossiers.errors import ChangedMeanwhile, ChangedSinceOpened, NobodySigns, NotYourDuty
from motcua.dossiers.models import Correction, Dossier, Letter, ResultNumber
from motcua.dossiers.operations.issuing import issue_letter
from motcua.dossiers.operations.moves import lock_for, move_to, record
from motcua.dossiers.operations.numbers import give_back_result_number, take_result_number
from motcua.dossiers.operations.results import CERTIFIED_COPY, paper_of, scans_of
from motcua.dossiers.operations.signing import sign_letter
from motcua.dossiers.operations.vaulting import keep_result, owner_of
from motcua.dossiers.signers import steps_of, unfinished_of
from motcua.dossiers.states import Move
from motcua.dossiers.to_sign import proposal_to_sign, version_of_result
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.postings import Posting, names_of_holders
from motcua.papers import issuing
from motcua.papers import operations as papers
from motcua.papers.errors import SigningFailed, TimeStampUnavailable
from motcua.papers.issuing import Made, SignerIdentity
from motcua.papers.models import IssuedPaper, UnfinishedPaper


@dataclass(frozen=True)
class _Ready:
    """What is to be signed, as it stood under the lock."""

    move: Move
    dossier: Dossier
    proposal: Proposal
    steps: tuple[SignerStep, ...]
    unfinished: UnfinishedPaper | None
    taken: ResultNumber | None
    number: str

    @property
    def place(self) -> int:
        return len(self.unfinished.signatures) if self.unfinished else 0

    @property
    def step(self) -> SignerStep:
        return self.steps[self.place]

    @property
    def next(self) -> SignerStep | None:
        return self.steps[self.place + 1] if self.place + 1 < len(self.steps) else None


def sign(
    *, code: str, signer: Posting, at: datetime, tracking_url: str | None = None, seen: str = ""
) -> Dossier:
    """
    Sign the result. The last signer issues it: it gets its number and date with the first signature.

    ``seen`` is the version that the signer opened, where they may not sign another. With the
    ``tracking_url`` for letters, the one that refuses a part is signed too; if that fails, or the last to
    sign is who keeps the seal, it waits among the letters of who signs.

    :raises MoveNotAllowed: if it is not with the signer, or somebody was faster.
    :raises NotYourDuty: if it is not the turn of a duty of theirs.
    :raises NobodySigns: if a later signature is needed that nobody could give.
    :raises TimeStampUnavailable, SigningFailed: if it could not be signed; nothing has changed.
    :raises ChangedMeanwhile, NotUnfinished: if what was to be signed changed while it was signed.
    """
    dossier, letter = _sign(Move.SIGN, code, signer, at, seen)
    if letter and tracking_url is not None:
        with suppress(TimeStampUnavailable, SigningFailed, NotYourDuty):
            sign_letter(letter_id=letter.pk, signer=signer, tracking_url=tracking_url, at=at)
    return dossier


def sign_correction(*, code: str, signer: Posting, at: datetime, seen: str = "") -> Dossier:
    """
    Sign the corrected result: it takes the place of the wrong one, which no longer counts as in force.

    Raises as ``sign``.
    """
    return _sign(Move.SIGN_CORRECTION, code, signer, at, seen)[0]


def _sign(move: Move, code: str, signer: Posting, at: datetime, seen: str) -> tuple[Dossier, Letter | None]:
    ready = _prepare(move, code, signer, at, seen)
    with _number_given_back(ready):
        made = _make(ready, signer, at)
        return _keep(ready, made, signer, at)


@transaction.atomic
def _prepare(move: Move, code: str, signer: Posting, at: datetime, seen: str) -> _Ready:
    dossier = lock_for(move, code=code, viewer=signer, at=at)
    proposal = proposal_to_sign(dossier)
    if seen and seen != version_of_result(dossier, proposal):
        raise ChangedSinceOpened
    steps, unfinished = steps_of(dossier, proposal), unfinished_of(dossier)
    _check_that_somebody_signs(dossier, steps, at)
    taken = None
    if unfinished:
        number = str(unfinished.facts["number"])
    elif move == Move.SIGN_CORRECTION:
        assert dossier.result is not None, "only what was issued is corrected"
        number = dossier.result.number
    else:
        book, year = paper_of(dossier, proposal)[0], at.astimezone(VIETNAM).year
        taken = take_result_number(dossier=dossier, unit=dossier.deciding_unit, book=book, year=year)
        number = f"{taken.number}/{year}"
    return _Ready(move, dossier, proposal, steps, unfinished, taken, number)


def _check_that_somebody_signs(dossier: Dossier, steps: tuple[SignerStep, ...], at: datetime) -> None:
    """Refuse a first signature behind which the paper would wait for ever."""
    unit, on = dossier.deciding_unit, at.astimezone(VIETNAM).date()
    for step in steps[1:]:
        if unit.pk not in names_of_holders(step.duty, {unit.pk}, on=on):
            raise NobodySigns(duty=step.duty.label, unit=unit.name)


@contextmanager
def _number_given_back(ready: _Ready) -> Iterator[None]:
    """A number under which nothing was issued is the next paper's: the book has no gaps."""
    try:
        yield
    except BaseException:
        if ready.taken and not connection.needs_rollback:
            give_back_result_number(dossier=ready.dossier)
        raise


def _make(ready: _Ready, signer: Posting, at: datetime) -> Made:
    """Set and sign the paper; no row is held. Behind another's signature, only sign."""
    dossier = ready.dossier
    if ready.unfinished:
        return issuing.sign_on(ready.unfinished, signer=_identity(ready, signer), at=at)
    template, title, fields = paper_of(dossier, ready.proposal)
    return issuing.make(
        template=template,
        data=fields,
        title=title,
        number=ready.number,
        issued_on=at.astimezone(VIETNAM).date(),
        holder=dossier.applicant_name,
        subject=dossier.subject,
        owner=owner_of(dossier),
        issuer=dossier.deciding_unit.name,
        signer=_identity(ready, signer),
        at=at,
        originals=scans_of(dossier) if template == CERTIFIED_COPY else (),
    )


def _identity(ready: _Ready, signer: Posting) -> SignerIdentity:
    """Return who signs: the person, or with the agency's own key the agency."""
    unit = ready.dossier.deciding_unit
    if ready.step.key == Key.AGENCY:
        return SignerIdentity(key=f"agency-{unit.code}", name=unit.name, post="")
    return SignerIdentity(key=f"officer-{signer.officer_id}", name=signer.actor.name, post=signer.title)


@transaction.atomic
def _keep(ready: _Ready, made: Made, signer: Posting, at: datetime) -> tuple[Dossier, Letter | None]:
    dossier = lock_for(ready.move, code=ready.dossier.code, viewer=signer, at=at)
    _check_that_nothing_changed(ready, dossier)
    signature = {
        "name": signer.actor.name,
        "post": signer.title,
        "duty": ready.step.duty.value,
        "key": ready.step.key.value,
        "at": at.isoformat(),
    }
    if ready.next:
        _wait_for_next(ready, dossier, made, signature, signer, at)
        return dossier, None
    issued = (
        issuing.finish(ready.unfinished, made, signature=signature)
        if ready.unfinished
        else issuing.keep(made)
    )
    dossier.signing_duty = ""
    if ready.move == Move.SIGN_CORRECTION:
        _replace_result(dossier, ready.proposal, issued, signer, at)
        return dossier, None
    return dossier, _issue_result(dossier, ready.proposal, issued, signer, at)


def _check_that_nothing_changed(ready: _Ready, dossier: Dossier) -> None:
    """The answer is the one that was set, under a number that is still its own."""
    taken = ready.taken
    lost = taken and not ResultNumber.objects.filter(pk=taken.pk, dossier=dossier).exists()
    if lost or proposal_to_sign(dossier) != ready.proposal:
        raise ChangedMeanwhile(code=dossier.code)


def _wait_for_next(
    ready: _Ready,
    dossier: Dossier,
    made: Made,
    signature: dict[str, str],
    signer: Posting,
    at: datetime,
) -> None:
    assert ready.next is not None, "somebody signs after this"
    if ready.unfinished:
        issuing.go_on(ready.unfinished, made, signature=signature)
    else:
        issuing.begin(made, signature=signature)
    dossier.signing_duty = ready.next.duty.value
    move_to(dossier, Move.SIGN_IN_TURN, at=at, to=dossier.place)
    dossier.save()
    record(
        dossier,
        Move.SIGN_IN_TURN,
        viewer=signer,
        at=at,
        number=made.facts.number,
        waits_for=ready.next.duty.value,
    )


def _issue_result(
    dossier: Dossier, proposal: Proposal, issued: IssuedPaper, signer: Posting, at: datetime
) -> Letter | None:
    dossier.result = issued
    keep_result(dossier, proposal, issued, signer, at)
    letter = _refuse_a_part(dossier, proposal, signer, at)
    move_to(dossier, Move.SIGN, at=at)
    dossier.save()
    record(
        dossier,
        Move.SIGN,
        viewer=signer,
        at=at,
        decision=proposal.decision.value,
        number=issued.number,
        sha256=issued.file_id,
        verify_code=issued.verify_code,
        letter=letter and letter.number,
    )
    return letter


def _refuse_a_part(dossier: Dossier, proposal: Proposal, signer: Posting, at: datetime) -> Letter | None:
    """Tell in writing what is not granted of a request granted in part."""
    if proposal.decision != Decision.GRANT_PARTLY:
        return None
    return issue_letter(
        dossier,
        Letter.Kind.REFUSAL,
        signer,
        at,
        unit=dossier.deciding_unit,
        reason=proposal.reason,
        citation=proposal.citation,
        guidance="",
        complaint=proposal.complaint,
        part=True,
    )


def _replace_result(
    dossier: Dossier, proposal: Proposal, issued: IssuedPaper, signer: Posting, at: datetime
) -> None:
    keep_result(dossier, proposal, issued, signer, at)
    correction: Correction = dossier.corrections.select_related("wrong").get(ended_at=None)
    assert signer.actor.user_id is not None, "only people sign"
    papers.replace(
        issued_id=correction.wrong.pk,
        replacement_id=issued.pk,
        because=proposal.note,
        by=signer.actor.user_id,
        at=at,
    )
    correction.corrected, correction.ended_at = issued, at
    correction.save(update_fields=["corrected", "ended_at"])
    dossier.result, dossier.proposal = issued, proposal.as_json()
    move_to(dossier, Move.SIGN_CORRECTION, at=at)
    dossier.save()
    record(
        dossier,
        Move.SIGN_CORRECTION,
        viewer=signer,
        at=at,
        number=issued.number,
        replaces=correction.wrong.number,
        note=proposal.note,
        late=at > correction.due_at,
        verify_code=issued.verify_code,
    )
