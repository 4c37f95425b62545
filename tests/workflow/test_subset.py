"""The table of what runs here is the table in the docs."""

from pathlib import Path

from motcua.workflow.bpmn import Kind
from motcua.workflow.bpmn.subset import BY_TAG, ELEMENTS, Support, as_markdown

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "bpmn.md"


def test_the_page_is_made_from_the_table():
    assert PAGE.read_text(encoding="utf-8") == as_markdown(), (
        "run: motcua processes subset --write docs/reference/bpmn.md"
    )


def test_every_kind_we_run_stands_in_the_table():
    assert all(BY_TAG[kind.value].support is Support.RUNS for kind in Kind)


def test_no_element_stands_there_twice():
    assert len(BY_TAG) == len(ELEMENTS)
