"""What is not filed yet: a form being filled in, and who else has to confirm parts of it."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Business, HelpConsent, Mandate, Person
from motcua.catalogue.models import ProcedureVersion
from motcua.orgs.models import Officer, Unit
from motcua.papers.models import Paper


class Draft(models.Model):
    """
    What a citizen has filled in so far, kept on the server at every step. Not filed.

    ``written`` says for each answer which save wrote it last, so that two windows do not destroy each
    other's work; ``saves`` are the latest saves, so that one sent twice is done once. ``revision`` counts.
    ``reminders`` were sent since it was last touched; ``delete_on`` is the day its owner was told.
    ``mandate`` or ``consent``: under which somebody else began it for ``person`` (``assisting``).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="drafts")
    business = models.ForeignKey(Business, models.CASCADE, null=True)
    version = models.ForeignKey(ProcedureVersion, models.PROTECT)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True)
    answers = models.JSONField(default=dict)
    written = models.JSONField(default=dict)
    saves = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    delete_on = models.DateField(null=True)
    dossier = models.OneToOneField("Dossier", models.PROTECT, null=True, related_name="draft")
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, related_name="drafts")
    consent = models.ForeignKey(HelpConsent, models.PROTECT, null=True, related_name="drafts")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="draft_reminded_when_it_says_so",
                condition=Q(reminders=0, reminded_at=None) | Q(reminders__gt=0, reminded_at__isnull=False),
            ),
            models.CheckConstraint(
                name="draft_not_deleted_unannounced", condition=Q(delete_on=None) | Q(reminders__gt=0)
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-saved_at"], name="draft_by_person"),
            models.Index(fields=["saved_at"], condition=Q(dossier=None), name="draft_at_rest"),
        ]

    def __str__(self) -> str:
        return f"draft {self.pk} of {self.version_id}"

    @property
    def subject(self) -> str:
        return f"draft:{self.pk}"

    def touch(self, *, at: datetime) -> tuple[str, ...]:
        """Note that its owner worked on it; return the names of the fields to save."""
        self.saved_at, self.reminders, self.reminded_at, self.delete_on = at, 0, None, None
        return "saved_at", "reminders", "reminded_at", "delete_on"


ENDED = ("void", "withdrawn")


class Confirmation(models.Model):
    """
    Somebody else is asked to confirm parts of a declaration: with their own log-in, or before a clerk.

    ``number`` is the identity number they sign in with. ``digest`` is of the answers they were shown when
    they answered, ``parts`` of those of each section: an answer changed later makes it void. One for each
    co-declarant that has not ended. A paper declaration signed by them at the counter has no ``draft``.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Chờ xác nhận")
        CONFIRMED = "confirmed", _("Đã xác nhận")
        DECLINED = "declined", _("Không xác nhận")
        WITHDRAWN = "withdrawn", _("Người khai đã thôi mời")
        VOID = "void", _("Hết hiệu lực vì bản khai đã sửa")

    class How(models.TextChoices):
        ACCOUNT = "account", _("Bằng tài khoản định danh điện tử")
        ON_PAPER = "paper", _("Ký trên giấy trước cán bộ tiếp nhận")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, related_name="confirmations")
    dossier = models.ForeignKey("Dossier", models.PROTECT, null=True, related_name="confirmations")
    key = models.CharField(max_length=40)
    number = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASKED)
    how = models.CharField(max_length=7, choices=How.choices, default=How.ACCOUNT)
    invited_at = models.DateTimeField()
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    parts = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="confirmations")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "key"],
                condition=~Q(state__in=ENDED),
                name="confirmation_once_per_co_declarant",
            ),
            models.CheckConstraint(
                name="confirmation_answered_by_somebody",
                condition=Q(state="asked", by=None, officer=None, answered_at=None)
                | Q(state__in=["confirmed", "declined"], how="account", by__isnull=False)
                & Q(answered_at__isnull=False)
                | Q(state="confirmed", how="paper", officer__isnull=False, answered_at__isnull=False)
                | Q(state__in=ENDED),
            ),
            models.CheckConstraint(
                name="confirmation_of_a_draft_or_of_a_paper_declaration",
                condition=Q(draft__isnull=False, dossier=None)
                | Q(draft=None, dossier__isnull=False, how="paper"),
            ),
        ]
        indexes = [models.Index(fields=["number", "state"], name="confirmation_of_number")]

    def __str__(self) -> str:
        return f"{self.key} of {self.draft_id or self.dossier_id}: {self.state}"

    @property
    def who(self) -> str:
        """The name of whoever answered, as it is known of them; as it was declared otherwise."""
        return self.by.full_name if self.by else self.name
