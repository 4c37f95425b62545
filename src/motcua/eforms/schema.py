"""
The JSON Schema (2020-12) of the answers to a form, as they are kept. Pure.

It holds types, formats, options, limits. What depends on other answers has no place in JSON Schema: it
stands in annotations (``x-when``, ``x-computed``, ``x-checks``), in CEL; what is always asked is required.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from motcua.eforms.definition import FieldGroup, FieldType, FormDefinition, FormField

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_STRINGS: Mapping[FieldType, Mapping[str, Any]] = {
    FieldType.DATE: {"format": "date"},
    FieldType.BIRTH_DATE: {"pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
    FieldType.IDENTITY: {"pattern": "^([0-9]{9}|[0-9]{12})$"},
    FieldType.PHONE: {"pattern": "^0[0-9]{9,10}$"},
    FieldType.EMAIL: {"pattern": r"^[^@\s]+@[^@\s]+\.[^@\s]+$"},
}
_WHOLE = frozenset({FieldType.NUMBER, FieldType.MONEY})


def schema_of(form: FormDefinition, *, id: str) -> dict[str, Any]:
    """Return the schema of the answers; ``id`` is the address of this version, for ever."""
    return {
        "$schema": DIALECT,
        "$id": id,
        "title": form.title,
        **_said(description=form.official_form),
        **_object(form.items.values()),
        **_said(
            **{
                "x-subjects": [
                    each.model_dump(by_alias=True, exclude_defaults=True) for each in form.subjects
                ],
                "x-checks": [each.model_dump() for each in form.checks],
                "x-papers": [each.model_dump(exclude_defaults=True) for each in form.papers],
            }
        ),
    }


def _object(items: Iterable[FormField | FieldGroup]) -> dict[str, Any]:
    found = list(items)
    return {
        "type": "object",
        "properties": {item.key: _property(item) for item in found},
        **_said(required=[item.key for item in found if _always(item)]),
        "additionalProperties": False,
    }


def _always(item: FormField | FieldGroup) -> bool:
    if item.when:
        return False
    return item.minimum > 0 if isinstance(item, FieldGroup) else item.required and not item.computed


def _property(item: FormField | FieldGroup) -> dict[str, Any]:
    if isinstance(item, FieldGroup):
        said = _said(title=item.title, description=item.help, **{"x-when": item.when})
        limits = {"minItems": max(item.minimum, 1), "maxItems": item.maximum}  # no rows: no key
        return {**said, "type": "array", "items": _object(item.fields), **limits}
    said = _said(
        title=item.label,
        description=item.help,
        readOnly=bool(item.computed),
        **{"x-element": item.element, "x-of": item.of, "x-when": item.when, "x-computed": item.computed},
    )
    return {**said, **_value(item)}


def _value(question: FormField) -> dict[str, Any]:
    if question.type in _WHOLE:
        limits = {"minimum": question.minimum, "maximum": question.maximum}
        return {"type": "integer"} | {name: each for name, each in limits.items() if each is not None}
    if question.type == FieldType.CHOICE:
        choices = [{"const": option.value, "title": option.label} for option in question.options]
        return {"type": "string"} | ({"oneOf": choices} if choices else {})
    if question.type == FieldType.YES_NO:
        return {"type": "string", "enum": ["yes", "no"]}
    length = {"minLength": 1, "maxLength": question.max_length}
    return {"type": "string", **length, **_STRINGS.get(question.type, {})}


def _said(**what: Any) -> dict[str, Any]:
    """Return what is said at all."""
    return {name: each for name, each in what.items() if each}
