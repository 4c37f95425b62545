"""Which turn each dossier of an office takes, about which procedure, whose it is and when it is filed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from motcua.accounts.models import Person
from motcua.catalogue.facts import Channel, OnlineLevel, Stage
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.rules import clock_term
from motcua.jobs.seed import words
from motcua.jobs.seed.office import Office
from motcua.jobs.seed.people import BLOK, HYAO, shown
from motcua.jobs.seed.tale import Tale
from motcua.jobs.seed.turns import ORDINARY, TURNS, Turn
from motcua.kernel.legal_time import VIETNAM, TermUnit, due

DAYS = 182
FRESH = 0.15  # the share filed in the last days, much of which still lies on a desk
ONLINE = 0.82
LARGE = 2 * len(TURNS)  # an office with so many dossiers shows every turn
LONG = 7  # days
BEGUN = "1.001193"  # the registration of a birth
WEIGHTS = {
    "1.001193": 10,
    "1.004873": 8,
    "2.000815": 14,
    "1.001612": 6,
    "1.013225": 5,
    "3.000333": 10,
}
ROLES: dict[str, dict[str, tuple[str, str]]] = {
    "H21.117": {
        "supplement_waits": (BLOK, "1.013225"),
        "payment_waits": (BLOK, "1.001612"),
        "extended_now": (BLOK, "1.013229"),
        "error_reported": (BLOK, "1.004873"),
        "never_supplemented": (BLOK, "1.004222"),
        "ordinary": (BLOK, "1.010041"),
        "fetched_later": (HYAO, "2.000635"),
        "opinion_waits": (HYAO, "1.013225"),
        "corrected": (HYAO, "1.004873"),
        "withdrawn": (HYAO, "1.010038"),
        "refused_at_desk": (HYAO, "2.000720"),
        "with_officer": (HYAO, "1.004194"),
    },
    "H21.18": {
        "apology_waits": (BLOK, "1.014159"),
        "extended": (HYAO, "1.014159"),
    },
}
"""By office and turn: the citizen of the printed log-ins whose dossier takes it first, and about what."""


class Casting:
    def __init__(
        self, office: Office, versions: list[ProcedureVersion], people: list[Person], now: datetime
    ) -> None:
        self.office, self.versions, self.people, self.now = office, versions, people, now
        self.shown = shown()
        self.roles = dict(ROLES.get(office.unit.code, {}))

    def tales(self, count: int, seed: str) -> Iterator[tuple[Tale, Turn]]:
        random = Random(seed)  # noqa: S311
        for number, turn in enumerate(self._deal(count, random)):
            yield self.tale(turn, Random(f"{seed}-{number}"))  # noqa: S311

    def _deal(self, count: int, random: Random) -> Sequence[Turn]:
        """Return the turns of ``count`` dossiers: by weight, in a large office each at least once."""
        dealt: list[Turn] = []
        for turn in TURNS:
            share = count * turn.weight / 100
            times = int(share) + (random.random() < share % 1)
            dealt += [turn] * (max(times, 1) if count >= LARGE else times)
        random.shuffle(dealt)
        dealt = dealt[:count]
        return [*dealt, *[ORDINARY] * (count - len(dealt))]

    def tale(self, turn: Turn, random: Random) -> tuple[Tale, Turn]:
        """Return a dossier that takes the turn; the ordinary one where the office has no procedure for it."""
        fitting = [version for version in self.versions if _fits(turn, version)]
        if not fitting:
            turn, fitting = ORDINARY, self.versions
        number, code = self.roles.pop(turn.name, ("", ""))
        version = (
            next((each for each in fitting if each.code == code), None)
            or random.choices(fitting, [WEIGHTS.get(each.code, 1) for each in fitting])[0]
        )
        person = self.shown.get(number) or random.choice(self.people)
        possible = version.online != OnlineLevel.NONE.value
        online = possible and (turn.online or bool(number) or random.random() < ONLINE)
        tale = Tale(
            office=self.office,
            version=version,
            person=person,
            random=random,
            now=self.now,
            at=self._filed_at(turn, version, online=online, random=random),
            online=online,
            wishes={"receive_by": "desk"} if turn.desk else {},
        )
        return tale, turn

    def received_at(self, office: Office, at: datetime, random: Random) -> Tale:
        """Return one received over the counter of another desk, of a term long enough to be passed on."""
        long = [each for each in self.versions if _days(each) >= LONG] or self.versions
        person, version = random.choice(self.people), random.choice(long)
        return Tale(
            office=office, version=version, person=person, random=random, now=self.now, at=at, online=False
        )

    def draft(self, random: Random) -> Tale:
        """Return the form that a citizen of the printed log-ins has begun the other day."""
        version = next((each for each in self.versions if each.code == BEGUN), self.versions[0])
        at = self.office.last_moment(self.now - timedelta(days=2), random)
        return Tale(
            office=self.office,
            version=version,
            person=self.shown[HYAO],
            random=random,
            now=self.now,
            at=at,
            online=True,
        )

    def _filed_at(self, turn: Turn, version: ProcedureVersion, *, online: bool, random: Random) -> datetime:
        if turn.due_in:
            return self._filed_to_be_due(turn.due_in, version, online=online, random=random)
        low, high = turn.back
        if turn is ORDINARY and random.random() < FRESH:
            high = 3
        spread = 1.3 if high == DAYS else 1
        while True:
            back = low + (high - low) * random.random() ** spread
            moment = self._moment(self.now - timedelta(days=back), random)
            if moment and moment < self.now:
                return moment
            high += 0.5  # or a week of holidays would have no end

    def _filed_to_be_due(
        self, days: tuple[int, int], version: ProcedureVersion, *, online: bool, random: Random
    ) -> datetime:
        """Return the last moment of filing with a result due so many days from now, or the nearest to it."""
        term = clock_term(version.facts, Channel.ONLINE if online else Channel.COUNTER)
        assert term is not None, "asked of a procedure with a term"
        today = self.now.astimezone(VIETNAM).date()
        found: dict[int, datetime] = {}
        for back in range(1, 90):
            moment = self._moment(self.now - timedelta(days=back), random)
            if moment is None:
                continue
            accepted = self.office.later(moment, hours=4) if online else moment
            until = due(received_at=accepted, term=term, calendar=self.office.calendar).at
            left = (until.astimezone(VIETNAM).date() - today).days
            found.setdefault(max(days[0] - left, left - days[1], 0), moment)
        return found[min(found)]

    def _moment(self, around: datetime, random: Random) -> datetime | None:
        return self.office.moment_on(around.astimezone(VIETNAM).date(), random)


def _fits(turn: Turn, version: ProcedureVersion) -> bool:
    if turn.online and version.online == OnlineLevel.NONE.value:
        return False
    if turn.reviewed and Stage.REVIEW not in version.facts.process:
        return False
    if turn.occasion and not words.fitting(turn.occasion, version):
        return False
    return not turn.term or _days(version) >= turn.term


def _days(version: ProcedureVersion) -> float:
    """Return the term in days, the shorter of online and counter; 0 where the law sets none."""
    terms = [clock_term(version.facts, channel) for channel in (Channel.ONLINE, Channel.COUNTER)]
    return min((_in_days(term.amount, term.unit) if term else 0) for term in terms)


def _in_days(amount: float, unit: TermUnit) -> float:
    return {TermUnit.HOURS: amount / 8, TermUnit.MONTHS: amount * 30}.get(unit, amount)
