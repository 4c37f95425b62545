"""
What the law of a dossier's day limits: how often and how soon more is asked, how often a date is moved.

A dossier follows the rules in force on the day it was filed.
"""

from __future__ import annotations

from datetime import date, datetime

from motcua.catalogue.facts import Channel
from motcua.dossiers import legal, waits
from motcua.dossiers.delivery.errors import NotSentOn
from motcua.dossiers.errors import (
    AdjustedOnlyOnline,
    AlreadyExtended,
    ExtensionTooLate,
    NoDueDate,
    NotAskedFor,
    NothingToSign,
    OpinionAwaited,
    SupplementAlreadyAsked,
    SupplementTooLate,
)
from motcua.dossiers.models import Dossier, Extension, Wait
from motcua.dossiers.rules import ends_at
from motcua.dossiers.states import Move
from motcua.dossiers.waits import Kind, WaitRule
from motcua.kernel.dated import NoRuleInForce
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import ONE_DAY, VIETNAM, WorkingCalendar
from motcua.orgs.calendars import calendar_for
from motcua.orgs.queries import is_desk_of


def day_of_filing(dossier: Dossier) -> date:
    return dossier.filed_at.astimezone(VIETNAM).date()


def wait_rule(dossier: Dossier, kind: Kind) -> WaitRule:
    """Return the rule of waiting for ``kind`` that the dossier follows, in the phase it is in."""
    return waits.rule_for(
        kind,
        dossier.phase,
        on=day_of_filing(dossier),
        procedure=dossier.version.code,
        field=dossier.version.field,
    )


def why_not(move: Move, dossier: Dossier, *, at: datetime | None) -> Refusal | None:
    """Return what the law, or the dossier's own past, has against ``move``; None where nothing."""
    match move:
        case Move.ASK_FOR_SUPPLEMENT:
            return _why_not_supplement(dossier, at)
        case Move.PROPOSE:
            return _why_not_propose(dossier, at)
        case Move.ADJUST:
            return _why_not_adjust(dossier)
        case Move.PROPOSE_EXTENSION | Move.SIGN_EXTENSION:
            return _why_not_extend(move, dossier, at)
        case Move.TAKE_UP:
            return _why_not_sent_on(dossier)
        case Move.RECORD_OPINION | Move.REPORT_LATE_OPINION:
            return None if open_opinions(dossier) else NotAskedFor()
    return None


def open_opinions(dossier: Dossier) -> list[Wait]:
    """Return the opinions asked for and not yet answered, the oldest first."""
    opinions = [w for w in dossier.waits.all() if w.kind == Kind.OPINION and w.ended_at is None]
    return sorted(opinions, key=lambda wait: (wait.asked_at, wait.pk))


def open_wait(dossier: Dossier) -> Wait | None:
    """Return the wait for the applicant that holds the dossier, or None."""
    return next((w for w in dossier.waits.all() if w.ended_at is None and w.kind != Kind.OPINION), None)


def extension_of(dossier: Dossier) -> Extension | None:
    return getattr(dossier, "extension", None)


def _why_not_supplement(dossier: Dossier, at: datetime | None) -> Refusal | None:
    """What is missing is asked for once, fully, and soon."""
    rule = wait_rule(dossier, Kind.SUPPLEMENT)
    times = _times_asked(dossier)
    if rule.limit is not None and times >= rule.limit:
        return SupplementAlreadyAsked(times=times, limit=rule.limit, citation=rule.citation)
    if at is None or rule.ask_within is None or dossier.accepted_at is None:
        return None
    until = ends_at(rule.ask_within, start=dossier.accepted_at, calendar=_calendar(dossier))
    if at <= until:
        return None
    return SupplementTooLate(
        until=f"{until.astimezone(VIETNAM):%d/%m/%Y}", days=rule.ask_within.amount, citation=rule.citation
    )


def _times_asked(dossier: Dossier) -> int:
    if not dossier.supplements:
        return 0
    asked = (w for w in dossier.waits.all() if w.kind == Kind.SUPPLEMENT)
    return sum(wait.phase == dossier.phase for wait in asked)


def _why_not_sent_on(dossier: Dossier) -> Refusal | None:
    """What another desk received comes as scans; until every paper is scanned it has not come."""
    desk, decider = dossier.receiving_unit, dossier.deciding_unit
    if desk.parent_id == decider.pk or dossier.channel == Channel.ONLINE.value:
        return None  # nearly all: nothing is asked of the database
    lacking = dossier.papers.filter(paper=None).exclude(originals=0, copies=0)
    names = "; ".join(lacking.order_by("pk").values_list("title", flat=True))
    if not names or is_desk_of(desk, decider, on=day_of_filing(dossier)):
        return None
    return NotSentOn(desk=desk.name, names=names)


def _why_not_propose(dossier: Dossier, at: datetime | None) -> Refusal | None:
    """An opinion asked for is awaited until its term; then the office goes on without it."""
    for wait in open_opinions(dossier):
        if at is not None and wait.until_at is not None and at <= wait.until_at:
            return OpinionAwaited(
                agency=wait.content["agency"], until=f"{wait.until_at.astimezone(VIETNAM):%d/%m/%Y}"
            )
    return None


def _why_not_adjust(dossier: Dossier) -> Refusal | None:
    try:
        rule = legal.rule("applicant.adjusts_online", day_of_filing(dossier))
    except NoRuleInForce:
        return AdjustedOnlyOnline(citation=legal.rule("applicant.adjusts_online", date.max).citation)
    if dossier.channel == Channel.ONLINE.value:
        return None
    return AdjustedOnlyOnline(citation=rule.citation)


def _why_not_extend(move: Move, dossier: Dossier, at: datetime | None) -> Refusal | None:
    if dossier.due_at is None:
        return NoDueDate()
    on = day_of_filing(dossier)
    limit, notice = legal.rule("extension.limit", on), legal.rule("extension.notice_days", on)
    extension = extension_of(dossier)
    if extension and extension.signed_at:
        return AlreadyExtended(limit=limit.value, citation=limit.citation)
    if move == Move.SIGN_EXTENSION and extension is None:
        return NothingToSign()
    last_day = dossier.due_at.astimezone(VIETNAM).date() - notice.value * ONE_DAY
    if at is None or at.astimezone(VIETNAM).date() <= last_day:
        return None
    return ExtensionTooLate(until=f"{last_day:%d/%m/%Y}", days=notice.value, citation=notice.citation)


def _calendar(dossier: Dossier) -> WorkingCalendar:
    assert dossier.accepted_at is not None
    return calendar_for(dossier.deciding_unit_id, around=dossier.accepted_at.astimezone(VIETNAM).date())
