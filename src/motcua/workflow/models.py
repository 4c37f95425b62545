"""Processes, their versions, and the way of each dossier through one."""

from functools import cached_property

from django.db import models
from django.db.models import F, Q

from motcua.dossiers.models import Dossier
from motcua.orgs.models import Duty, Officer, Unit
from motcua.orgs.postings import Posting
from motcua.workflow.bpmn import Definitions, read
from motcua.workflow.bpmn import Process as ProcessModel
from motcua.workflow.engine import Waits


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


class Course(models.Model):
    """
    One dossier's way through the version it began with. ``state`` is the engine's (`states.py`).

    Its row is locked after the dossier's, never before.
    """

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="course")
    version = models.ForeignKey(ProcessVersion, models.PROTECT, related_name="courses")
    state = models.TextField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.version}"

    @property
    def subject(self) -> str:
        """The course as the journal knows it."""
        return f"course:{self.dossier_id}"


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> "TaskQuerySet":
        return self.filter(ended_at=None)

    def waiting_for(self, posting: Posting) -> "TaskQuerySet":
        """Return the open work that ``posting`` may do: by duty and unit, not claimed by a colleague."""
        mine = Q(pk=None)
        for unit, duty in posting.duties:
            mine |= Q(unit_id=unit, role=duty.value)
            if duty == Duty.HANDLE:
                mine |= Q(unit_id=unit, role="")
        free = Q(claimed_by=None) | Q(claimed_by_id=posting.officer_id)
        return self.open().filter(mine, free, waits__in=[Waits.STEP, Waits.CHOICE])


class Task(models.Model):
    """
    One visit to one place of a course where somebody, or something, is waited for.

    ``token`` is the engine's name of the visit. ``due_at`` is its share of the term: opening plus its
    working hours, never after the dossier's own due date; of a timer, when it goes off. A task that ended
    without ``done_by`` was taken away, by a timer, a return or the process going another way.
    """

    course = models.ForeignKey(Course, models.CASCADE, related_name="tasks")
    token = models.CharField(max_length=220)
    node = models.CharField(max_length=200)
    title = models.TextField()
    waits = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Waits])
    role = models.CharField(max_length=12, blank=True)
    post = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    claimed_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "token"], name="task_once_a_visit"),
            models.CheckConstraint(
                name="task_done_by_somebody_has_ended", condition=Q(done_by=None) | Q(ended_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "role", "due_at", "id"], condition=Q(ended_at=None), name="task_open"
            ),
            models.Index(
                fields=["due_at"], condition=Q(ended_at=None, waits=Waits.TIMER.value), name="task_timer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.token})"
