"""A section as its citizen sees it: the questions of ``web.ui``, which every face asks with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from motcua.eforms import rules as eforms
from motcua.eforms.definition import FormDefinition, Section
from motcua.eforms.rules import Checked
from motcua.web.ui import questions

PREFIX = "xem-"
"""Before the names of questions that stand beside the editor's own boxes."""


@dataclass(frozen=True)
class Preview:
    """``answered``: what was given to other sections, which decides what is asked in this one."""

    form: FormDefinition
    section: Section
    checked: Checked
    parts: list[questions.Part]
    shown: str
    decides: bool
    errors: list[tuple[str, str]] = field(default_factory=list)


def preview(
    form: FormDefinition,
    key: str,
    answers: Mapping[str, Any],
    *,
    on: date,
    blame: bool = False,
    prefix: str = "",
    new: str = "",
) -> Preview | None:
    """Return the section with these answers; None where the form has no such section."""
    section = form.section(key)
    if section is None:
        return None
    checked = eforms.check(form, questions.padded(section.fields, answers), on=on)
    shown = checked if blame else questions.without_blame(checked)
    deciders = frozenset(eforms.deciders(form, section))
    page = questions.Page(prefix=prefix, deciders=deciders, new=new)
    parts = questions.parts(section.fields, shown, page)
    errors = [(prefix + name, say) for name, say in shown.problems_in(section).items()]
    return Preview(form, section, checked, parts, questions.names(parts), bool(deciders), errors)
