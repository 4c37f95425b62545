"""The answers of a section in words, as the review, a conflict and who is asked to confirm are shown them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.dossiers import co_declarants
from motcua.dossiers.models import Confirmation, Draft
from motcua.eforms import rules as eforms
from motcua.eforms.definition import FieldGroup, FormField, Section
from motcua.eforms.rules import Checked
from motcua.eforms.words import Cells, in_words


@dataclass(frozen=True)
class AnswerShown:
    """One answer as people read it, and what is to mend in it; a group has ``rows`` instead of a value."""

    key: str
    label: str
    value: str
    error: str
    rows: list[Cells]


def answers_shown(section: Section, checked: Checked) -> list[AnswerShown]:
    """Return the answers of a section in words, the questions left open among them."""
    return [
        _shown(item, checked)
        for item in section.fields
        if item.key in checked.asked or item.key in checked.answers
    ]


def _shown(item: FormField | FieldGroup, checked: Checked) -> AnswerShown:
    value = checked.kept.get(item.key)
    if isinstance(item, FieldGroup):
        wrong = [say for key, say in checked.problems.items() if key.partition("-")[0] == item.key]
        return AnswerShown(item.key, item.title, "", " ".join(wrong), eforms.rows_shown(item, value))
    words = "" if value in ("", None) else in_words(item, value)
    return AnswerShown(item.key, item.label, words, checked.problems.get(item.key, ""), [])


def parts_to_confirm(asked: Confirmation, draft: Draft, *, on: date) -> list[dict[str, Any]]:
    """Return what a co-declarant confirms, and which parts read otherwise than when they answered last."""
    form = co_declarants.form_of(draft)
    assert form is not None, "nobody confirms what has no form"
    checked = eforms.check(form, draft.answers, on=on)
    before = co_declarants.answered_before(asked, draft)
    changed = co_declarants.changed_since(before, draft) if before else []
    return [
        {"title": section.title, "answers": answers_shown(section, checked), "changed": section in changed}
        for section in co_declarants.sections_to_confirm(draft, asked.key)
    ]
