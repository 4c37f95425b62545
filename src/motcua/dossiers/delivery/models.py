"""A desk opened a dossier for its applicant, who stood there."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from motcua.orgs.models import Officer, Unit


class DeskHelp(models.Model):
    """``officer`` of ``desk`` may help with ``dossier`` until ``until_at``: its applicant stood there."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="desk_helps")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    opened_at = models.DateTimeField()
    until_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="desk_help_ends_after_it_begins", condition=Q(until_at__gt=F("opened_at"))
            ),
            models.CheckConstraint(name="desk_help_with_a_reason", condition=~Q(reason="")),
        ]
        indexes = [models.Index(fields=["officer", "-until_at"], name="desk_help_of_officer")]

    def __str__(self) -> str:
        return f"{self.dossier_id} at {self.desk_id}"
