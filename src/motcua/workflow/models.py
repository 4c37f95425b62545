"""Processes, their versions, and the way of each dossier through one."""

import uuid
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import F, Q

from motcua.dossiers.models import Dossier
from motcua.orgs.models import Duty, Officer, Unit
from motcua.orgs.postings import Posting
from motcua.workflow.bpmn import Definitions, read
from motcua.workflow.bpmn import Process as ProcessModel
from motcua.workflow.engine import Waits
from motcua.workflow.lines import Lines


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


class RollOut(models.Model):
    """
    Versions of many processes that are put in force together, in stages.

    Until it is ``finished_at`` they are tried: new dossiers that ``units`` decide take them, and of the
    others ``share`` of a hundred, by their code. ``rolled_back_at``: each process went back to what it had.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.TextField()
    source = models.CharField(max_length=255, blank=True)
    units = models.ManyToManyField(Unit, related_name="+")
    share = models.PositiveSmallIntegerField(default=0)
    began_by = models.CharField(max_length=200)
    began_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    rolled_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="roll_out_share_of_a_hundred", condition=Q(share__lte=100)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """The roll-out as the journal knows it."""
        return f"roll-out:{self.pk}"


class ProcessVersion(models.Model):
    """
    One version of a process: a draft until it is tried or published, never changed from then on.

    ``content`` is the BPMN file, ``main`` the process in it that runs. ``source_digest`` is the hash of the
    office's table, where it came from one. In force for ``[published_at, ended_at)``; tried while its
    ``roll_out`` is under way; dossiers under way keep the one they began with.
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
    roll_out = models.ForeignKey(RollOut, models.PROTECT, null=True, related_name="versions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="process_version_number_once"),
            models.UniqueConstraint(
                fields=["process"],
                condition=Q(published_at__isnull=False, ended_at=None),
                name="process_one_version_in_force",
            ),
            models.UniqueConstraint(
                fields=["process"],
                condition=Q(published_at=None, ended_at=None, roll_out=None),
                name="process_one_draft",
            ),
            models.UniqueConstraint(
                fields=["process"],
                condition=Q(published_at=None, ended_at=None, roll_out__isnull=False),
                name="process_one_tried",
            ),
            models.CheckConstraint(
                name="process_version_ends_after_it_begins",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("published_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process} v{self.number}"

    @property
    def is_draft(self) -> bool:
        """Whether nobody has begun it: it may still be written over."""
        return self.published_at is None and self.ended_at is None and self.roll_out_id is None

    @cached_property
    def definitions(self) -> Definitions:
        return read(self.content.encode())

    @cached_property
    def lines(self) -> Lines:
        """How its places lie to each other."""
        return Lines(self.definitions, self.main)

    @property
    def model(self) -> ProcessModel:
        """The process that runs."""
        return self.definitions.process(self.main)


class CourseQuerySet(models.QuerySet["Course"]):
    def open(self) -> "CourseQuerySet":
        return self.filter(ended_at=None)

    def stuck(self) -> "CourseQuerySet":
        """Return those that could not follow their dossier and wait to be set right."""
        return self.open().exclude(stuck_because="")


class Course(models.Model):
    """
    One dossier's way through a version of a process. ``state`` is the engine's (`states.py`).

    ``ended_by`` is the act that ended it before its process did. ``stuck_because``: why it could not follow
    its dossier; it waits to be set right by hand, the dossier goes on. Its row is locked after the
    dossier's, never before.
    """

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="course")
    version = models.ForeignKey(ProcessVersion, models.PROTECT, related_name="courses")
    state = models.TextField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=20, blank=True, default="", db_default="")
    stuck_because = models.TextField(blank=True, default="", db_default="")

    objects = CourseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], condition=Q(ended_at=None) & ~Q(stuck_because=""), name="course_stuck"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.version}"

    @property
    def subject(self) -> str:
        """The course as the journal knows it."""
        return f"course:{self.dossier_id}"

    def change(self, **values: Any) -> None:
        """Write some values, without waiting to be told that they were written (``dossiers.together``)."""
        for name, value in values.items():
            setattr(self, name, value)
        type(self).objects.filter(pk=self.pk).update(**values)


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

    ``token`` is the engine's name of the visit. ``due_at`` is its share of the term: its working ``hours``
    after opening, without the time in which the term stood still, never after the dossier's own due date;
    empty while the term stands still. Of a timer it is when it goes off. A task that ended without
    ``done_by`` was taken away, by a timer, a return or the process going another way.
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
    hours = models.DecimalField(max_digits=10, decimal_places=4, null=True)
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

    @property
    def is_timer(self) -> bool:
        return self.waits == Waits.TIMER
