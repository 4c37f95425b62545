"""Reading an address as people write it, of before July 2025 or since."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from motcua.kernel.names import spelling_of
from motcua.kernel.places.tables import Commune, OldCommune, Province, communes, old_communes
from motcua.kernel.text import fold, tidy

Place = TypeVar("Place", Commune, OldCommune)
Thing = TypeVar("Thing")

_COMMUNE = ("xa", "phuong", "thi tran", "dac khu")
_DISTRICT = ("quan", "huyen", "thi xa", "thanh pho")
_PROVINCE = ("tinh", "thanh pho")
_WRITTEN_OUT = {
    "x": "xã", "p": "phường", "tt": "thị trấn", "q": "quận", "h": "huyện", "tx": "thị xã", "tp": "thành phố",
    "t": "tỉnh",
}  # fmt: skip
_ABBREVIATED = re.compile(r"^(?:(tt|tx|tp|x|p|q|h|t)(?:\.\s*|(?=\d))|(tt|tx|tp)\s+)", re.IGNORECASE)
_SHORT = {"hcm": "hochiminh", "tphcm": "hochiminh", "saigon": "hochiminh", "hn": "hanoi"}
_COUNTRY = {"vietnam", "vn"}
_COMMAS = re.compile(r"\s*[,;\n]\s*")
_KIND_WORDS = "xã|phường|thị trấn|đặc khu|quận|huyện|thị xã|thành phố|tỉnh"
_KIND_WORDS = f"{_KIND_WORDS}|{fold(_KIND_WORDS)}"
_BEFORE_KIND = re.compile(rf"\s+[-–]\s+|\s+(?=(?:(?:{_KIND_WORDS})\s|(?:tp|tx|tt|p|q|x|h)\.))", re.IGNORECASE)


@dataclass(frozen=True)
class Address:
    """
    What an address says.

    ``communes`` are today's that it can be in (several where an old one was split, or where the text does not
    tell), ``was`` the old ones it names, ``detail`` what stands before: a house, a street, a thôn.
    """

    text: str
    detail: str = ""
    province: Province | None = None
    communes: tuple[Commune, ...] = ()
    was: tuple[OldCommune, ...] = ()

    @property
    def commune(self) -> Commune | None:
        """Return the one commune of today it is in, or None where it cannot be told."""
        return self.communes[0] if len(self.communes) == 1 else None

    @property
    def today(self) -> str:
        """Return the address with the names of today, or "" where the commune cannot be told."""
        return ", ".join(filter(None, [self.detail, str(self.commune)])) if self.commune else ""


def read_address(text: str) -> Address:
    """
    Read an address, of before July 2025 or since; what cannot be read stays in ``detail``.

    >>> read_address("thôn Mook Đen, xã Ia Dom, huyện Đức Cơ, tỉnh Gia Lai").today
    'thôn Mook Đen, xã Ia Dom, tỉnh Gia Lai'
    """
    parts = _COMMAS.split(text)
    by_commas = _read(tidy(text), parts)
    if by_commas.communes:
        return by_commas
    by_kinds = _read(tidy(text), [piece for part in parts for piece in _BEFORE_KIND.split(tidy(part))])
    return by_kinds if by_kinds.communes else by_commas


def _read(text: str, parts: Iterable[str]) -> Address:
    names = [name for part in parts if (name := tidy(part).strip(" ."))]
    if names and _bare(names[-1]) in _COUNTRY:
        names.pop()
    if not names:
        return Address(text)
    for read in (_read_old, _read_new, _read_old_without_district, _read_old_without_province):
        if found := read(text, names):
            return found
    province = _province(_today(), names[-1])
    return Address(text, ", ".join(names[:-1] if province else names), province)


def _read_old(text: str, names: list[str]) -> Address | None:
    """Read "… commune, district, province"."""
    province = _province(_before(), names[-1])
    if province is None or len(names) < 3:
        return None
    return _in_district(text, names[:-1], _before()[province])


def _read_new(text: str, names: list[str]) -> Address | None:
    """Read "… commune, province", or a commune alone whose kind is said."""
    province = _province(_today(), names[-1])
    if province and len(names) > 1:
        found, rest = _named(_COMMUNE, names[-2], _today()[province]), names[:-2]
    elif _kind(_COMMUNE, names[-1])[0]:
        found, rest = _named(_COMMUNE, names[-1], list(communes().values())), names[:-1]
    else:
        return None
    return _address(text, rest, found) if found else None


def _read_old_without_district(text: str, names: list[str]) -> Address | None:
    province = _province(_before(), names[-1])
    if province is None or len(names) < 2:
        return None
    was = _named(_COMMUNE, names[-2], _before()[province])
    return _old_address(text, names[:-2], was) if was else None


def _read_old_without_province(text: str, names: list[str]) -> Address | None:
    """Read "… commune, district", and an old commune alone whose kind is said."""
    everywhere = list(old_communes().values())
    if len(names) > 1 and (found := _in_district(text, names, everywhere)):
        return found
    if not _kind(_COMMUNE, names[-1])[0]:
        return None
    was = _named(_COMMUNE, names[-1], everywhere)
    return _old_address(text, names[:-1], was) if was else None


def _in_district(text: str, names: list[str], among: Sequence[OldCommune]) -> Address | None:
    districts = set(_pick(_DISTRICT, names[-1], {old.district for old in among}, str))
    was = _named(_COMMUNE, names[-2], [old for old in among if old.district in districts])
    return _old_address(text, names[:-2], was) if was else None


def _old_address(text: str, rest: list[str], was: Sequence[OldCommune]) -> Address:
    today = {each.code: each for old in was for each in old.today}
    return _address(text, rest, list(today.values()), was)


def _address(text: str, rest: list[str], found: Sequence[Commune], was: Sequence[OldCommune] = ()) -> Address:
    provinces = {each.province for each in found}
    province = provinces.pop() if len(provinces) == 1 else None
    return Address(text, ", ".join(rest), province, tuple(found), tuple(was))


def _province(places: Mapping[Province, object], text: str) -> Province | None:
    found = _pick(_PROVINCE, text, places, lambda province: province.name)
    return found[0] if len(found) == 1 else None


def _named(kinds: tuple[str, ...], text: str, among: Sequence[Place]) -> list[Place]:
    return _pick(kinds, text, among, lambda place: place.name)


def _pick(
    kinds: tuple[str, ...], text: str, among: Iterable[Thing], name_of: Callable[[Thing], str]
) -> list[Thing]:
    """Return those of that name: by marks and kind where they tell apart, else as people type in a hurry."""
    kind, name = _kind(kinds, text)
    bare = _SHORT.get(_bare(name), _bare(name))
    if not bare or (bare.isdigit() and not kind):
        return []
    found = [each for each in among if _official(kinds, name_of(each))[1] == bare]
    spelt = [each for each in found if spelling_of(_official(kinds, name_of(each))[2]) == spelling_of(name)]
    found = spelt or found
    return [each for each in found if _official(kinds, name_of(each))[0] == kind] or found


@cache
def _official(kinds: tuple[str, ...], name: str) -> tuple[str, str, str]:
    kind, rest = _kind(kinds, name)
    return kind, _bare(rest), rest


def _kind(kinds: tuple[str, ...], text: str) -> tuple[str, str]:
    """Return the kind a name begins with, folded, and the name after it."""
    written = _ABBREVIATED.sub(lambda found: f"{_WRITTEN_OUT[(found[1] or found[2]).lower()]} ", text)
    folded = fold(written)
    for kind in kinds:
        if folded.startswith(f"{kind} "):
            return kind, " ".join(written.split()[len(kind.split()) :])
    return "", text


def _bare(name: str) -> str:
    return re.sub(r"[\s'’\-–.]+", "", fold(name)).lstrip("0")


@cache
def _today() -> Mapping[Province, Sequence[Commune]]:
    return _by_province(communes().values())


@cache
def _before() -> Mapping[Province, Sequence[OldCommune]]:
    return _by_province(old_communes().values())


def _by_province(places: Iterable[Place]) -> Mapping[Province, Sequence[Place]]:
    rows: dict[Province, list[Place]] = defaultdict(list)
    for place in places:
        rows[place.province].append(place)
    return rows
