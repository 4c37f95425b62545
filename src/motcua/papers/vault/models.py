"""Papers held for somebody, each use of them, and what their owner lets others see."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.query import QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.papers.models import IssuedPaper, Paper, Status, StoredFile


class Level(models.TextChoices):
    """What the file is worth; the words of the day are in ``rules`` ("level.names")."""

    SIGNED = "signed", _("Cơ quan cấp ký số")
    CERTIFIED = "certified", _("Số hóa, có ký số")
    DIGITISED = "digitised", _("Số hóa, đã đối chiếu")
    OWN = "own", _("Người dân đưa lên")


class HeldPaperQuerySet(QuerySet["HeldPaper"]):
    def held_by(self, *owners: str) -> HeldPaperQuerySet:
        """Return the papers of these owners; every list, download and use starts here."""
        return self.filter(owner__in=[owner for owner in owners if owner], put_away_at=None)

    def usable(self, on: date) -> HeldPaperQuerySet:
        """Return those in force on a day: within their term, neither revoked nor replaced."""
        return (
            self.filter(put_away_at=None)
            .filter(Q(valid_from=None) | Q(valid_from__lte=on))
            .filter(Q(valid_until=None) | Q(valid_until__gte=on))
            .filter(Q(issued=None) | Q(issued__status=Status.IN_FORCE))
        )

    def locked(self, pk: uuid.UUID) -> HeldPaper:
        return self.select_for_update(of=("self",)).select_related("issued").get(pk=pk)


class HeldPaper(models.Model):
    """
    One paper in somebody's vault, with what Decree 118/2025/NĐ-CP, Art. 19.2 wants to be known of it.

    ``holder`` is the identity number or tax code of whom the paper is about; without one, name, year of birth
    and where and when it was issued tell papers apart. ``facts`` are its data elements: key → value.
    ``valid_until`` is its last day. ``number`` stands on the paper; ``code`` names it in the vault.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.CharField(max_length=200, db_index=True)  # opaque: "person:12"
    code = models.CharField(max_length=120, unique=True)
    paper_type = models.CharField(max_length=40)
    serial = models.PositiveIntegerField()
    title = models.CharField(max_length=500)
    number = models.CharField(max_length=100, blank=True)
    abstract = models.CharField(max_length=500, blank=True)
    holder = models.CharField(max_length=20, blank=True)
    holder_name = models.CharField(max_length=200)
    holder_born = models.CharField(max_length=10, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    issued_on = models.DateField(null=True)
    issued_at_place = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    scope = models.CharField(max_length=300, blank=True)
    level = models.CharField(max_length=10, choices=Level.choices)
    facts = models.JSONField(default=dict)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="held")
    issued = models.OneToOneField(IssuedPaper, models.PROTECT, null=True, related_name="held")
    came_from = models.CharField(max_length=200, blank=True)  # opaque: "dossier:<uuid>"
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)
    put_away_at = models.DateTimeField(null=True)

    objects = HeldPaperQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "paper_type", "file"],
                condition=Q(put_away_at=None),
                name="held_paper_content_once",
            ),
            models.CheckConstraint(name="held_paper_has_an_owner", condition=~Q(owner="")),
            models.CheckConstraint(
                name="held_paper_term_not_backwards",
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="held_paper_of_nobody_says_whose",
                condition=~Q(holder="") | ~Q(holder_name=""),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """The paper as the journal knows it."""
        return f"held:{self.pk}"

    def standing(self, on: date) -> Standing:
        """Return whether it may be used on a day, and if not, why."""
        if self.issued and self.issued.status != Status.IN_FORCE:
            return Standing(self.issued.status)
        if self.valid_from and on < self.valid_from:
            return Standing.NOT_YET
        return Standing.EXPIRED if self.valid_until and self.valid_until < on else Standing.IN_FORCE


class Standing(models.TextChoices):
    IN_FORCE = "in_force", _("Còn hiệu lực")
    NOT_YET = "not_yet", _("Chưa có hiệu lực")
    EXPIRED = "expired", _("Hết hiệu lực")
    REVOKED = "revoked", _("Đã thu hồi")
    REPLACED = "replaced", _("Đã được thay thế")


class Use(models.Model):
    """
    Somebody saw a paper or used it, when and for what. Never changed: its owner reads it.

    ``paper``: what it became, where it was used again.
    """

    class Kind(models.TextChoices):
        LOOKED = "looked", _("Xem")
        REUSED = "reused", _("Dùng cho hồ sơ")
        SHARED = "shared", _("Xem qua liên kết chia sẻ")

    held = models.ForeignKey(HeldPaper, models.CASCADE, related_name="uses")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=300)  # name, post and unit as they were
    by_owner = models.BooleanField(default=False)
    purpose = models.CharField(max_length=500)
    subject = models.CharField(max_length=200, blank=True)  # opaque: "dossier:<uuid>"
    paper = models.OneToOneField(Paper, models.SET_NULL, null=True, related_name="reused_from")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["held", "-at"], name="use_of_held")]
        constraints = [models.CheckConstraint(name="use_has_a_purpose", condition=~Q(purpose=""))]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"


class Share(models.Model):
    """Leave to see one paper, given by its owner for a purpose and a time. Only a hash of the key is kept."""

    held = models.ForeignKey(HeldPaper, models.CASCADE, related_name="shares")
    key_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="share_ends_after_it_began", condition=Q(until__gt=F("made_at"))),
            models.CheckConstraint(name="share_has_a_purpose", condition=~Q(purpose="")),
        ]

    def __str__(self) -> str:
        return f"share of {self.held_id} until {self.until}"

    def is_open(self, at: datetime) -> bool:
        return self.ended_at is None and at < self.until
