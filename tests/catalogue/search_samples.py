"""Queries, and catalogues to try them on."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from motcua import catalogue
from motcua.catalogue.facts import Procedure
from motcua.catalogue.importing import read_records
from motcua.catalogue.search.entries import entry_of
from motcua.catalogue.search.index import SearchIndex

HERE = Path(__file__).parent
SHIPPED = Path(catalogue.__file__).parent / "data"
SHARED = Path(os.environ.get("MOTCUA_SHARED", HERE.parents[2] / "shared"))
CRAWL = SHARED / "data" / "procedures-2026-07.jsonl.gz"


@dataclass(frozen=True)
class Sample:
    query: str
    codes: frozenset[str]
    misspelt: str = ""


def samples(name: str) -> list[Sample]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [_sample(*line.split("\t")) for line in lines if line and not line.startswith("#")]


def _sample(query: str, codes: str, misspelt: str = "") -> Sample:
    return Sample(query, frozenset(codes.split(",")), misspelt)


@cache
def shipped() -> dict[str, Procedure]:
    return {each.code: each for file in sorted(SHIPPED.glob("*.yaml")) for each in _procedures(file)}


@cache
def crawled() -> dict[str, Procedure]:
    return {each.code: each for each in _procedures(CRAWL)}


@cache
def shipped_index() -> SearchIndex:
    return _index(shipped())


@cache
def whole_index() -> SearchIndex:
    """Return the index of a province that has imported the crawl beside what is shipped."""
    return _index(crawled() | shipped())


def _index(procedures: dict[str, Procedure]) -> SearchIndex:
    return SearchIndex([entry_of(facts, number) for number, facts in enumerate(procedures.values())])


def _procedures(path: Path) -> Iterator[Procedure]:
    return (each.record for each in read_records(path) if isinstance(each.record, Procedure))
