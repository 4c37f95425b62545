"""Asking the sources of a draft: ours at once, the register within a time and never in a transaction."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from motcua.accounts.citizens import owners_of
from motcua.accounts.operations import About, look_up
from motcua.accounts.population import Answer, Found, NotFound, Unavailable
from motcua.accounts.queries import person_by_number
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers import legal
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.once_only.findings import Finding, at_sign_in, of_earlier, on_paper, registered
from motcua.dossiers.once_only.models import DraftSources
from motcua.dossiers.once_only.roles import RELATIVES, relatives_asked
from motcua.eforms import elements
from motcua.eforms import rules as eforms
from motcua.eforms.definition import APPLICANT, FormDefinition
from motcua.journal.actor import Actor
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting
from motcua.papers.vault.models import HeldPaper, Use
from motcua.papers.vault.queries import vault_of

MOST_EARLIER = 10  # dossiers looked at
NOT_CONNECTED = "not connected"
Asking = DraftSources.Asking


def ours(draft: Draft, *, at: datetime) -> list[Finding]:
    """Return what is known without asking anybody: at the log-in, in the vault, from earlier dossiers."""
    on = at.astimezone(VIETNAM).date()
    return [*at_sign_in(draft.person, draft.business, on), *_in_vault(draft, at), *_earlier(draft, at)]


def _in_vault(draft: Draft, at: datetime) -> Iterator[Finding]:
    """
    Yield facts of papers in force; about others only where the procedure asks for that paper.

    A paper that a result of this procedure was given on says nothing more here: a proof of birth whose child
    is registered is not about the next child.
    """
    owners = owners_of(draft.person_id, [draft.business_id])
    types = draft.version.facts.types_asked
    usable = vault_of(*owners).usable(at.astimezone(VIETNAM).date()).exclude(facts={})
    uses = Use.objects.filter(held__in=usable, paper__attached_to__in=_granted(draft, owners))
    used = set(uses.values_list("held_id", flat=True))
    made_in = _made_in(usable)
    for held in usable.order_by("-issued_on", "-added_at"):
        about_others = held.paper_type in types and held.pk not in used
        if about_others or held.holder == draft.person.identity_number:
            yield from on_paper(held, about_others=about_others, made_in=made_in.get(held.came_from, ""))


def _granted(draft: Draft, owners: Iterable[str]) -> list[str]:
    """Return the dossiers of this procedure whose result is in the vault: a refusal is not."""
    results = HeldPaper.objects.held_by(*owners).filter(came_from__startswith="dossier:")
    kept = set(results.values_list("came_from", flat=True))
    done = Dossier.objects.filter(person_id=draft.person_id, version__code=draft.version.code)
    return [dossier.subject for dossier in done.exclude(result=None).only("pk") if dossier.subject in kept]


def _made_in(papers: Iterable[HeldPaper]) -> dict[str, str]:
    """Return the codes of the dossiers whose results they are, by the dossiers' subjects."""
    ids = [held.came_from.partition(":")[2] for held in papers if held.came_from.startswith("dossier:")]
    return {dossier.subject: dossier.code for dossier in Dossier.objects.filter(pk__in=ids).only("code")}


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


def concerns_register(form: FormDefinition) -> bool:
    """Return whether the form asks for what the register holds; otherwise nobody is looked up."""
    return any(
        elements.exists(question.element) and elements.get(question.element).register_key == "population"
        for question in eforms.all_fields(form)
    )


def of_register(draft: Draft, *, actor: Actor, at: datetime, within: float) -> Outcome:
    """Ask about the applicant, and about those relatives the form may ask of; ``within`` seconds for all."""
    person = draft.person
    about = About(person.identity_number, person.full_name, person.birth_date)

    def ask(who: About, seconds: float) -> Answer:
        return _look_up(draft.version, who, by=person, actor=actor, at=at, within=seconds)

    return _of_register(draft.version, about, ask, within)


def at_counter(
    version: ProcedureVersion, about: About, *, clerk: Posting, at: datetime, within: float
) -> Outcome:
    """Ask about somebody who stands before a clerk, and those relatives; who receives nowhere asks nobody."""
    if not clerk.holds(Duty.RECEIVE):
        return Outcome()
    person = person_by_number(about.identity_number)

    def ask(who: About, seconds: float) -> Answer:
        return _look_up(
            version, who, by=person, actor=clerk.actor, at=at, within=seconds, asked_by=clerk.actor.name
        )

    return _of_register(version, about, ask, within)


def _of_register(
    version: ProcedureVersion, about: About, ask: Callable[[About, float], Answer], within: float
) -> Outcome:
    form = version.form
    if form is None or not concerns_register(form.definition):
        return Outcome()
    end = time.monotonic() + within
    answer = ask(about, within)
    if not isinstance(answer, Found):
        return Outcome(asking=_unanswered(answer))
    outcome = Outcome(list(registered(APPLICANT, answer)))
    for role in sorted(relatives_asked(form.definition) & RELATIVES):
        relative = getattr(answer.person, role)
        if relative is None or not relative.identity_number:
            continue
        named = About(relative.identity_number, relative.full_name)
        found = ask(named, max(end - time.monotonic(), 0.05))
        if isinstance(found, Found):
            outcome.findings += registered(role, found)
        elif isinstance(found, Unavailable):
            outcome.asking = _unanswered(found)
    return outcome


def _look_up(version: ProcedureVersion, about: About, **who: Any) -> Answer:
    return look_up(about=about, purpose=version.title, service=version.code, **who)


def _unanswered(answer: Answer) -> str:
    if isinstance(answer, NotFound):
        return Asking.NOT_FOUND
    if isinstance(answer, Unavailable) and answer.why == NOT_CONNECTED:
        return Asking.NOT
    return Asking.GAVE_UP if isinstance(answer, Unavailable) and answer.lasting else Asking.ASKING
