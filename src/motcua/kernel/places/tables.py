"""The tables of places: today's, those of before July 2025, and which became which."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Province:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, ward or special zone of today; ``code`` is of the National Statistics Office."""

    code: str
    name: str
    province: Province

    def __str__(self) -> str:
        return f"{_inside(self.name)}, {_inside(self.province.name)}"


@dataclass(frozen=True, slots=True)
class OldCommune:
    """A commune of 30 June 2025; ``became``: the codes of today's it is part of, several if split."""

    code: str
    name: str
    district: str
    province: Province
    became: tuple[str, ...]

    def __str__(self) -> str:
        district = [] if self.district == self.name else [_inside(self.district)]
        return ", ".join([_inside(self.name), *district, _inside(self.province.name)])

    @property
    def today(self) -> tuple[Commune, ...]:
        return tuple(communes()[code] for code in self.became)


@cache
def communes() -> Mapping[str, Commune]:
    """Return today's communes by code."""
    rows = {}
    for level, cells in _rows("since-2025.tsv"):
        if level == 0:
            province = Province(*cells)
        else:
            code, name = cells
            rows[code] = Commune(code, name, province)
    return rows


@cache
def provinces() -> Mapping[str, Province]:
    """Return today's provinces by code."""
    return {each.province.code: each.province for each in communes().values()}


@cache
def old_communes() -> Mapping[str, OldCommune]:
    """Return the communes of 30 June 2025 by code."""
    rows = {}
    for level, cells in _rows("before-2025.tsv"):
        if level == 0:
            province = Province(*cells)
        elif level == 1:
            district = cells[1]
        else:
            code, name, became = cells
            rows[code] = OldCommune(code, name, district, province, tuple(became.split()))
    return rows


def commune(code: str) -> Commune | None:
    return communes().get(code)


def came_from(code: str) -> tuple[OldCommune, ...]:
    """Return the communes of before July 2025 that today's one was made of, wholly or in part."""
    return _sources()[code]


@cache
def _sources() -> Mapping[str, tuple[OldCommune, ...]]:
    sources: dict[str, tuple[OldCommune, ...]] = defaultdict(tuple)
    for old in old_communes().values():
        for code in old.became:
            sources[code] += (old,)
    return sources


def _rows(name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the depth and the cells of each line: tabs before the first cell say how deep it stands."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            bare = line.lstrip("\t")
            yield len(line) - len(bare), bare.split("\t")


def _inside(name: str) -> str:
    """Return a name as it stands within a sentence: "xã Ia Dom"."""
    return name[0].lower() + name[1:]
