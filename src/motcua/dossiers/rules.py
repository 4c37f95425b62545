"""Pure decisions about a dossier: which term, which due date, which code."""

from collections.abc import Sequence
from datetime import date, datetime, time

from motcua.catalogue.facts import Channel, Procedure, Stage, Term
from motcua.catalogue.facts import TermUnit as SourceUnit
from motcua.dossiers import legal
from motcua.dossiers.waits import Period
from motcua.kernel import legal_time
from motcua.kernel.legal_time import ONE_DAY, VIETNAM, Due, TermUnit, WorkingCalendar, due


def term_of(procedure: Procedure, channel: Channel) -> Term | None:
    """
    Return the term for this way of filing: its first case, or that of another way when it names none.

    None when the law sets no term.
    """
    ways = sorted(procedure.ways, key=lambda way: way.channel != channel)
    return next((term for way in ways for term in way.terms), None)


def due_for(
    term: Term | None,
    *,
    accepted_at: datetime,
    calendar: WorkingCalendar,
    stops: Sequence[tuple[datetime, datetime]] = (),
    new_date: tuple[datetime, datetime] | None = None,
) -> Due | None:
    """
    Return when the term ends. A source without a unit is read as working days; pages say so.

    ``stops`` are when the term stood still; ``new_date`` is when an apology was signed and what it promised.
    """
    if term is None:
        return None
    unit = TermUnit(SourceUnit.WORKING_DAYS if term.unit == SourceUnit.UNKNOWN else term.unit)
    found = due(received_at=accepted_at, term=legal_time.Term(term.amount, unit), calendar=calendar)
    if new_date:
        signed_at, promised = new_date
        found = Due(promised, found.days)
        stops = [(begins, ends) for begins, ends in stops if begins >= signed_at]
    for begins, ends in stops:
        found = Due(_later(found.at, begins, ends, calendar), found.days)
    return found


def _later(due_at: datetime, begins: datetime, ends: datetime, calendar: WorkingCalendar) -> datetime:
    """Return ``due_at`` moved by the working days on which the term stood still."""
    on, last = begins.astimezone(VIETNAM).date(), ends.astimezone(VIETNAM).date()
    stood_still = sum(calendar.is_working(on + i * ONE_DAY) for i in range(1, (last - on).days + 1))
    local = due_at.astimezone(VIETNAM)
    day = local.date()
    for _ in range(stood_still):
        day = calendar.next_working(day + ONE_DAY)
    return datetime.combine(day, local.timetz())


def ends_at(period: Period, *, start: datetime, calendar: WorkingCalendar) -> datetime:
    """
    Return the last moment of ``period``, counted from ``start``.

    Whoever has a term has its last day until midnight (Civil Code 91/2015/QH13, Art. 148.6).
    """
    term = legal_time.Term(period.amount, period.unit)
    last = due(received_at=start, term=term, calendar=calendar).at
    return datetime.combine(last.astimezone(VIETNAM).date(), time(23, 59, 59), VIETNAM)


def closing_of(on: date, calendar: WorkingCalendar) -> datetime:
    """Return when the office closes on ``on``."""
    return calendar.closing(on)


def code_of(*, agency: str, on: date, number: int) -> str:
    """
    Return the official dossier code, in the layout in force on the day.

    Decree 118/2025/NĐ-CP, Art. 28; before it Circular 01/2018/TT-VPCP, Art. 19.
    """
    root, _, unit = agency.partition(".")
    layout: str = legal.value("code.layout", on)
    return layout.format(agency=agency, root=root, unit=unit or "00", yymmdd=f"{on:%y%m%d}", number=number)


def next_stage(procedure: Procedure, stage: Stage | None) -> Stage:
    """Return the stage after ``stage`` (None: before the first) in the procedure's process."""
    process = procedure.process
    return process[0] if stage is None else process[process.index(stage) + 1]
