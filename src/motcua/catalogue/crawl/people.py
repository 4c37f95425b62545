"""Lists with names that hold commas themselves: levels of authority, and who may file."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

from motcua.catalogue.crawl.cells import EMPTY
from motcua.catalogue.crawl.ledger import Ledger, Reason, one_line
from motcua.catalogue.facts import Applicant, Level
from motcua.kernel.text import fold

LEVELS = {
    "cap bo": Level.MINISTRY,
    "cap tinh": Level.PROVINCE,
    "cap xa": Level.COMMUNE,
    "co quan khac": Level.OTHER,
}
APPLICANTS = {
    "cong dan viet nam": Applicant.CITIZEN,
    "nguoi viet nam dinh cu o nuoc ngoai": Applicant.OVERSEAS_VIETNAMESE,
    "nguoi nuoc ngoai": Applicant.FOREIGNER,
    "can bo, cong chuc, vien chuc": Applicant.OFFICIAL,
    "doanh nghiep": Applicant.ENTERPRISE,
    "doanh nghiep viet nam": Applicant.ENTERPRISE,
    "doanh nghiep co von dau tu nuoc ngoai": Applicant.FOREIGN_ENTERPRISE,
    "hop tac xa": Applicant.COOPERATIVE,
    "to chuc (khong bao gom doanh nghiep, htx)": Applicant.ORGANISATION,
    "to chuc nuoc ngoai": Applicant.FOREIGN_ORGANISATION,
    "ho kinh doanh": Applicant.HOUSEHOLD_BUSINESS,
}
_COMMA = re.compile(r"[,;]\s*|\n\s*")
_LONGEST = max(name.count(",") for name in (*LEVELS, *APPLICANTS)) + 1

T = TypeVar("T", Level, Applicant)


def read_levels(ledger: Ledger) -> tuple[Level, ...]:
    found, _ = _read_list(ledger, LEVELS, Reason.UNKNOWN_LEVEL)
    return found


def read_applicants(ledger: Ledger) -> tuple[tuple[Applicant, ...], str]:
    """Return the kinds we know, and the words for the others."""
    found, others = _read_list(ledger, APPLICANTS, Reason.UNKNOWN_APPLICANT)
    return found, ", ".join(others)


def _read_list(ledger: Ledger, known: Mapping[str, T], reason: Reason) -> tuple[tuple[T, ...], list[str]]:
    if EMPTY.fullmatch(ledger.text):
        ledger.chrome(0, len(ledger.text))
        return (), []
    found: dict[T, None] = {}
    others: list[str] = []
    pieces = list(_pieces(ledger))
    at = 0
    while at < len(pieces):
        taken = _longest(ledger, pieces[at : at + _LONGEST], known)
        start, end = pieces[at][0], pieces[at + max(taken, 1) - 1][1]
        if taken:
            found[known[fold(ledger.read(start, end))]] = None
        elif text := one_line(ledger.text[start:end]):
            ledger.unread(start, end, reason)
            others.append(text)
        at += max(taken, 1)
    return tuple(found), others


def _pieces(ledger: Ledger) -> Iterator[tuple[int, int]]:
    """Yield the spans between commas; the commas themselves are only separators."""
    start = 0
    for comma in _COMMA.finditer(ledger.text):
        ledger.chrome(*comma.span())
        yield start, comma.start()
        start = comma.end()
    yield start, len(ledger.text)


def _longest(ledger: Ledger, pieces: list[tuple[int, int]], known: Mapping[str, T]) -> int:
    """Return how many pieces together make a known name."""
    for count in range(len(pieces), 0, -1):
        if fold(ledger.text[pieces[0][0] : pieces[count - 1][1]]) in known:
            return count
    return 0
