"""What was taken up before its turn, and why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.orgs.models import Officer, Unit


class TakenOutOfTurn(models.Model):
    """
    One dossier taken up while others of its procedure, in its unit, had waited longer.

    ``ground`` is a key of the dated grounds, ``words`` what was said besides; ``passed_over`` how many stood
    before it, the first of them ``first``. ``taken_by`` decided so: the officer, or who gave it to them.
    """

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="taken_out_of_turn")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    procedure = models.CharField(max_length=20)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    taken_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=40)
    words = models.CharField(max_length=500, blank=True)
    passed_over = models.PositiveIntegerField()
    first = models.CharField(max_length=40)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="taken_out_of_turn_passed_somebody_over", condition=Q(passed_over__gt=0)
            )
        ]
        indexes = [models.Index(fields=["unit", "-taken_at"], name="taken_out_of_turn_of_unit")]

    def __str__(self) -> str:
        return f"{self.dossier_id} before {self.first}"
