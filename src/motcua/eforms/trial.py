"""A form tried on sample answers: what is asked, what is wrong, what follows. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, product
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator, FormatChecker

from motcua.eforms.definition import CoDeclarant, FieldGroup, FieldType, FormDefinition, FormField
from motcua.eforms.expressions import holds
from motcua.eforms.rules import Answers, Checked, check, is_applicant, label_of, names_in, papers_asked
from motcua.eforms.schema import schema_of
from motcua.eforms.words import in_words

_MOST_TRIED = 500
_ANSWERS: Mapping[FieldType, Sequence[Any]] = {
    FieldType.YES_NO: ("yes", "no"),
    FieldType.DATE: ("2020-01-15", "1980-01-15", None),
    FieldType.BIRTH_DATE: ("2020-01-15", "1980-01-15", None),
    FieldType.NUMBER: (1, 100, 0, None),
    FieldType.MONEY: (1_000_000, 1_000_000_000, 0, None),
}
_ANY = "urn:motcua:trial"


@dataclass(frozen=True)
class Wrong:
    """One answer that is wrong: whose label, and the sentence its citizen reads."""

    key: str
    label: str
    sentence: str


@dataclass(frozen=True)
class Trial:
    """
    What came of it. ``papers``: each the form speaks of, and whether it is asked for.

    ``misfits`` is what the JSON Schema says against the answers; only answers without problems are tried.
    """

    checked: Checked
    asked: tuple[str, ...]
    wrong: tuple[Wrong, ...]
    computed: tuple[tuple[str, str], ...]
    papers: tuple[tuple[str, bool], ...]
    confirming: tuple[CoDeclarant, ...]
    oneself: tuple[str, ...]
    misfits: tuple[str, ...]


def run(form: FormDefinition, answers: Answers, *, on: date) -> Trial:
    checked = check(form, answers, on=on)
    return Trial(
        checked=checked,
        asked=tuple(label_of(item) for key, item in form.items.items() if key in checked.asked),
        wrong=tuple(_wrong(form, checked)),
        computed=tuple(_computed(form, checked)),
        papers=tuple(papers_asked(form, checked.known, on=on).items()),
        confirming=tuple(
            each for each in form.co_declarants if not each.when or holds(each.when, checked.known, on)
        ),
        oneself=tuple(
            each.title
            for each in form.subjects
            if each.same and is_applicant(form, each.key, checked.known, on=on)
        ),
        misfits=() if checked.problems else tuple(misfits(form, checked)),
    )


def answers_asking(form: FormDefinition, key: str, *, on: date, depth: int = 3) -> dict[str, Any]:
    """Return answers to other questions under which one is asked; none where it is asked anyway, or never."""
    item = form.items.get(key)
    if item is None or not item.when or not depth:
        return {}
    names = [name for name in sorted(names_in(item.when)) if name in form.items]
    for values in islice(product(*(_possible(form.items[name]) for name in names)), _MOST_TRIED):
        answers = {name: value for name, value in zip(names, values, strict=True) if value is not None}
        if holds(item.when, answers, on):
            before = [answers_asking(form, name, on=on, depth=depth - 1) for name in names]
            return {**{k: v for each in before for k, v in each.items()}, **answers}
    return {}


def _possible(item: FormField | FieldGroup) -> Sequence[Any]:
    """Return some answers a question may have, that conditions tell apart."""
    if isinstance(item, FieldGroup):
        return ([{question.key: _possible(question)[0] for question in item.fields}], None)
    if item.options:
        return tuple(option.value for option in item.options)
    return _ANSWERS.get(item.type, ("chữ", None))


def misfits(form: FormDefinition, checked: Checked) -> Iterator[str]:
    """Yield what the published schema says against the answers as they would be kept."""
    validator = Draft202012Validator(schema_of(form, id=_ANY), format_checker=FormatChecker())
    for error in validator.iter_errors(checked.answers):
        place = ".".join(map(str, error.absolute_path))
        yield f"{place}: {error.message}" if place else error.message


def _wrong(form: FormDefinition, checked: Checked) -> Iterator[Wrong]:
    for key, sentence in checked.problems.items():
        group, *cell = key.split("-")
        item = form.items.get(group)
        label = label_of(item) if item else key
        if cell:
            label = _("%(group)s, dòng %(number)d") % {"group": label, "number": int(cell[0]) + 1}
        yield Wrong(key, label, sentence)


def _computed(form: FormDefinition, checked: Checked) -> Iterator[tuple[str, str]]:
    for key, item in form.items.items():
        if isinstance(item, FormField) and item.computed and key in checked.answers:
            yield item.label, in_words(item, checked.answers[key])
