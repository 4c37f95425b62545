"""What is known of the signatures on a content, and since when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from motcua.papers.models import StoredFile


class SignatureCheck(models.Model):
    """
    The verdict on the signatures of one content; it waits until ``checked_at``.

    ``roots`` is the fingerprint of the trust anchors it was judged with. A file that could not be judged in
    time says so in ``failed``.
    """

    file = models.OneToOneField(StoredFile, models.CASCADE, primary_key=True, related_name="signature_check")
    asked_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    roots = models.CharField(max_length=64, blank=True)
    failed = models.BooleanField(default=False)
    verdict = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="signature_checked_says_when_and_with_what",
                condition=Q(checked_at=None, roots="") | (Q(checked_at__isnull=False) & ~Q(roots="")),
            )
        ]
        indexes = [models.Index(fields=["asked_at"], condition=Q(checked_at=None), name="signature_to_check")]

    def __str__(self) -> str:
        return f"signatures of {self.file_id}"

    @property
    def waits(self) -> bool:
        return self.checked_at is None

    @property
    def valid(self) -> bool:
        return bool(self.verdict.get("valid"))

    @property
    def signed(self) -> bool:
        return bool(self.verdict.get("signed"))

    @property
    def signer(self) -> str:
        """Return name, post and agency as the certificate has them."""
        parts = (self.verdict.get(part) for part in ("signer_name", "signer_post", "organisation"))
        return ", ".join(dict.fromkeys(part for part in parts if part))

    @property
    def signed_at(self) -> datetime | None:
        said: Any = self.verdict.get("signed_at")
        return datetime.fromisoformat(said) if said else None

    @property
    def reasons(self) -> list[str]:
        """Return why it is trusted or not, in the reader's language."""
        return [gettext(reason) for reason in self.verdict.get("reasons", [])]
