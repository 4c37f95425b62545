"""Forms as versioned documents, and the drafts they are written in."""

from functools import cached_property
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from motcua.eforms.definition import FormDefinition


class FormVersion(models.Model):
    """
    One version of a form. Never changed once made: dossiers point at it.

    ``from_on``: the day from which an administrator put it in force; empty, like ``published_by``, where it
    came with the catalogue and was in force at once.
    """

    code = models.SlugField(max_length=80)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    from_on = models.DateField(null=True)
    published_by = models.CharField(max_length=200, blank=True, default="")
    because = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="form_version_number_once")]

    def __str__(self) -> str:
        return f"{self.code} v{self.number}"

    @cached_property
    def definition(self) -> FormDefinition:
        return FormDefinition.model_validate(self.content)


class FormDraft(models.Model):
    """
    The next version of a form as it is being written; one at a time of each form.

    ``based_on`` is the number of the version it began as, 0 for a form that is new; ``revision`` counts its
    edits. It ends when it is published (``became``) or thrown away; what was written stays.
    """

    code = models.SlugField(max_length=80)
    based_on = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)
    content = models.JSONField()
    changed_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    became = models.ForeignKey(FormVersion, models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(ended_at=None), name="form_draft_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} draft r{self.revision}"

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self.__dict__.pop("definition", None)

    @cached_property
    def definition(self) -> FormDefinition:
        return FormDefinition.model_validate(self.content)


class FormEdit(models.Model):
    """One edit of a draft: who did what, and the whole form after it. Only ever added."""

    draft = models.ForeignKey(FormDraft, models.PROTECT, related_name="edits")
    revision = models.PositiveIntegerField()
    content = models.JSONField()
    said = ArrayField(models.TextField())
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "revision"], name="form_edit_revision_once")]

    def __str__(self) -> str:
        return f"{self.draft} r{self.revision}"


class FormSample(models.Model):
    """Sample answers a form is tried on, by a name: of the form, whatever its version."""

    code = models.SlugField(max_length=80)
    name = models.CharField(max_length=120)
    answers = models.JSONField(default=dict)
    changed_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "name"], name="form_sample_name_once")]

    def __str__(self) -> str:
        return f"{self.code}: {self.name}"
