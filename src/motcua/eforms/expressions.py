"""
CEL over the answers of a form: compiled once, never raised at whoever answers.

An answer that is missing is ``null``. What cannot be evaluated (an answer of another type, a division by
zero) has no value: the question is then not asked, the check passes.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import cel

from motcua.kernel.days import full_date
from motcua.kernel.text import fold

TODAY = "today"
_ERRORS = (TypeError, ValueError, RuntimeError, LookupError, ArithmeticError, RecursionError)
_BOUND = re.compile(r"\.(?:all|exists|exists_one|existsOne|map|filter)\(\s*([A-Za-z_]\w*)\s*,")
_OPERATOR = re.compile(r"^[@_!\-]|_$|^\[|^\{")
_STANDARD = frozenset({"size", "contains", "startsWith", "endsWith", "matches", "string", "int", "double"})


class Unreadable(ValueError):
    """The text is no expression of CEL; carries what the parser says."""


def _answered(value: Any) -> bool:
    return value is not None and value not in ("", [])


def _age_on(birth: Any, day: Any) -> int | None:
    """Return the years of age on a full day; of a day of birth known in part, the most they can be."""
    known = birth + "-01-01"[len(birth) - 10 :] if isinstance(birth, str) and len(birth) < 10 else birth
    return _years_between(known, day)


def _years_between(start: Any, end: Any) -> int | None:
    """Return the whole years from one full day to another; a day known in part has none."""
    first, last = (full_date(day) if isinstance(day, str) else None for day in (start, end))
    if first is None or last is None:
        return None
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def _year(day: Any) -> int | None:
    return int(day[:4]) if isinstance(day, str) and re.match(r"\d{4}(-|$)", day, re.ASCII) else None


def _months_between(start: Any, end: Any) -> int | None:
    """Return the months from one day to another, of which year and month are known."""
    found = [re.match(r"(\d{4})-(\d\d)", day, re.ASCII) for day in (start, end) if isinstance(day, str)]
    if len(found) < 2 or not all(found):
        return None
    first, last = (12 * int(m[1]) + int(m[2]) for m in found if m)
    return last - first


def _fold(text: Any) -> str:
    return fold(text) if isinstance(text, str) else ""


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "answered": _answered,
    "years_between": _years_between,
    "age_on": _age_on,
    "months_between": _months_between,
    "year": _year,
    "fold": _fold,
}
"""What forms may call besides CEL's own; none raises, whatever it is given."""


class Expression:
    """One compiled expression. ``names`` are the answers it looks at."""

    def __init__(self, text: str) -> None:
        try:
            self._program = cel.compile(text)
        except ValueError as error:
            raise Unreadable(_where(str(error))) from error
        bound = set(_BOUND.findall(text))
        self.text = text
        self.names = frozenset(self._program.variables()) - bound - {TODAY}
        called = {name for name in self._program.functions() if not _OPERATOR.search(name)}
        self.unknown_functions = called - FUNCTIONS.keys() - _STANDARD
        self._functions = {name: FUNCTIONS[name] for name in called & FUNCTIONS.keys()}

    def value(self, answers: Mapping[str, Any], on: date) -> Any:
        """Return what the expression is worth, None when it has no value."""
        try:
            return self.evaluated(answers, on)
        except _ERRORS:
            return None

    def evaluated(self, answers: Mapping[str, Any], on: date) -> Any:
        """Return the value, or raise what is wrong: for who writes the form, not for who answers it."""
        known: dict[str, Any] = {name: answers.get(name) for name in self.names}
        return self._program.execute({TODAY: on.isoformat(), **known, **self._functions})


@lru_cache(maxsize=4096)
def compiled(text: str) -> Expression:
    """
    Return the expression, compiled once.

    :raises Unreadable: if it is none.
    """
    return Expression(text)


def holds(text: str, answers: Mapping[str, Any], on: date, *, otherwise: bool = False) -> bool:
    """Return whether an expression holds; ``otherwise`` when it has no value, or is none."""
    found = value_of(text, answers, on)
    return found if isinstance(found, bool) else otherwise


def value_of(text: str, answers: Mapping[str, Any], on: date) -> Any:
    """Return what an expression is worth, None when it has no value, or is none."""
    try:
        return compiled(text).value(answers, on)
    except Unreadable:
        return None


def _where(said: str) -> str:
    """Return what the parser says without the expression and its drawing."""
    found = re.search(r"<input>:(\d+):(\d+): (?:Syntax error: )?([^\n|]+)", said)
    return f"{found[1]}:{found[2]} {found[3].strip()}"[:200] if found else said[:200]
