"""Small texts inside a process, read into values: working hours, durations, conditions."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from motcua.eforms.expressions import Unreadable, compiled
from motcua.workflow.bpmn.model import Timer

HOURS_A_DAY = Decimal(8)
DAYS_A_WEEK = 5
_DURATION = re.compile(
    r"P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+(?:[.,]\d+)?)D)?"
    r"(?:T(?:(?P<hours>\d+(?:[.,]\d+)?)H)?(?:(?P<minutes>\d+)M)?)?"
)
_WRAPPED = re.compile(r"[$#]\{(.*)\}", re.DOTALL)


def shown_hours(hours: Decimal) -> str:
    """Return hours as Vietnamese writes a number: ``4,5``."""
    return f"{hours.normalize():f}".replace(".", ",")


def number(text: str) -> Decimal | None:
    """Return a positive number as people and machines write it, None where it is none."""
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() and value > 0 else None


def duration(text: str) -> Timer | None:
    """
    Return a duration of ISO 8601 as working time, None where it is none that working time can be.

    >>> duration("P1DT4H"), duration("P1M")
    (Timer(hours=Decimal('12'), moment=''), None)
    """
    found = _DURATION.fullmatch(text.strip())
    if not found or not any(found.groupdict().values()):
        return None
    amount = {name: Decimal((value or "0").replace(",", ".")) for name, value in found.groupdict().items()}
    days = amount["weeks"] * DAYS_A_WEEK + amount["days"]
    hours = days * HOURS_A_DAY + amount["hours"] + amount["minutes"] / 60
    return Timer(hours=hours) if hours > 0 else None


def moment(text: str) -> Timer | None:
    """Return a day, or a day and its hour, of ISO 8601."""
    text = text.strip()
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            read(text)
        except ValueError:
            continue
        return Timer(moment=text)
    return None


def unwrapped(text: str) -> str:
    """Return a condition without what other tools put around theirs: ``${…}``, ``#{…}``, ``=``."""
    text = text.strip()
    found = _WRAPPED.fullmatch(text)
    return (found[1] if found else text.removeprefix("=")).strip()


def why_no_condition(text: str) -> str:
    """Return what keeps a text from being a condition in CEL, "" when nothing does."""
    try:
        expression = compiled(text)
    except Unreadable as error:
        return str(error).partition(" expecting")[0]
    return ", ".join(f"{name}()" for name in sorted(expression.unknown_functions))
