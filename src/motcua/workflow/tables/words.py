"""What offices write in their tables: headings, hours, steps, and who does it."""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from motcua.kernel.text import fold
from motcua.orgs.models import Duty
from motcua.workflow.bpmn.values import HOURS_A_DAY

CODE = re.compile(r"(?<![\d.])\d\.\d{6}(?:\.\d{2}\.\d{2}\.)?(?:\.?[A-Z]\d{2})?(?!\d)")
"""The number of a procedure: ``1.000656``, ``1.000656.H21``."""


class Column(StrEnum):
    CODE = "code"
    NAME = "name"
    STEP = "step"
    CONTENT = "content"
    WHO = "who"
    HOURS = "hours"
    FORM = "form"
    BACK = "back"
    ACT = "act"


# In this order: "thời gian thực hiện" is a time, though "… thực hiện" alone says who.
_HEADINGS = [
    (Column.CODE, r"ma( so)?( thu tuc| tthc)?( hanh chinh)?"),
    (Column.NAME, r"ten (thu tuc|tthc)\b.*|thu tuc( hanh chinh)?|tthc"),
    (Column.ACT, r"(thao tac|viec tren he thong|hanh dong).*"),
    (Column.BACK, r"(tra lai|quay lai|(neu )?khong dat|lam lai).*"),
    (Column.HOURS, r"(thoi gian|thoi han|so gio|so ngay|gio|ngay|dinh muc).*"),
    (
        Column.CONTENT,
        r"noi dung.*|ten buoc.*|(ten )?(cong viec|dau viec).*|trinh tu thuc hien|cac buoc .+|mo ta.*",
    ),
    (Column.STEP, r"(cac |thu tu )?buoc.*|so buoc|ma buoc|thu tu|trinh tu"),
    (
        Column.WHO,
        r".*(thuc hien|trach nhiem|phu trach).*|(nguoi|don vi|bo phan|vi tri|chuc danh|can bo|co quan).*",
    ),
    (Column.FORM, r"(bieu mau|mau|ho so|ket qua|san pham|phieu|giay to|tai lieu).*"),
    (Column.STEP, r"stt|tt|so tt|so thu tu"),
]
_HEADINGS_READ = [(column, re.compile(pattern)) for column, pattern in _HEADINGS]


def headings(cells: Sequence[str]) -> dict[Column, int]:
    """Return the columns a line names, each with its place; the first that says it wins."""
    found: dict[Column, int] = {}
    by_number: dict[Column, int] = {}
    for place, cell in enumerate(cells):
        text = re.sub(r"\(.*?\)|[*:.]", " ", fold(cell)).strip()
        for rank, (column, pattern) in enumerate(_HEADINGS_READ):
            if text and pattern.fullmatch(text):
                (by_number if rank == len(_HEADINGS_READ) - 1 else found).setdefault(column, place)
                break
    return by_number | found


_MINUTES = {
    "phut": Decimal(1),
    "gio": Decimal(60),
    "h": Decimal(60),
    "tieng": Decimal(60),
    "buoi": 30 * HOURS_A_DAY,
    "ngay": 60 * HOURS_A_DAY,
    "tuan": 300 * HOURS_A_DAY,
}
_AMOUNT = r"(?:\d+\s*/\s*\d+|\d+(?:[.,]\d+)?)"
_PART = re.compile(rf"({_AMOUNT})\s*(gio|h|tieng|phut|buoi|ngay|tuan)\b")
_FILLER = re.compile(r"\b(khong qua|toi da|trong vong|trong|thoi gian|lam viec|hanh chinh|va)\b|[+;,](?!\d)")
_HALVES = {"½": " 1/2", "¼": " 1/4", "¾": " 3/4"}


def unit_of(heading: str) -> str:
    """Return the unit that a heading names for its bare numbers, "" when it names none."""
    found = re.search(r"\b(gio|ngay|phut|buoi)\b", fold(heading))
    return found[1] if found else ""


def hours_of(text: str, unit: str = "") -> Decimal | None:
    """
    Return the working hours a cell says, None where it says none or several things.

    >>> hours_of("0,5 ngày"), hours_of("04 giờ làm việc"), hours_of("1/2 ngày"), hours_of("2-3 ngày")
    (Decimal('4.0'), Decimal('4'), Decimal('4'), None)
    """
    for half, written in _HALVES.items():
        text = text.replace(half, written)
    said = [
        _sum(part, unit)
        for part in re.split(r"[()]|(?<![\d\s])=|\btuong duong\b", fold(text))
        if part.strip()
    ]
    if not said or None in said or len(set(said)) > 1:
        return None
    return said[0] if said[0] else None


def _sum(text: str, unit: str) -> Decimal | None:
    text = " ".join(_FILLER.sub(" ", text).split()).strip(". ")
    if unit and re.fullmatch(_AMOUNT, text):
        return _number(text, unit)
    parts = _PART.findall(text)
    if not parts or _PART.sub("", text).strip():
        return None
    return sum((found for amount, name in parts if (found := _number(amount, name)) is not None), Decimal(0))


def _number(amount: str, unit: str) -> Decimal | None:
    above, _slash, below = amount.replace(",", ".").partition("/")
    divisor = Decimal(below.strip() or 1)
    return Decimal(above.strip()) * _MINUTES[unit] / divisor / 60 if divisor else None


_STEP = re.compile(r"(?:buoc|b|cong viec)?\s*(?:so\s*)?(\d{1,3})((?:[.]\d{1,2})*)\s*[.]?\s*([a-z]?)\s*[.:)]?")
StepKey = tuple[int | str, ...]


def step_of(text: str) -> StepKey | None:
    """
    Return the number of a step as something that sorts, None where it is none.

    >>> step_of("B1"), step_of("Bước 2.1"), step_of("3a"), step_of("IV")
    ((1,), (2, 1), (3, 'a'), None)
    """
    found = _STEP.fullmatch(fold(text))
    if not found:
        return None
    deeper = tuple(int(number) for number in found[2].split(".") if number)
    return (int(found[1]), *deeper, *([found[3]] if found[3] else []))


_ROLES = [
    (Duty.RECEIVE, r"mot cua|tiep nhan|tra ket qua|trung tam phuc vu hanh chinh cong"),
    (
        Duty.SIGN,
        r"chu tich|giam doc|lanh dao (ubnd|uy ban|so|xa|phuong|tinh|co quan|don vi|trung tam|chi cuc)",
    ),
    (
        Duty.REVIEW,
        r"lanh dao phong|truong phong|pho truong phong|pho phong|lanh dao (ban|bo phan)|chanh van phong",
    ),
    (Duty.HANDLE, r"chuyen vien|cong chuc|can bo|vien chuc|van thu|thu ly|tham dinh|phong |ban "),
]
_ROLES_READ = [(duty, re.compile(pattern)) for duty, pattern in _ROLES]


def role_of(who: str) -> str:
    """Return the duty that the words for a person mean, "" where they do not say."""
    text = f"{fold(who)} "
    return next((duty.value for duty, pattern in _ROLES_READ if pattern.search(text)), "")
