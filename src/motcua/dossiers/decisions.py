"""What an office proposes to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from motcua.catalogue.results import ResultTemplate, template_for
from motcua.dossiers.errors import ResultFieldsMissing
from motcua.dossiers.models import Dossier
from motcua.eforms import rules as eforms
from motcua.kernel import identity


class Decision(TextChoices):
    GRANT = "grant", _("Đồng ý giải quyết")
    GRANT_PARTLY = "grant-partly", _("Đồng ý một phần")
    REFUSE = "refuse", _("Từ chối giải quyết")

    @property
    def not_wholly_for_applicant(self) -> bool:
        return self != Decision.GRANT


@dataclass(frozen=True)
class Proposal:
    """The answer as drafted: the fields of the result; for what is refused why and under which text."""

    decision: Decision
    fields: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    citation: str = ""
    complaint: str = ""
    note: str = ""

    @classmethod
    def of(cls, dossier: Dossier) -> Proposal | None:
        """Return what was proposed last, or None."""
        return None if dossier.proposal is None else cls.from_json(dossier.proposal)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Proposal:
        return cls(**{**kept, "decision": Decision(kept["decision"])})

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "decision": self.decision.value}

    def check(self, dossier: Dossier) -> None:
        """
        Check that the result can be made.

        :raises ResultFieldsMissing: naming each field without a value.
        """
        if self.decision != Decision.REFUSE:
            missing = result_template(dossier).missing(self.fields)
            if missing:
                raise ResultFieldsMissing(names="; ".join(missing))


def result_template(dossier: Dossier) -> ResultTemplate:
    """Return the template of the result under the version the dossier was filed under."""
    return template_for(dossier.version.facts)


def first_draft(dossier: Dossier) -> dict[str, Any]:
    """Return the fields of the result as the answers fill them; days stay as ISO text."""
    applicant = {f"applicant.{key}": value for key, value in dossier.applicant.items()}
    raw = {**dossier.answers, **applicant}
    form = dossier.version.form
    with override("vi"):  # the result is a Vietnamese paper, whoever drafts it
        words = eforms.shown(form.definition, dossier.answers) if form else {}
    shown = {key: word for key, word in words.items() if not _is_date(raw[key])}
    return result_template(dossier).prefilled(raw, {**raw, **shown})


def _is_date(value: object) -> bool:
    return isinstance(value, str) and identity.partial_date(value) == value
