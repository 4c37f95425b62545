"""Asking the population register: who asked about whom, and why, is written down whatever the answer."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.accounts import population
from motcua.accounts.models import Person
from motcua.accounts.operations.people import subject_of
from motcua.accounts.population import Answer, Found, NotFound, Question
from motcua.journal import operations as journal
from motcua.journal.actor import Actor
from motcua.kernel.identity import masked, number_facts


@dataclass(frozen=True, slots=True)
class About:
    """Somebody to ask about. Without a date of birth, the year that a 12-digit number tells is asked with."""

    identity_number: str
    full_name: str
    birth_date: str = ""

    @property
    def born(self) -> str:
        facts = number_facts(self.identity_number)
        return self.birth_date or (str(facts.birth_year) if facts else "")


def look_up(
    *,
    about: About,
    by: Person | None,
    purpose: str,
    service: str,
    actor: Actor,
    at: datetime,
    within: float,
    asked_by: str = "",
) -> Answer:
    """
    Ask the register about ``about`` for ``by``, whose dossier needs it; wait ``within`` seconds at most.

    ``by`` is None for somebody at a counter whom nobody has written down yet; ``asked_by`` is then the clerk.
    The network is asked outside any transaction. The act says who, about whom (masked), for what, and whether
    there was an answer; never what it said.
    """
    if not (about.identity_number and about.full_name and about.born):
        return NotFound("number, name or birth is not known")
    reference = uuid.uuid4().hex
    answer = population.register().look_up(
        Question(
            identity_number=about.identity_number,
            full_name=about.full_name,
            birth_date=about.born,
            purpose=purpose,
            service=service,
            asked_by=asked_by or (by.identity_number if by else "") or actor.name,
            reference=reference,
        ),
        within=within,
    )
    said = {"purpose": purpose, "service": service, "reference": reference, "outcome": _outcome(answer)}
    _write_down(by, actor=actor, at=at, said={"about": masked(about.identity_number), **said})
    return answer


@transaction.atomic
def _write_down(by: Person | None, *, actor: Actor, at: datetime, said: Mapping[str, Any]) -> None:
    if by:
        Person.objects.select_for_update(of=("self",)).get(pk=by.pk)
    subject = subject_of(by) if by else f"look-up:{said['reference']}"
    journal.record("person.looked-up", subject=subject, actor=actor, at=at, opens=by is None, **said)


def _outcome(answer: Answer) -> str:
    if isinstance(answer, Found):
        return "found"
    return "not-found" if isinstance(answer, NotFound) else answer.why
