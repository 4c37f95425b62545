"""A paper on its way from the desk into a vault: at which step, with which pages, read how far."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.query import QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.digitising.errors import DigitisationNotFound
from motcua.dossiers.digitising.steps import OPEN, Reading, Step
from motcua.dossiers.models import DossierPaper
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting
from motcua.papers.models import Paper, PaperQuerySet
from motcua.papers.vault.models import HeldPaper


class DigitisationQuerySet(QuerySet["Digitisation"]):
    def visible_to(self, clerk: Posting) -> DigitisationQuerySet:
        """Return those of the desks where the officer receives; whoever sits there goes on."""
        return self.filter(desk_id__in=clerk.units(Duty.RECEIVE))

    def of_the_agencies_of(self, officer: Posting) -> DigitisationQuerySet:
        """Return those of the desks of agencies whose key the officer keeps."""
        mine = officer.units(Duty.SEAL)
        return self.filter(Q(desk__parent_id__in=mine) | Q(desk__parent=None, desk_id__in=mine))

    def open(self) -> DigitisationQuerySet:
        return self.filter(step__in=OPEN)

    def locked(self, clerk: Posting, pk: uuid.UUID) -> Digitisation:
        """:raises DigitisationNotFound: if it is none of the officer's desks'."""
        return self.visible_to(clerk)._locked(pk)

    def locked_to_seal(self, officer: Posting, pk: uuid.UUID) -> Digitisation:
        """:raises DigitisationNotFound: if the officer does not keep the key of its agency."""
        return self.of_the_agencies_of(officer)._locked(pk)

    def _locked(self, pk: uuid.UUID) -> Digitisation:
        rows = self.select_for_update(of=("self",)).select_related(
            "line__dossier__version", "desk__parent", "copy__file", "signed__file", "held__file"
        )
        found = rows.filter(pk=pk).first()
        if found is None:
            raise DigitisationNotFound
        return found


class Digitisation(models.Model):
    """
    One paper being digitised. ``owner``: whose vault it goes into; ``line``: what it was asked for, if any.

    ``read`` is what the machine read of ``copy``, the searchable scan; ``facts`` what people typed, by key;
    ``seen`` the doubtful facts somebody looked at. ``attempt`` tells a late reading from that of these pages.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    desk = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    owner = models.CharField(max_length=200)  # opaque, as the vault has it: "person:12"
    owner_name = models.CharField(max_length=300)
    owner_number = models.CharField(max_length=20, blank=True)
    line = models.ForeignKey(DossierPaper, models.PROTECT, null=True, related_name="digitisations")
    paper_type = models.CharField(max_length=40)
    title = models.CharField(max_length=500)
    own_result = models.BooleanField(default=False)  # issued by this office itself
    step = models.CharField(max_length=10, choices=Step.choices, default=Step.LOOK)
    reading = models.CharField(max_length=8, choices=Reading.choices, blank=True, default=Reading.NOT)
    reading_said = models.CharField(max_length=500, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    copy = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    signed = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")  # waits for the agency
    read = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    seen = models.JSONField(default=list)
    compared_at = models.DateTimeField(null=True)
    compared_by = models.CharField(max_length=300, blank=True)
    held = models.ForeignKey(HeldPaper, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=300)
    changed_at = models.DateTimeField(db_index=True)

    objects = DigitisationQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["line"], condition=~Q(step="given-up"), name="digitisation_of_a_line_once"
            ),
            models.CheckConstraint(
                name="digitisation_compared_says_who_and_when",
                condition=Q(compared_at=None, compared_by="")
                | (Q(compared_at__isnull=False) & ~Q(compared_by="")),
            ),
            models.CheckConstraint(
                name="digitisation_is_compared_before_facts",
                condition=~Q(step__in=["facts", "sign", "seal", "kept"]) | Q(compared_at__isnull=False),
            ),
            models.CheckConstraint(
                name="digitisation_waits_for_the_agency_signed",
                condition=Q(step="seal", signed__isnull=False) | (~Q(step="seal") & Q(signed=None)),
            ),
            models.CheckConstraint(
                name="digitisation_ended_well_says_in_which_paper",
                condition=Q(step__in=["kept", "reused"], held__isnull=False)
                | (~Q(step__in=["kept", "reused"]) & Q(held=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.step})"

    @property
    def subject(self) -> str:
        return f"digitisation:{self.pk}"

    @property
    def agency(self) -> Unit:
        """Return the agency whose desk it is."""
        return self.desk.parent or self.desk

    @property
    def copies(self) -> str:
        """Return what the searchable copies are attached to: they are no pages."""
        return f"{self.subject}:copy"

    @property
    def pages(self) -> PaperQuerySet:
        """Return what was scanned or photographed, in the order in which it came."""
        return (
            Paper.objects.attached_to(self.subject)
            .select_related("file__signature_check")
            .order_by("uploaded_at", "pk")
        )


class BulkRun(models.Model):
    """Many old papers of an office at once: a list, and scans in a folder of the server or in one archive."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ máy đọc")
        RUNNING = "running", _("Đang đọc")
        DONE = "done", _("Đã xong")
        STOPPED = "stopped", _("Đã dừng")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    desk = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    folder = models.CharField(max_length=1000, blank=True)
    archive = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    begun_at = models.DateTimeField()
    begun_by_officer = models.ForeignKey("orgs.Officer", models.PROTECT, related_name="+")
    begun_by = models.CharField(max_length=300)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-begun_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="bulk_run_scans_lie_in_one_place",
                condition=(Q(folder="") & ~Q(archive="")) | (Q(archive="") & ~Q(folder="")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.state})"

    @property
    def subject(self) -> str:
        return f"bulk-run:{self.pk}"


class BulkRow(models.Model):
    """
    One row of the list, and what became of it. ``number`` is its place in the list as people count it.

    ``code`` names the paper in the vault; ``look`` are facts somebody must see.
    """

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    said = models.JSONField()
    code = models.CharField(max_length=120, blank=True)
    again = models.BooleanField(default=False)
    look = models.JSONField(default=list)
    wrong = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="bulk_row_once"),
            models.CheckConstraint(
                name="bulk_row_done_says_what_became_of_it",
                condition=Q(done_at=None, code="", wrong="")
                | (Q(done_at__isnull=False, wrong="") & ~Q(code=""))
                | (Q(done_at__isnull=False, code="") & ~Q(wrong="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.number}"
