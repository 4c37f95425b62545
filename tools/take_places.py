"""
Make the tables of places before and since July 2025 (``src/motcua/kernel/places/data``).

The names are of the data set of vietnamadminunits (MIT); which commune became which is the official table
of the National Statistics Office as vietnam-provinces carries it, and the former for the seven units it lacks
(five islands). Neither is needed afterwards: one brings NumPy and a geocoder, the other changes its codes.

    uv run --isolated --no-project --python 3.12 --with vietnamadminunits==1.0.4 \
        --with vietnam-provinces==2026.9.0 python tools/take_places.py
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "src/motcua/kernel/places/data"
KEYS = "provinceKey, districtKey, wardKey"
OLD = f"select {KEYS}, provinceCode, province, districtCode, district, wardCode, ward from admin_units_legacy"  # noqa: S608
NEW = "select provinceKey, wardKey, provinceCode, province, wardCode, ward from admin_units"


def package(name: str) -> Path:
    spec = find_spec(name)
    assert spec is not None, f"install {name}: see above"
    assert spec.origin is not None
    return Path(spec.origin).parent


def official() -> dict[str, set[str]]:
    table: dict[str, Any] = {}
    source = package("vietnam_provinces") / "_ward_conversion_2025.py"
    exec(compile(source.read_text(encoding="utf-8"), source.name, "exec"), table)  # noqa: S102 - a table
    entries = table["OLD_TO_NEW"].items()
    return {f"{code:05d}": {f"{ward.code:05d}" for ward in entry.new_wards} for code, entry in entries}


def of_the_data_set(old: dict[str, str], new: dict[tuple[str, str], str]) -> dict[str, set[str]]:
    """Return the other package's table; its keys, names without marks, mix up merged provinces."""
    table = json.loads((package("vietnamadminunits") / "data/converter_2025.json").read_text())
    became: dict[str, set[str]] = defaultdict(set)
    for province, wards in table["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, sources in wards.items():
            for source in sources:
                became[old[source]].add(new[province, ward])
    for province, sources in table["DICT_PROVINCE_WARD_DIVIDED"].items():
        for source, wards in sources.items():
            became[old[source]] |= {new[province, ward["newWardKey"]] for ward in wards}
    return became


def lines(rows: Iterable[tuple[str, ...]], level: int = 0, levels: int = 2) -> Iterable[str]:
    """Yield rows of (code, name)s from the top as an indented list."""
    if level == levels:
        yield from ("\t" * level + "\t".join(row[2 * level :]) for row in rows)
        return
    for (code, name), below in groupby(rows, key=lambda row: (row[2 * level], row[2 * level + 1])):
        yield "\t" * level + f"{code}\t{name}"
        yield from lines(below, level + 1, levels)


def write(name: str, head: str, rows: list[tuple[str, ...]], levels: int) -> None:
    text = "\n".join([*(f"# {line}" for line in head.splitlines()), *lines(sorted(rows), levels=levels)])
    (DATA / name).write_text(text + "\n", encoding="utf-8")


def main() -> None:
    base = sqlite3.connect(package("vietnamadminunits") / "data/dataset.db")
    old = [(*row[:7], row[7] or row[5], row[8] or row[6]) for row in base.execute(OLD)]
    new = list(base.execute(NEW))
    codes = {f"{row[0]}_{row[1]}_{row[2] or ''}": row[7] for row in old}
    other = of_the_data_set(codes, {(row[0], row[1]): row[4] for row in new})
    became = {**other, **official()}
    rows = [(*row[3:], " ".join(sorted(became[row[7]]))) for row in old]
    write("before-2025.tsv", HEAD_OLD, rows, 2)
    write("since-2025.tsv", HEAD_NEW, [row[2:] for row in new], 1)
    print(f"{len(rows)} communes became {len(new)}")


HEAD_OLD = """Provinces, districts and communes on 30 June 2025, each commune with those of today it is in.
Made by tools/take_places.py; codes of the National Statistics Office. Islands are their own communes."""
HEAD_NEW = (
    "Provinces and communes since 1 July 2025 (Nghị quyết 202/2025/QH15). Made by tools/take_places.py."
)

if __name__ == "__main__":
    main()
