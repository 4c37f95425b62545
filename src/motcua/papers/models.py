"""Files kept once by their content, the papers people hand in, and the papers an office issues."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Func, IntegerField, Q
from django.db.models.lookups import LessThanOrEqual
from django.db.models.query import QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.papers import rules

if TYPE_CHECKING:
    from collections.abc import Iterable


class MediaType(models.TextChoices):
    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"
    WEBP = "image/webp", "WebP"
    WAV = "audio/wav", "WAV"


class Scan(models.TextChoices):
    """What the search for malware said of a content, last time."""

    WAITING = "waiting", _("Chưa quét mã độc")
    CLEAN = "clean", _("Đã quét, không có mã độc")
    INFECTED = "infected", _("Có mã độc, đã giữ lại")


class StoredFile(models.Model):
    """Content, kept once under its hash however many papers carry it. Never changed, never renamed."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()  # bytes
    media_type = models.CharField(max_length=30, choices=MediaType.choices)
    page_count = models.PositiveIntegerField(null=True)
    stored_at = models.DateTimeField()
    scan = models.CharField(max_length=8, choices=Scan.choices, default=Scan.WAITING)
    scanned_at = models.DateTimeField(null=True)
    scanned_with = models.CharField(max_length=200, default="", blank=True)  # the scanner and its signatures
    found = models.CharField(max_length=200, default="", blank=True)  # the malware, as the scanner calls it

    class Meta:
        indexes = [
            models.Index(fields=["stored_at"], condition=Q(scan="waiting"), name="stored_file_to_scan")
        ]
        constraints = [
            models.CheckConstraint(
                name="stored_file_scan_says_when_and_what",
                condition=Q(scan="waiting", found="")
                | Q(scan="clean", found="", scanned_at__isnull=False)
                | (Q(scan="infected", scanned_at__isnull=False) & ~Q(found="")),
            ),
            models.CheckConstraint(
                name="stored_file_named_by_its_hash",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
            ),
            models.CheckConstraint(name="stored_file_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="stored_file_of_an_accepted_type",
                condition=Q(media_type__in=MediaType.values),
            ),
            models.CheckConstraint(
                name="stored_file_has_pages_or_none_counted",
                condition=Q(page_count=None) | Q(page_count__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.sha256

    @property
    def name(self) -> str:
        """Return its name in the storage."""
        return rules.storage_name(self.sha256)


class PaperQuerySet(QuerySet["Paper"]):
    def owned_by(self, *owners: str) -> PaperQuerySet:
        """Return the papers of these owners; every list shown to a person starts here."""
        return self.filter(owner__in=[o for o in owners if o])

    def attached_to(self, subject: str) -> PaperQuerySet:
        return self.filter(attached_to=subject) if subject else self.none()

    def free(self) -> PaperQuerySet:
        """Return the papers that no dossier holds yet."""
        return self.filter(attached_to="")

    def locked(self, ids: Iterable[uuid.UUID]) -> list[Paper]:
        """Return these papers, in one order for everybody, held until the transaction ends."""
        return list(self.select_for_update(of=("self",)).filter(pk__in=list(ids)).order_by("pk"))


class Paper(models.Model):
    """A paper somebody handed in: who owns it, what it is, where it is used, which file it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.CharField(max_length=200, db_index=True)  # opaque: "person:12"
    kind = models.CharField(max_length=100)  # key of a required paper, or a paper-type code
    title = models.CharField(max_length=1000)
    file_name = models.CharField(max_length=255)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="papers")
    uploaded_at = models.DateTimeField()
    uploaded_by_id = models.BigIntegerField(null=True)
    attached_to = models.CharField(max_length=200, default="", blank=True, db_index=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["uploaded_at", "pk"]
        constraints = [
            models.CheckConstraint(name="paper_has_an_owner", condition=~Q(owner="")),
            models.CheckConstraint(name="paper_has_a_file_name", condition=~Q(file_name="")),
            models.CheckConstraint(
                name="paper_file_name_fits_a_disk",
                condition=LessThanOrEqual(
                    Func(F("file_name"), function="octet_length", output_field=IntegerField()), 255
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.file_name


class Upload(models.Model):
    """
    A file on its way in, part by part. How much has come is the size of what lies in the spool.

    ``fingerprint`` tells the same file of the same box when it is chosen again; ``paper`` is what it became.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.CharField(max_length=200)  # opaque: "person:12"
    fingerprint = models.CharField(max_length=64)
    file_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()  # bytes
    began_at = models.DateTimeField(db_index=True)
    paper = models.OneToOneField(Paper, models.CASCADE, null=True, related_name="upload")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "fingerprint"], condition=Q(paper=None), name="upload_on_its_way_once"
            ),
            models.CheckConstraint(name="upload_has_an_owner", condition=~Q(owner="")),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.size})"


class Status(models.TextChoices):
    IN_FORCE = "in_force", _("Còn hiệu lực")
    REVOKED = "revoked", _("Đã thu hồi")
    REPLACED = "replaced", _("Đã được thay thế")


