"""
Editing a form: each function returns another form, with one thing put, added, moved or taken out. Pure.

A thing is named by a ``Place``. Keys are given once and stay: expressions and dossiers name them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from motcua.eforms.definition import (
    Check,
    CoDeclarant,
    FieldGroup,
    FormDefinition,
    FormField,
    FormPaper,
    Section,
    Subject,
)
from motcua.eforms.errors import KeyTaken, NoSuchPlace, OnlyQuestion
from motcua.kernel.text import words

Thing = Section | FormField | FieldGroup | Subject | FormPaper | Check | CoDeclarant
Item = FormField | FieldGroup
T = TypeVar("T")


class Kind(StrEnum):
    FORM = "form"
    SECTION = "section"
    FIELD = "field"  # of a section, or of a group: "group-field"
    GROUP = "group"
    SUBJECT = "subject"
    PAPER = "paper"  # papers and checks have no key: they count from 1
    CHECK = "check"
    CO_DECLARANT = "co_declarant"


@dataclass(frozen=True)
class Place:
    kind: Kind
    key: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @classmethod
    def read(cls, text: str) -> Place:
        """:raises NoSuchPlace: if it names none."""
        kind, _colon, key = text.partition(":")
        if kind not in set(Kind):
            raise NoSuchPlace
        return cls(Kind(kind), key)


_LISTS = {
    Kind.SUBJECT: "subjects",
    Kind.PAPER: "papers",
    Kind.CHECK: "checks",
    Kind.CO_DECLARANT: "co_declarants",
    Kind.SECTION: "sections",
}
_NUMBERED = frozenset({Kind.PAPER, Kind.CHECK})
_LONGEST_KEY = 40


def find(form: FormDefinition, place: Place) -> Thing:
    """:raises NoSuchPlace: if there is nothing there."""
    things, number = _around(form, place)
    found: Thing = things[number]
    return found


def put(form: FormDefinition, place: Place, thing: Thing) -> FormDefinition:
    """Put a thing where one of the same key stands."""
    _things, number = _around(form, place)
    return _with(form, place, lambda things: (*things[:number], thing, *things[number + 1 :]))


def describe(form: FormDefinition, *, title: str, official_form: str) -> FormDefinition:
    return form.model_copy(update={"title": title, "official_form": official_form})


def add(form: FormDefinition, thing: Thing, *, within: str = "", after: str = "") -> FormDefinition:
    """
    Add a thing at the end of its list, or ``after`` one.

    :param within: the section of a question or group; the group of a question in it.
    :raises KeyTaken: if another has its key.
    """
    place = _place_for(form, thing, within)
    _not_twice(form, place, thing)

    def longer(things: Sequence[Any]) -> tuple[Any, ...]:
        keys = [getattr(each, "key", "") for each in things]
        at = keys.index(after) + 1 if after and after in keys else len(things)
        return (*things[:at], thing, *things[at:])

    return _with(form, place, longer)


def move(form: FormDefinition, place: Place, step: int) -> FormDefinition:
    """
    Move a thing one place up (-1) or down (1); at the end of its list it stays.

    A question at the end of its section goes into the next one.
    """
    things, number = _around(form, place)
    to = number + step
    if 0 <= to < len(things):
        order = list(things)
        order[number], order[to] = order[to], order[number]
        return _with(form, place, lambda _things: tuple(order))
    if place.kind in {Kind.FIELD, Kind.GROUP} and "-" not in place.key:
        return _into_the_next(form, place, step)
    return form


def _into_the_next(form: FormDefinition, place: Place, step: int) -> FormDefinition:
    keys = [section.key for section in form.sections]
    here = keys.index(section_of(form, place.key).key)
    if not 0 <= here + step < len(keys):
        return form
    item, there = form.items[place.key], form.sections[here + step]
    fields = (item, *there.fields) if step > 0 else (*there.fields, item)
    moved = there.model_copy(update={"fields": fields})
    return put(remove(form, place), Place(Kind.SECTION, there.key), moved)


def send(form: FormDefinition, key: str, section: str) -> FormDefinition:
    """Send a question or group to the end of another section."""
    item = form.items.get(key)
    if item is None or form.section(section) is None:
        raise NoSuchPlace
    if section_of(form, key).key == section:
        return form
    return add(remove(form, Place(Kind.FIELD, key)), item, within=section)


def remove(form: FormDefinition, place: Place) -> FormDefinition:
    """
    Take a thing out.

    :raises OnlyQuestion: if it is the last question of a group: then the group goes.
    """
    things, number = _around(form, place)
    if "-" in place.key and place.kind == Kind.FIELD and len(things) == 1:
        raise OnlyQuestion
    return _with(form, place, lambda things: (*things[:number], *things[number + 1 :]))


def section_of(form: FormDefinition, key: str) -> Section:
    for section in form.sections:
        if any(item.key == key for item in section.fields):
            return section
    raise NoSuchPlace


def free_key(form: FormDefinition, text: str, *, kind: Kind, within: str = "") -> str:
    """Return a key of the words of a label that no other thing of the kind has."""
    bare = re.sub(r"^[^a-z]+", "", "_".join(words(text)[:6]))[: _LONGEST_KEY - 3].strip("_") or "muc"
    taken = _taken(form, kind, within)
    return next(key for key in (bare, *(f"{bare}_{n}" for n in range(2, len(taken) + 3))) if key not in taken)


def _taken(form: FormDefinition, kind: Kind, within: str) -> set[str]:
    if kind in {Kind.FIELD, Kind.GROUP}:
        group = form.items.get(within)
        return {f.key for f in group.fields} if isinstance(group, FieldGroup) else set(form.items)
    return {each.key for each in getattr(form, _LISTS[kind]) if hasattr(each, "key")}


def _place_for(form: FormDefinition, thing: Thing, within: str) -> Place:
    """Return the place a new thing will have."""
    if isinstance(thing, FormField | FieldGroup):
        kind = Kind.FIELD if isinstance(thing, FormField) else Kind.GROUP
        if isinstance(form.items.get(within), FieldGroup):
            return Place(kind, f"{within}-{thing.key}")
        if form.section(within) is None:
            raise NoSuchPlace
        return Place(kind, f"{thing.key}@{within}")
    kinds = {
        Section: Kind.SECTION,
        Subject: Kind.SUBJECT,
        FormPaper: Kind.PAPER,
        Check: Kind.CHECK,
        CoDeclarant: Kind.CO_DECLARANT,
    }
    return Place(kinds[type(thing)], getattr(thing, "key", ""))


def _not_twice(form: FormDefinition, place: Place, thing: Thing) -> None:
    key = getattr(thing, "key", "")
    within = place.key.partition("-")[0] if "-" in place.key else ""
    if key and key in _taken(form, place.kind, within):
        raise KeyTaken(key=key)


def _around(form: FormDefinition, place: Place) -> tuple[Sequence[Any], int]:
    """Return the list a thing stands in, and its number there."""
    things = _list_of(form, place)
    if place.kind in _NUMBERED:
        number = int(place.key) - 1 if re.fullmatch(r"[1-9]\d{0,3}", place.key, re.ASCII) else -1
    else:
        key = place.key.rpartition("-")[2]
        number = next((n for n, each in enumerate(things) if each.key == key), -1)
    if not 0 <= number < len(things):
        raise NoSuchPlace
    return things, number


def _list_of(form: FormDefinition, place: Place) -> Sequence[Any]:
    if name := _LISTS.get(place.kind):
        found: Sequence[Any] = getattr(form, name)
        return found
    if place.kind == Kind.FORM:
        raise NoSuchPlace
    group, dash, _key = place.key.partition("-")
    if dash:
        around = form.items.get(group)
        if not isinstance(around, FieldGroup):
            raise NoSuchPlace
        return around.fields
    return section_of(form, place.key).fields


def _with(
    form: FormDefinition, place: Place, change: Callable[[Sequence[Any]], tuple[Any, ...]]
) -> FormDefinition:
    """Return the form with the list around ``place`` changed."""
    if name := _LISTS.get(place.kind):
        return form.model_copy(update={name: change(getattr(form, name))})
    group, dash, _key = place.key.partition("-")
    if dash:
        around = form.items[group]
        longer = around.model_copy(update={"fields": change(around.fields)})  # type: ignore[union-attr]
        return put(form, Place(Kind.GROUP, group), longer)
    key, _at, within = place.key.partition("@")
    section = form.section(within) if within else section_of(form, key)
    assert section is not None
    return put(
        form,
        Place(Kind.SECTION, section.key),
        section.model_copy(update={"fields": change(section.fields)}),
    )
