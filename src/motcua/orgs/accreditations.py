"""Helpers whom an office accredits to fill in forms for people who are present: they are no staff."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Person
from motcua.kernel.legal_time import ONE_DAY


class AccreditationQuerySet(models.QuerySet["Accreditation"]):
    def in_force(self, on: date) -> AccreditationQuerySet:
        return self.filter(from_on__lte=on, to_on__gt=on, revoked_at=None)


AccreditationManager = models.Manager.from_queryset(AccreditationQuerySet)


class Accreditation(models.Model):
    """``person`` may help people in ``area`` of ``unit`` for the days ``[from_on, to_on)``."""

    class Body(models.TextChoices):
        TEAM = "team", _("Tổ công nghệ số cộng đồng")
        VILLAGE = "village", _("Trưởng thôn, làng, tổ dân phố")
        YOUTH = "youth", _("Đoàn Thanh niên")
        POST = "post", _("Nhân viên bưu chính công ích")

    person = models.ForeignKey(Person, models.PROTECT, related_name="accreditations")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="accreditations")
    body = models.CharField(max_length=7, choices=Body.choices)
    area = models.CharField(max_length=200)
    from_on = models.DateField()
    to_on = models.DateField()
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_because = models.CharField(max_length=500, blank=True)

    objects = AccreditationManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accreditation_ends_after_it_begins", condition=Q(to_on__gt=F("from_on"))
            ),
            models.CheckConstraint(
                name="accreditation_revoked_with_a_reason",
                condition=Q(revoked_at=None) | ~Q(revoked_because=""),
            ),
            models.UniqueConstraint(
                fields=["person", "unit"],
                condition=Q(revoked_at=None),
                name="accreditation_once_unrevoked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.title}"

    @property
    def title(self) -> str:
        """How the helper is named to the client, to the officer, on the dossier."""
        return f"{self.Body(self.body).label}, {self.area}, {self.unit.name}"

    @property
    def last_on(self) -> date:
        """The last day on which it holds."""
        return self.to_on - ONE_DAY
