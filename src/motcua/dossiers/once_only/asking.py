"""Asking the sources of a draft: ours at once, the register within a time and never in a transaction."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from motcua.accounts.operations import About, look_up
from motcua.accounts.population import Answer, Found, NotFound, Unavailable
from motcua.dossiers import legal
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.once_only.findings import Finding, at_sign_in, of_earlier, on_paper, registered
from motcua.dossiers.once_only.models import DraftSources
from motcua.dossiers.once_only.roles import RELATIVES, relatives_asked
from motcua.eforms import elements
from motcua.eforms import rules as eforms
from motcua.eforms.definition import APPLICANT
from motcua.journal.actor import Actor
from motcua.kernel.legal_time import VIETNAM
from motcua.papers.vault.models import Use
from motcua.papers.vault.queries import vault_of

MOST_EARLIER = 10  # dossiers looked at
NOT_CONNECTED = "not connected"
Asking = DraftSources.Asking


def ours(draft: Draft, *, at: datetime) -> list[Finding]:
    """Return what is known without asking anybody: at the log-in, in the vault, from earlier dossiers."""
    on = at.astimezone(VIETNAM).date()
    return [*at_sign_in(draft.person, draft.business, on), *_in_vault(draft, at), *_earlier(draft, at)]


def _in_vault(draft: Draft, at: datetime) -> Iterator[Finding]:
    """Yield facts of papers in force; about others only where the procedure asks for that paper."""
    owners = [f"person:{draft.person_id}", *([f"business:{draft.business_id}"] if draft.business_id else [])]
    types = {each for paper in draft.version.facts.papers for each in (paper.key, *paper.types)}
    usable = vault_of(*owners).usable(at.astimezone(VIETNAM).date()).exclude(facts={})
    used = set(Use.objects.filter(held__in=usable, kind=Use.Kind.REUSED).values_list("held_id", flat=True))
    for held in usable.order_by("-issued_on", "-added_at"):
        about_others = held.paper_type in types and held.pk not in used
        if about_others or held.holder == draft.person.identity_number:
            yield from on_paper(held, about_others=about_others)


def _earlier(draft: Draft, at: datetime) -> Iterator[Finding]:
    on = at.astimezone(VIETNAM).date()
    since = on - timedelta(days=legal.value("once_only.earlier_days", on))
    theirs = Dossier.objects.filter(person_id=draft.person_id)
    if draft.business_id:
        theirs = Dossier.objects.filter(business_id=draft.business_id)
    recent = theirs.filter(filed_on__gte=since).select_related("version__form").order_by("-filed_at")
    for dossier in recent[:MOST_EARLIER]:
        yield from of_earlier(dossier)


@dataclass
class Outcome:
    """What came of asking the register. ``asking``: what is left to say of it on the pages."""

    findings: list[Finding] = field(default_factory=list)
    asking: str = Asking.NOT


def concerns_register(draft: Draft) -> bool:
    """Return whether the form asks for what the register holds; otherwise nobody is looked up."""
    form = draft.version.form
    return form is not None and any(
        elements.exists(question.element) and elements.get(question.element).register_key == "population"
        for question in eforms.all_fields(form.definition)
    )


def of_register(draft: Draft, *, actor: Actor, at: datetime, within: float) -> Outcome:
    """Ask about the applicant, and about those relatives the form may ask of; ``within`` seconds for all."""
    form = draft.version.form
    if form is None or not concerns_register(draft):
        return Outcome()
    end = time.monotonic() + within
    person = draft.person
    about = About(person.identity_number, person.full_name, person.birth_date)
    answer = _ask(draft, about, actor, at, within)
    if not isinstance(answer, Found):
        return Outcome(asking=_unanswered(answer))
    outcome = Outcome(list(registered(APPLICANT, answer)))
    for role in sorted(relatives_asked(form.definition) & RELATIVES):
        relative = getattr(answer.person, role)
        if relative is None or not relative.identity_number:
            continue
        named = About(relative.identity_number, relative.full_name)
        found = _ask(draft, named, actor, at, max(end - time.monotonic(), 0.05))
        if isinstance(found, Found):
            outcome.findings += registered(role, found)
        elif isinstance(found, Unavailable):
            outcome.asking = _unanswered(found)
    return outcome


def _ask(draft: Draft, about: About, actor: Actor, at: datetime, within: float) -> Answer:
    return look_up(
        about=about,
        by=draft.person,
        purpose=draft.version.title,
        service=draft.version.code,
        actor=actor,
        at=at,
        within=within,
    )


def _unanswered(answer: Answer) -> str:
    if isinstance(answer, NotFound):
        return Asking.NOT_FOUND
    if isinstance(answer, Unavailable) and answer.why == NOT_CONNECTED:
        return Asking.NOT
    return Asking.GAVE_UP if isinstance(answer, Unavailable) and answer.lasting else Asking.ASKING
