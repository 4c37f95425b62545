"""
Questions of a form as a page shows them and as they come back: the other half of ``ui/questions.html``.

A group is a list of rows, each with its own boxes ``group-row-field``; plain buttons add and take out a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from motcua.eforms.definition import APPLICANT, BUSINESS, FieldGroup, FieldType, FormField
from motcua.eforms.rules import MOST_ROWS, Checked, cell_key
from motcua.eforms.words import in_words
from motcua.web.ui import inputs

ADD, DROP = "them-", "bo-"
"""What the buttons of a group send as ``act``: with its key, or its key and the row."""

_AUTOCOMPLETE = {
    "person.full_name": "name",
    "person.birth_date": "bday",
    "person.phone": "tel",
    "person.email": "email",
    "person.address": "street-address",
    "business.name": "organization",
}


@dataclass(frozen=True)
class Question:
    """One question, or one computed value, with its answer and what is to mend in it."""

    field: FormField
    name: str
    value: str
    error: str = ""
    autocomplete: str = ""
    help: str = ""
    decides: bool = False
    beside: Any = None  # what others hold about it, for ``ui/question_beside.html``

    @property
    def computed(self) -> str:
        """Return the words of a computed value; "" of a question that is asked."""
        return in_words(self.field, self.value) if self.field.computed else ""

    @property
    def item(self) -> FormField:
        return self.field

    @property
    def wrong(self) -> bool:
        return bool(self.error)

    @property
    def new(self) -> bool:
        return False

    @property
    def wide(self) -> bool:
        return self.field.type == FieldType.LONG_TEXT


@dataclass(frozen=True)
class Row:
    number: int
    questions: list[Question]
    new: bool = False

    @property
    def shown(self) -> int:
        return self.number + 1


@dataclass(frozen=True)
class Rows:
    """A group with its rows."""

    group: FieldGroup
    name: str
    rows: list[Row]
    error: str = ""
    help: str = ""
    emptied: bool = False  # its last row was taken out just now

    @property
    def item(self) -> FieldGroup:
        return self.group

    @property
    def new(self) -> bool:
        return self.emptied or any(row.new for row in self.rows)

    @property
    def wrong(self) -> bool:
        return bool(self.error) or any(q.error for row in self.rows for q in row.questions)

    @property
    def may_add(self) -> bool:
        return len(self.rows) < self.group.maximum

    @property
    def may_drop(self) -> bool:
        return len(self.rows) > self.group.minimum

    @property
    def row_title(self) -> str:
        return self.group.row_title or self.group.title


Part = Question | Rows


@dataclass(frozen=True)
class Page:
    """
    How one page shows questions: ``prefix`` goes before names; ``new`` is the row added, "group-row".

    ``beside``: what others hold about questions, by key.
    """

    prefix: str = ""
    deciders: frozenset[str] = frozenset()
    new: str = ""
    beside: Mapping[str, Any] = field(default_factory=dict)


def parts(items: Iterable[FormField | FieldGroup], checked: Checked, page: Page | None = None) -> list[Part]:
    """Return what is asked, with the answers kept; a group has at least the rows it needs."""
    return list(_parts(items, checked, page or Page()))


def _parts(items: Iterable[FormField | FieldGroup], checked: Checked, page: Page) -> Iterator[Part]:
    for item in items:
        if isinstance(item, FieldGroup):
            if item.key in checked.asked:
                yield _rows(item, checked, page)
        elif item.key in checked.asked or (item.computed and item.key in checked.answers):
            yield _question(item, item.key, checked.kept.get(item.key), checked, page)


def _question(field: FormField, key: str, value: Any, checked: Checked, page: Page) -> Question:
    about_me = field.of in {APPLICANT, BUSINESS}
    return Question(
        field=field,
        name=page.prefix + key,
        value="" if value is None else str(value),
        error=checked.problems.get(key, ""),
        autocomplete=_AUTOCOMPLETE.get(field.element, "") if about_me else "",
        help=field.help,
        decides=re.sub(r"-\d+-", "-", key) in page.deciders,
        beside=page.beside.get(key),
    )


def _rows(group: FieldGroup, checked: Checked, page: Page) -> Rows:
    rows = [
        Row(number, list(_cells(group, number, row, checked, page)), page.new == f"{group.key}-{number}")
        for number, row in enumerate(checked.kept.get(group.key) or [])
    ]
    error = checked.problems.get(group.key, "")
    return Rows(group, page.prefix + group.key, rows, error, group.help, page.new == group.key)


def _cells(
    group: FieldGroup, number: int, row: Mapping[str, Any], checked: Checked, page: Page
) -> Iterator[Question]:
    for question in group.fields:
        key, value = cell_key(group.key, number, question.key), row.get(question.key)
        if key in checked.asked or (question.computed and value is not None):
            yield _question(question, key, value, checked, page)


def padded(items: Iterable[FormField | FieldGroup], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers with an empty row for each that a group needs and does not have yet."""
    found = dict(answers)
    for item in items:
        if isinstance(item, FieldGroup):
            rows = found.get(item.key)
            rows = list(rows) if isinstance(rows, list) else []
            found[item.key] = [*rows, *({} for _n in range(item.minimum - len(rows)))]
    return found


