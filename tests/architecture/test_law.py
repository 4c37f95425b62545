"""Every rule says which article it rests on, and the page that lists them is not stale."""

from motcua.jobs import lawbook
from motcua.jobs.commands.law import page
from motcua.kernel.citations import references
from motcua.kernel.texts import legal_texts
from tests.architecture.test_docs import DOCS


def test_every_rule_cites_its_article():
    assert lawbook.problems() == []


def test_rules_are_found_in_data_in_code_and_in_words():
    names = {found.name for found in lawbook.lawbook()}

    assert {"code.layout", "day.first", "code_of"} <= names


def test_a_rule_without_citation_would_be_found(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "rules.yaml").write_text("- {key: fee, value: 1, from_on: 2026-01-01}")
    monkeypatch.setattr(lawbook, "ROOT", tmp_path)

    assert [found.name for found in lawbook.rules_in_data() if not found.citation] == ["fee"]


def test_every_text_that_a_rule_rests_on_is_known_by_name():
    cited = {
        reference.number
        for found in [*lawbook.rules_in_data(), *lawbook.rules_in_code()]
        for reference in references(found.citation)[:1]
        if reference.kind not in ("Công văn", "Thông báo")
    }

    assert cited - legal_texts().keys() == set()


def test_the_page_of_the_law_is_made_from_the_rules():
    written = (DOCS / "reference" / "law.md").read_text(encoding="utf-8")

    assert written == page(), "run: motcua law --write docs/reference/law.md"
