"""The results of a procedure and their codes: "Giấy khai sinhMã: KQ.G04.000352Từ khóa…Mô tả…"."""

import re

from motcua.catalogue.crawl.cells import EMPTY, NO_INFO
from motcua.catalogue.crawl.ledger import Ledger, Reason, lines, one_line
from motcua.catalogue.facts import ProcedureResult

_MARK = re.compile(r"Mã:\s?")
# Below the list of results the page prints two more cells that belong to the whole procedure.
_KEYWORDS = re.compile(r"Từ\s+khóa")
_DESCRIPTION = re.compile(r"Mô\s+tả")
_CODE = re.compile(
    r"KQ\.[A-Z][0-9]{2}\.[0-9]{6}(?=[0-9]{1,2}[.)])"  # glued to "2. Giấy phép"
    r"|(?:[A-Z0-9]+[.\-–])*[A-Z0-9]*[0-9]"  # ends with a digit: the capital behind it begins the next name
)


def read_results(ledger: Ledger) -> tuple[tuple[ProcedureResult, ...], str, str]:
    """Return the results, the keywords and the description of the procedure."""
    text = ledger.text
    end = len(text)
    if EMPTY.fullmatch(text, 0, end):
        ledger.chrome(0, end)
        return (), "", ""
    keywords_at, description_at = _labels(text, end)
    keywords, description = "", ""
    if keywords_at:
        keywords = _cell(ledger, keywords_at, description_at.start() if description_at else end, "keywords")
    if description_at:
        description = _cell(ledger, description_at, end, "description")
    first_label = keywords_at or description_at
    results = _read_list(ledger, first_label.start() if first_label else end)
    return results, keywords, description


def _labels(text: str, end: int) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """Find the two labels behind the last code; a result may have "mô tả" in its own name."""
    marks = list(_MARK.finditer(text, 0, end))
    keywords = _KEYWORDS.search(text, marks[-1].end() if marks else 0, end)
    if keywords is None:
        return None, None
    return keywords, _DESCRIPTION.search(text, keywords.end(), end)


def _cell(ledger: Ledger, label: re.Match[str], end: int, field: str) -> str:
    ledger.chrome(*label.span())
    if EMPTY.fullmatch(ledger.text, label.end(), end):
        ledger.chrome(label.end(), end)
        return ""
    return lines(ledger.read(label.end(), end, field))


def _read_list(ledger: Ledger, end: int) -> tuple[ProcedureResult, ...]:
    marks = list(_MARK.finditer(ledger.text, 0, end))
    if not marks:
        return _read_without_code(ledger, end)
    results: list[ProcedureResult] = []
    start = 0
    for mark in marks:
        last = mark is marks[-1]
        name = lines(ledger.text[start : mark.start()])
        code = _CODE.match(ledger.text, mark.end(), end)
        code_end = code.end() if code else mark.end()
        code_text = code[0] if code else ""
        more = last and ledger.text[code_end:end].strip()
        if more or not re.search(r"[0-9]", code_text):
            code_end = end if last else mark.end()
            code_text = ""
            ledger.unread(mark.end(), code_end, Reason.NOT_A_CODE)
        if name:
            results.append(ProcedureResult(code=code_text, name=name))
            ledger.read(start, code_end)
        else:
            ledger.unread(start, code_end, Reason.NO_NAME)
        start = code_end
    return tuple(results)


def _read_without_code(ledger: Ledger, end: int) -> tuple[ProcedureResult, ...]:
    text = one_line(ledger.text[:end])
    if not text or re.fullmatch(NO_INFO, text):
        ledger.chrome(0, end)
        return ()
    return (ProcedureResult(name=lines(ledger.read(0, end))),)
