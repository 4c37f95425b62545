"""
A paper of an office: made and signed without the database, kept in one short transaction.

Between the two lies a service of time stamps, which may take seconds: whoever calls holds no row meanwhile,
and looks again before keeping what was made. A paper of several signers waits unfinished between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from motcua.kernel.text import tidy
from motcua.papers import queries, rules, taking_in, typesetting
from motcua.papers.errors import NotUnfinished
from motcua.papers.models import IssuedPaper, Paper, UnfinishedPaper
from motcua.papers.signing import Signatory, signer_for, stamps_end_at
from motcua.papers.typesetting import Head, Scan, Source

SIGNATURE_FIELD = "ChuKySo"


@dataclass(frozen=True, slots=True)
class SignerIdentity:
    """
    Who signs. ``key`` names their signing key ("officer-12"); ``post`` is as their name plate says it.

    ``authority`` are the lines above the name; left empty they follow from the agency and the post.
    """

    key: str
    name: str
    post: str
    authority: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issuer:
    """The agency on the head of a paper; left empty, ``parent`` and ``place`` follow from its name."""

    name: str
    parent: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the register of issued papers says of one."""

    verify_code: str
    template: str
    title: str
    number: str
    issued_on: date
    holder_masked: str
    issuer_name: str
    signer_name: str
    signer_post: str
    subject: str
    owner: str


@dataclass(frozen=True, slots=True)
class Made:
    """A paper that is signed and not kept yet; ``proof_until``: how long its time stamp can be checked."""

    facts: Facts
    content: bytes
    at: datetime
    proof_until: datetime | None


def make(
    *,
    template: str,
    data: Mapping[str, object],
    title: str,
    number: str,
    issued_on: date,
    holder: str,
    subject: str,
    owner: str,
    issuer: str | Issuer,
    signer: SignerIdentity,
    at: datetime,
    originals: Sequence[Paper] = (),
    source: Source | None = None,
) -> Made:
    """
    Typeset and sign a paper; nothing is kept. Once kept, it is checked by its code at ``/v/<code>``.

    ``originals`` are the scans of what is certified, for the template "certified-copy" only; ``source`` is
    the wording of the template where it is not the shipped one.

    :raises DataNotReady: if the template's data is not whole.
    :raises TimeStampUnavailable, SigningFailed: if it could not be signed.
    """
    agency = issuer if isinstance(issuer, Issuer) else Issuer(issuer)
    code = rules.new_code()
    head = _head(title, number, issued_on, agency, signer, code, at)
    pdf = _typeset(template, data, head, at, originals, source)
    facts = Facts(
        verify_code=code,
        template=template,
        title=title,
        number=number,
        issued_on=issued_on,
        holder_masked=rules.mask_name(holder),
        issuer_name=agency.name,
        signer_name=signer.name,
        signer_post=signer.post,
        subject=subject,
        owner=owner,
    )
    return _signed(facts, pdf, signer, at, place=1)


@transaction.atomic
def keep(made: Made) -> IssuedPaper:
    """Keep and record a paper that was made: from now on it is in force."""
    return IssuedPaper.objects.create(
        **asdict(made.facts),
        issued_at=made.at,
        proof_until=made.proof_until,
        file=taking_in.keep_own(made.content, at=made.at),
    )


def issue(**what: Any) -> IssuedPaper:
    """Make a paper and keep it; see ``make``."""
    return keep(make(**what))


@transaction.atomic
def begin(made: Made, *, signature: Mapping[str, object]) -> UnfinishedPaper:
    """Keep a paper that its first signer signed, until the others have. It is no issued paper yet."""
    return UnfinishedPaper.objects.create(
        subject=made.facts.subject,
        facts=_as_json(made.facts),
        file=taking_in.keep_own(made.content, at=made.at),
        signatures=[dict(signature)],
        begun_at=made.at,
    )


def sign_on(unfinished: UnfinishedPaper, *, signer: SignerIdentity, at: datetime) -> Made:
    """Return an unfinished paper with one more signature behind those it has; nothing is kept."""
    content = queries.read_bytes(unfinished.file)
    facts = _from_json(unfinished.facts)
    return _signed(facts, content, signer, at, place=len(unfinished.signatures) + 1)


