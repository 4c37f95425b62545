"""One declaration filed once, and the parts it goes to."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.citizens import Citizen
from motcua.accounts.models import Business, Person
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.models import Dossier, Draft
from motcua.orgs.models import Unit


class FilingQuerySet(models.QuerySet["Filing"]):
    def visible_to(self, citizen: Citizen) -> FilingQuerySet:
        """
        Return the citizen's own, their businesses', and what was filed by their mandates in force.

        Staff see the dossiers of their offices, never a filing.
        """
        own = Q(person_id=citizen.person_id) | Q(business_id__in=citizen.business_ids)
        if citizen.mandate_ids:
            own |= Q(draft__mandate_id__in=citizen.mandate_ids)
        return self.filter(own)


class Filing(models.Model):
    """
    One filing of a group of procedures, under one ``code``, which runs per ``desk`` and day.

    The code is of the desk that received it (Decree 118/2025/NĐ-CP, Art. 28.2a). ``bundle`` is the id of the
    rule it was filed under; ``unit`` the commune that was chosen; ``answers`` those of the combined form.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=40, unique=True)
    desk = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    filed_on = models.DateField()
    number = models.PositiveIntegerField()
    bundle = models.CharField(max_length=80)
    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="filings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="filings")
    business = models.ForeignKey(Business, models.PROTECT, null=True, related_name="filings")
    draft = models.OneToOneField(Draft, models.PROTECT, related_name="filing")
    applicant = models.CharField(max_length=200)
    answers = models.JSONField(default=dict)
    filed_at = models.DateTimeField()

    objects = models.Manager.from_queryset(FilingQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "filed_on", "number"], name="filing_number_once_a_day"),
        ]
        indexes = [models.Index(fields=["person", "-filed_at"], name="filing_of_person")]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """The filing as the journal knows it."""
        return f"interlinked:{self.pk}"


class Part(models.Model):
    """
    One part of a filing: it waits, has become a dossier, could not become one (``held``), or never will.

    ``since`` is when it came into its state; ``reason``, ``guidance`` and ``citation`` say why it is held or
    called off, and what people can do.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ phần trước")
        FILED = "filed", _("Đã chuyển cơ quan giải quyết")
        HELD = "held", _("Chưa chuyển được")
        CALLED_OFF = "called-off", _("Không làm nữa")

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="parts")
    key = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField()
    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    since = models.DateTimeField()
    dossier = models.OneToOneField(Dossier, models.PROTECT, null=True, related_name="part")
    reason = models.TextField(blank=True)
    guidance = models.TextField(blank=True)
    citation = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["filing", "key"], name="part_once_in_a_filing"),
            models.UniqueConstraint(fields=["filing", "place"], name="part_place_once_in_a_filing"),
            models.CheckConstraint(
                name="part_filed_is_a_dossier",
                condition=Q(state="filed", dossier__isnull=False) | (~Q(state="filed") & Q(dossier=None)),
            ),
            models.CheckConstraint(
                name="part_held_or_called_off_says_why",
                condition=Q(state__in=["waiting", "filed"]) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.filing_id}: {self.state}"
