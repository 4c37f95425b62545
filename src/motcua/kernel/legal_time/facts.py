"""
The dated facts a due date is derived from, and what is derived.

Nothing counts down: whoever keeps a dossier rebuilds these facts from its acts and asks ``due`` again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from motcua.kernel.legal_time.errors import ClockStands, StopEndsBeforeItBegins
from motcua.kernel.legal_time.rules import rules_on
from motcua.kernel.legal_time.terms import Term


class Effect(StrEnum):
    """What a stop does to the term."""

    SUSPENDED = "suspended"  # the days until the restart do not count
    ANEW = "anew"  # at the restart the whole term begins again
    GOES_ON = "goes-on"  # waited for, but the term runs


class StopKind(StrEnum):
    """Why the clock stands; the rule ``stop.<kind>`` of the day of reception says to what effect."""

    SUPPLEMENT = "supplement"
    PAYMENT = "payment"
    VERIFICATION = "verification"
    OPINION = "opinion"
    OTHER = "other"


@dataclass(frozen=True)
class Stop:
    """
    The clock stands for ``[from_at, to_at)``; ``to_at`` None: it still stands.

    A sector's own law gives ``effect`` and ``citation`` directly; else take ``stop_by_rule``.
    """

    from_at: datetime
    to_at: datetime | None
    effect: Effect
    reason: str
    citation: str

    def __post_init__(self) -> None:
        if self.to_at is not None and self.to_at < self.from_at:
            raise StopEndsBeforeItBegins(
                from_at=f"{self.from_at:%H:%M %d/%m/%Y}", to_at=f"{self.to_at:%H:%M %d/%m/%Y}"
            )

    def stands_at_end(self, moment: datetime) -> bool:
        """Return whether the clock stands in the last instant before ``moment``."""
        return self.from_at < moment and (self.to_at is None or moment <= self.to_at)


def stop_by_rule(kind: StopKind, *, from_at: datetime, to_at: datetime | None, received_on: date) -> Stop:
    """Return a stop with the effect, the words and the citation in force on the day of reception."""
    rule = rules_on(received_on)[f"stop.{kind}"]
    return Stop(from_at, to_at, Effect(rule.value["effect"]), rule.value["reason"], rule.citation)


@dataclass(frozen=True)
class Extension:
    """
    A new date (``until``), or more time (``term``), given with its reason.

    ``given_at`` is when: what the clock stands still from then on is made up after the new date, and a term
    counted anew from then on knows it no more. How many are allowed is not the clock's question (Decree
    118/2025/NĐ-CP, Art. 19.6: one new date).
    """

    until: datetime | None = None
    term: Term | None = None
    reason: str = ""
    citation: str = ""
    given_at: datetime | None = None

    def __post_init__(self) -> None:
        if (self.until is None) == (self.term is None):
            raise ValueError("an extension is a new date or more time, one of them")


@dataclass(frozen=True, slots=True)
class CountedDay:
    """
    One line of the table "why this date".

    ``amount`` is what the day takes from the term, in the term's unit: 0.5 for half a day, 2.5 hours.
    ``ends_off``: the term would end here, on a day off, and moves on. Each of ``reasons`` is a message of
    its own, for the catalogue.
    """

    on: date
    counted: bool
    reasons: tuple[str, ...]
    citation: str = ""
    amount: float = 0
    ends_off: bool = False

    @property
    def reason(self) -> str:
        return "; ".join(self.reasons)

    @property
    def sentence(self) -> str:
        """The whole reason in Vietnamese, for a reader without our pages."""
        if not self.ends_off:
            return self.reason
        text: str = rules_on(self.on)["day.end_moved"].value
        return text.format(reason=self.reason)


@dataclass(frozen=True, slots=True)
class Due:
    """
    When the term ends, and each day that led there.

    ``ends_at`` is None while the clock stands: then ``standing`` is the stop and ``left`` what remains of
    the term, in its unit. ``first_at`` is when the term ended before any extension.
    """

    ends_at: datetime | None
    days: tuple[CountedDay, ...]
    left: float = 0
    standing: Stop | None = None
    first_at: datetime | None = None

    @property
    def at(self) -> datetime:
        """
        Return ``ends_at`` of a clock that runs.

        :raises ClockStands: while it stands.
        """
        if self.ends_at is None:
            raise ClockStands
        return self.ends_at


@dataclass(frozen=True)
class ClockFacts:
    """
    All that the due date of one dossier depends on, beside its unit's calendar.

    Rebuilt from the acts: ``received_at`` is full, valid reception (Decree 118/2025/NĐ-CP, Art. 17.3), a
    request to supplement and its answer are a stop, a letter of apology with a new date an extension.
    """

    received_at: datetime
    term: Term
    stops: tuple[Stop, ...] = ()
    extensions: tuple[Extension, ...] = ()

    def restarted(self, at: datetime) -> ClockFacts:
        """Return the facts as they would be if every standing clock ran again ``at``."""
        stops = tuple(s if s.to_at else replace(s, to_at=max(at, s.from_at)) for s in self.stops)
        return replace(self, stops=stops)