@transaction.atomic
def go_on(unfinished: UnfinishedPaper, made: Made, *, signature: Mapping[str, object]) -> UnfinishedPaper:
    """
    Keep one more signature.

    :raises NotUnfinished: if it was signed further, finished or given up meanwhile.
    """
    found = _locked(unfinished)
    found.file = taking_in.keep_own(made.content, at=made.at)
    found.signatures = [*found.signatures, dict(signature)]
    found.save(update_fields=["file", "signatures"])
    return found


@transaction.atomic
def finish(unfinished: UnfinishedPaper, made: Made, *, signature: Mapping[str, object]) -> IssuedPaper:
    """Keep the last signature: the paper is issued. Raises as ``go_on``."""
    found = _locked(unfinished)
    found.issued, found.ended_at = keep(made), made.at
    found.signatures = [*found.signatures, dict(signature)]
    found.save(update_fields=["issued", "ended_at", "signatures"])
    return found.issued


@transaction.atomic
def give_up(*, subject: str, because: str, at: datetime) -> UnfinishedPaper | None:
    """Give up what is unfinished of a subject, with the reason; its signatures never counted."""
    found = UnfinishedPaper.objects.select_for_update().filter(subject=subject, ended_at=None).first()
    if found:
        found.ended_at, found.ended_because = at, tidy(because)
        found.save(update_fields=["ended_at", "ended_because"])
    return found


def _locked(unfinished: UnfinishedPaper) -> UnfinishedPaper:
    rows = UnfinishedPaper.objects.select_for_update()
    found = rows.filter(pk=unfinished.pk, file_id=unfinished.file_id, ended_at=None).first()
    if found is None:
        raise NotUnfinished(number=unfinished.facts["number"])
    return found


def _signed(facts: Facts, pdf: bytes, signer: SignerIdentity, at: datetime, *, place: int) -> Made:
    """Sign behind what is there. The field's name says which signature it is."""
    signatory = Signatory(signer.key, name=signer.name, post=signer.post, organisation=facts.issuer_name)
    field = SIGNATURE_FIELD if place == 1 else f"{SIGNATURE_FIELD}{place}"
    content = signer_for(signatory).sign(
        pdf, reason=facts.title, location=facts.issuer_name, field=field, at=at
    )
    return Made(facts, content, at, stamps_end_at(at))


def _as_json(facts: Facts) -> dict[str, Any]:
    return {**asdict(facts), "issued_on": facts.issued_on.isoformat()}


def _from_json(kept: Mapping[str, Any]) -> Facts:
    facts = Facts(**kept)
    return replace(facts, issued_on=date.fromisoformat(kept["issued_on"]))


def _head(
    title: str,
    number: str,
    issued_on: date,
    agency: Issuer,
    signer: SignerIdentity,
    code: str,
    at: datetime,
) -> Head:
    return Head(
        title=title,
        agency=agency.name,
        parent=agency.parent or rules.agency_above(agency.name, settings.PROVINCE),
        place=agency.place,
        number=number,
        on=issued_on,
        authority=signer.authority or rules.authority_lines(agency.name, signer.post),
        signer=signer.name,
        signed_at=at,
        verify_url=f"{settings.BASE_URL}/v/{code}",
        verify_code=rules.group_code(code),
    )


def _typeset(
    template: str,
    data: Mapping[str, object],
    head: Head,
    at: datetime,
    originals: Sequence[Paper],
    source: Source | None,
) -> bytes:
    if not originals:
        return typesetting.typeset(template, data, head=head, at=at, source=source)
    if template != "certified-copy":
        raise ValueError("Only a certified copy carries the pages of an original.")
    scans = [_scan(paper) for paper in originals]
    return typesetting.certify_copy(scans, data, head=head, at=at)


def _scan(paper: Paper) -> Scan:
    file = paper.file
    return Scan(queries.read_bytes(paper), file.media_type, file.page_count or 1)
