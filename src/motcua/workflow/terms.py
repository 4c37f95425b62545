"""The legal term of a procedure, in working hours."""

from decimal import Decimal

from motcua.catalogue.facts import Channel, Procedure
from motcua.catalogue.queries import version_in_force
from motcua.dossiers.rules import clock_term
from motcua.kernel.legal_time.terms import Term, TermUnit
from motcua.workflow.bpmn.values import HOURS_A_DAY


def legal_hours(procedure: Procedure) -> Decimal | None:
    """
    Return the hours within which every way of filing must be answered, None where the law sets none.

    A term in calendar days or months has no fixed number of working hours: it is not counted.
    """
    terms = [clock_term(procedure, channel) for channel in Channel]
    counted = [hours for term in terms if term and (hours := _hours(term)) is not None]
    return min(counted, default=None)


def legal_hours_of(code: str) -> Decimal | None:
    """:raises KeyError: if no procedure of that code is in force."""
    version = version_in_force(code, audience=None)
    if version is None:
        raise KeyError(code)
    return legal_hours(version.facts)


def _hours(term: Term) -> Decimal | None:
    amount = Decimal(str(term.amount))
    if term.unit == TermUnit.HOURS:
        return amount
    if term.unit == TermUnit.WORKING_DAYS:
        return (amount or 1) * HOURS_A_DAY  # zero working days is "trong ngày"
    return None
