"""What is written on papers, read into the one spelling the kernel keeps. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from motcua.kernel.days import full_date, partial_date
from motcua.kernel.identity import FEMALE, MALE, identity_number, is_plausible
from motcua.kernel.money import money
from motcua.kernel.names import canonical_name
from motcua.kernel.phones import phone_number
from motcua.kernel.taxes import tax_code
from motcua.kernel.text import fold, tidy

_FAMILIES = {
    fold(each): each
    for each in ["Nguyễn", "Trần", "Phạm", "Huỳnh", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Đinh"]
}
"""Family names that no other is spelt like: a mark misread there is no other name."""
_KINDS = {"tinh": "tỉnh", "phuong": "phường", "xa": "xã", "huyen": "huyện", "thon": "thôn"}
_KIND = re.compile(r"\b(?:t[iìỉíĩị]nh|ph[uưúừữ][oơớờở]ng|x[aáàãảạ]|huy[eêểễếề]n|th[oôốồ]n)(?= [A-ZĐ])")
_AROUND = " .,:;|_-–—'\"“”*"
_IA = re.compile(r"\b[lI1]a(?= [A-ZĐ])")  # "Ia Dom", where an I looks like an l
_APOSTROPHE = re.compile(r"\b([HY])\s?[^\w\s](?=\w)")  # "H'Bích", where ' is read as ? or "
_DIGITS = str.maketrans("OoQDlI|SB", "000011158")
_WRITTEN_DAY = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{4}")
_NUMBER = re.compile(r"(?:\d[\s.]?){8,11}\d")
_ADDRESSED = re.compile(r"^(?:Hộ )?(?:ông|bà|anh|chị)\b:?\s*", re.IGNORECASE)
_BEFORE_NUMBER = re.compile(r"[,;:(]|\s(?=(?:căn cước|CCCD|CMND|sinh năm|số)\b)", re.IGNORECASE)
_SUM = re.compile(r"\d[\d., ]*\d\s*(?:đồng|VND|đ)?")


def text(said: str) -> str:
    return _IA.sub("Ia", tidy(said)).strip(_AROUND)


def name(said: str) -> str | None:
    """
    Return a name; one in capitals only, as certificates print it, gets those of a name.

    >>> name("NGUYÊN THỊ HOA"), name("RƠ CHÂM H?BÍCH")
    ('Nguyễn Thị Hoa', "Rơ Châm H'Bích")
    """
    found = canonical_name(_APOSTROPHE.sub(r"\1'", text(said)))
    if not found or any(sign.isdecimal() for sign in found):
        return None
    family, *given = (found.title() if found.isupper() else found).split(" ")
    return " ".join([_FAMILIES.get(fold(family), family), *given])


def address(said: str) -> str | None:
    """
    Return an address with its words for kinds of places as they are spelt.

    >>> address("Làng Ốp, phương Pleiku, tình Gia Lai")
    'Làng Ốp, phường Pleiku, tỉnh Gia Lai'
    """
    return _KIND.sub(lambda kind: _KINDS[fold(kind[0])], text(said)) or None


def day(said: str) -> str | None:
    """Return a whole day in ISO 8601."""
    if written := _WRITTEN_DAY.search(said):
        said = "/".join(written.groups())
    elif found := _DAY.search(said):
        said = found[0].replace(" ", "")
    read = full_date(said.strip(_AROUND))
    return read.isoformat() if read else None


def birth(said: str) -> str | None:
    return day(said) or partial_date(said.strip(_AROUND))


def year(said: str) -> str | None:
    found = re.search(r"\b(?:18|19|20)\d\d\b", said)
    return found[0] if found else None


def number(said: str) -> str | None:
    """Return an identity number: the longest run of digits that can be one."""
    for each in sorted(
        _NUMBER.findall(said) or _NUMBER.findall(said.translate(_DIGITS)), key=len, reverse=True
    ):
        found = identity_number(each)
        if found and (len(found) == 9 or is_plausible(found)):
            return found
    return None


def gender(said: str) -> str | None:
    first = fold(said).split()[:1]
    return {"nam": MALE, "nu": FEMALE}.get(first[0]) if first else None


def tax(said: str) -> str | None:
    return tax_code(said.strip(_AROUND))


def amount(said: str) -> str | None:
    found = _SUM.search(said)
    read = money(found[0].strip(_AROUND)) if found else None
    return str(read) if read is not None else None


def area(said: str) -> str | None:
    found = re.search(r"\d+(?:[.,]\d+)*", said)
    return f"{found[0]} m²" if found else None


def plot(said: str) -> str | None:
    """Return plot and map sheet, as forms ask for them in one answer."""
    found = re.findall(r"\d+", said)
    return f"Thửa {found[0]}, tờ bản đồ {found[1]}" if len(found) >= 2 else None


def holder(said: str) -> str | None:
    """Return the first person of "Ông Nguyễn Văn An, căn cước số …"."""
    return name(_BEFORE_NUMBER.split(_ADDRESSED.sub("", text(said)), maxsplit=1)[0])


def code(said: str) -> str | None:
    """Return a number with its sign ("45/2026", "CN 00123"), without what follows it."""
    found = re.match(r"(?:[A-ZĐ]{1,4}\s?)?\d[\w/.\-]*", text(said))
    return found[0].strip(_AROUND) if found else None


READERS: Mapping[str, Callable[[str], str | None]] = {
    "text": lambda said: text(said) or None,
    "name": name,
    "address": address,
    "day": day,
    "birth": birth,
    "year": year,
    "number": number,
    "gender": gender,
    "tax_code": tax,
    "money": amount,
    "area": area,
    "plot": plot,
    "holder": holder,
    "code": code,
    "phone": lambda said: phone_number(said.strip(_AROUND)),
}
