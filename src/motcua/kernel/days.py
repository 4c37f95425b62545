"""Days as people know them, whole or in part. Pure."""

import re
from datetime import date

from motcua.kernel.likeness import DIFFERENT, SAME, Likeness, alike
from motcua.kernel.text import msgid

FULL = len("1990-11-27")

_ONE_KNOWS_LESS = msgid("Một bên chỉ ghi năm hoặc tháng; phần cả hai cùng ghi thì khớp.")


def partial_date(text: str) -> str | None:
    """
    Return a day as ISO 8601 to the precision given: ``1956``, ``1956-03``, ``1956-03-15``.

    Reads ISO and the Vietnamese order (``15/3/1956``, ``15 3 1956``, ``3/1956``). None when it is no date.
    """
    parts = re.split(r"[\s/.\-]+", text.strip())
    if not all(part.isdecimal() and part.isascii() for part in parts) or not 1 <= len(parts) <= 3:
        return None
    numbers = [int(part) for part in (parts if len(parts[0]) == 4 else reversed(parts))]
    if not 1850 <= numbers[0] <= 9999:
        return None
    try:
        date(*[*numbers, 1, 1][:3])
    except (ValueError, OverflowError):
        return None
    return "-".join(f"{n:04d}" if i == 0 else f"{n:02d}" for i, n in enumerate(numbers))


def full_date(text: str) -> date | None:
    """Return a full day, read as ``partial_date`` reads it, or None."""
    iso = partial_date(text)
    return date.fromisoformat(iso) if iso and len(iso) == FULL else None


def compare_dates(a: str, b: str) -> Likeness:
    """
    Compare two days in partial ISO 8601: ``1990`` is alike ``1990-11-27``, as far as both are known.

    >>> compare_dates("1990", "1990-11-27").grade.value
    'alike'
    """
    if a == b:
        return SAME
    if a and b and (f"{a}-".startswith(f"{b}-") or f"{b}-".startswith(f"{a}-")):
        return alike(_ONE_KNOWS_LESS)
    return DIFFERENT
