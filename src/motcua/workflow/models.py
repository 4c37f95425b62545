"""Processes and their versions."""

from functools import cached_property

from django.db import models
from django.db.models import F, Q

from motcua.orgs.models import Unit
from motcua.workflow.bpmn import Definitions, read
from motcua.workflow.bpmn import Process as ProcessModel


class Process(models.Model):
    """How a procedure is handled: by every office, or, where an office has its own way, by that ``unit``."""

    procedure = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="processes")
    name = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "unit"], name="process_once_for_an_office", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.name}"

    @property
    def subject(self) -> str:
        """The process as the journal knows it."""
        return f"process:{self.pk}"


class ProcessVersion(models.Model):
    """
    One version of a process: a draft until it is published, never changed from then on.

    ``content`` is the BPMN file, ``main`` the process in it that runs. ``source_digest`` is the hash of the
    office's table, where it came from one. In force for ``[published_at, ended_at)``; dossiers under way
    keep the one they began with.
    """

    process = models.ForeignKey(Process, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.TextField()
    main = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=255, blank=True)
    source_digest = models.CharField(max_length=64, blank=True)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    published_by = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="process_version_number_once"),
            models.UniqueConstraint(
                fields=["process"],
                condition=Q(published_at__isnull=False, ended_at=None),
                name="process_one_version_in_force",
            ),
            models.UniqueConstraint(
                fields=["process"], condition=Q(published_at=None), name="process_one_draft"
            ),
            models.CheckConstraint(
                name="process_version_ends_after_it_begins",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("published_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process} v{self.number}"

    @cached_property
    def definitions(self) -> Definitions:
        return read(self.content.encode())

    @property
    def model(self) -> ProcessModel:
        """The process that runs."""
        return self.definitions.process(self.main)
