"""Legal bases: "Tên văn bản pháp lý | Mã văn bản", rows run together; the number ends each row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from motcua.catalogue.crawl.cells import EMPTY, LOWER, UPPER
from motcua.catalogue.crawl.ledger import Ledger, Reason, one_line
from motcua.catalogue.facts import LegalBasis

_HEADING = re.compile(r"\s*Tên\s+văn\s+bản\s+pháp\s+lý\s*Mã\s+văn\s+bản\s*")
# "60/2014/QH13", "01/2020/TT-BTP", "66.7/2025/NQ-CP", "461/QĐ-BXD"; the letters are cut to size later.
_NUMBER = re.compile(
    r"(?<![0-9/])[0-9]{1,5}(?:\.[0-9]{1,3})?/(?:(?:19|20)[0-9]{2}/)?"
    r"(?P<signs>(?:[A-ZĐ][A-ZĐa-z]{0,14}(?:-[A-ZĐ][A-ZĐa-z]{0,14}){0,3}|(?:PL-|NQ-|PL)?(?:UBTV)?QH)(?P<term>[0-9]{0,2}))"
)
_ASSEMBLY = re.compile(r"(?:(?:PL|NQ|L)-?)?(?:UBTV)?QH[0-9]{1,2}")
_TYPES = r"(?:Bộ\s+luật|Luật|Pháp\s+lệnh|Nghị\s+quyết|Nghị\s+định|Thông\s+tư(?:\s+liên\s+tịch)?|Quyết\s+định|Hiệp\s+định|NĐ|TT|QĐ|NQ)"
_TYPE_BEFORE = re.compile(rf"(?:{_TYPES}\s+(?:số\s*:?\s*)?|số\s+)$", re.IGNORECASE)
_KNOWN_SIGNS = re.compile(
    r"(?:NĐ|ND|NQ|QĐ|CT|TT|TTLT|CTr|HD|KH|PL|L|VBHN)(?:LT)?"
    r"-(?:CP|TTg|BTC|BTP|BCA|BNNMT|BNNPTNT|BTNMT|NHNN|BGTVT|BXD|BKHĐT|BLĐTBXH|BYT|BGDĐT|BKHCN|BCT|BNV|BTTTT"
    r"|BVHTTDL|BVHTT|BQP|BNG|BDTTG|UBDT|TTCP|VPCP|KTNN|TANDTC|VKSNDTC|BHXH|CTN|UBND|HĐND|HĐTP|BTM|BCN|BKH|BTS|BNN)"
)
_DATE = re.compile(r"\s*,?\s*ngày\s+([0-9]{1,2})(?:/|\s+tháng\s+)([0-9]{1,2})(?:/|\s+năm\s+)((?:19|20)[0-9]{2})")
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
    start = 0
    if heading := _HEADING.match(text):
        start = heading.end()
        ledger.chrome(0, start)
    else:
        ledger.unread(0, len(text), Reason.NOT_A_TABLE)
        return ()
    bases: list[LegalBasis] = []
    for number in _row_ends(text, start):
        if basis := _read_row(ledger, start, number):
            bases.append(basis)
        start = number.end
    ledger.unread(start, len(text), Reason.NO_NUMBER)
    return tuple(bases)


def _read_row(ledger: Ledger, start: int, number: _Number) -> LegalBasis | None:
    """Read one title and its number; "Luật số" in the cell of the number only repeats its sign."""
    title_end = number.start
    if before := _TYPE_BEFORE.search(ledger.text, max(start, number.start - 40), number.start):
        if before.start() > start and _is_seam(ledger.text, before.start()):
            title_end = before.start()
    title = one_line(ledger.text[start:title_end])
    digits = ledger.text[number.start : number.end]
    if not title:
        ledger.unread(start, number.end, Reason.NO_NAME)
        return None
    ledger.read(start, number.end)
    return LegalBasis(number=digits, title=title, issued_on=_issued_on(title, digits))


def _row_ends(text: str, start: int) -> Iterator[_Number]:
    numbers = [_cut(text, match) for match in _NUMBER.finditer(text, start)]
    for index, number in enumerate(numbers):
        following = numbers[index + 1].start if index + 1 < len(numbers) else -1
        if number.end == following or not _ends_row(text, number):
            continue
        yield number


def _ends_row(text: str, number: _Number) -> bool:
    """Tell the cell of the number from a number that a title mentions: nothing parts it from the next row."""
    if not text[number.end :].strip():
        return True
    after = text[number.end]
    glued_before = number.start > 0 and _is_seam(text, number.start)
    if text.startswith("ngày", number.end):
        return False
    if after in UPPER:
        return True
    if after in LOWER or after.isspace():
        return glued_before
    return glued_before and after not in ",;:.)/-"


def _is_seam(text: str, at: int) -> bool:
    return not text[at - 1].isspace() and text[at - 1] not in "(/“\"'"


def _cut(text: str, match: re.Match[str]) -> _Number:
    """Cut the letters of a number from the title glued behind them: "TT-BTCLuật", "QĐ-TTgThông"."""
    start, signs = match.start(), match.start("signs")
    if found := _ASSEMBLY.match(text, signs):
        return _Number(start, found.end())
    if found := _KNOWN_SIGNS.match(text, signs):
        return _Number(start, found.end())
    end = signs
    while end < len(text) and (text[end] in "-ABCDEFGHIJKLMNOPQRSTUVWXYZĐ"):
        end += 1
    if found := _CAPITAL_TITLE.search(text, signs, end + 12):
        return _Number(start, max(found.start(), signs + 1))
    if end < len(text) and text[end] in LOWER and _begins_word(text[end - 1 : end + 1]):
        end -= 1
    while text[end - 1] == "-":
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
