"""Who acts for whom: mandates that last, and the consent somebody gives to be helped with one filing."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.legal_time import ONE_DAY, VIETNAM


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force(self, at: datetime) -> MandateQuerySet:
        """Return what holds at ``at``: given, not ended, within its days as they are counted in Vietnam."""
        on = at.astimezone(VIETNAM).date()
        return self.filter(Q(to_on=None) | Q(to_on__gt=on), state=Mandate.State.GIVEN, from_on__lte=on)

    def to(self, act: str) -> MandateQuerySet:
        return self.filter(acts__contains=[act])


MandateManager = models.Manager.from_queryset(MandateQuerySet)


class Mandate(models.Model):
    """
    ``representative`` acts in the name of ``person`` or ``business`` for the days ``[from_on, to_on)``.

    ``procedures`` are codes, none: every procedure; ``acts`` is what may be done. A principal gives a mandate
    from their own account; who claims one shows ``proof`` (the id of a paper, with its hash) to the ``desk``
    (the code of an office) that judges it, and until then it lets see and do nothing.
    """

    class Kind(models.TextChoices):
        PARENT = "parent", _("Cha hoặc mẹ của người chưa thành niên")
        GUARDIAN = "guardian", _("Người giám hộ")
        PROXY = "proxy", _("Người được ủy quyền")

    class Act(models.TextChoices):
        FILE = "file", _("Nộp hồ sơ")
        FOLLOW = "follow", _("Theo dõi, bổ sung, rút hồ sơ đã nộp và nhận kết quả")

    class State(models.TextChoices):
        ASKED = "asked", _("Chờ bộ phận Một cửa xem giấy tờ")
        GIVEN = "given", _("Đã có hiệu lực")
        DECLINED = "declined", _("Không được chấp nhận")
        ENDED = "ended", _("Đã chấm dứt")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="mandates_given")
    business = models.ForeignKey(
        "accounts.Business", models.PROTECT, null=True, related_name="mandates_given"
    )
    representative = models.ForeignKey("accounts.Person", models.PROTECT, related_name="mandates")
    procedures = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    acts = ArrayField(models.CharField(max_length=6, choices=Act.choices))
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    citation = models.CharField(max_length=300)
    proof = models.UUIDField(null=True)
    proof_digest = models.CharField(max_length=64, blank=True)
    proof_words = models.CharField(max_length=300, blank=True)
    desk = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=8, choices=State.choices)
    asked_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = MandateManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mandate_of_one_principal",
                condition=Q(person=None, business__isnull=False) | Q(person__isnull=False, business=None),
            ),
            models.CheckConstraint(
                name="mandate_not_for_oneself", condition=Q(person=None) | ~Q(person=F("representative"))
            ),
            models.CheckConstraint(
                name="mandate_ends_after_it_begins", condition=Q(to_on=None) | Q(to_on__gt=F("from_on"))
            ),
            models.CheckConstraint(
                name="mandate_given_or_ended_has_its_hour",
                condition=Q(state="asked", given_at=None, ended_at=None)
                | Q(state="given", given_at__isnull=False, ended_at=None)
                | Q(state__in=["declined", "ended"], ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="mandate_claimed_with_proof",
                condition=Q(kind="proxy") | Q(proof__isnull=False) & ~Q(proof_digest=""),
            ),
        ]
        indexes = [models.Index(fields=["representative", "state"], name="mandate_of_representative")]

    def __str__(self) -> str:
        return f"{self.representative_id} for {self.person_id or self.business_id}: {self.state}"

    @property
    def subject(self) -> str:
        return f"mandate:{self.pk}"

    @property
    def principal_name(self) -> str:
        principal = self.person or self.business
        return str(principal) if principal else ""

    @property
    def last_on(self) -> date | None:
        """The last day on which it holds."""
        return self.to_on - ONE_DAY if self.to_on else None

    def covers(self, procedure: str) -> bool:
        return not self.procedures or procedure in self.procedures

    def holds(self, at: datetime) -> bool:
        on = at.astimezone(VIETNAM).date()
        return self.state == self.State.GIVEN and self.from_on <= on and (not self.to_on or on < self.to_on)


class ConsentQuerySet(models.QuerySet["HelpConsent"]):
    def in_force(self, at: datetime) -> ConsentQuerySet:
        return self.filter(given_at__lte=at, ended_at=None, expires_at__gt=at)


ConsentManager = models.Manager.from_queryset(ConsentQuerySet)


class HelpConsent(models.Model):
    """
    ``client``, who is present, lets an accredited ``helper`` fill in and file one ``procedure`` for them.

    ``statement`` is what the client agreed to; ``evidence`` how: a code sent to their telephone (only its
    hash is kept), or the id of a paper with its hash. ``organisation`` is how the helper was accredited that
    day; ``device`` a hash of the browser. It holds from ``given_at`` to ``expires_at``, unless ended before.
    """

    class Way(models.TextChoices):
        CODE = "code", _("Mã nhắn đến điện thoại của người được giúp")
        SIGNATURE = "signature", _("Chữ ký vẽ trên màn hình")
        PAPER = "paper", _("Giấy đồng ý đã ký, chụp ảnh")
        VOICE = "voice", _("Lời nói được ghi âm")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("accounts.Person", models.PROTECT, related_name="help_consents")
    helper = models.ForeignKey("accounts.Person", models.PROTECT, related_name="helping")
    organisation = models.CharField(max_length=300)
    procedure = models.CharField(max_length=40)
    procedure_name = models.TextField()
    statement = models.TextField()
    way = models.CharField(max_length=9, choices=Way.choices)
    phone = models.CharField(max_length=20, blank=True)
    phone_typed = models.BooleanField(default=False, help_text="Said by the helper, not known before")
    device = models.CharField(max_length=32, blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    evidence = models.UUIDField(null=True)
    evidence_digest = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)

    objects = ConsentManager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="help_consent_not_to_oneself", condition=~Q(client=F("helper"))),
            models.CheckConstraint(
                name="help_consent_given_has_evidence",
                condition=Q(given_at=None) | ~Q(evidence_digest=""),
            ),
            models.CheckConstraint(
                name="help_consent_ends_after_it_was_asked", condition=Q(expires_at__gt=F("asked_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["helper", "-asked_at"], name="help_consent_of_helper"),
            models.Index(fields=["client", "-asked_at"], name="help_consent_of_client"),
        ]

    def __str__(self) -> str:
        return f"{self.helper_id} helps {self.client_id} with {self.procedure}"

    @property
    def subject(self) -> str:
        return f"consent:{self.pk}"

    def holds(self, at: datetime) -> bool:
        return bool(self.given_at and self.given_at <= at < self.expires_at and self.ended_at is None)

    def standing(self, at: datetime) -> str:
        """Return the key of ``STANDINGS`` it is at."""
        if self.ended_at:
            return "ended"
        if not self.given_at:
            return "asked" if at < self.expires_at else "never"
        return "holds" if at < self.expires_at else "over"


STANDINGS: Mapping[str, object] = {
    "asked": _("Chờ người được giúp đồng ý"),
    "never": _("Không được đồng ý"),
    "holds": _("Đang có hiệu lực"),
    "over": _("Đã hết giờ"),
    "ended": _("Đã chấm dứt"),
}


def day_after_years(on: date, years: int) -> date:
    """Return the same day ``years`` later; of 29 February, 1 March."""
    try:
        return on.replace(year=on.year + years)
    except ValueError:
        return date(on.year + years, 3, 1)
