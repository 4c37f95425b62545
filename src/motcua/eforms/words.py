"""Answers as people read them. Pure."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import dateformat
from django.utils.translation import gettext as _

from motcua.eforms.definition import FieldGroup, FieldType, FormDefinition, FormField
from motcua.kernel.money import money_shown

Cells = list[tuple[FormField, str]]


def shown(form: FormDefinition, answers: Mapping[str, Any]) -> dict[str, str]:
    """
    Return the answers as people read them: the label of a choice, Có or Không, a date in figures.

    A group is one line for each row.
    """
    return dict(_all_shown(form, answers))


def _all_shown(form: FormDefinition, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, item in form.items.items():
        if key not in answers:
            continue
        if isinstance(item, FieldGroup):
            rows = rows_shown(item, answers[key])
            yield key, "\n".join("; ".join(f"{q.label}: {word}" for q, word in row) for row in rows)
        else:
            yield key, in_words(item, answers[key])


def rows_shown(group: FieldGroup, rows: Any) -> list[Cells]:
    """Return the rows of a group that are not empty: what was answered, with the answers in words."""
    found = [
        [(q, in_words(q, row[q.key])) for q in group.fields if row.get(q.key) not in (None, "")]
        for row in (rows if isinstance(rows, list) else [])
    ]
    return [cells for cells in found if cells]


def in_words(question: FormField, value: Any) -> str:
    text = str(value)
    if question.type == FieldType.CHOICE:
        return next((o.label for o in question.options if o.value == text), text)
    if question.type == FieldType.YES_NO:
        return {"yes": _("Có"), "no": _("Không")}.get(text, text)
    if question.type in {FieldType.DATE, FieldType.BIRTH_DATE}:
        return day_in_words(text)
    if question.type == FieldType.MONEY and text.isdigit():
        return _("%(amount)s đồng") % {"amount": money_shown(int(text))}
    return text


_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def day_in_words(iso: str) -> str:
    """
    Return a day of which only a part may be known; a text that is no day stays as it is.

    >>> day_in_words("1990"), day_in_words("1990-11"), day_in_words("1990-11-27")
    ('1990', '11/1990', '27/11/1990')
    """
    found = _DAY.fullmatch(iso)
    if found is None:
        return iso
    parts = [int(part) for part in found.groups() if part]
    pattern = ("Y", _("m/Y"), _("d/m/Y"))[len(parts) - 1]
    try:
        return dateformat.format(date(*[*parts, 1, 1][:3]), pattern)
    except ValueError:
        return iso


_TERM = re.compile(
    r"""\(*\s*(?P<name>[a-z]\w*)\s*(?:==\s*(?P<one>"[^"]*"|'[^']*')|in\s*\[(?P<many>[^\]]*)\])\s*\)*""",
    re.ASCII,
)


def when_in_words(form: FormDefinition, when: str) -> str:
    """
    Return a condition as people read it, "" where it is more than answers being one of some.

    >>> from motcua.eforms.definition import FormDefinition
    >>> when_in_words(FormDefinition(code="", title="", sections=()), "size(a) > 1")
    ''
    """
    said = []
    for part in re.split(r"(&&|\|\|)", when):
        if part in {"&&", "||"}:
            said.append(_("và") if part == "&&" else _("hoặc"))
            continue
        found = _TERM.fullmatch(part.strip())
        asked = form.items.get(found["name"]) if found else None
        if found is None or not isinstance(asked, FormField):
            return ""
        values = re.findall(r"""["']([^"']*)["']""", found["one"] or found["many"])
        answers = ", ".join(in_words(asked, value) for value in values)
        said.append(_("“%(question)s” là: %(answers)s") % {"question": asked.label, "answers": answers})
    return " ".join(said)
