"""Legal bases: "Tên văn bản pháp lý | Mã văn bản", rows run together; the number ends each row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from motcua.catalogue.crawl.cells import EMPTY, LOWER, UPPER
from motcua.catalogue.crawl.ledger import Ledger, Reason, one_line
from motcua.catalogue.crawl.page import after_heading
from motcua.catalogue.facts import LegalBasis

_ASSEMBLY_SIGNS = r"(?:(?:PL|NQ|L)-?)?(?:UBTV)?QH(?:[12][0-9]|[0-9])"
# "60/2014/QH13", "01/2020/TT-BTP", "66.7/2025/NQ-CP", "461/QĐ-BXD"; the letters are cut to size later.
_BODY = (
    r"(?P<number>[0-9]{1,4}(?:\.[0-9]{1,3}|[a-z])?/(?:(?:19|20)[0-9]{2}/)?"
    rf"(?P<signs>{_ASSEMBLY_SIGNS}|[A-ZĐ][A-ZĐa-z]{{0,14}}(?:[-/]\s?[A-ZĐ][A-ZĐa-z]{{0,14}}){{0,3}}))"
)
# The year that ends a title sticks to the number: "năm 202405/2024/UBTVQH15", "29/6/202443/2024/QH15".
_NUMBER = re.compile(rf"(?:(?<![0-9/])|(?<=[\s/-])(?:19|20)[0-9]{{2}}){_BODY}")
_NUMBER_HERE = re.compile(_BODY)
_ASSEMBLY = re.compile(_ASSEMBLY_SIGNS)
_TYPES = (
    r"(?:Bộ\s+luật|Luật|Pháp\s+lệnh|Nghị\s+quyết|Nghị\s+định|Thông\s+tư(?:\s+liên\s+tịch)?"
    r"|Quyết\s+định|Hiệp\s+định|NĐ|TT|QĐ|NQ)"
)
_TYPE_BEFORE = re.compile(rf"(?:{_TYPES}\s+(?:số\s*:?\s*)?|số\s+)$", re.IGNORECASE)
_KNOWN_SIGNS = re.compile(
    r"(?:NĐ|ND|NQ|QĐ|CT|TT|TTLT|NQLT|CTr|HD|KH|PL|L|VBHN)(?:LT)?"
    r"(?:[-/]\s?(?:CP|TTg|BTC|BTP|BCA|BNNMT|BNNPTNT|BTNMT|NHNN|BGTVT|BXD|BKHĐT|BLĐTBXH|BYT|BGDĐT|BKHCN|BCT|BNV|BTTTT"
    r"|BVHTTDL|BVHTT|BQP|BNG|BDTTG|UBDT|TTCP|VPCP|KTNN|TANDTC|VKSNDTC|BHXH|CTN|UBND|HĐND|HĐTP|BTM|BCN|BKH|BTS|BNN))+"
)
_DATE = re.compile(
    r"\s*,?\s*ngày\s+([0-9]{1,2})(?:/|\s+tháng\s+)([0-9]{1,2})(?:/|\s+năm\s+)((?:19|20)[0-9]{2})"
)
_CAPITAL_TITLE = re.compile(r"(?:BỘ LUẬT|LUẬT|NGHỊ|THÔNG|QUY|PHÁP|HIẾN|VỀ|SỬA|HƯỚNG|HIỆP)")
_ONSETS = frozenset({"Th", "Tr", "Ng", "Nh", "Ph", "Ch", "Kh", "Gh", "Gi", "Qu"})
_VOWELS = frozenset("aeiouyăâêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ")


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int


def read_legal_bases(ledger: Ledger) -> tuple[LegalBasis, ...]:
    text = ledger.text
    if EMPTY.fullmatch(text):
        ledger.chrome(0, len(text))
        return ()
    start = after_heading("legal_bases", text)
    ledger.chrome(0, start)
    if not start:
        ledger.unread(0, len(text), Reason.NOT_A_TABLE)
        return ()
    bases: list[LegalBasis] = []
    for number in _row_ends(text, start):
        if basis := _read_row(ledger, start, number):
            bases.append(basis)
        start = number.end
    if text[start:].strip(" .;,\n\t"):
        ledger.unread(start, len(text), Reason.NO_NUMBER)
    else:
        ledger.chrome(start, len(text))
    return tuple(bases)


def _read_row(ledger: Ledger, start: int, number: _Number) -> LegalBasis | None:
    """Read one title and its number; "Luật số" in the cell of the number only repeats its sign."""
    title_end = _cell_start(ledger.text, start, number.start)
    title = one_line(ledger.text[start:title_end])
    digits = ledger.text[number.start : number.end]
    if not title:
        ledger.unread(start, number.end, Reason.NO_NAME)
        return None
    ledger.read(start, number.end)
    return LegalBasis(number=digits, title=title, issued_on=_issued_on(title, digits))


def _row_ends(text: str, start: int) -> Iterator[_Number]:
    numbers = list(_numbers(text, start))
    for index, number in enumerate(numbers):
        around = [text[each.start : each.end] for each in _glued_run(numbers, index)]
        if len(around) > 1:
            # Numbers glued together: "A|A" ends a row called A; "A|B|B" is a row A, then a row called B.
            repeats = start < number.start and text[start : number.start].endswith(around[0])
            titled = bool(text[start : number.start].strip())
            ends = repeats or (titled and len(around) > 2 and around[1] == around[2])
        else:
            ends = _ends_row(text, start, number)
        if ends:
            yield number
            start = number.end


def _glued_run(numbers: list[_Number], index: int) -> list[_Number]:
    """Return the number and those glued behind it, at most three."""
    run = [numbers[index]]
    for number in numbers[index + 1 : index + 3]:
        if number.start != run[-1].end:
            break
        run.append(number)
    return run


def _numbers(text: str, start: int) -> Iterator[_Number]:
    while match := _NUMBER_HERE.match(text, start) or _NUMBER.search(text, start):
        number = _cut(text, match)
        yield number
        start = number.end


def _ends_row(text: str, floor: int, number: _Number) -> bool:
    """Tell the cell of the number from a number that a title mentions: nothing parts it from the next row."""
    if not text[floor : number.start].strip():
        return False  # a row has a title: the number begins it
    rest = text[number.end : number.end + 8]
    if not rest.strip(" .;,\n\t"):
        return number.end + 8 >= len(text) or not text[number.end :].strip(" .;,\n\t")
    if rest.startswith("ngày"):
        return False
    glued = _is_seam(text, number.start) or _cell_start(text, floor, number.start) < number.start
    if rest[0] in UPPER:
        return True
    if rest[0] in LOWER or rest[0].isspace():
        return glued
    if rest[0] in ".;":
        return glued and rest.lstrip(".; ")[:1] in UPPER
    return glued and rest[0] not in ",:)/-"


def _cell_start(text: str, floor: int, number_start: int) -> int:
    """Return where the cell of the number begins: "Luật số" glued to the title belongs to the cell."""
    before = _TYPE_BEFORE.search(text, max(floor, number_start - 40), number_start)
    if before and before.start() > floor and _is_seam(text, before.start()):
        return before.start()
    return number_start


def _is_seam(text: str, at: int) -> bool:
    return not text[at - 1].isspace() and text[at - 1] not in "(/“\"'"


def _cut(text: str, match: re.Match[str]) -> _Number:
    """Cut the letters of a number from the title glued behind them: "TT-BTCLuật", "QĐ-TTgThông"."""
    start, signs = match.start("number"), match.start("signs")
    if found := _ASSEMBLY.match(text, signs):
        return _Number(start, found.end())
    if found := _KNOWN_SIGNS.match(text, signs):
        return _Number(start, found.end())
    end = signs
    while end < len(text) and (text[end] in "-/ABCDEFGHIJKLMNOPQRSTUVWXYZĐ"):
        end += 1
    if found := _CAPITAL_TITLE.search(text, signs, end + 12):
        return _Number(start, max(found.start(), signs + 1))
    if end < len(text) and text[end] in LOWER and _begins_word(text[end - 1 : end + 1]):
        end -= 1
    while text[end - 1] in "-/":
        end -= 1
    return _Number(start, end)


def _begins_word(two: str) -> bool:
    """Say whether a capital and a small letter begin a Vietnamese word: "Lu" and "Th" do, "Ps" does not."""
    return two[1] in _VOWELS or two in _ONSETS or two[0] in "AEIOUY"


def _issued_on(title: str, digits: str) -> date | None:
    """Return the day that the title gives right behind its own number."""
    at = title.find(digits)
    match = _DATE.match(title, at + len(digits)) if at >= 0 else None
    if match is None:
        return None
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