def names(shown: Sequence[Part]) -> str:
    """Return what the page shows, for ``read``: questions by name, groups with their number of rows."""
    found = []
    for part in shown:
        if isinstance(part, Rows):
            found.append(f"{part.name}={len(part.rows)}")
            found += [
                question.name for row in part.rows for question in row.questions if not question.computed
            ]
        elif not part.computed:
            found.append(part.name)
    return " ".join(found)


def read(
    items: Iterable[FormField | FieldGroup],
    data: Mapping[str, str],
    *,
    prefix: str = "",
    act: str = "",
    everything: bool = False,
) -> dict[str, Any]:
    """
    Return what was typed in the questions the page had shown, after the button ``act`` of a group.

    The page lists them in ``shown``: a question with no box ticked sends nothing of itself. ``everything``:
    the page shows every question whatever it lists.
    """
    shown = dict(_shown(data.get("shown", "")))
    typed: dict[str, Any] = {}
    for item in items:
        name = prefix + item.key
        if name not in shown and not (everything and isinstance(item, FormField) and not item.computed):
            continue
        if isinstance(item, FieldGroup):
            rows = [_row(item, number, shown, data, prefix) for number in range(min(shown[name], MOST_ROWS))]
            typed[item.key] = _after(item, rows, act)
        else:
            typed[item.key] = _typed(item, name, data)
    return typed


def _shown(text: str) -> Iterator[tuple[str, int]]:
    for word in text.split():
        name, _sign, rows = word.partition("=")
        yield name, int(rows) if rows.isascii() and rows.isdigit() and len(rows) < 4 else 0


def _row(
    group: FieldGroup, number: int, shown: Mapping[str, int], data: Mapping[str, str], prefix: str
) -> dict[str, str]:
    named = [(q, prefix + cell_key(group.key, number, q.key)) for q in group.fields]
    return {q.key: _typed(q, name, data) for q, name in named if name in shown}


def _typed(question: FormField, name: str, data: Mapping[str, str]) -> str:
    # eforms reads the dots of a figure itself: 12.5 must not become 125, and what is wrong returns as typed
    figure = question.type in {FieldType.NUMBER, FieldType.MONEY}
    return inputs.read_answer(type="text" if figure else question.type.value, name=name, data=data)


def _after(group: FieldGroup, rows: list[dict[str, str]], act: str) -> list[dict[str, str]]:
    """Return the rows after the button that was pressed."""
    if act == ADD + group.key and len(rows) < group.maximum:
        return [*rows, {}]
    dropped = act.removeprefix(f"{DROP}{group.key}-") if act.startswith(f"{DROP}{group.key}-") else ""
    if dropped.isascii() and dropped.isdigit() and len(rows) > group.minimum:
        return [row for number, row in enumerate(rows) if number != int(dropped[:4])]
    return rows


def changes_rows(act: str) -> bool:
    """Return whether the button pressed was one of a group."""
    return act.startswith((ADD, DROP))


def new_row(items: Iterable[FormField | FieldGroup], act: str, typed: Mapping[str, Any]) -> str:
    """Return the row the focus goes to after a button of a group, as ``Page.new`` and the address name it."""
    for item in items:
        if not isinstance(item, FieldGroup) or item.key not in typed:
            continue
        last = len(typed[item.key]) - 1
        if act == ADD + item.key:
            return f"{item.key}-{last}"
        if act.startswith(f"{DROP}{item.key}-"):
            gone = act.removeprefix(f"{DROP}{item.key}-")
            near = min(int(gone[:4]) if gone.isascii() and gone.isdigit() else 0, last)
            return f"{item.key}-{near}" if last >= 0 else item.key
    return ""


def without_blame(checked: Checked) -> Checked:
    """Return the answers while they are typed: only what does not fit together is said."""
    return replace(checked, problems=checked.unmet)
