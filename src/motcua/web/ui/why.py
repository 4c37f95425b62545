"""
"Why this date" in plain words: a few sentences that can be read aloud, then the days, those alike together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.catalogue.facts import Term as SourceTerm
from motcua.catalogue.facts import TermUnit as SourceUnit
from motcua.dossiers.explaining import Explained
from motcua.kernel.legal_time import (
    ONE_DAY,
    VIETNAM,
    ClockFacts,
    CountedDay,
    Due,
    Effect,
    TermUnit,
    rules_on,
)
from motcua.web.ui.formats import figure, full_day, full_time, term_words

WEEKEND = frozenset({"Thứ Bảy", "Chủ nhật"})
PLAIN = "Ngày làm việc"
SAYS_IT_ALL = ("không tính", "không còn tính")  # a reason that already says the day does not count


@dataclass
class Line:
    """
    Days in a row of which the same is to be said; ``first`` … ``last`` of those counted (0: none is).

    ``added`` are those to a new date, ``made_up`` those after it.
    """

    days: list[CountedDay]
    unit: TermUnit
    first: float = 0
    last: float = 0
    added: bool = False
    made_up: bool = False

    @property
    def counted(self) -> bool:
        return self.days[0].counted

    @property
    def citations(self) -> list[str]:
        return list(dict.fromkeys(day.citation for day in self.days if day.citation))

    @property
    def when(self) -> str:
        first, last = self.days[0].on, self.days[-1].on
        if first == last:
            return _upper(full_day(first))
        if last - first == ONE_DAY:
            return _("%(first)s và %(last)s") % {"first": _upper(full_day(first)), "last": full_day(last)}
        return _("Từ %(first)s đến hết %(last)s") % {"first": full_day(first), "last": full_day(last)}

    @property
    def said(self) -> str:
        """Whether the days count, which of the term they are, and why: one or two sentences."""
        if self.added:
            return _("Thời gian được gia hạn.")
        if self.made_up:
            return f"{_upper(_(self.days[0].reasons[0]))}."
        reasons = list(dict.fromkeys(reason for day in self.days for reason in day.reasons))
        if not self.counted and any(text in reasons[0].lower() for text in SAYS_IT_ALL):
            return f"{_upper(self._why(reasons))}."
        if reasons == [PLAIN] and self.unit == TermUnit.WORKING_DAYS:
            return f"{self._verdict()}."
        return f"{self._verdict()}. {_upper(self._why(reasons))}."

    def _why(self, reasons: list[str]) -> str:
        weekend = set(reasons) == WEEKEND
        said = _("nghỉ cuối tuần") if weekend else "; ".join(_(reason) for reason in reasons)
        if self.days[-1].ends_off:
            said = _("{reason}: hạn rơi vào ngày nghỉ").format(reason=said)
        return said

    def _verdict(self) -> str:
        if not self.counted:
            return _("Không tính")
        if self.unit == TermUnit.HOURS:
            hours = sum(day.amount for day in self.days)
            return _("Tính %(n)s giờ") % {"n": figure(round(hours, 2))}
        if self.last == 0 or self.days[0].amount < 1:
            amount = sum(day.amount for day in self.days)
            return _("Tính %(n)s ngày") % {"n": figure(amount)} if amount else _("Tính")
        which = {"first": _ordinal(self.first), "last": _ordinal(self.last)}
        if self.unit == TermUnit.WORKING_DAYS:
            if self.first == self.last:
                return _("Tính, là ngày làm việc thứ %(last)s") % which
            return _("Tính, là ngày làm việc thứ %(first)s đến thứ %(last)s") % which
        if self.first == self.last:
            return _("Tính, là ngày thứ %(last)s") % which
        return _("Tính, là ngày thứ %(first)s đến thứ %(last)s") % which


@dataclass(frozen=True)
class Why:
    """``lead``: sentences; ``lines``: the days; ``note``: why at this hour."""

    lead: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    note: str = ""
    note_citation: str = ""


def why(found: Explained) -> Why:
    """Return the explanation in the reader's language."""
    facts, due = found.facts, found.due
    rules = rules_on(facts.received_at.astimezone(VIETNAM).date())
    rule, by_hours = rules["end.closing"], facts.term.unit == TermUnit.HOURS
    given = {rules["extension"].value, *(each.reason for each in facts.extensions)}
    return Why(
        lead=list(_lead(facts, due)),
        lines=list(_lines(due.days, facts.term.unit, given, rules["extension.made_up"].value)),
        note="" if by_hours or due.ends_at is None else _(rule.value),
        note_citation=rule.citation,
    )


