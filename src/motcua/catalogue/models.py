"""Procedures and their versions."""

from functools import cached_property

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.catalogue.facts import Procedure as ProcedureFacts
from motcua.eforms.models import FormVersion


class ProcedureVersion(models.Model):
    """
    A procedure as it was published, for the days ``[from_on, to_on)``.

    Never changed once made: a dossier points at the version it was filed under. The columns beside
    ``content`` repeat what lists and filters need.
    """

    code = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    form = models.ForeignKey(FormVersion, models.PROTECT, null=True)
    name = models.TextField()
    field = models.CharField(max_length=200)
    authority = models.TextField(blank=True)
    online = models.CharField(max_length=10)
    levels = ArrayField(models.CharField(max_length=10))
    life_events = ArrayField(models.CharField(max_length=40))
    audience = models.CharField(max_length=8, default="public", db_default="public")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "number"], name="procedure_version_number_once"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(to_on=None), name="procedure_one_version_in_force"
            ),
            models.CheckConstraint(
                name="procedure_version_ends_after_it_begins",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
            ),
        ]
        indexes = [models.Index(fields=["field", "code"], condition=Q(to_on=None), name="procedure_by_field")]

    def __str__(self) -> str:
        return f"{self.code} v{self.number}"

    @cached_property
    def facts(self) -> ProcedureFacts:
        return ProcedureFacts.model_validate(self.content)

    @property
    def title(self) -> str:
        """The short name where there is one, otherwise the official one."""
        return str(self.content.get("short_name") or self.name)
