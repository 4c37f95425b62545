"""What officers have begun to write of an answer."""

from __future__ import annotations

from typing import Any

from django.db import models

from motcua.orgs.models import Officer


class ProposalDraft(models.Model):
    """What an officer has written of an answer and not proposed yet: one each, and no act of anybody."""

    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="proposal_drafts")
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="+")
    proposal: models.JSONField[Any, Any] = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "officer"], name="proposal_draft_once_per_officer")
        ]

    def __str__(self) -> str:
        return f"draft answer to {self.dossier_id} by {self.officer_id}"
