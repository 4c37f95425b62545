"""
What a form asks though the state knows it: to be bound to what is known, or explained. Pure.

Staff must not ask for what the state's data hold (Decree 118/2025/NĐ-CP, Art. 5; Circular 01/2023/TT-VPCP).
A question that is bound to an element, of somebody we can look up, arrives filled in and counts as spared.
Lists: ``data/asked-again.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from motcua.eforms import elements
from motcua.eforms.authoring import Flaw
from motcua.eforms.definition import APPLICANT, BUSINESS, FieldGroup, FormDefinition, FormField
from motcua.kernel.text import words

RELATIVES = frozenset({"spouse", "father", "mother"})
"""Of whom the register tells the applicant's number, so that they too can be looked up."""
_FREE = frozenset({"name", "identity", "birth_date", "date", "text", "address", "number", "choice", "yes_no"})


@cache
def known_elements() -> Mapping[str, tuple[str, ...]]:
    """Return the elements we can have from a register, with the phrases that ask for each."""
    return {row["element"]: tuple(row["words"]) for row in _rows()}


@cache
def told_at_log_in() -> frozenset[str]:
    """Return what only a log-in tells: of the applicant and their business, of nobody else."""
    return frozenset(row["element"] for row in _rows() if row.get("log_in"))


def _rows() -> list[dict[str, Any]]:
    path = Path(__file__).parent / "data" / "asked-again.yaml"
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def looked_up(form: FormDefinition) -> frozenset[str]:
    """Return the subjects somebody can look up: the applicant, their business, spouse and parents."""
    same = {subject.key for subject in form.subjects if subject.same}
    found = {APPLICANT, BUSINESS, *same}
    found |= {s.key for s in form.subjects if s.relation in RELATIVES and s.to in found}
    children = {s.to for s in form.subjects if s.key in same and s.relation in {"father", "mother"}}
    return frozenset(found | {s.key for s in form.subjects if s.to in children and s.relation in RELATIVES})


def is_spared(form: FormDefinition, question: FormField) -> bool:
    """Return whether the answer arrives filled in."""
    whose = {APPLICANT, BUSINESS} if question.element in told_at_log_in() else looked_up(form)
    return question.element in known_elements() and question.of in whose


def asked_again(form: FormDefinition) -> list[Flaw]:
    """Return the questions that ask what is known, and are neither bound to it nor explained."""
    return [*_unbound(form), *_twice(form)]


def likely_element(question: FormField) -> str:
    """Return the element the words of a question ask for, "" where they ask for none that is known."""
    if question.type not in _FREE:
        return ""
    asked = f" {' '.join(words(question.label))} "
    found = [
        (len(phrase), key)
        for key, phrases in known_elements().items()
        for phrase in phrases
        if f" {' '.join(words(phrase))} " in asked
    ]
    return max(found)[1] if found else ""


def _unbound(form: FormDefinition) -> Iterator[Flaw]:
    for question in _everything(form):
        if question.computed or question.asked_because or question.element:
            continue
        if key := likely_element(question):
            element = elements.get(key)
            said = {"element": element.name, "holder": element.source.name if element.source else ""}
            yield Flaw(
                question.key,
                _(
                    "Câu này hỏi “%(element)s” mà %(holder)s đang giữ. Hãy gắn câu hỏi với dữ liệu ấy và "
                    "chọn hỏi về ai, để câu trả lời được điền sẵn; hoặc ghi vì sao vẫn phải hỏi."
                )
                % said,
                "element",
            )


def _twice(form: FormDefinition) -> Iterator[Flaw]:
    """Yield what everybody is asked a second time in one form."""
    met: dict[tuple[str, str], FormField] = {}
    for item in form.items.values():
        if not isinstance(item, FormField) or item.when or item.computed or not item.of or not item.element:
            continue
        first = met.setdefault((item.of, item.element), item)
        if first is not item and not item.asked_because:
            said = _("Biểu mẫu đã hỏi điều này ở câu “%(label)s”; hãy bỏ một trong hai câu.")
            yield Flaw(item.key, said % {"label": first.label}, "element")


def _everything(form: FormDefinition) -> Iterator[FormField]:
    for item in form.items.values():
        if isinstance(item, FieldGroup):
            yield from item.fields
        else:
            yield item
