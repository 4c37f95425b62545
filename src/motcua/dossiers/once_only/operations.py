"""Everything that changes what is known before it is asked. The register is asked outside transactions."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.accounts.citizens import Citizen
from motcua.dossiers.errors import DraftNotFound
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.once_only import asking, filling
from motcua.dossiers.once_only.findings import Finding, read_all
from motcua.dossiers.once_only.models import Dispute, DossierSources, DraftSources
from motcua.dossiers.once_only.queries import known_before, origins_of
from motcua.dossiers.operations.confirming import void_changed
from motcua.eforms import rules as eforms
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


def keep_sources(*, draft: Draft, dossier: Dossier) -> None:
    """Keep with a dossier just filed where its answers came from, and what its applicant was spared."""
    origins = origins_of(draft, on=dossier.filed_on)
    filled = known_before(draft).filled
    _keep(
        dossier, origins, spared=[key for key, value in filled.items() if dossier.answers.get(key) == value]
    )
    Dispute.objects.filter(draft=draft, dossier=None).update(dossier=dossier)


def keep_known(*, dossier: Dossier, findings: Sequence[Finding]) -> None:
    """Keep the same with a dossier received at a counter, where the ``findings`` filled in the page."""
    form = dossier.version.form
    if form is None or not findings:
        return
    found = filling.candidates(form.definition, findings, dossier.answers, on=dossier.filed_on)
    origins = filling.origins(form.definition, found, dossier.answers)
    _keep(dossier, origins, spared=[key for key, origin in origins.items() if origin.match])


def _keep(dossier: Dossier, origins: Mapping[str, filling.Origin], *, spared: list[str]) -> None:
    form = dossier.version.form
    asked = eforms.check(form.definition, dossier.answers, on=dossier.filed_on).asked if form else set()
    sources = {key: _said(origin) for key, origin in origins.items() if key in dossier.answers}
    DossierSources.objects.get_or_create(
        dossier=dossier,
        defaults={
            "sources": sources,
            "asked_questions": len(asked),
            "spared_questions": len(asked.intersection(spared)),
            "spared_papers": Paper.objects.filter(
                reused_from__isnull=False, pk__in=dossier.papers.values("paper_id")
            ).count(),
        },
    )


def _said(origin: filling.Origin) -> dict[str, Any]:
    told = origin.match or origin.findings[0]
    held = {"from": told.source, "on": told.on, "detail": told.detail, "held": str(told.value)}
    if told.paper:
        held["paper"] = told.paper
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
