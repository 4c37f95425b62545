"""Which questions are asked, what is wrong in the answers, and what follows from them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.eforms.definition import FieldGroup, FormDefinition, FormField, Section
from motcua.eforms.expressions import Unreadable, compiled, holds, value_of
from motcua.eforms.reading import Wrong, is_blank, kept_as, read
from motcua.eforms.words import rows_shown as rows_shown
from motcua.eforms.words import shown as shown

Answers = Mapping[str, Any]
MOST_ROWS = 200  # of one group a draft keeps, however many were sent


@dataclass(frozen=True)
class Checked:
    """
    A form with answers to it.

    ``answers``: those that are right, in their one spelling, and what was computed; nothing not asked.
    ``problems``: for each key that is wrong a sentence that says how to mend it; of cells by ``cell_key``.
    ``kept``: everything given, as a draft keeps it: in its one spelling where right, as typed where wrong.
    ``asked``: the keys of what is asked; of cells too.
    ``unmet``: those problems that lie between answers, each right by itself.
    ``known``: the right answers as expressions see them: in a row what is not answered is null.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    unmet: dict[str, str] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict, repr=False)

    def problems_in(self, section: Section) -> dict[str, str]:
        """Return what is wrong in one section."""
        keys = {item.key for item in section.fields}
        return {key: say for key, say in self.problems.items() if key.partition("-")[0] in keys}

    def kept_in(self, section: Section) -> dict[str, Any]:
        return {item.key: self.kept[item.key] for item in section.fields if item.key in self.kept}


def cell_key(group: str, row: int, field: str) -> str:
    """Return the key of one answer in a group, as pages and problems name it."""
    return f"{group}-{row}-{field}"


def check(form: FormDefinition, answers: Answers, *, on: date) -> Checked:
    """Check a whole form on a day, and compute what follows."""
    result = Checked()
    for item in form.items.values():
        if item.when and not holds(item.when, result.known, on):
            _keep_unasked(item, answers, result)
        elif isinstance(item, FieldGroup):
            _check_group(item, answers.get(item.key), result, on)
        else:
            _take(item, answers.get(item.key), item.key, result, on)
    _hold_together(form, result, on)
    return result


def is_asked(item: FormField | FieldGroup, answers: Answers, *, on: date) -> bool:
    """Return whether one question is asked, given right answers to the questions before it."""
    if isinstance(item, FormField) and item.computed:
        return False
    return not item.when or holds(item.when, answers, on)


def _keep_unasked(item: FormField | FieldGroup, answers: Answers, result: Checked) -> None:
    raw = answers.get(item.key)
    if isinstance(item, FieldGroup):
        if rows := _rows(item, raw):
            result.kept[item.key] = rows
    elif raw is not None and not item.computed:
        result.kept[item.key] = kept_as(raw)


def _take(
    question: FormField, raw: Any, key: str, into: Checked, on: date, around: Answers | None = None
) -> None:
    """Read one answer ``into`` the form, or into a row of it with the answers ``around``."""
    if question.computed:
        raw = _computed(question, {**(around or {}), **into.known}, on)
    else:
        into.asked.add(key)
        if raw is not None:
            into.kept[question.key] = kept_as(raw)
    try:
        value = read(question, raw)
    except Wrong as wrong:
        if not question.computed:
            into.problems[key] = str(wrong)
        return
    if value is not None:
        into.answers[question.key] = into.kept[question.key] = into.known[question.key] = value


def _computed(question: FormField, known: Answers, on: date) -> Any:
    value = value_of(question.computed, known, on)
    return value if isinstance(value, str | int | float) else None


def _check_group(group: FieldGroup, raw: Any, result: Checked, on: date) -> None:
    result.asked.add(group.key)
    given, right, known = _rows(group, raw), [], []
    for number, row in enumerate(given[: group.maximum]):
        empty = all(is_blank(value) for value in row.values())
        problems = {} if empty else result.problems  # of an empty row nothing is wrong
        cells = Checked(problems=problems, kept=row, asked=result.asked)
        for question in group.fields:
            if question.when and not holds(question.when, {**result.known, **cells.known}, on):
                continue
            key = cell_key(group.key, number, question.key)
            _take(question, row.get(question.key), key, cells, on, result.known)
        if not empty:
            right.append(cells.answers)
            known.append({question.key: cells.answers.get(question.key) for question in group.fields})
    if given:
        result.kept[group.key] = given
    if right:
        result.answers[group.key], result.known[group.key] = right, known
    if problem := _wrong_number(group, raw, len(given), len(right)):
        result.problems[group.key] = problem


