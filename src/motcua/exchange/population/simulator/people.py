"""The register's records: the citizens who can sign in, what else is known of them, and their families."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("register.yaml")
CITIZENS = Path(__file__).parents[2] / "vneid" / "simulator" / "people.yaml"


@dataclass(frozen=True)
class Record:
    """One person. Relatives are numbers of other records; ``head`` is the head of the household."""

    number: str
    name: str
    born: str  # dd/mm/yyyy or a year
    gender: str
    ethnicity: str
    residence: str = ""
    old_number: str = ""
    religion: str = "Không"
    marital_status: str = ""  # single, married, divorced_or_widowed
    birth_registered_at: str = ""
    origin: str = ""
    living_at: str = ""
    father: str = ""
    mother: str = ""
    spouse: str = ""
    head: str = ""


def read_register(file: Path = FILE, citizens: Path = CITIZENS) -> dict[str, Record]:
    """Return the records by identity number. What ``file`` says of a citizen adds to what VNeID says."""
    known = yaml.safe_load(citizens.read_text(encoding="utf-8"))["people"]
    rows: dict[str, dict[str, Any]] = {row["number"]: _of_citizen(row) for row in known}
    for row in yaml.safe_load(file.read_text(encoding="utf-8"))["people"]:
        rows[row["number"]] = {**rows.get(row["number"], {}), **row}
    return {number: Record(**row) for number, row in rows.items()}


def _of_citizen(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: row[key] for key in ("number", "name", "born", "gender", "ethnicity") if key in row}
    return {
        **kept,
        "residence": row.get("address", ""),
        "origin": row.get("origin", ""),
        "old_number": row.get("old_number", ""),
    }
