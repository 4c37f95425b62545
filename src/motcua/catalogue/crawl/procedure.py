"""One record of the crawl of the national database becomes the facts of one procedure."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from motcua.catalogue.crawl.ledger import Ledger, Outcome, Reason, State, clean, lines, one_line
from motcua.catalogue.crawl.legal import read_legal_bases
from motcua.catalogue.crawl.page import cut_page
from motcua.catalogue.crawl.papers import read_papers
from motcua.catalogue.crawl.people import read_applicants, read_levels
from motcua.catalogue.crawl.results import read_results
from motcua.catalogue.crawl.texts import read_name, read_steps, read_text
from motcua.catalogue.crawl.ways import read_ways
from motcua.catalogue.facts import CODE_PATTERN, Channel, OnlineLevel, Procedure, Unread

# The portal's keys, and the field each one mostly fills.
KEYS = {
    "ma_thu_tuc": "code",
    "ten_thu_tuc": "name",
    "linh_vuc": "field",
    "loai_thu_tuc": "type",
    "so_quyet_dinh": "decision",
    "cap_thuc_hien": "levels",
    "co_quan_co_tham_quyen": "authority",
    "co_quan_thuc_hien": "executing",
    "co_quan_duoc_uy_quyen": "delegated",
    "co_quan_phoi_hop": "coordinating",
    "dia_chi_tiep_nhan": "reception",
    "doi_tuong_thuc_hien": "who_may_file",
    "cach_thuc_thuc_hien": "ways",
    "thanh_phan_ho_so": "papers",
    "trinh_tu_thuc_hien": "steps",
    "yeu_cau_dieu_kien": "conditions",
    "can_cu_phap_ly": "legal_bases",
    "ket_qua_xu_ly": "results",
    "thu_tuc_lien_quan": "related",
    "detail_url": "source_url",
    "bo_nganh": "ministry",
}
# Cells that fill more than one field.
_MORE_FIELDS = {"ways": ("terms", "fees"), "results": ("keywords", "description")}
# What a field is when a part of its cell could not even be given to its parser.
_LESS = {
    State.EMPTY: State.UNREAD,
    State.UNREAD: State.UNREAD,
    State.PART: State.PART,
    State.WHOLE: State.PART,
}
_LONG_SUFFIX = re.compile(r"([0-9]\.[0-9]{6})\.000\.00\.00\.([A-Z][0-9]{2})")
_CODE = re.compile(CODE_PATTERN)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CrawlReading:
    """What one record gave. ``procedure`` is None only if its code cannot be one; ``code`` is as found."""

    code: str
    procedure: Procedure | None
    outcomes: tuple[Outcome, ...]
    unread: tuple[Unread, ...]


def looks_like_crawl(raw: Mapping[str, object]) -> bool:
    """Say whether a record has the portal's keys."""
    return "kind" not in raw and any(key in raw for key in KEYS)


def read_procedure(raw: Mapping[str, object]) -> CrawlReading:
    """
    Read one record of the crawl.

    Whatever cannot be read is in ``unread`` with its field, its text and a ``Reason``; nothing is
    dropped and nothing guessed. Never raises for any JSON object.
    """
    reader = _Reader(raw)
    code = _normal_code(reader.cell("code", read_name))
    facts = _read_facts(reader)
    reader.close()
    unread = reader.unread()
    procedure = None
    if _CODE.fullmatch(code):
        online = _online(reader, [way.channel for way in facts["ways"]])
        procedure = Procedure(code=code, online=online, unread=unread, **facts)
    return CrawlReading(code, procedure, reader.outcomes(), unread)


def _read_facts(reader: "_Reader") -> dict[str, Any]:
    results, keywords, description = reader.cell("results", read_results)
    applicants, others = reader.cell("who_may_file", read_applicants)
    return {
        "results": results,
        "keywords": keywords,
        "description": description,
        "who_may_file": applicants,
        "who_may_file_text": others,
        "levels": reader.cell("levels", read_levels),
        "ways": reader.cell("ways", read_ways),
        "papers": reader.cell("papers", read_papers),
        "steps": reader.cell("steps", read_steps),
        "legal_bases": reader.cell("legal_bases", read_legal_bases),
        **{field: reader.cell(field, read_name) for field in ("name", "field", "type", "decision")},
        **{field: reader.cell(field, read_text) for field in _TEXTS},
    }


_TEXTS = (
    "authority",
    "executing",
    "delegated",
    "coordinating",
    "reception",
    "conditions",
    "related",
    "source_url",
    "ministry",
)


class _Reader:
    """The cells of one record, and the account of each."""

    def __init__(self, raw: Mapping[str, object]) -> None:
        self._texts: dict[str, str] = {}
        self._ledgers: dict[str, Ledger] = {}
        self._strange: list[Unread] = []
        for key, value in raw.items():
            self._sort(key, value)

    def cell(self, field: str, read: Callable[[Ledger], T]) -> T:
        page = cut_page(field, clean(self._texts.get(field, "")))
        ledger = Ledger(field, page.own)
        self._ledgers[field] = ledger
        if page.other:
            self._strange.append(Unread(field=field, text=lines(page.other), reason=Reason.OTHER_PART))
        return read(ledger)

    def close(self) -> None:
        for ledger in self._ledgers.values():
            ledger.close()

    def unread(self) -> tuple[Unread, ...]:
        parts = [part for ledger in self._ledgers.values() for part in ledger.unread_parts()]
        return (*parts, *self._strange)

    def outcomes(self) -> tuple[Outcome, ...]:
        strange = {unread.field for unread in self._strange}
        found = [
            ledger.outcome(field)
            for name, ledger in self._ledgers.items()
            for field in (name, *_MORE_FIELDS.get(name, ()))
        ]
        return tuple(
            replace(each, state=_LESS[each.state]) if each.field in strange else each for each in found
        )

    def whole(self, field: str) -> bool:
        return self._ledgers[field].outcome().state is State.WHOLE

    def _sort(self, key: str, value: object) -> None:
        field = KEYS.get(key)
        if value is None:
            return
        if field and isinstance(value, str | int | float) and not isinstance(value, bool):
            self._texts[field] = str(value)
            return
        reason = Reason.UNKNOWN_VALUE if field else Reason.UNKNOWN_KEY
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
        if one_line(text):
            self._strange.append(Unread(field=field or clean(key), text=clean(text), reason=reason))


def _normal_code(text: str) -> str:
    """Write the long suffix of a province, "1.000656.000.00.00.H21", as we do: "1.000656.H21"."""
    long = _LONG_SUFFIX.fullmatch(text)
    return f"{long[1]}.{long[2]}" if long else text


def _online(reader: _Reader, channels: list[Channel]) -> OnlineLevel:
    """The page does not say "toàn trình" or "một phần"; only that there is no way to file online at all."""
    if channels and Channel.ONLINE not in channels and reader.whole("ways"):
        return OnlineLevel.NONE
    return OnlineLevel.PARTIAL
