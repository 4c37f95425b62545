"""Ways of filing, each with its terms and fees, from the cells of the table."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from motcua.catalogue.crawl import fees, glued, rows
from motcua.catalogue.crawl.cells import EMPTY, spoken_amounts
from motcua.catalogue.crawl.ledger import Ledger, Reason, lines, one_line
from motcua.catalogue.crawl.page import after_heading
from motcua.catalogue.crawl.rows import Price, Row, Span
from motcua.catalogue.crawl.terms import read_term
from motcua.catalogue.facts import Channel, Fee, Term, TermUnit, Way

T = TypeVar("T", Term, Fee)


@dataclass(slots=True)
class _Line:
    """One row of the table, read."""

    channel: Channel
    terms: list[Term] = field(default_factory=list)
    term_text: str = ""
    fees: list[Fee] = field(default_factory=list)
    note: str = ""


def read_ways(ledger: Ledger) -> tuple[Way, ...]:
    """Read the table "Cách thức thực hiện"; ``ledger`` knows what of it became a fact."""
    if EMPTY.fullmatch(ledger.text):
        ledger.chrome(0, len(ledger.text))
        return ()
    start = after_heading("ways", ledger.text)
    ledger.chrome(0, start)
    found = rows.find_rows(ledger.text, start)
    if not found:
        ledger.unread(start, len(ledger.text), Reason.NO_ROWS)
        return ()
    splits = _cut_glued(ledger.text, found)
    read = [_read_row(ledger, row, splits.get(row.glued)) for row in found]
    ledger.close()
    return _by_channel(read)


def _cut_glued(text: str, found: list[Row]) -> dict[Span, glued.Split]:
    """Decide the glued runs, one after another: a run that is decided is evidence for the next."""
    terms = {_text(text, row.term).strip() for row in found} - {""}
    amounts = {
        spoken.amount
        for row in found
        if row.glued.start == row.glued.end
        for price in row.prices
        for spoken in spoken_amounts(_text(text, price.price))
    }
    terms = {term.split()[0] for term in terms if term[0].isdigit()}
    splits: dict[Span, glued.Split] = {}
    for row in [*found, *found]:
        run = _text(text, row.glued)
        if run and row.glued not in splits:
            spoken = spoken_amounts(text[row.glued.end : row.description.end])
            words = frozenset(each.amount for each in spoken)
            if split := glued.decide(run, glued.Evidence(words, frozenset(terms), frozenset(amounts))):
                splits[row.glued] = split
                terms.add(split.term)
    return splits


def _read_row(ledger: Ledger, row: Row, split: glued.Split | None) -> _Line:
    line = _Line(row.channel)
    ledger.read(row.name.start, row.name.end)
    _read_note(ledger, row, line)
    if row.glued.end > row.glued.start:
        _read_glued(ledger, row, split, line)
    else:
        _read_term(ledger, row.term, line)
        for price in row.prices:
            _read_price(ledger, price, line)
    return line


def _read_glued(ledger: Ledger, row: Row, split: glued.Split | None, line: _Line) -> None:
    first, *others = row.prices
    case = _text(ledger.text, first.case)
    if split is None:
        for name in ("terms", "fees"):
            ledger.unread(row.name.start, first.case.end, Reason.AMBIGUOUS, name)
        if fee := fees.case_only(case):
            line.fees.append(fee)
    else:
        cut = row.glued.start + len(split.term)
        if split.term:
            _read_term(ledger, Span(row.glued.start, cut), line)
        price = ledger.read(cut, first.price.end, "fees")
        ledger.read(first.case.start, first.case.end, "fees")
        _keep(ledger, fees.glued_fee(split.amount, price, case), line)
    for price_cell in others:
        _read_price(ledger, price_cell, line)


def _read_term(ledger: Ledger, span: Span, line: _Line) -> None:
    if span.start == span.end:
        return
    text = _text(ledger.text, span)
    cell = read_term(text)
    if cell.empty:
        ledger.chrome(span.start, span.end)
    elif cell.unclear:
        ledger.unread(span.start, span.end, Reason.UNKNOWN_NUMBER, "terms")
    elif cell.term is None:
        line.term_text = one_line(ledger.read(span.start, span.end, "terms"))
    else:
        line.terms.append(cell.term)
        if cell.unknown_unit:
            ledger.unread(span.start, span.end, Reason.UNKNOWN_UNIT, "terms")
            line.term_text = one_line(text)
        ledger.read(span.start, span.end, "terms")
        if cell.term.unit is TermUnit.UNKNOWN:
            ledger.doubt(Reason.TERM_WITHOUT_UNIT, "terms")


def _read_price(ledger: Ledger, price: Price, line: _Line) -> None:
    text = _text(ledger.text, price.price)
    if EMPTY.fullmatch(text):
        ledger.chrome(price.price.start, price.price.end)
        if fee := fees.case_only(ledger.read(price.case.start, price.case.end, "fees")):
            line.fees.append(fee)
        return
    ledger.read(price.price.start, price.price.end, "fees")
    case = ledger.read(price.case.start, price.case.end, "fees")
    _keep(ledger, fees.read_fee(text, case, line.note), line)


def _keep(ledger: Ledger, cell: fees.FeeCell, line: _Line) -> None:
    line.fees.append(cell.fee)
    for doubt in cell.doubts:
        ledger.doubt(doubt, "fees")


def _read_note(ledger: Ledger, row: Row, line: _Line) -> None:
    start, end = row.description.start, row.description.end
    line.note = lines(_text(ledger.text, row.description))
    for price in row.prices:
        if price.open:
            ledger.unread(price.case.start, price.case.end, Reason.AMBIGUOUS, "fees")
            line.note = lines(_text(ledger.text, price.case))
    if rows.HIDDEN_ROW.search(line.note):
        ledger.unread(start, end, Reason.UNKNOWN_CHANNEL)
    ledger.read(start, end)


def _by_channel(read: list[_Line]) -> tuple[Way, ...]:
    channels = list(dict.fromkeys(line.channel for line in read))
    return tuple(_way([line for line in read if line.channel is channel]) for channel in channels)


def _way(read: list[_Line]) -> Way:
    """Gather the rows of one channel. Of several rows, the description is the case of each."""
    channel, several = read[0].channel, len(read) > 1
    same_fees = all(line.fees == read[0].fees for line in read)
    terms: list[Term] = []
    charges: list[Fee] = []
    notes: list[str] = []
    for line in read:
        case = line.note if several else ""
        terms += [term.model_copy(update={"case": case}) for term in line.terms]
        charges += [
            fee if same_fees or fee.case else fee.model_copy(update={"case": case}) for fee in line.fees
        ]
        if not (several and line.terms):
            notes.append(line.note)
    words = (line.term_text for line in read)
    return Way(
        channel=channel,
        terms=_distinct(terms),
        term_text="; ".join(dict.fromkeys(filter(None, words))),
        fees=_distinct(charges),
        note="\n".join(dict.fromkeys(filter(None, notes))),
    )


def _distinct(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))


def _text(text: str, span: Span) -> str:
    return text[span.start : span.end]
