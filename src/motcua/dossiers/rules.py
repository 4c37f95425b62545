"""Pure decisions about a dossier: which term, which due date, which code."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from motcua.catalogue.facts import Channel, Procedure, Stage, Term
from motcua.catalogue.facts import TermUnit as SourceUnit
from motcua.dossiers import legal
from motcua.dossiers.models import Dossier
from motcua.dossiers.waits import Period
from motcua.kernel import legal_time
from motcua.kernel.legal_time import VIETNAM, TermUnit, WorkingCalendar, due


def term_of(procedure: Procedure, channel: Channel) -> Term | None:
    """
    Return the term for this way of filing: its first case, or that of another way when it names none.

    None when the law sets no term.
    """
    ways = sorted(procedure.ways, key=lambda way: way.channel != channel)
    return next((term for way in ways for term in way.terms), None)


def own_term(snapshot: Mapping[str, Any]) -> Term | None:
    """Return the term under which a dossier was filed in place of its procedure's, if it was."""
    own = snapshot.get("own_term")
    return Term.model_validate(own["term"]) if own else None


def term_said(dossier: Dossier) -> Term | None:
    """Return the term the dossier was filed under, as the law says it."""
    own = own_term(dossier.snapshot)
    return own or term_of(dossier.version.facts, Channel(dossier.channel))


def term_for_clock(dossier: Dossier) -> legal_time.Term | None:
    return as_counted(term_said(dossier))


def clock_term(procedure: Procedure, channel: Channel) -> legal_time.Term | None:
    """Return the term of a procedure as the clock counts it."""
    return as_counted(term_of(procedure, channel))


def as_counted(term: Term | None) -> legal_time.Term | None:
    """Return a term as the clock counts it. One without a unit is read as working days; pages say so."""
    if term is None:
        return None
    unit = SourceUnit.WORKING_DAYS if term.unit == SourceUnit.UNKNOWN else term.unit
    return legal_time.Term(term.amount, TermUnit(unit))


def ends_at(period: Period, *, start: datetime, calendar: WorkingCalendar) -> datetime:
    """
    Return the last moment of ``period``, counted from ``start``.

    Whoever has a term has its last day until midnight (Civil Code 91/2015/QH13, Art. 148.6).
    """
    term = legal_time.Term(period.amount, period.unit)
    last = due(received_at=start, term=term, calendar=calendar).at
    return datetime.combine(last.astimezone(VIETNAM).date(), time(23, 59, 59), VIETNAM)


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
