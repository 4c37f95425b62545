"""People find the right procedure first, typing as people type."""

from collections.abc import Callable

import pytest

from motcua.catalogue.search.index import SearchIndex
from motcua.catalogue.search.text import plain
from motcua.kernel.text import fold
from tests.catalogue.search_samples import CRAWL, Sample, samples, shipped, shipped_index, whole_index

TABLE = samples("queries.tsv")
HELD_OUT = samples("queries-held-out.tsv")
needs_crawl = pytest.mark.skipif(not CRAWL.exists(), reason="the crawl is not part of the project")


def as_written(sample: Sample) -> str:
    return sample.query


def without_marks(sample: Sample) -> str:
    return fold(sample.query)


def misspelt(sample: Sample) -> str:
    return sample.misspelt


WAYS = pytest.mark.parametrize("typed", [as_written, without_marks, misspelt])


def found(index: SearchIndex, query: str, first: int = 1) -> list[str]:
    return [index.entries[each.owner].code for each in index.find(query).scored[:first]]


def missed(
    index: SearchIndex, tried: list[Sample], typed: Callable[[Sample], str], first: int = 1
) -> dict[str, list[str]]:
    answers = {query: (sample, found(index, query, first)) for sample in tried if (query := typed(sample))}
    return {query: got for query, (sample, got) in answers.items() if sample.codes.isdisjoint(got)}


def answered_by_shipped(tried: list[Sample]) -> list[Sample]:
    return [sample for sample in tried if not sample.codes.isdisjoint(shipped())]


@WAYS
@needs_crawl
@pytest.mark.slow
def test_the_right_procedure_is_first_among_thousands(typed):
    assert missed(whole_index(), TABLE, typed) == {}


@WAYS
def test_the_right_procedure_is_first_in_the_shipped_catalogue(typed):
    assert missed(shipped_index(), answered_by_shipped(TABLE), typed) == {}


def test_half_of_the_queries_are_tried_with_a_typing_error():
    assert sum(bool(sample.misspelt) for sample in TABLE) >= len(TABLE) / 2


@needs_crawl
@pytest.mark.slow
@pytest.mark.parametrize("typed", [as_written, without_marks])
def test_held_out_queries_are_nearly_always_among_the_first_three(typed):
    assert len(missed(whole_index(), HELD_OUT, typed)) <= len(HELD_OUT) * 0.2
    assert len(missed(whole_index(), HELD_OUT, typed, first=3)) <= len(HELD_OUT) * 0.05


@needs_crawl
@pytest.mark.slow
def test_an_official_name_pasted_whole_finds_its_procedure():
    index = whole_index()
    names: dict[str, set[str]] = {}
    for entry in index.entries:
        names.setdefault(" ".join(plain(entry.name)), set()).add(entry.code)

    wrong = [name for name, codes in list(names.items())[::20] if not codes & set(found(index, name))]

    assert wrong == []
