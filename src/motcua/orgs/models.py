"""Authorities, their units, the posts in them, and who holds each post from when to when."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.legal_time import VIETNAM, Closure, WeekHours, session
from motcua.orgs.accreditations import Accreditation as Accreditation


class UnitKind(models.TextChoices):
    PROVINCE = "province", _("Tỉnh")
    DEPARTMENT = "department", _("Sở, ngành")
    CENTRE = "centre", _("Trung tâm Phục vụ hành chính công tỉnh")
    DISTRICT = "district", _("Huyện, thị xã, thành phố (trước 01/7/2025)")
    COMMUNE = "commune", _("Xã")
    WARD = "ward", _("Phường")
    POLICE = "police", _("Công an cấp xã")
    DESK = "desk", _("Bộ phận Một cửa")
    POST = "post", _("Bưu cục, điểm phục vụ bưu chính")


COMMUNE_KINDS = (UnitKind.COMMUNE, UnitKind.WARD)


class UnitQuerySet(models.QuerySet["Unit"]):
    def on(self, day: date) -> "UnitQuerySet":
        """Return the units that exist on ``day``."""
        return self.filter(Q(from_on__lte=day), Q(to_on=None) | Q(to_on__gt=day))


class Unit(models.Model):
    """
    A unit of the administration, for the days ``[from_on, to_on)``.

    ``code`` is the agency code of Decision 20/2020/QĐ-TTg where there is one (``H21.106``); desks and units
    whose official code is not known have one of our own, and ``code_is_official`` is false.
    """

    code = models.CharField(max_length=30)
    code_is_official = models.BooleanField(default=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=UnitKind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    place_code = models.CharField(max_length=10, blank=True, help_text="Code of the ward or province")
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "from_on"], name="unit_code_once_a_day"),
            models.UniqueConstraint(fields=["code"], condition=Q(to_on=None), name="unit_code_once_in_force"),
            models.CheckConstraint(
                name="unit_ends_after_it_begins",
                condition=Q(to_on=None) | Q(to_on__gt=F("from_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """The unit as the journal knows it."""
        return f"unit:{self.pk}"

    def exists_on(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day < self.to_on)


class Succession(models.Model):
    """What became of a unit: the files of ``old`` are answered for by ``new`` from ``on``."""

    old = models.ForeignKey(Unit, models.PROTECT, related_name="successors")
    new = models.ForeignKey(Unit, models.PROTECT, related_name="predecessors")
    on = models.DateField()
    citation = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Duty(models.TextChoices):
    """What the holder of a post may do in its unit."""

    RECEIVE = "receive", _("Tiếp nhận và trả kết quả")
    HANDLE = "handle", _("Thụ lý, thẩm tra")
    REVIEW = "review", _("Soát xét (lãnh đạo phòng)")
    SIGN = "sign", _("Ký ban hành")
    SEAL = "seal", _("Ký số của cơ quan (văn thư)")
    ASK = "ask", _("Gửi hồ sơ nội bộ của đơn vị")
    CARRY = "carry", _("Nhận gửi và chuyển phát (bưu chính)")
    ADMINISTER = "administer", _("Quản trị")


class Post(models.Model):
    """A seat in a unit, with its duties, whoever holds it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=200)
    duties = ArrayField(models.CharField(max_length=12, choices=Duty.choices))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "title"], name="post_title_once_in_unit")]

    def __str__(self) -> str:
        return f"{self.title}, {self.unit}"


class Officer(models.Model):
    """A member of staff. ``unit`` made the account, and keeps it while they hold no post."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="officer")
    full_name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="officers")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.full_name

    @property
    def subject(self) -> str:
        """The officer's account as the journal knows it."""
        return f"user:{self.user_id}"


class Appointment(models.Model):
    """An officer holds a post for the days ``[from_on, to_on)``."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="appointments")
    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="appointment_ends_after_it_begins",
                condition=Q(to_on=None) | Q(to_on__gt=F("from_on")),
            ),
            models.UniqueConstraint(
                fields=["officer", "post"], condition=Q(to_on=None), name="appointment_once_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer}: {self.post}"


class CalendarDecision(models.Model):
    """
    A day declared off or worked, for the whole province or one unit. Wins over the public holidays.

    ``counts`` is how much of a day it counts in a term (None: 1 when worked), ``sessions`` its hours (empty:
    the usual ones).
    """

    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True)
    on = models.DateField()
    working = models.BooleanField()
    counts = models.DecimalField(max_digits=2, decimal_places=1, null=True, blank=True)
    sessions = ArrayField(models.CharField(max_length=11), default=list, blank=True)
    reason = models.CharField(max_length=200)
    citation = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "on"], name="calendar_decision_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="calendar_decision_counts_a_day_at_most",
                condition=Q(counts=None) | Q(working=False, counts=0) | Q(working=True, counts__range=(0, 1)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.reason}"


class WorkingHours(models.Model):
    """
    The hours of one weekday (0 is Monday) for the days ``[from_on, to_on)``, of the province or one unit.

    ``counts`` says how much of a working day it is in a term: a Saturday morning on which only people on
    duty are there counts 0, one that is half a working day 0.5. Hours taken back before they began are kept
    with ``withdrawn_at``, and hold on no day.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True)
    weekday = models.PositiveSmallIntegerField()
    sessions = ArrayField(models.CharField(max_length=11), default=list, blank=True)
    counts = models.DecimalField(max_digits=2, decimal_places=1)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200)
    citation = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "weekday", "from_on"], name="working_hours_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="working_hours_end_after_they_begin",
                condition=Q(to_on=None) | Q(to_on__gt=F("from_on")),
            ),
            models.CheckConstraint(name="working_hours_of_a_weekday", condition=Q(weekday__lte=6)),
            models.CheckConstraint(
                name="working_hours_count_a_day_at_most", condition=Q(counts__range=(0, 1))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}, {self.from_on}: {self.reason}"

    @property
    def week_hours(self) -> WeekHours:
        """The hours as the calendar reckons with them."""
        sessions = tuple(session(text) for text in self.sessions)
        said = {"reason": self.reason, "citation": self.citation}
        return WeekHours(self.weekday, sessions, float(self.counts), self.from_on, self.to_on, **said)


class UnitClosure(models.Model):
    """
    The unit, or every unit, was shut for ``[from_at, to_at)``: a storm, a flood, a power cut.

    One taken back before it began is kept with ``withdrawn_at``, and shuts nothing.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    citation = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="unit_closure_ends_after_it_begins", condition=Q(to_at__gt=F("from_at"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_at}: {self.reason}"

    @property
    def closure(self) -> Closure:
        """The closure as the calendar reckons with it."""
        begins, ends = (moment.astimezone(VIETNAM) for moment in (self.from_at, self.to_at))
        return Closure(begins, ends, self.reason, self.citation)