def _rows(group: FieldGroup, raw: Any) -> list[dict[str, Any]]:
    """Return the rows as they may be kept; what is no row of the group is left out."""
    keys = [question.key for question in group.fields if not question.computed]
    rows = raw[:MOST_ROWS] if isinstance(raw, list) else []
    return [
        {key: kept_as(row[key]) for key in keys if row.get(key) is not None}
        for row in rows
        if isinstance(row, Mapping)
    ]


def _wrong_number(group: FieldGroup, raw: Any, given: int, right: int) -> str:
    if not is_blank(raw) and not (isinstance(raw, list) and all(isinstance(row, Mapping) for row in raw)):
        return _("Câu trả lời có dạng không đọc được; hãy ghi lại.")
    if given > group.maximum:
        return _("%(title)s: nhiều nhất %(n)s dòng.") % {"title": group.title, "n": group.maximum}
    if right < group.minimum:
        if group.minimum == 1:
            return _("Hãy ghi: %(label)s") % {"label": group.title} + "."
        return _("%(title)s: ít nhất %(n)s dòng.") % {"title": group.title, "n": group.minimum}
    return ""


def _hold_together(form: FormDefinition, result: Checked, on: date) -> None:
    """Say what does not hold between answers. Where an answer is wrong by itself, that is said first."""
    wrong = {key.partition("-")[0] for key in result.problems}
    for rule in form.checks:
        try:
            expression = compiled(rule.that)
        except Unreadable:
            continue
        if rule.at not in result.asked or wrong & {rule.at, *expression.names}:
            continue
        if expression.value(result.known, on) is False:
            result.unmet.setdefault(rule.at, rule.say)
    result.problems.update(result.unmet)


def deciders(form: FormDefinition, section: Section) -> list[str]:
    """
    Return the questions of a section on whose answers something else on its page depends.

    Of a question in a group it is ``group-field``: in whichever row.
    """
    named = _looked_at(form, section)
    found = [item.key for item in section.fields if item.key in named]
    for group in section.groups:
        cells = {
            name
            for question in group.fields
            for name in names_in(question.when) | names_in(question.computed)
        }
        found += [f"{group.key}-{q.key}" for q in group.fields if q.key in cells or group.key in named]
    return found


def _looked_at(form: FormDefinition, section: Section) -> frozenset[str]:
    """Return every answer that a condition, a computed value or a check on the page looks at."""
    texts = [item.when for item in section.fields]
    for question in (*section.questions, *(q for group in section.groups for q in group.fields)):
        texts += [question.when, question.computed]
    here = {item.key for item in section.fields}
    texts += [rule.that for rule in form.checks if rule.at in here]
    return frozenset().union(*map(names_in, texts))


def names_in(text: str) -> frozenset[str]:
    """Return the answers an expression looks at."""
    try:
        return compiled(text).names if text else frozenset()
    except Unreadable:
        return frozenset()


def label_of(item: FormField | FieldGroup) -> str:
    return item.label if isinstance(item, FormField) else item.title


def all_fields(form: FormDefinition) -> Iterator[FormField]:
    """Yield the questions that are asked once, without those of groups."""
    for section in form.sections:
        yield from section.questions


def every_field(form: FormDefinition) -> Iterator[FormField]:
    """Yield every question, those of groups too."""
    for item in form.items.values():
        if isinstance(item, FieldGroup):
            yield from item.fields
        else:
            yield item


def papers_asked(form: FormDefinition, answers: Answers, *, on: date) -> dict[str, bool]:
    """Return for each paper the form names whether it is asked for, given right answers."""
    return {paper.paper: not paper.when or holds(paper.when, answers, on) for paper in form.papers}


def is_applicant(form: FormDefinition, subject: str, answers: Answers, *, on: date) -> bool:
    """Return whether a subject of the form is the applicant themself, as far as the answers say."""
    if subject == "applicant":
        return True
    found = next((each for each in form.subjects if each.key == subject), None)
    return bool(found and found.same and holds(found.same, answers, on))
