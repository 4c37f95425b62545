"""Pure decisions about a dossier: which term, which due date, which code."""

from datetime import date, datetime

from motcua.catalogue.facts import Channel, Procedure, Stage, Term
from motcua.catalogue.facts import TermUnit as SourceUnit
from motcua.dossiers import legal
from motcua.kernel import legal_time
from motcua.kernel.legal_time import Due, TermUnit, WorkingCalendar, due


def term_of(procedure: Procedure, channel: Channel) -> Term | None:
    """
    Return the term for this way of filing: its first case, or that of another way when it names none.

    None when the law sets no term.
    """
    ways = sorted(procedure.ways, key=lambda way: way.channel != channel)
    return next((term for way in ways for term in way.terms), None)


def due_for(term: Term | None, *, accepted_at: datetime, calendar: WorkingCalendar) -> Due | None:
    """Return when the term ends. A source without a unit is read as working days; pages say so."""
    if term is None:
        return None
    unit = SourceUnit.WORKING_DAYS if term.unit == SourceUnit.UNKNOWN else term.unit
    length = legal_time.Term(term.amount, TermUnit(unit))
    return due(received_at=accepted_at, term=length, calendar=calendar)


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
