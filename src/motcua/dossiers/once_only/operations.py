"""Everything that changes what is known before it is asked. The register is asked outside transactions."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.accounts import population
from motcua.accounts.citizens import Citizen
from motcua.accounts.operations.people import subject_of
from motcua.accounts.population import Discrepancy, Reported
from motcua.dossiers.errors import DraftNotFound
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.once_only import asking, filling
from motcua.dossiers.once_only.errors import NothingToDispute, ReasonOfDisputeMissing
from motcua.dossiers.once_only.findings import Finding, read_all
from motcua.dossiers.once_only.models import Dispute, DossierSources, DraftSources
from motcua.dossiers.once_only.queries import known_before, origins_of
from motcua.dossiers.operations.confirming import void_changed
from motcua.eforms import rules as eforms
from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM, Actor
from motcua.kernel.legal_time import VIETNAM
from motcua.papers.models import Paper

Asking = DraftSources.Asking
AT_ONCE = 1.5  # seconds a page waits for the register
LATER = 10.0  # seconds the background waits


def begin_filling(*, draft: Draft, citizen: Citizen, at: datetime, within: float = AT_ONCE) -> None:
    """
    Put what is known into a new draft: what we know, and what the register says ``within`` seconds.

    Where the register is slow or down, it is asked again in the background; nobody waits for it.
    """
    known = asking.ours(draft, at=at)
    outcome = asking.of_register(draft, actor=citizen.actor, at=at, within=within)
    with transaction.atomic():
        locked = _locked(draft.pk)
        state = DraftSources(draft=locked, asking=outcome.asking)
        _fill(locked, state, [*known, *outcome.findings], on=at.astimezone(VIETNAM).date(), blanks=False)
        state.save()
        if state.asking == Asking.ASKING:
            _ask_again(draft.pk)
    draft.refresh_from_db(fields=["answers", "written", "revision"])


def ask_again(*, draft_id: uuid.UUID, at: datetime, last: bool, within: float = LATER) -> bool:
    """
    Ask the register once more for a draft somebody is filling in; return whether that is settled.

    What it says waits for the person's yes where it would stand in a question they left open.
    """
    draft = Draft.objects.select_related("person", "business", "version__form").filter(pk=draft_id).first()
    if draft is None or draft.dossier_id or known_before(draft).asking != Asking.ASKING:
        return True
    actor = Actor(None, SYSTEM.name, on_behalf=draft.person.full_name, face="jobs")
    outcome = asking.of_register(draft, actor=actor, at=at, within=within)
    if outcome.asking == Asking.ASKING and not last:
        return False
    with transaction.atomic():
        draft = _locked(draft_id)
        state = known_before(draft)
        state.asking = Asking.GAVE_UP if outcome.asking == Asking.ASKING else outcome.asking
        if outcome.findings:
            _offer(draft, state, outcome.findings, on=at.astimezone(VIETNAM).date())
        state.save()
    return True


def _offer(draft: Draft, state: DraftSources, findings: list[Finding], *, on: date) -> None:
    """Keep what came late: beside the answers at once; into open questions only when the person says so."""
    both = [*read_all(state.findings), *findings]
    if would_fill(draft, both, on=on):
        state.offered, state.asking = [each.kept() for each in findings], Asking.OFFERED
    else:
        state.findings = [each.kept() for each in both]


def would_fill(draft: Draft, findings: list[Finding], *, on: date) -> int:
    """Return how many questions, asked now and open, the findings would answer."""
    form = draft.version.form
    if form is None:
        return 0
    checked = eforms.check(form.definition, draft.answers, on=on)
    found = filling.candidates(form.definition, findings, checked.answers, on=on)
    answers, _ours = filling.fill(found, draft.answers, {}, blanks=True)
    return sum(answers.get(key) != draft.answers.get(key) for key in checked.asked & found.keys())


@transaction.atomic
def accept_offered(*, draft_id: uuid.UUID, citizen: Citizen, at: datetime) -> Draft:
    """Put what the register said late into the questions still open. Twice is once."""
    draft = _locked(draft_id, citizen)
    state = known_before(draft)
    if state.offered:
        findings = [*read_all(state.findings), *read_all(state.offered)]
        state.offered, state.asking = [], Asking.NOT
        _fill(draft, state, findings, on=at.astimezone(VIETNAM).date(), blanks=True)
        state.save()
        void_changed(draft, at=at)
    return draft


def now_known(draft: Draft, right: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    """
    Return what can be filled into a locked draft, now that the ``right`` answers say who is meant.

    What we had put there about somebody else, and nobody changed, is taken out of ``draft.answers``; who
    calls saves them.
    """
    form = draft.version.form
    assert form is not None, "publishing gives every procedure a form"
    state = known_before(draft)
    found = filling.candidates(form.definition, read_all(state.findings), right, on=on)
    given, state.filled = filling.fill(found, draft.answers, state.filled, blanks=False)
    state.save()
    draft.answers = {key: value for key, value in draft.answers.items() if given.get(key) == value}
    return {key: value for key, value in given.items() if key not in draft.answers}


def _fill(draft: Draft, state: DraftSources, findings: list[Finding], *, on: date, blanks: bool) -> None:
    state.findings = [each.kept() for each in findings]
    form = draft.version.form
    if form is None:
        return
    right = eforms.check(form.definition, draft.answers, on=on).answers
    found = filling.candidates(form.definition, findings, right, on=on)
    given, state.filled = filling.fill(found, draft.answers, state.filled, blanks=blanks)
    ours = [key for key, value in given.items() if draft.answers.get(key) != value]
    draft.revision += 1
    draft.answers = given
    draft.written = {**draft.written, **dict.fromkeys(ours, f"k{draft.revision}")}  # a window open sees it
    draft.save(update_fields=["answers", "written", "revision"])


@transaction.atomic
def dispute(*, draft_id: uuid.UUID, citizen: Citizen, question: str, reason: str, at: datetime) -> Dispute:
    """
    Tell the holder that what it holds is wrong; the person goes on with what they say. Twice is once.

    :raises NothingToDispute: where nothing the state holds is gainsaid by the answer.
    :raises ReasonOfDisputeMissing: without a reason.
    """
    draft = _locked(draft_id, citizen)
    if already := Dispute.objects.filter(draft=draft, question=question).first():
        return already
    origin = origins_of(draft, on=at.astimezone(VIETNAM).date()).get(question)
    held = origin.disputable if origin else None
    if origin is None or held is None:
        raise NothingToDispute
    if not reason.strip():
        raise ReasonOfDisputeMissing
    made = Dispute.objects.create(
        person=draft.person,
        draft=draft,
        question=question,
        label=origin.question.label,
        identity_number=_number_of(draft, held.role),
        element=held.element,
        held=str(held.value),
        claimed=str(origin.value),
        reason=reason.strip()[:1000],
        made_at=at,
    )
    journal.record(
        "person.data-disputed",
        subject=subject_of(draft.person),
        actor=citizen.actor,
        at=at,
        element=held.element,
        dispute=str(made.pk),
    )
    _tell_holder(made)
    return made


def _tell_holder(made: Dispute) -> None:
    from motcua.dossiers.once_only.tasks import send_dispute as task

    task.defer(dispute_id=str(made.pk))


def _number_of(draft: Draft, role: str) -> str:
    known = read_all(known_before(draft).findings)
    of_them = (f.value for f in known if f.role == role and f.element == "person.identity_number")
    return str(next(of_them, draft.person.identity_number))


def send_dispute(*, dispute_id: uuid.UUID, at: datetime, within: float = LATER) -> bool:
    """Report a dispute to the register; return whether it was taken. Reported twice, it is one."""
    made = Dispute.objects.get(pk=dispute_id)
    if made.sent_at:
        return True
    said = Discrepancy(
        identity_number=made.identity_number,
        item=made.element,
        held=made.held,
        claimed=made.claimed,
        reason=made.reason,
        reference=made.pk.hex,
    )
    answer = population.register().report(said, within=within)
    if not isinstance(answer, Reported):
        return False
    Dispute.objects.filter(pk=made.pk, sent_at=None).update(sent_at=at, number=answer.number)
    return True


def keep_sources(*, draft: Draft, dossier: Dossier) -> None:
    """Keep with a dossier just filed where its answers came from, and what its applicant was spared."""
    origins = origins_of(draft, on=dossier.filed_on)
    sources = {key: _said(origin) for key, origin in origins.items() if key in dossier.answers}
    filled = known_before(draft).filled
    DossierSources.objects.get_or_create(
        dossier=dossier,
        defaults={
            "sources": sources,
            "spared_questions": sum(dossier.answers.get(key) == value for key, value in filled.items()),
            "spared_papers": Paper.objects.filter(
                reused_from__isnull=False, pk__in=dossier.papers.values("paper_id")
            ).count(),
        },
    )
    Dispute.objects.filter(draft=draft, dossier=None).update(dossier=dossier)


def _said(origin: filling.Origin) -> dict[str, Any]:
    told = origin.match or origin.findings[0]
    held = {"from": told.source, "on": told.on, "detail": told.detail, "held": str(told.value)}
    return {**held, "same": origin.match is not None}


def _ask_again(draft_id: uuid.UUID) -> None:
    from motcua.dossiers.once_only.tasks import ask_register

    ask_register.defer(draft_id=str(draft_id))


def _locked(draft_id: uuid.UUID, citizen: Citizen | None = None) -> Draft:
    drafts = Draft.objects.select_for_update(of=("self",)).select_related(
        "person", "business", "version__form", "dossier"
    )
    if citizen:
        drafts = drafts.filter(person_id=citizen.person_id)
    found = drafts.filter(pk=draft_id).first()
    if found is None:
        raise DraftNotFound
    return found
