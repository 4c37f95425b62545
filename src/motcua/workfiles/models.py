"""Documents that come in and go out, drafts with versions and comments, and the books of numbers."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from motcua.orgs.models import Duty, Officer, Unit
from motcua.orgs.postings import Posting
from motcua.papers.models import Paper
from motcua.workfiles.states import FollowUp, Step, Urgency

READERS = (Duty.HANDLE, Duty.REVIEW, Duty.SIGN, Duty.SEAL)


class Book(models.Model):
    """The last number given in one book (incoming, or a kind of outgoing document) of a unit and year."""

    unit = models.ForeignKey(Unit, models.PROTECT)
    name = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name", "year"], name="book_once_a_year")]

    def __str__(self) -> str:
        return f"{self.name} {self.year}: {self.last}"


class OutgoingQuerySet(models.QuerySet["Outgoing"]):
    def visible_to(self, posting: Posting) -> OutgoingQuerySet:
        """Return the documents of the units in which the officer does the office's work."""
        return self.filter(unit_id__in=posting.units(*READERS))


class Outgoing(models.Model):
    """
    A document of a unit, from its first draft to the day it went out.

    ``number`` runs without gaps per ``unit``, ``kind`` and ``year``; it is taken as the document goes out.
    ``signed_file`` is the signed content; ``signed_digitally``: it bears a signature that was found valid.
    ``answers``: the incoming document it answers.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="outgoing")
    kind = models.CharField(max_length=5)
    title = models.CharField(max_length=500)
    urgency = models.CharField(max_length=12, choices=Urgency.choices, default=Urgency.NONE, blank=True)
    author = models.ForeignKey(Officer, models.PROTECT, related_name="drafts")
    answers = models.ForeignKey("Incoming", models.PROTECT, null=True, related_name="answered_by")
    begun_at = models.DateTimeField()
    step = models.CharField(max_length=9, choices=Step.choices, default=Step.DRAFT)
    agreed_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_file = models.OneToOneField(Paper, models.PROTECT, null=True, related_name="+")
    signed_digitally = models.BooleanField(default=False)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    symbol = models.CharField(max_length=80, blank=True)
    issued_at = models.DateTimeField(null=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "year", "number"], name="outgoing_number_once_a_year"
            ),
            models.CheckConstraint(
                name="outgoing_numbered_when_issued",
                condition=Q(step=Step.ISSUED, number__isnull=False, year__isnull=False)
                & Q(issued_at__isnull=False)
                | ~Q(step=Step.ISSUED) & Q(number=None, year=None, issued_at=None),
            ),
            models.CheckConstraint(
                name="outgoing_signed_has_a_file",
                condition=Q(step__in=[Step.SIGNED, Step.ISSUED], signed_file__isnull=False)
                & Q(signed_by__isnull=False, signed_at__isnull=False)
                | ~Q(step__in=[Step.SIGNED, Step.ISSUED])
                & Q(signed_file=None, signed_by=None, signed_at=None),
            ),
        ]
        indexes = [models.Index(fields=["unit", "step", "-begun_at"], name="outgoing_of_unit")]

    def __str__(self) -> str:
        return self.symbol or self.title

    @property
    def subject(self) -> str:
        return f"outgoing:{self.pk}"


class Recipient(models.Model):
    """Where a document goes: a unit, in whose book it then comes in, or somebody outside."""

    document = models.ForeignKey(Outgoing, models.CASCADE, related_name="recipients")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "unit"], name="recipient_unit_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Version(models.Model):
    """What was written at one moment. Never changed. ``paper``: instead of a text, or beside it."""

    document = models.ForeignKey(Outgoing, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    author = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(blank=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number_once"),
            models.CheckConstraint(
                name="version_says_something", condition=~Q(text="") | Q(paper__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} v{self.number}"


class Comment(models.Model):
    """
    What a colleague says of one paragraph of one version (None: of the whole); or an answer to that.

    ``quote`` is the paragraph as it read. A comment is open until it is ``resolved``.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="comments")
    paragraph = models.PositiveSmallIntegerField(null=True)
    quote = models.TextField(blank=True)
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies")
    author = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()
    resolved_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="comment_resolved_by_somebody",
                condition=Q(resolved_by=None, resolved_at=None)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False, answers=None),
            )
        ]

    def __str__(self) -> str:
        return self.text[:50]


class IncomingQuerySet(models.QuerySet["Incoming"]):
    def visible_to(self, posting: Posting) -> IncomingQuerySet:
        """Return what came to the units in which the officer does the office's work."""
        return self.filter(unit_id__in=posting.units(*READERS))


class Incoming(models.Model):
    """
    A document that came to a unit. ``number`` runs without gaps per ``unit`` and ``year``.

    ``origin``, ``symbol``, ``dated_on`` and ``title`` are what stands on it. ``came_from`` is the document of
    ours by which it came by itself. ``instruction`` is the leader's, who must see to it by ``due_at``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="incoming")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    came_from = models.ForeignKey(Outgoing, models.PROTECT, null=True, related_name="arrivals")
    origin = models.CharField(max_length=300)
    symbol = models.CharField(max_length=80, blank=True)
    dated_on = models.DateField(null=True)
    title = models.CharField(max_length=500)
    urgency = models.CharField(max_length=12, choices=Urgency.choices, default=Urgency.NONE, blank=True)
    state = models.CharField(max_length=10, choices=FollowUp.choices, default=FollowUp.REGISTERED)
    instruction = models.TextField(blank=True)
    instructed_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    handler = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="to_see_to")
    due_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    objects = IncomingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="incoming_number_once_a_year"),
            models.UniqueConstraint(fields=["unit", "came_from"], name="incoming_arrives_once"),
            models.CheckConstraint(
                name="incoming_assigned_to_somebody",
                condition=Q(state=FollowUp.REGISTERED, handler=None)
                | ~Q(state=FollowUp.REGISTERED) & Q(handler__isnull=False, instructed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="incoming_done_has_a_day",
                condition=Q(state=FollowUp.DONE, done_at__isnull=False)
                | ~Q(state=FollowUp.DONE) & Q(done_at=None),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "due_at"], name="incoming_to_see_to"),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"

    @property
    def subject(self) -> str:
        return f"incoming:{self.pk}"
