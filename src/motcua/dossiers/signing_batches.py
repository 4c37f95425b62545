"""Which documents a signer opened, and the batches they sign of them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.orgs.models import Officer


class DocumentOpened(models.Model):
    """
    An officer opened a document that waits for a signature, in this very wording.

    ``ref`` is the document ("dossier:<uuid>", "letter:<uuid>"); ``version`` the hash of what it says.
    """

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="+")
    ref = models.CharField(max_length=60)
    version = models.CharField(max_length=64)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "ref", "version"], name="document_opened_once")
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} opened {self.ref}"


class SigningBatch(models.Model):
    """What one signer chose to sign at one press. Its id is that of the form: pressed twice, it is one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"batch of {self.officer_id}, {self.made_at:%Y-%m-%d %H:%M}"


class SigningItem(models.Model):
    """One document of a batch, and what became of it: each by itself."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Đang chờ ký")
        SIGNED = "signed", _("Đã ký")
        REFUSED = "refused", _("Chưa ký được")

    batch = models.ForeignKey(SigningBatch, models.CASCADE, related_name="items")
    ref = models.CharField(max_length=60)
    version = models.CharField(max_length=64)
    code = models.CharField(max_length=40)  # of the dossier it is about
    title = models.CharField(max_length=1000)
    tracking_url = models.CharField(max_length=300)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    said = models.TextField(blank=True)  # why it was not signed
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "ref"], name="signing_item_once_in_its_batch"),
            models.CheckConstraint(
                name="signing_item_says_why_it_was_refused",
                condition=Q(state="waiting", said="", done_at=None)
                | Q(state="signed", said="", done_at__isnull=False)
                | (Q(state="refused", done_at__isnull=False) & ~Q(said="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref}: {self.state}"