class IssuedPaperQuerySet(QuerySet["IssuedPaper"]):
    def owned_by(self, *owners: str) -> IssuedPaperQuerySet:
        return self.filter(owner__in=[o for o in owners if o])

    def about(self, subject: str) -> IssuedPaperQuerySet:
        return self.filter(subject=subject) if subject else self.none()

    def locked(self, pk: uuid.UUID) -> IssuedPaper:
        return self.select_for_update(of=("self",)).get(pk=pk)


class IssuedPaper(models.Model):
    """
    A paper an office made, signed and gave out; anyone who holds it can check it by its code.

    What the check shows in public is kept masked here; the whole is only in the file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    verify_code = models.CharField(max_length=16, unique=True)
    template = models.CharField(max_length=50)
    title = models.CharField(max_length=1000)
    number = models.CharField(max_length=100)
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    holder_masked = models.CharField(max_length=300)
    issuer_name = models.CharField(max_length=300)
    signer_name = models.CharField(max_length=300)
    signer_post = models.CharField(max_length=300)
    subject = models.CharField(max_length=200, db_index=True)  # opaque: "dossier:<uuid>"
    owner = models.CharField(max_length=200, db_index=True)  # opaque: "person:12"
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="issued")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.IN_FORCE)
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.BigIntegerField(null=True)
    ended_because = models.TextField(default="", blank=True)
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaces")
    proof_until = models.DateTimeField(
        null=True, db_index=True
    )  # of its last time stamp; None: not looked yet

    objects = IssuedPaperQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="issued_paper_code_is_80_random_bits",
                condition=Q(verify_code__regex=r"^[A-Z2-7]{16}$"),
            ),
            models.CheckConstraint(
                name="issued_paper_end_says_who_when_why",
                condition=Q(status="in_force", ended_at=None, ended_by_id=None, ended_because="")
                | (
                    Q(status__in=["revoked", "replaced"], ended_at__isnull=False)
                    & Q(ended_by_id__isnull=False)
                    & ~Q(ended_because="")
                ),
            ),
            models.CheckConstraint(
                name="issued_paper_replaced_says_by_which",
                condition=Q(status="replaced", replaced_by__isnull=False)
                | (~Q(status="replaced") & Q(replaced_by=None)),
            ),
            models.CheckConstraint(
                name="issued_paper_not_replaced_by_itself",
                condition=Q(replaced_by=None) | ~Q(replaced_by=F("id")),
            ),
            models.CheckConstraint(
                name="issued_paper_ends_after_it_began",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("issued_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.status})"

    @property
    def code_in_groups(self) -> str:
        """Return the code as it is printed and read aloud: ``ABCD-EFGH-IJKL-MNOP``."""
        return rules.group_code(self.verify_code)


class Archive(models.Model):
    """
    A copy of an issued paper under a newer time stamp, made before the last one could no longer be checked.

    Each copy holds the one before it, byte for byte.
    """

    issued = models.ForeignKey(IssuedPaper, models.PROTECT, related_name="archives")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="archive")
    stamped_at = models.DateTimeField()

    class Meta:
        ordering = ["stamped_at"]

    def __str__(self) -> str:
        return f"{self.issued_id} {self.stamped_at:%Y-%m-%d}"


class UnfinishedPaper(models.Model):
    """
    A paper on its way through its signers: the file as far as it is signed, and by whom.

    ``facts`` are those of the paper it becomes. Given up, ``ended_because`` says why.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.CharField(max_length=200)  # opaque: "dossier:<uuid>"
    facts: models.JSONField[Any, Any] = models.JSONField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="unfinished")
    signatures: models.JSONField[Any, Any] = models.JSONField()
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.TextField(default="", blank=True)
    issued = models.OneToOneField(IssuedPaper, models.PROTECT, null=True, related_name="was_unfinished")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(ended_at=None), name="unfinished_paper_once"
            ),
            models.CheckConstraint(
                name="unfinished_paper_ends_issued_or_with_a_reason",
                condition=Q(ended_at=None, issued=None, ended_because="")
                | Q(ended_at__isnull=False, issued__isnull=False, ended_because="")
                | (Q(ended_at__isnull=False, issued=None) & ~Q(ended_because="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {len(self.signatures)}"


class TemplateVersion(models.Model):
    """
    One wording of a template, in force from a day on, until another is. Never changed, never removed.

    ``source`` is the file of the template, ``library`` the file it shares with the others. Which
    wording set a paper follows from when the paper was issued (``templates.version_at``).
    """

    class Origin(models.TextChoices):
        SHIPPED = "shipped", _("Theo phần mềm")
        OFFICE = "office", _("Do quản trị tải lên")

    template = models.CharField(max_length=50)
    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=7, choices=Origin.choices)
    source = models.TextField()
    library = models.TextField()
    from_on = models.DateField(null=True, help_text="Empty: shipped, but not put in force")
    because = models.CharField(max_length=500, blank=True)
    made_by = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    restores = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["template", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="template_version_number_once"),
            models.CheckConstraint(
                name="template_version_of_an_office_says_who_and_when",
                condition=Q(origin="shipped")
                | (Q(origin="office", from_on__isnull=False) & ~Q(made_by="") & ~Q(because="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.number}"

    @property
    def subject(self) -> str:
        """The template as the journal knows it."""
        return f"template:{self.template}"
