"""Everything that changes a filing of several procedures. Its lock comes before its dossiers'."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from motcua.accounts.citizens import Citizen
from motcua.catalogue.versions import in_force
from motcua.dossiers import operations as dossiers
from motcua.dossiers.errors import DraftNotFound, ProcedureNotFiledHere
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.once_only.operations import keep_sources
from motcua.dossiers.operations.co_declared import end_draft
from motcua.dossiers.operations.filing import Handed, Request
from motcua.dossiers.operations.parts import check_group
from motcua.dossiers.operations.vaulting import hand_in_what_was_read
from motcua.dossiers.policies import why_not
from motcua.dossiers.rules import code_of
from motcua.dossiers.states import Move
from motcua.interlinked.bundles import Bundle, bundle_for, named
from motcua.interlinked.errors import (
    FilingNotFound,
    NothingToWithdraw,
    NotInForce,
    PartNotFiledHere,
    PartNotHeld,
)
from motcua.interlinked.models import Filing, Part
from motcua.interlinked.onward import WITHDRAWN, advance, call_off, kept_for, record
from motcua.interlinked.outcomes import Outcome, outcome
from motcua.interlinked.places import unit_for
from motcua.interlinked.queries import loaded
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Unit
from motcua.orgs.queries import desk_of
from motcua.papers.models import Paper


@transaction.atomic
def submit(*, draft_id: uuid.UUID, citizen: Citizen, at: datetime) -> Dossier | Filing:
    """
    File what was filled in: a dossier, or all parts of a group at once. A second click gives the same.

    The draft is kept as it was when anything is refused: no part is filed without the others.

    :raises DraftNotFound: if it is not the citizen's.
    :raises NotInForce: if the group's rule does not hold on that day.
    :raises PartNotFiledHere: if no unit decides one of the parts.
    :raises Refusal: what ``dossiers.operations.submit_draft`` refuses.
    """
    draft = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("version__form", "unit", "person", "business", "dossier", "filing")
        .filter(pk=draft_id, person_id=citizen.person_id)
        .first()
    )
    if draft is None:
        raise DraftNotFound
    if not draft.version.facts.interlinked:
        return dossiers.submit_draft(draft_id=draft_id, citizen=citizen, at=at)
    earlier: Filing | None = getattr(draft, "filing", None)
    return earlier or _file(draft, citizen, at)


def _file(draft: Draft, citizen: Citizen, at: datetime) -> Filing:
    on = at.astimezone(VIETNAM).date()
    bundle = bundle_for(draft.version.code, on)
    if bundle is None:
        raise NotInForce
    if draft.unit is None:
        raise ProcedureNotFiledHere(reason=_("hãy chọn cơ quan giải quyết."))
    hand_in_what_was_read(draft, citizen=citizen, at=at)
    desk = desk_of(draft.unit, on=on)
    answers, confirmations = check_group(_whole(draft, draft.unit, desk), citizen, at=at)
    filing = _new_filing(draft, draft.unit, desk, bundle, answers, at)
    parts = _new_parts(filing, bundle, at)
    record(
        filing, "file", actor=citizen.actor, at=at, opens=True,
        parts=[part.key for part in parts], bundle=bundle.id, **confirmations,
    )  # fmt: skip
    _keep_papers(draft, filing, bundle)
    advance(filing, bundle, at=at, viewer=citizen)
    first = Part.objects.select_related("dossier").filter(filing=filing, state=Part.State.FILED)[0].dossier
    assert first is not None, "a constraint holds that there is one"
    end_draft(draft, first, at=at)
    keep_sources(draft=draft, dossier=first)
    return filing


def _whole(draft: Draft, unit: Unit, desk: Unit) -> Request:
    """Return the combined declaration as it would be one dossier, to be checked as one."""
    papers = [
        Handed(key=paper.kind, title=paper.title, paper_id=paper.pk, copies=1)
        for paper in Paper.objects.attached_to(draft.subject)
    ]
    applicant = draft.business or draft.person
    return Request(draft.version, unit, desk, applicant, draft.answers, papers, draft)


def _new_filing(
    draft: Draft, unit: Unit, desk: Unit, bundle: Bundle, answers: Mapping[str, Any], at: datetime
) -> Filing:
    on = at.astimezone(VIETNAM).date()
    number = _next_number(desk, on.isoformat())
    applicant = draft.business.name if draft.business else draft.person.full_name
    return Filing.objects.create(
        code=code_of(agency=desk.code, on=on, number=number),
        desk=desk, filed_on=on, number=number, bundle=bundle.id, version=draft.version, unit=unit,
        person=draft.person, business=draft.business, draft=draft, applicant=applicant,
        answers=dict(answers), filed_at=at,
    )  # fmt: skip


def _next_number(desk: Unit, on: str) -> int:
    """Return the next number of the desk on that day, under a lock of this series held to the commit."""
    with connection.cursor() as cursor:
        lock = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
        cursor.execute(lock, [f"interlinked:{desk.pk}:{on}"])
    last = Filing.objects.filter(desk=desk, filed_on=on).aggregate(Max("number"))["number__max"]
    return (last or 0) + 1


def _new_parts(filing: Filing, bundle: Bundle, at: datetime) -> list[Part]:
    found = []
    for place, rule in enumerate(bundle.parts, start=1):
        version = in_force(rule.procedure).first()
        unit = unit_for(rule, filing.unit, filing.filed_on)
        if version is None or unit is None:
            raise PartNotFiledHere(part=rule.title)
        found.append(Part(filing=filing, key=rule.key, place=place, version=version, unit=unit, since=at))
    return Part.objects.bulk_create(found)


def _keep_papers(draft: Draft, filing: Filing, bundle: Bundle) -> None:
    """Lay each paper with the part it is for: nobody else's dossier gets it."""
    for rule in bundle.parts:
        papers = Paper.objects.attached_to(draft.subject).filter(kind__in=rule.papers)
        papers.update(attached_to=kept_for(filing, rule.key))


