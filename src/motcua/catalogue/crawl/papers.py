"""The papers of the dossier: groups of rows "Tên giấy tờ | Mẫu đơn, tờ khai | Số lượng"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from motcua.catalogue.crawl.attachments import attached_files
from motcua.catalogue.crawl.cells import EMPTY, LOWER, UPPER
from motcua.catalogue.crawl.ledger import Ledger, Reason, one_line
from motcua.catalogue.crawl.page import HEADINGS
from motcua.catalogue.facts import RequiredPaper

_HEADING = HEADINGS["papers"]
_NO_CASE = re.compile(r"[\s-]*")
_QUANTITY = re.compile(
    r"(?P<originals>(?<![0-9])[0-9]{1,12})\s?bản\s+chính(?:,\s?(?P<copies>[0-9]{1,3})\s?bản\s+sao)?"
    r"|(?P<only_copies>(?<![0-9])[0-9]{1,12})\s?bản\s+sao"
)
# In the middle of a sentence: "01 bản chính hoặc …", "(1 bản chính)", "1 bản chính; …".
_SENTENCE_GOES_ON = re.compile(rf"\s*[;.,:)\]/”]|\s+[{LOWER}(]")
_PRESENT = re.compile(
    r"\W{0,8}(?:[0-9a-z][.)]\s?)?(?:(?:các\s+)?giấy\s+tờ\s+(?:phải\s+|cần\s+)?)?xuất\s+trình\W{0,8}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Cell:
    """The quantity that ends a row; ``number`` is None when its digits may belong to the name."""

    start: int
    number: int | None
    copies: int
    end: int
    only_copies: bool = False


def read_papers(ledger: Ledger) -> tuple[RequiredPaper, ...]:
    """Read all groups of papers; the words before a table heading are the case of its papers."""
    text = ledger.text
    if EMPTY.fullmatch(text) or _NO_CASE.fullmatch(text):
        ledger.chrome(0, len(text))
        return ()
    headings = [match.span() for match in _HEADING.finditer(text)]
    if not headings:
        ledger.unread(0, len(text), Reason.NOT_A_TABLE)
        return ()
    papers: list[RequiredPaper] = []
    case_start = 0
    for (start, end), next_start in zip(headings, [*(s for s, _ in headings[1:]), len(text)], strict=True):
        case = _read_case(ledger, case_start, start)
        ledger.chrome(start, end)
        before = len(papers)
        group_end = _read_group(ledger, end, next_start, case, papers)
        if case and len(papers) == before:  # no paper keeps the words
            ledger.unread(case_start, start, Reason.NO_PAPERS)
        case_start = group_end
    _read_tail(ledger, case_start, some=bool(papers))
    return tuple(papers)


def _read_case(ledger: Ledger, start: int, end: int) -> str:
    text = ledger.text[start:end]
    if _NO_CASE.fullmatch(text):
        ledger.chrome(start, end)
        return ""
    if ledger.text.startswith("--", start):
        ledger.chrome(start, start + 2)
        start += 2
    return one_line(ledger.read(start, end))


def _read_tail(ledger: Ledger, start: int, *, some: bool) -> None:
    """What follows the last row: a heading over an empty table, which the page prints without heading row."""
    end = len(ledger.text)
    if _NO_CASE.fullmatch(ledger.text, start):
        ledger.chrome(start, end)
    else:
        ledger.unread(start, end, Reason.NO_PAPERS if some else Reason.NO_QUANTITY)


def _read_group(ledger: Ledger, start: int, end: int, case: str, papers: list[RequiredPaper]) -> int:
    """Read the rows of one table and return where its last row ends."""
    for cell in _cells(ledger.text, start, end):
        if paper := _read_paper(ledger, start, cell, case):
            papers.append(paper)
        start = cell.end
    return start


def _read_paper(ledger: Ledger, start: int, cell: _Cell, case: str) -> RequiredPaper | None:
    files = attached_files(ledger.text[start : cell.start])
    name = one_line(ledger.text[start : start + files.name_end])
    if not name:
        ledger.unread(start, cell.end, Reason.NO_NAME)
        return None
    if cell.number is None:
        ledger.unread(start, cell.end, Reason.AMBIGUOUS)
    elif not files.sure:
        ledger.unread(start, cell.start, Reason.FILE_NAME_START)
    ledger.read(start, cell.end)
    number = cell.number or 0
    return RequiredPaper(
        name=name,
        originals=0 if cell.only_copies else number,
        copies=number if cell.only_copies else cell.copies,
        form="; ".join(one_line(file) for file in files.files),
        case=case,
        present_only=_PRESENT.fullmatch(case) is not None,
    )


def _cells(text: str, start: int, end: int) -> Iterator[_Cell]:
    """Find the quantity cells of one table: glued to the name before and to the next name."""
    matches = list(_QUANTITY.finditer(text, start, end))
    for match, following in zip_longest(matches, matches[1:]):
        digits = match["originals"] or match["only_copies"]
        if following is not None and following.start() == match.end():
            continue  # "Số lượng: 01 bản chính" is the end of the name of the cell behind it
        if not _is_cell(text, match, end):
            continue
        number_start = _number_start(text, start, match.start(), digits)
        number = None if number_start is None else int(text[number_start : match.start() + len(digits)])
        yield _Cell(
            match.start() if number_start is None else number_start,
            number,
            int(match["copies"] or 0),
            match.end(),
            match["only_copies"] is not None,
        )


def _is_cell(text: str, match: re.Match[str], end: int) -> bool:
    if match.end() == end or _HEADING.match(text, match.end()):
        return True
    if match["only_copies"] and (text[match.end()].isspace() or text[match.start() - 1].isspace()):
        return False
    if _SENTENCE_GOES_ON.match(text, match.end()):
        return False
    before_is_space = text[match.start() - 1].isspace()
    return not (before_is_space and (match[0].startswith("0") or text[match.end()].isspace()))


_CLOSED_NAME = re.compile(rf"[{LOWER}]$|[{LOWER}{UPPER}][.;:)”]$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def _number_start(text: str, floor: int, start: int, digits: str) -> int | None:
    """
    Return where the quantity begins in a run of digits that may begin with the end of the name.

    "20241 bản chính" is 2024 and 1; "QH131" is QH13 and 1; "theo quy định10" is 10. None: not certain.
    """
    if len(digits) == 1:
        return start
    before = text[max(floor, start - 12) : start]
    for known in _ends_of_names(before, digits):
        rest = digits[known:]
        if rest and (rest == "0" or rest[0] != "0") and len(rest) <= 2:
            return start + known
    if len(digits) == 2 and digits[0] != "0" and _CLOSED_NAME.search(before):
        return start
    return None


def _ends_of_names(before: str, digits: str) -> Iterator[int]:
    """Yield how many digits the name is sure to end with."""
    if re.search(r"(?:/|[-.]|\bnăm\s)$", before) and _YEAR.match(digits):
        yield 4
    if before.endswith("QH") and len(digits) > 2:
        yield 2
    if digits[0] == "0" and len(digits) == 3 and re.search(r"[\s/.\-_]$", before):
        yield 2  # "Mẫu số 011 bản chính": form numbers are padded to two digits
