"""Forms as versioned documents."""

from functools import cached_property

from django.db import models

from motcua.eforms.definition import FormDefinition


class FormVersion(models.Model):
    """One version of a form. Never changed once made: dossiers point at it."""

    code = models.SlugField(max_length=80)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="form_version_number_once")]

    def __str__(self) -> str:
        return f"{self.code} v{self.number}"

    @cached_property
    def definition(self) -> FormDefinition:
        return FormDefinition.model_validate(self.content)
