"""What a desk answers in nearly every dossier of one procedure: it stands on the page, to be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from motcua.catalogue.models import ProcedureVersion
from motcua.eforms import rules as eforms
from motcua.eforms.definition import FieldType, FormField
from motcua.orgs.models import Officer, Unit

PERSONAL = frozenset(
    {
        FieldType.NAME,
        FieldType.DATE,
        FieldType.BIRTH_DATE,
        FieldType.IDENTITY,
        FieldType.PHONE,
        FieldType.EMAIL,
        FieldType.ADDRESS,
    }
)
"""Answers of these types are somebody's own: they never stand ready for the next one."""


class CounterPreset(models.Model):
    """The usual answers of ``desk`` for one procedure, chosen by a clerk in one act; the last one counts."""

    desk = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    procedure_code = models.CharField(max_length=40)
    answers = models.JSONField()
    saved_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "procedure_code"], name="counter_preset_once")]

    def __str__(self) -> str:
        return f"{self.desk_id}: {self.procedure_code}"


def presettable(version: ProcedureVersion, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers that are about no particular person, those of rows left out."""
    if version.form is None:
        return {}
    asked = {field.key: field for field in eforms.all_fields(version.form.definition)}
    return {key: value for key, value in answers.items() if value and key in asked and _usual(asked[key])}


def preset_for(desk: Unit, version: ProcedureVersion) -> dict[str, Any]:
    """Return the desk's usual answers that this version of the procedure still asks for."""
    found = CounterPreset.objects.filter(desk=desk, procedure_code=version.code).first()
    return presettable(version, found.answers) if found else {}


def _usual(field: FormField) -> bool:
    return not (
        field.computed or field.type in PERSONAL or field.element.startswith(("person.", "business."))
    )