@transaction.atomic
def carry_on(*, filing_id: uuid.UUID, at: datetime) -> None:
    """Do what follows from the parts' outcomes: file what waited for them, stop what became void."""
    filing = Filing.objects.select_for_update(of=("self",)).get(pk=filing_id)
    advance(filing, named(filing.bundle), at=at)


@transaction.atomic
def send_again(*, code: str, key: str, citizen: Citizen, at: datetime) -> Filing:
    """
    Try once more to file a part that could not be filed.

    :raises FilingNotFound: if it is not the citizen's.
    :raises PartNotHeld: if nothing holds it now.
    """
    filing = _locked(code, citizen)
    bundle = named(filing.bundle)
    held = filing.parts.filter(key=key, state=Part.State.HELD).first()
    if held is None:
        titles = {rule.key: rule.title for rule in bundle.parts}
        raise PartNotHeld(part=titles.get(key, key))
    held.state, held.since, held.reason, held.guidance = Part.State.WAITING, at, "", ""
    held.save()
    record(filing, "send-again", actor=citizen.actor, at=at, part=key)
    advance(filing, bundle, at=at)
    return filing


@transaction.atomic
def withdraw(*, code: str, citizen: Citizen, reason: str, at: datetime, key: str = "") -> Filing:
    """
    Withdraw one part, or with no ``key`` every part that has no result yet, and what depends on them.

    :raises FilingNotFound: if it is not the citizen's.
    :raises NothingToWithdraw: if all have ended.
    """
    filing = _locked(code, citizen)
    open_parts = [part for part in loaded(filing) if outcome(part) == Outcome.OPEN and key in {"", part.key}]
    done = [part.key for part in reversed(open_parts) if _withdraw(filing, part, citizen, reason, at)]
    if not done:
        raise NothingToWithdraw
    record(filing, "withdraw", actor=citizen.actor, at=at, parts=sorted(done), reason=reason.strip())
    advance(filing, named(filing.bundle), at=at)
    return filing


def _withdraw(filing: Filing, part: Part, citizen: Citizen, reason: str, at: datetime) -> bool:
    if part.dossier is None:
        call_off(filing, part, WITHDRAWN, actor=citizen.actor, at=at)
        return True
    if why_not(Move.WITHDRAW, citizen, part.dossier):
        return False
    dossiers.withdraw(code=part.dossier.code, viewer=citizen, reason=reason, at=at)
    return True


def _locked(code: str, citizen: Citizen) -> Filing:
    visible = Filing.objects.visible_to(citizen).filter(code=code)
    found = Filing.objects.select_for_update(of=("self",)).filter(pk__in=visible.values("pk")).first()
    if found is None:
        raise FilingNotFound(code=code)
    return found
