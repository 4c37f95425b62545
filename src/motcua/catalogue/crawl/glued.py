"""
A term without unit, glued to the amount of the next cell: "120,000 VNĐ".

It may be 1 and 20,000, or 12 and 0, or no term and 120,000. The split is taken only if the form of
the number leaves one reading, or if all evidence in the same record points to the same one.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from motcua.catalogue.crawl.cells import whole_amount

_TERM = re.compile(r"[1-9][0-9]{0,2}|[0-9]{1,2}[.,][0-9]{1,2}")
_AMOUNT = re.compile(r"0|[1-9][0-9]{0,2}(?:,[0-9]{3}){0,4}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}")


@dataclass(frozen=True, slots=True)
class Split:
    """One way to cut: ``term`` characters of the run are the term, the rest is ``amount``."""

    term: str
    amount: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rest of the record says: amounts in the row's own words, terms and fees of other rows."""

    spoken: Set[int] = frozenset()
    terms: Set[str] = frozenset()
    amounts: Set[int] = frozenset()


def readings(run: str) -> Iterator[Split]:
    """Yield every way to read ``run`` as printed by the page."""
    if re.fullmatch(r"[0-9]+", run) or _AMOUNT.fullmatch(run):
        yield Split("", whole_amount(run) or 0)
    for cut in range(1, len(run)):
        if _TERM.fullmatch(run, 0, cut) and _AMOUNT.fullmatch(run, cut):
            yield Split(run[:cut], whole_amount(run[cut:]) or 0)


def decide(run: str, evidence: Evidence) -> Split | None:
    """Return the only reading that the form or the evidence allows, else None."""
    choices = list(readings(run))
    if len(choices) == 1:
        return choices[0]
    votes: set[Split] = set()
    for agrees in (_spoken, _same_term, _same_amount):
        found = [choice for choice in choices if agrees(choice, evidence)]
        if len(found) == 1:
            votes.add(found[0])
    return votes.pop() if len(votes) == 1 else None


def _spoken(choice: Split, evidence: Evidence) -> bool:
    # The page often leaves out the thousands: "120 VNĐ(20.000 đồng/tờ khai)".
    return choice.amount in evidence.spoken or (
        0 < choice.amount < 1000 and choice.amount * 1000 in evidence.spoken
    )


def _same_term(choice: Split, evidence: Evidence) -> bool:
    return choice.term in evidence.terms


def _same_amount(choice: Split, evidence: Evidence) -> bool:
    return choice.amount in evidence.amounts
