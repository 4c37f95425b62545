"""When each part ends, or is expected to, and the one day on which everything is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.catalogue.facts import Channel, Term
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import as_counted, term_of, term_said
from motcua.dossiers.states import UNDER_TERM, WAITING, State
from motcua.interlinked.bundles import Bundle, PartRule
from motcua.interlinked.models import Part
from motcua.interlinked.outcomes import Outcome, outcome
from motcua.kernel.legal_time import VIETNAM, ClockFacts, due_by_facts
from motcua.orgs.calendars import calendar_for


class Why(StrEnum):
    """What a part's date stands on."""

    DONE = "done"  # it has its result
    NOTHING = "nothing"  # it ended without one
    APPOINTED = "appointed"  # the office has said when
    FROM_FILING = "from-filing"  # not received yet: its term as if it began at once
    AFTER = "after"  # it waits: its term as if it began when those before it are due
    ASKED = "asked"  # the applicant is waited for: no date
    HELD = "held"  # it could not go on: no date
    NO_TERM = "no-term"  # the law sets none


@dataclass(frozen=True)
class Prospect:
    """
    One part's date and why; ``begins_at`` and ``term`` where it was reckoned; ``after``: what it waits for.

    ``at`` is None where no date can be said.
    """

    why: Why
    at: datetime | None = None
    begins_at: datetime | None = None
    term: Term | None = None
    after: tuple[str, ...] = ()

    @property
    def over(self) -> bool:
        return self.why in {Why.DONE, Why.NOTHING}

    @property
    def expected(self) -> bool:
        """Whether the date is reckoned ahead: no office has appointed it."""
        return self.why in {Why.FROM_FILING, Why.AFTER}


def prospects(bundle: Bundle, parts: Sequence[Part], *, now: datetime) -> dict[str, Prospect]:
    """Return the prospect of each part, those before it first. What has not begun begins ``now`` at best."""
    found: dict[str, Prospect] = {}
    for part in parts:
        found[part.key] = _prospect(part, bundle.part(part.key), found, now)
    return found


def result_day(found: Mapping[str, Prospect]) -> datetime | None:
    """Return the latest date of all parts not over; None where one cannot be said, or nothing is left."""
    left = [prospect.at for prospect in found.values() if not prospect.over]
    return max((at for at in left if at), default=None) if all(left) else None


def _prospect(part: Part, rule: PartRule, before: Mapping[str, Prospect], now: datetime) -> Prospect:
    match outcome(part):
        case Outcome.GIVEN:
            assert part.dossier is not None
            return Prospect(Why.DONE, part.dossier.ended_at)
        case Outcome.NOT_GIVEN:
            return Prospect(Why.NOTHING, part.dossier.ended_at if part.dossier else part.since)
    if part.dossier:
        return _of_dossier(part.dossier, now)
    if part.state == Part.State.HELD:
        return Prospect(Why.HELD)
    return _of_waiting(part, rule, before, now)


def _of_dossier(dossier: Dossier, now: datetime) -> Prospect:
    state, term = State(dossier.state), term_said(dossier)
    if state in WAITING:
        return Prospect(Why.ASKED)
    if state in UNDER_TERM:
        due_at = dossier.due_at
        return Prospect(Why.APPOINTED if due_at else Why.NO_TERM, due_at, dossier.accepted_at, term)
    return _reckoned(Why.FROM_FILING, term, max(dossier.filed_at, now), dossier.deciding_unit_id)


def _of_waiting(part: Part, rule: PartRule, before: Mapping[str, Prospect], now: datetime) -> Prospect:
    ends = [before[key].at for key in rule.after]
    begins_at = max((at for at in ends if at), default=now) if all(ends) else None
    begins_at = max(begins_at, now) if begins_at else None
    term = rule.own_term.term if rule.own_term else term_of(part.version.facts, Channel.ONLINE)
    return _reckoned(Why.AFTER, term, begins_at, part.unit_id, rule.after)


def _reckoned(
    why: Why, term: Term | None, begins_at: datetime | None, unit_id: int, after: tuple[str, ...] = ()
) -> Prospect:
    counted = as_counted(term)
    if counted is None:
        return Prospect(Why.NO_TERM, after=after)
    if begins_at is None:
        return Prospect(why, None, None, term, after)
    calendar = calendar_for(unit_id, around=begins_at.astimezone(VIETNAM).date())
    ends_at = due_by_facts(ClockFacts(begins_at, counted), calendar).ends_at
    return Prospect(why, ends_at, begins_at, term, after)
