"""
A form as a file: YAML as the shipped forms are written, and read back with the line of what is wrong. Pure.

What is at its default is left out; sections and groups stand line by line, everything in them on one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from motcua.eforms.advice import advice
from motcua.eforms.authoring import flaws
from motcua.eforms.definition import FieldGroup, FormDefinition, FormField, Section

LARGEST = 256 * 1024  # bytes; the longest shipped form has 15 of these kilobytes
_FIELD = (
    "key label type required max_length minimum maximum element of when computed options help asked_because"
)
_GROUP = "key title help when minimum maximum row_title add_label"
_SUBJECT = "key title kind is relation to"
_CHECK = "that at say"
_CO_DECLARANT = "key title of when confirms statement"


class _OneLine(dict[str, Any]):
    """A mapping written on one line."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Quote what holds quotes itself, as everybody writes an expression."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'" if '"' in text else None)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(
    _OneLine, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)
)


def written(form: FormDefinition) -> str:
    """Return the form as a file; ``read`` gives the same form back."""
    facts: dict[str, Any] = {"kind": "form", "code": form.code, "title": form.title}
    if form.official_form:
        facts["official_form"] = form.official_form
    facts |= _listed("subjects", form.subjects, _SUBJECT)
    facts["sections"] = [_section(section) for section in form.sections]
    facts |= _listed("checks", form.checks, _CHECK)
    facts |= _listed("papers", form.papers, "paper when asked_because")
    facts |= _listed("co_declarants", form.co_declarants, _CO_DECLARANT)
    return yaml.dump(
        {"forms": [facts]},
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=float("inf"),
        default_flow_style=False,
    )


def _listed(name: str, things: Iterable[BaseModel], order: str) -> dict[str, Any]:
    found = [_said(thing, order) for thing in things]
    return {name: found} if found else {}


def _said(thing: BaseModel, order: str) -> _OneLine:
    """Return what a thing says beyond its defaults, in the order in which files say it."""
    raw = thing.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return _OneLine({name: raw[name] for name in order.split() if name in raw})


def _section(section: Section) -> dict[str, Any]:
    facts = {"key": section.key, "title": section.title}
    if section.help:
        facts["help"] = section.help
    return {**facts, "fields": [_item(item) for item in section.fields]}


def _item(item: FormField | FieldGroup) -> dict[str, Any]:
    if isinstance(item, FormField):
        return _said(item, _FIELD)
    return {**_said(item, _GROUP), "fields": [_said(field, _FIELD) for field in item.fields]}


@dataclass(frozen=True)
class Problem:
    """Something to mend in a file: ``line`` counts from 1, ``place`` is a key or a path, or ""."""

    line: int
    place: str
    message: str

    def __str__(self) -> str:
        where = _("Dòng %(line)s") % {"line": self.line}
        return f"{where}, {self.place}: {self.message}" if self.place else f"{where}: {self.message}"


@dataclass(frozen=True)
class Reading:
    """``form`` is None where the file is none; a form may be read and have flaws all the same."""

    form: FormDefinition | None
    problems: tuple[Problem, ...] = ()


def read(text: str) -> Reading:
    """Read a file of one form. Never raises."""
    try:
        node = _one_form(_composed(text))
        value = yaml.SafeLoader("").construct_document(node)
        form = FormDefinition.model_validate(value)
    except _Unfit as unfit:
        return Reading(None, (unfit.problem,))
    except ValidationError as error:
        return Reading(None, tuple(_of_shape(node, each) for each in error.errors(include_url=False)))
    except yaml.YAMLError as error:
        return Reading(None, (Problem(_line_of_error(error), "", _syntax(error)),))
    except (RecursionError, ValueError, TypeError) as error:
        return Reading(None, (Problem(1, "", _syntax(error)),))
    lines = dict(_lines_of_keys(node))
    found = (Problem(lines.get(flaw.place, _line(node)), flaw.place, flaw.message) for flaw in flaws(form))
    return Reading(form, tuple(sorted(found, key=lambda problem: problem.line)))


class _Unfit(Exception):
    def __init__(self, message: str, line: int = 1) -> None:
        self.problem = Problem(line, "", message)


def _composed(text: str) -> yaml.Node:
    if len(text.encode(errors="replace")) > LARGEST:
        raise _Unfit(_("Tệp lớn hơn %(kb)d KB.") % {"kb": LARGEST // 1024})
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):  # a few lines of them unfold into gigabytes
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise _Unfit(_("Tệp dùng bí danh (dấu *); hãy viết đủ ra."), line)
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if node is None:
        raise _Unfit(_("Tệp không có gì."))
    return node


def _one_form(node: yaml.Node) -> yaml.Node:
    """Return the one form of a file: of its ``forms``, or the whole file."""
    listed = _child(node, "forms")
    if listed is None:
        if not isinstance(node, yaml.MappingNode):
            raise _Unfit(_("Tệp phải có đúng một biểu mẫu."), _line(node))
        return node
    if not isinstance(listed, yaml.SequenceNode) or len(listed.value) != 1:
        raise _Unfit(_("Tệp phải có đúng một biểu mẫu."), _line(listed))
    return _one_form_of(listed.value[0])


def _one_form_of(node: yaml.Node) -> yaml.Node:
    if not isinstance(node, yaml.MappingNode):
        raise _Unfit(_("Tệp phải có đúng một biểu mẫu."), _line(node))
    return node


def _child(node: yaml.Node, part: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        found: yaml.Node = node.value[part]
        return found
    return None


def _of_shape(node: yaml.Node, error: Mapping[str, Any]) -> Problem:
    """Return what pydantic says, at the line of the deepest part of its place that the file has."""
    here, named = node, []
    for part in error["loc"]:
        found = _child(here, part)
        if found is not None:
            here = found
            named.append(str(part))
        elif part == error["loc"][-1]:
            named.append(str(part))
    return Problem(_line(here), ".".join(named), advice(error))


def _lines_of_keys(node: yaml.Node) -> Iterator[tuple[str, int]]:
    """Yield each key with the line of what it names; of a key named twice the last counts."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value in {"at", "paper"} and isinstance(value, yaml.ScalarNode):
                yield value.value, _line(node)
        for _name, value in node.value:
            yield from _lines_of_keys(value)
        for name, value in node.value:
            if name.value == "key" and isinstance(value, yaml.ScalarNode):
                yield value.value, _line(node)
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _lines_of_keys(each)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _line_of_error(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None)
    return int(mark.line) + 1 if mark else 1


def _syntax(error: Exception) -> str:
    said = getattr(error, "problem", None) or str(error)
    return _("Tệp không đúng cú pháp: %(error)s.") % {"error": " ".join(str(said).split())[:200]}
