"""The proposal as a form: what comes back in a POST, and what the page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.catalogue.results import ResultField
from motcua.dossiers.decisions import Decision, Proposal, first_draft, result_template
from motcua.dossiers.models import Dossier, ProposalDraft
from motcua.kernel import identity
from motcua.web.ui import inputs

FULL_DAY = len("2026-11-27")


@dataclass(frozen=True)
class FieldShown:
    """One field of the result, filled in as far as it is."""

    field: ResultField
    value: str
    error: str = ""

    @property
    def name(self) -> str:
        return f"r-{self.field.key}"

    @property
    def type(self) -> str:
        """A day is shown in its three boxes, also where the paper takes any text."""
        is_day = len(self.value) == FULL_DAY and identity.partial_date(self.value) == self.value
        return "birth_date" if is_day and self.field.type == "text" else self.field.type

    @property
    def wide(self) -> bool:
        return self.field.type == "long_text"

    @property
    def optional(self) -> bool:
        return not self.field.required


def read(dossier: Dossier, data: QueryDict) -> Proposal:
    """Return the proposal as typed."""
    said = data.get("decision")
    return Proposal(
        decision=Decision(said) if said in Decision.values else Decision.GRANT,
        fields={field.key: _read(field, data) for field in result_template(dossier).fields},
        reason=inputs.read_answer(type="long_text", name="refusal_reason", data=data),
        citation=inputs.read_answer(type="text", name="citation", data=data),
        note=inputs.read_answer(type="text", name="note", data=data),
    )


def _read(field: ResultField, data: QueryDict) -> str:
    name = f"r-{field.key}"
    in_boxes = f"{name}-year" in data
    kind = "date" if in_boxes else "text" if field.type == "number" else field.type
    return inputs.read_answer(type=kind, name=name, data=data)


def current(dossier: Dossier, data: QueryDict, draft: ProposalDraft | None = None) -> Proposal:
    """Return what the form stands at: as typed, as kept, as proposed last, or as the answers fill it."""
    if data.get("act") == "propose":
        return read(dossier, data)
    if draft:
        return Proposal.from_json(draft.proposal)
    last = Proposal.of(dossier)
    if last and last.fields:
        return last
    fields = first_draft(dossier)
    return Proposal(Decision.GRANT, fields) if last is None else _with_fields(last, fields)


def _with_fields(last: Proposal, fields: Mapping[str, Any]) -> Proposal:
    return replace(last, fields=fields)


def fields_shown(dossier: Dossier, proposal: Proposal, *, checked: bool = False) -> list[FieldShown]:
    """Return the fields of the result; ``checked`` asks for each needed one that is empty."""
    template = result_template(dossier)
    values = {field.key: str(proposal.fields.get(field.key, "") or "") for field in template.fields}
    missing = set(template.missing(values)) if checked else set()
    return [FieldShown(f, values[f.key], _asked(f) if f.label in missing else "") for f in template.fields]


def _asked(field: ResultField) -> str:
    return _("Hãy ghi: %(label)s.") % {"label": field.label}


def changes(dossier: Dossier, corrected: Proposal) -> list[tuple[str, str, str]]:
    """Return what a correction changes of the answer that stands: its name, as it is and as it will be."""
    standing = Proposal.of(dossier)
    assert standing is not None, "a result was proposed once"
    old, new = dict(words(dossier, standing)), dict(words(dossier, corrected))
    names = [field.label for field in result_template(dossier).fields]
    found = [(name, old.get(name, ""), new.get(name, "")) for name in names]
    found += [
        (_("Lý do"), standing.reason, corrected.reason),
        (_("Căn cứ"), standing.citation, corrected.citation),
    ]
    return [each for each in found if each[1] != each[2]]


def words(dossier: Dossier, proposal: Proposal) -> list[tuple[str, str]]:
    """Return the fields that have a value, in words, to be read by whoever agrees or signs."""
    return [
        (
            shown.field.label,
            "/".join(reversed(shown.value.split("-"))) if "date" in shown.type else shown.value,
        )
        for shown in fields_shown(dossier, proposal)
        if shown.value
    ]
