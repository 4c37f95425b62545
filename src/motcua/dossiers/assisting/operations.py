"""Everything that changes who acts for whom, with what both sides are told of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from typing import Any

from django.core.files import File
from django.db import transaction

from motcua.accounts import operations as accounts
from motcua.accounts.citizens import Citizen
from motcua.accounts.models import HelpConsent, Mandate, Person
from motcua.accounts.operations import Proof, Scope, Somebody, Wish
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.assisting import queries, telling
from motcua.dossiers.assisting.errors import (
    CodeNotSent,
    ConsentNotForThis,
    DeskUnknown,
    MandateOutOfScope,
    SignatureMissing,
    VoiceMissing,
)
from motcua.dossiers.assisting.policies import accreditation_of, why_not_judge
from motcua.dossiers.assisting.signs import Finding, findings
from motcua.dossiers.models import Draft
from motcua.journal import operations as journal
from motcua.kernel.legal_time import VIETNAM
from motcua.notices.text_messages import Message, text_messages
from motcua.orgs.models import Unit
from motcua.orgs.policies import why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.papers import operations as papers
from motcua.papers.models import MediaType, Paper

Way = HelpConsent.Way
WITHIN = 5.0  # seconds the helper waits for the message to be handed over


@dataclass(frozen=True)
class Upload:
    """A file somebody hands in as proof."""

    content: File[bytes] | BytesIO
    name: str
    title: str


@transaction.atomic
def give(
    *,
    principal: Citizen,
    representative: Somebody,
    scope: Scope,
    at: datetime,
    business_id: int | None = None,
) -> Mandate:
    """Give a mandate, see ``accounts.operations.give_mandate``; the representative is told."""
    made = accounts.give_mandate(
        principal=principal, representative=representative, scope=scope, at=at, business_id=business_id
    )
    telling.tell_given(made, at=at)
    return made


@transaction.atomic
def claim(
    *,
    representative: Citizen,
    kind: Mandate.Kind,
    principal: Somebody,
    proof: Upload | None,
    words: str,
    desk: Unit | None,
    at: datetime,
) -> Mandate:
    """
    Ask a desk to look at the proof that one represents somebody, see ``accounts.operations.claim_mandate``.

    :raises DeskUnknown: without a desk.
    """
    if desk is None:
        raise DeskUnknown
    paper = _keep(proof, owner=representative.owners[0], kind="mandate-proof", by=representative, at=at)
    shown = Proof(paper.pk, paper.file_id, words or paper.title) if paper else None
    made = accounts.claim_mandate(
        representative=representative, kind=kind, principal=principal, proof=shown, desk=desk.code, at=at
    )
    if paper:
        papers.attach(papers=[paper], to=made.subject)
    return made


@transaction.atomic
def judge(*, mandate_id: int, clerk: Posting, accepted: bool, reason: str, at: datetime) -> Mandate:
    """
    Accept or decline a claim, see ``accounts.operations.judge_mandate``; both sides are told.

    :raises MandateNotFound: if the clerk does not receive for the desk it was shown to.
    """
    if refusal := why_not_judge(clerk, mandate_id):
        raise refusal
    judged = accounts.judge_mandate(
        mandate_id=mandate_id, accepted=accepted, reason=reason, actor=clerk.actor, at=at
    )
    telling.tell_judged(judged, at=at)
    return judged


@transaction.atomic
def end(*, mandate_id: int, citizen: Citizen, at: datetime) -> Mandate:
    """End a mandate at once, see ``accounts.operations.end_mandate``; the other side is told."""
    ended = accounts.end_mandate(mandate_id=mandate_id, citizen=citizen, at=at)
    telling.tell_ended(ended, by=citizen, at=at)
    return ended


def ask(
    *,
    helper: Citizen,
    client: Somebody,
    phone: str,
    way: HelpConsent.Way,
    version: ProcedureVersion,
    device: str,
    at: datetime,
) -> HelpConsent:
    """
    Ask somebody present to let an accredited helper file one procedure for them; send the code, if by code.

    :raises NotAccredited: if the helper is not, or no longer.
    :raises CodeNotSent: if the code could not be handed over; the wish is kept and runs out by itself.
    :raises Refusal: what ``accounts.operations.ask_consent`` refuses, too.
    """
    held = accreditation_of(helper, at=at)
    until = datetime.combine(held.to_on, time(), VIETNAM)
    statement = statement_of(helper=helper.actor.name, title=held.title, version=version)
    wish = Wish(version.code, version.title, held.title, statement, until)
    consent, code = accounts.ask_consent(
        helper=helper, client=client, phone=phone, way=way, wish=wish, device=device, at=at
    )
    if code:
        said = (
            f"Mã {code}. Đọc mã này là bạn đồng ý để {helper.actor.name} giúp nộp hồ sơ: "
            f"{version.title[:120]}. Không đồng ý thì đừng đọc."
        )
        if text_messages().send(Message(consent.phone, said, str(consent.pk)), within=WITHIN):
            raise CodeNotSent
    return consent


def statement_of(*, helper: str, title: str, version: ProcedureVersion) -> str:
    """Return the sentence the client agrees to, read out to them and kept with the evidence."""
    return (
        f"Tôi có mặt và đồng ý để {helper} ({title}) giúp tôi điền và nộp hồ sơ thủ tục “{version.title}”, "
        "được xem bản nháp của thủ tục này với những dữ liệu và giấy tờ của tôi cần cho nó. Tôi có thể thu "
        "hồi bất cứ lúc nào; mọi việc người giúp làm đều được ghi lại cho tôi xem."
    )


def confirm_code(*, consent_id: uuid.UUID, helper: Citizen, code: str, at: datetime) -> HelpConsent:
    """Take the code the client read out, see ``accounts.operations.confirm_by_code``; the client is told."""
    accreditation_of(helper, at=at)
    given = accounts.confirm_by_code(consent_id=consent_id, helper=helper, code=code, at=at)
    telling.tell_consented(given, at=at)
    return given


@transaction.atomic
def confirm_with(
    *, consent_id: uuid.UUID, helper: Citizen, evidence: Upload | None, at: datetime
) -> HelpConsent:
    """
    Take a signature, a signed paper or recorded words as the client's consent: theirs, with its hash.

    :raises SignatureMissing, VoiceMissing: if nothing came, or no voice where one was to be heard.
    :raises Refusal: what ``papers.operations.store`` and ``accounts.operations.confirm_by_paper`` refuse.
    """
    accreditation_of(helper, at=at)
    asked = HelpConsent.objects.filter(pk=consent_id, helper_id=helper.person_id).first()
    owner = f"person:{asked.client_id}" if asked else helper.owners[0]
    spoken = bool(asked and asked.way == Way.VOICE)
    paper = _keep(evidence, owner=owner, kind="help-consent", by=helper, at=at, spoken=spoken)
    if paper is None:
        raise SignatureMissing
    if spoken != (paper.file.media_type == MediaType.WAV):
        raise VoiceMissing
    given = accounts.confirm_by_paper(
        consent_id=consent_id, helper=helper, evidence=paper.pk, digest=paper.file_id, at=at
    )
    papers.attach(papers=[paper], to=given.subject)
    telling.tell_consented(given, at=at)
    return given


@transaction.atomic
def end_help(*, consent_id: uuid.UUID, citizen: Citizen, at: datetime) -> HelpConsent:
    """End a consent at once, see ``accounts.operations.end_consent``."""
    return accounts.end_consent(consent_id=consent_id, citizen=citizen, at=at)


def _keep(
    upload: Upload | None, *, owner: str, kind: str, by: Citizen, at: datetime, spoken: bool = False
) -> Paper | None:
    if upload is None:
        return None
    return papers.store(
        content=upload.content,
        file_name=upload.name,
        title=upload.title,
        kind=kind,
        owner=owner,
        uploaded_by=by.actor.user_id,
        at=at,
        spoken=spoken,
    )


@transaction.atomic
def begin_by_consent(
    *, consent_id: uuid.UUID, helper: Citizen, version: ProcedureVersion, unit: Unit | None, at: datetime
) -> Draft:
    """
    Begin the client's draft, or go on with it: one consent is for one filing.

    :raises ConsentNotForThis: if it does not hold, is for another procedure, or is used up.
    """
    consent = (
        HelpConsent.objects.in_force(at)
        .select_for_update(of=("self",))
        .filter(pk=consent_id, helper_id=helper.person_id, procedure=version.code)
        .first()
    )
    if consent is None:
        raise ConsentNotForThis
    if begun := consent.drafts.first():
        if begun.dossier_id:
            raise ConsentNotForThis
        return begun
    return _begin(person=consent.client, version=version, unit=unit, at=at, consent=consent)


@transaction.atomic
def begin_by_mandate(
    *, mandate_id: int, representative: Citizen, version: ProcedureVersion, unit: Unit | None, at: datetime
) -> Draft:
    """
    Begin a draft in the name of the principal.

    :raises MandateOutOfScope: if the mandate does not hold, or not for filing this.
    """
    mandate = (
        Mandate.objects.in_force(at)
        .to(Mandate.Act.FILE)
        .select_for_update(of=("self",))
        .select_related("person", "business__representative")
        .filter(pk=mandate_id, representative_id=representative.person_id)
        .first()
    )
    if mandate is None or not mandate.covers(version.code):
        raise MandateOutOfScope(principal=mandate.principal_name if mandate else "—")
    person = mandate.person or (mandate.business.representative if mandate.business else None)
    assert person is not None, "a constraint holds that there is a principal"
    return _begin(
        person=person, business=mandate.business, version=version, unit=unit, at=at, mandate=mandate
    )


def _begin(*, person: Person, at: datetime, **more: Any) -> Draft:
    return Draft.objects.create(person=person, started_at=at, saved_at=at, **more)


def proof_read_by_clerk(clerk: Posting, mandate: Mandate, *, at: datetime) -> Paper | None:
    """Return the paper a claim rests on, and note who opened it."""
    paper = queries.proof_of(mandate)
    if paper:
        journal.record_reading(subject=mandate.subject, reader=clerk.actor, what="proof", at=at)
    return paper


def signs_read_by(admin: Posting, *, at: datetime) -> list[Finding]:
    """
    Return the signs of paid go-betweens to whoever administers the province, and note that they looked.

    :raises NotAdministrator: otherwise.
    """
    if refusal := why_not_administer_province(admin):
        raise refusal
    journal.record_reading(subject="go-between-signs", reader=admin.actor, what="signs", at=at)
    return findings(at)
