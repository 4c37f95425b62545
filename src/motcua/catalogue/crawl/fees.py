"""The cell of the fee: an amount and its currency, "Miễn phí", or nothing; behind it the case."""

import re
from dataclasses import dataclass
from typing import Literal

from motcua.catalogue.crawl.cells import MONEY, Spoken, spoken_amounts, whole_amount
from motcua.catalogue.crawl.ledger import Reason, one_line
from motcua.catalogue.facts import Fee

_FREE = re.compile(r"Miễn\s+phí")
_PRICE = re.compile(rf"(?P<amount>{MONEY})(?:\s?[-–]\s?(?P<up_to>{MONEY}))?\s?(?P<currency>\D.*)", re.DOTALL)
_DONG = frozenset({"vnđ", "vnd", "đồng", "việt nam đồng"})
_DOLLAR = frozenset({"usd", "$", "đô la mỹ"})

# "(đồng/lần)", "(/hồ sơ.)", "(70.000 đồng/Giấy chứng nhận)": only says per what.
_PER = re.compile(
    rf"\(\s*(?:(?P<amount>{MONEY})\s?)?(?:đồng|vnđ|đ|usd)?\s?/\s?(?:1|01|một)?\s?(?P<per>[^\W\d][\w\s]{{0,40}}?)\s?[.;]?\s*\)",
    re.IGNORECASE,
)
_KIND = re.compile(r"(?P<charge>\blệ\s+)?\bphí\b", re.IGNORECASE)
_BEGINS = re.compile(r"\W*(?:lệ\s+)?phí\b", re.IGNORECASE)

# Behind "Miễn phí": words that only repeat it, and words that speak of a tariff.
_NONE = re.compile(
    r"[\s(]*(?:không|không có|không quy định|không thu|không thu phí|không phải nộp)[\s.;)]*", re.IGNORECASE
)
_WAIVED = re.compile(r"\W*(?:(?:được\s+)?miễn|không\s+(?:thu|phải\s+nộp))\b", re.IGNORECASE)
_TARIFF = re.compile(
    r"\bmức\b|\btheo\b|quy\s+định|thông\s+tư|nghị\s+(?:định|quyết)|\bbiểu\b|\bgiá\b|\bthu\b|%|[0-9]\s?(?:đ\b|đồng|vnđ|usd)",
    re.IGNORECASE,
)


Kind = Literal["fee", "charge", ""]


@dataclass(frozen=True, slots=True)
class FeeCell:
    fee: Fee
    doubts: frozenset[Reason] = frozenset()


def read_fee(price: str, case: str, note: str = "") -> FeeCell:
    """
    Read a price cell that is not empty, with the parentheses behind it as the page prints them.

    ``note`` is the description of the row: it may name an amount beside "Miễn phí".
    """
    words = one_line(f"{price} {case}")
    inside = _inside(case)
    if _FREE.fullmatch(price.strip()):
        return _free(words, inside, note)
    match = _PRICE.fullmatch(price.strip())
    if match is None:
        return FeeCell(Fee(case=inside, text=words))
    return _priced(match, words, case)


def glued_fee(amount: int, price: str, case: str) -> FeeCell:
    """Read a price cell whose amount was cut off a glued run by evidence."""
    currency = re.sub(rf"^\s*{MONEY}", "", price)
    return read_fee(f"{amount:,}{currency}", case)


def case_only(case: str) -> Fee | None:
    """Keep the words behind a price that could not be read: they often name the amount."""
    inside = _inside(case)
    return Fee(case=inside, text=one_line(case), kind=_kind(inside)) if inside else None


def _free(words: str, inside: str, note: str) -> FeeCell:
    waived = _WAIVED.match(inside) and not spoken_amounts(inside)
    fee = Fee(case="" if _NONE.fullmatch(inside) else inside, text=words, kind=_kind(inside))
    if spoken_amounts(note):
        return FeeCell(fee, frozenset({Reason.FREE_BUT}))
    if not fee.case or waived or not _TARIFF.search(inside):
        return FeeCell(fee.model_copy(update={"free": True}))
    # The page prints "Miễn phí" for an amount of 0, also when the words behind it hold the tariff.
    return FeeCell(fee, frozenset({Reason.FREE_BUT}))


def _priced(match: re.Match[str], words: str, case: str) -> FeeCell:
    amount = None if match["up_to"] else whole_amount(match["amount"])
    per, inside = _per(case, amount), _inside(case)
    fee = Fee(case="" if per else inside, text=words, per=per, kind=_kind(inside))
    currency = one_line(match["currency"]).lower()
    unit = "USD" if currency in _DOLLAR else "percent" if currency == "%" else "VND"
    if unit == "VND" and currency not in _DONG:
        return FeeCell(fee, frozenset({Reason.FOREIGN_CURRENCY}))
    doubts = _doubts(amount, spoken_amounts(case)) if unit == "VND" else frozenset()
    if Reason.AMOUNT_BUT in doubts:
        amount = None
    return FeeCell(fee.model_copy(update={"amount": amount, "unit": unit}), doubts)


def _doubts(amount: int | None, spoken: frozenset[Spoken]) -> frozenset[Reason]:
    """Say what makes an amount in đồng doubtful, beside the amounts its own words mention."""
    if amount is None or amount >= 1000:
        return frozenset()
    if Spoken(amount * 1000, "VND") in spoken or Spoken(amount, "USD") in spoken:
        return frozenset({Reason.AMOUNT_BUT})
    return frozenset({Reason.SMALL_AMOUNT})


def _per(case: str, amount: int | None) -> str:
    match = _PER.fullmatch(case.strip())
    if match is None or (match["amount"] and whole_amount(match["amount"]) != amount):
        return ""
    return one_line(match["per"])


def _kind(inside: str) -> Kind:
    """Say which of the two it is when the words begin with it and speak of no other."""
    if not _BEGINS.match(inside):
        return ""
    found = {bool(match["charge"]) for match in _KIND.finditer(inside)}
    if len(found) > 1:
        return ""
    return "charge" if found.pop() else "fee"


def _inside(case: str) -> str:
    case = one_line(case)
    return one_line(case[1:-1]) if case.startswith("(") and case.endswith(")") else case
