"""Documents that are made from code are not stale."""

from pathlib import Path

from motcua.jobs.commands.diagram import drawing

DOCS = Path(__file__).parents[2] / "docs"


def test_the_drawing_of_states_is_the_table_of_moves():
    drawn = (DOCS / "reference" / "dossier-states.md").read_text(encoding="utf-8")

    assert drawn == drawing(), "run: motcua diagram --write docs/reference/dossier-states.md"


def test_every_module_says_what_it_owns():
    source = Path(__file__).parents[2] / "src" / "motcua"

    silent = [
        folder.name
        for folder in source.iterdir()
        if (folder / "__init__.py").exists() and not (folder / "README.md").exists()
    ]

    assert silent == []
