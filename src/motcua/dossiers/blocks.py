"""Numbers of an agency's day, set aside for a counter that works without the network."""

from __future__ import annotations

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from motcua.orgs.models import Officer, Unit


class NumberBlock(models.Model):
    """
    The numbers ``first`` to ``last`` of ``agency`` on the day ``on``: only ``desk`` gives them, each once.

    Once released, what was not used stays unused for good: a number is a dossier's, or an unused one of a
    block that has a name. Rows are never removed, so nothing is given twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    on = models.DateField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    desk = models.ForeignKey(Unit, models.PROTECT, related_name="number_blocks")
    device = models.CharField(max_length=80)
    reserved_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    reserved_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="number_block_is_not_empty", condition=Q(first__gte=1, last__gte=F("first"))
            ),
            models.CheckConstraint(
                name="number_block_released_after_reserved",
                condition=Q(released_at=None) | Q(released_at__gte=F("reserved_at")),
            ),
            ExclusionConstraint(
                name="number_block_apart_from_others",
                expressions=[
                    ("agency", RangeOperators.EQUAL),
                    ("on", RangeOperators.EQUAL),
                    (
                        Func(
                            "first",
                            "last",
                            Value("[]"),
                            function="int4range",
                            output_field=IntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "on", "-last"], name="number_block_of_day"),
            models.Index(fields=["desk", "-on", "-reserved_at"], name="number_block_of_desk"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.on}: {self.first}–{self.last}"

    @property
    def subject(self) -> str:
        """The block as the journal knows it."""
        return f"numbers:{self.pk}"

    @property
    def size(self) -> int:
        return self.last - self.first + 1

    def holds(self, number: int) -> bool:
        return self.first <= number <= self.last
