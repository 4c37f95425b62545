"""A form tried on sample answers: what is asked, what is wrong, what follows. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator, FormatChecker

from motcua.eforms.definition import CoDeclarant, FormDefinition, FormField
from motcua.eforms.expressions import holds
from motcua.eforms.rules import Answers, Checked, check, is_applicant, label_of, papers_asked
from motcua.eforms.schema import schema_of
from motcua.eforms.words import in_words

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