def _lead(facts: ClockFacts, due: Due) -> Iterator[str]:
    term = term_words(SourceTerm(amount=facts.term.amount, unit=SourceUnit(facts.term.unit.value)))
    yield _("Hồ sơ được tiếp nhận lúc %(at)s. Thời hạn là %(term)s.") % {
        "at": full_time(facts.received_at),
        "term": _lower(term),
    }
    for stop in facts.stops:
        yield from _stopped(stop.from_at, stop.to_at, stop.effect, _lower(_(stop.reason)))
    if due.ends_at is None:
        yield _standing(facts, due)
        return
    extended = bool(due.first_at and due.first_at < due.ends_at)  # else counted anew since
    if extended and due.first_at:
        yield _("Hạn lúc đầu là %(first)s; cơ quan đã xin lỗi và gia hạn một lần.") % {
            "first": full_time(due.first_at)
        }
        yield from _made_up(facts)
    yield _("Vì vậy hạn trả kết quả là %(due)s.") % {"due": full_time(due.ends_at)}
    off = sum(not day.counted for day in due.days)
    if off and not extended:
        yield ngettext(
            "Từ ngày tiếp nhận đến hạn có %(all)s ngày, trong đó %(off)s ngày không tính. Từng ngày như sau.",
            "Từ ngày tiếp nhận đến hạn có %(all)s ngày, trong đó %(off)s ngày không tính. Từng ngày như sau.",
            off,
        ) % {"all": len(due.days), "off": off}
    else:
        yield _("Từng ngày như sau.")


def _made_up(facts: ClockFacts) -> Iterator[str]:
    """Say of a new date that what the clock stood still after it was given came on top."""
    for given in facts.extensions:
        stood = given.given_at and any(
            stop.effect == Effect.SUSPENDED and stop.from_at >= given.given_at for stop in facts.stops
        )
        if stood and given.until:
            yield _("Ngày hẹn mới là %(until)s; sau đó đồng hồ có lúc dừng, lúc ấy được tính bù.") % {
                "until": full_time(given.until)
            }


def _stopped(from_at: datetime, to_at: datetime | None, effect: Effect, reason: str) -> Iterator[str]:
    times = {"from": full_time(from_at), "to": full_time(to_at) if to_at else "", "reason": reason}
    if to_at is None:
        yield _("Từ %(from)s: %(reason)s.") % times
    elif effect == Effect.ANEW:
        yield (
            _("Lúc %(from)s, cơ quan yêu cầu bổ sung. Lúc %(to)s, hồ sơ đã đủ, nên thời hạn tính lại từ đầu.")
            % times
        )
    else:
        yield _("Từ %(from)s đến %(to)s: %(reason)s.") % times


def _standing(facts: ClockFacts, due: Due) -> str:
    if due.standing and due.standing.effect == Effect.ANEW:
        return _("Vì vậy lúc này chưa có ngày hẹn. Khi hồ sơ đủ, thời hạn tính lại từ đầu.")
    unit = SourceUnit.HOURS if facts.term.unit == TermUnit.HOURS else SourceUnit(facts.term.unit.value)
    left = term_words(SourceTerm(amount=due.left, unit=unit))
    return _("Vì vậy lúc này chưa có ngày hẹn. Khi thời hạn chạy lại, còn %(left)s.") % {"left": left}


def _lines(days: Sequence[CountedDay], unit: TermUnit, given: set[str], made_up: str) -> Iterator[Line]:
    """Yield the days, those alike together; what an extension added is first said to be ``given``."""
    number = 0.0
    line: Line | None = None
    for day in days:
        added = day.reasons[0] in given
        if line and (added if line.added else not added and _alike(line.days[-1], day)):
            line.days.append(day)
        else:
            if line:
                yield line
            line = Line([day], unit, first=number + 1, added=added, made_up=day.reasons[0] == made_up)
        number += day.amount
        line.last = number if day.counted else 0
    if line:
        yield line


def _alike(one: CountedDay, other: CountedDay) -> bool:
    """Return whether two days are said together: one after the other, counted alike, for the same reason."""
    if other.on != one.on + ONE_DAY or one.counted != other.counted or one.ends_off or other.ends_off:
        return False
    if one.reasons == other.reasons and one.citation == other.citation:
        return True
    if one.counted:
        return False
    weekend = [bool(WEEKEND & set(day.reasons)) for day in (one, other)]
    # Holidays in a row are said together, and the two days of a weekend, but not one with the other.
    own = any(
        text in reason.lower() for day in (one, other) for reason in day.reasons for text in SAYS_IT_ALL
    )
    return weekend[0] == weekend[1] and one.citation == other.citation and not own


def _ordinal(number: float) -> str:
    return _("nhất") if number == 1 else figure(number)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
