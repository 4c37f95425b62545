"""Cells of running text: kept with their line breaks; the order of steps is cut at "Bước 1", "Bước 2"."""

import re
from itertools import pairwise

from motcua.catalogue.crawl.cells import EMPTY
from motcua.catalogue.crawl.ledger import Ledger, lines, one_line
from motcua.catalogue.facts import Step

_STEP = re.compile(r"(?:^|\n|(?<=[.;:]))[ \t]{0,8}(?:[-+*•●][ \t]{0,4})?Bước[ \t]{1,3}[0-9]{1,2}\b")


def read_text(ledger: Ledger) -> str:
    end = len(ledger.text)
    if EMPTY.fullmatch(ledger.text, 0, end) or not ledger.text[:end].strip():
        ledger.chrome(0, end)
        return ""
    return lines(ledger.read(0, end))


def read_name(ledger: Ledger) -> str:
    return one_line(read_text(ledger))


def read_steps(ledger: Ledger) -> tuple[Step, ...]:
    """Return one step for every "Bước …"; text before the first is a step of its own."""
    text = read_text(ledger)
    cuts = [0, *(match.start() for match in _STEP.finditer(text)), len(text)]
    pieces = (text[start:end] for start, end in pairwise(cuts))
    return tuple(Step(text=piece) for each in pieces if (piece := lines(each)))
