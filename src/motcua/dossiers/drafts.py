"""What is not filed yet: a form being filled in, and who else has to confirm parts of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Business, Person
from motcua.catalogue.models import ProcedureVersion
from motcua.orgs.models import Unit


class Draft(models.Model):
    """
    What a citizen has filled in so far, kept on the server at every step. Not filed.

    ``written`` says for each answer which save wrote it last, so that two windows do not destroy each
    other's work; ``saves`` are the latest saves, so that one sent twice is done once. ``revision`` counts.
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
    reminded_at = models.DateTimeField(null=True)
    dossier = models.OneToOneField("Dossier", models.PROTECT, null=True, related_name="draft")

    class Meta:
        indexes = [models.Index(fields=["person", "-saved_at"], name="draft_by_person")]

    def __str__(self) -> str:
        return f"draft {self.pk} of {self.version_id}"

    @property
    def subject(self) -> str:
        return f"draft:{self.pk}"


class Confirmation(models.Model):
    """
    Somebody else is asked to confirm parts of a declaration with their own log-in.

    ``number`` is the identity number they sign in with. ``digest`` is of the answers they were shown when
    they answered: an answer changed later makes it void. One for each co-declarant that has not ended.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Chờ xác nhận")
        CONFIRMED = "confirmed", _("Đã xác nhận")
        DECLINED = "declined", _("Không xác nhận")
        VOID = "void", _("Hết hiệu lực vì bản khai đã sửa")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="confirmations")
    key = models.CharField(max_length=40)
    number = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASKED)
    invited_at = models.DateTimeField()
    digest = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="confirmations")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "key"], condition=~Q(state="void"), name="confirmation_once_per_co_declarant"
            ),
            models.CheckConstraint(
                name="confirmation_answered_by_somebody",
                condition=Q(state="asked", by=None, answered_at=None)
                | Q(state__in=["confirmed", "declined"], by__isnull=False, answered_at__isnull=False)
                | Q(state="void"),
            ),
        ]
        indexes = [models.Index(fields=["number", "state"], name="confirmation_of_number")]

    def __str__(self) -> str:
        return f"{self.key} of draft {self.draft_id}: {self.state}"
