"""The dossier: one request of one applicant, from filing to result."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Business, HelpConsent, Mandate, Person
from motcua.catalogue.facts import Channel, Stage
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.blocks import NumberBlock as NumberBlock
from motcua.dossiers.delivery.models import DeskHelp as DeskHelp
from motcua.dossiers.delivery.ways import Way
from motcua.dossiers.drafts import Confirmation as Confirmation
from motcua.dossiers.drafts import Draft as Draft
from motcua.dossiers.holding.models import TakenOutOfTurn as TakenOutOfTurn
from motcua.dossiers.managers import DossierManager
from motcua.dossiers.presets import CounterPreset as CounterPreset
from motcua.dossiers.proposal_drafts import ProposalDraft as ProposalDraft
from motcua.dossiers.signing_batches import DocumentOpened as DocumentOpened
from motcua.dossiers.signing_batches import SigningBatch as SigningBatch
from motcua.dossiers.signing_batches import SigningItem as SigningItem
from motcua.dossiers.states import ENDED, PLACES, UNDER_TERM, Place, State, Turn, whose_turn
from motcua.dossiers.steps import as_expression
from motcua.dossiers.timeliness import Timeliness as Timeliness
from motcua.dossiers.waits import EFFECTS, Kind, Phase
from motcua.dossiers.work_indexes import of_asking_unit, work_lists
from motcua.orgs.models import Officer, Unit
from motcua.papers.models import IssuedPaper, Paper

CHANNELS = [
    (Channel.ONLINE.value, _("Trực tuyến")),
    (Channel.COUNTER.value, _("Trực tiếp")),
    (Channel.POST.value, _("Bưu chính công ích")),
]
STAGES = [(stage.value, stage.name) for stage in Stage]


def _in_a_place() -> Q:
    """Return the condition that state and stage together are a place of the table."""
    found = Q()
    for place in sorted(PLACES, key=lambda place: (place.state, place.stage or "")):
        stage = Q(stage=place.stage.value) if place.stage else Q(stage=None)
        found |= Q(state=place.state.value) & stage
    return found


class Dossier(models.Model):
    """
    One request, its place and its dates.

    ``code`` is the official code; ``number`` runs without gaps per ``agency`` and day ``filed_on``.
    ``applicant`` is how the applicant was named on the day of filing, whatever the registers say later.
    ``asking_unit``: a unit asks another one; nobody outside the administration sees it (``internal``).
    ``filer`` is in whose name it came; ``hand``, by whose hand: how the representative (``mandate``) or the
    helper (``consent``) was named that day, empty where nobody stood in.
    ``accepted_at`` is when the term that runs now began: at reception, or anew after a supplement.
    ``snapshot`` names what the dossier was filed under (``snapshots.py``).
    ``delivery_way``: how the applicant wants the result, where they said it apart from the form;
    ``collect_at``: the desk that hands it over, None where the one that received it does.
    ``signing_duty``: who signs next, where the result waits behind the signature of its first signer.
    ``step`` is what is to be done next, and ``step_due_at`` by when, for the term to be kept (``pace.py``);
    ``extension_waits``: an apology with a new date waits for its signature.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=40, unique=True)
    agency = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    filed_on = models.DateField()
    number = models.PositiveIntegerField()

    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="dossiers")
    receiving_unit = models.ForeignKey(Unit, models.PROTECT, related_name="received_dossiers")
    deciding_unit = models.ForeignKey(Unit, models.PROTECT, related_name="decided_dossiers")
    channel = models.CharField(max_length=10, choices=CHANNELS)

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="dossiers", db_index=False)
    business = models.ForeignKey(Business, models.PROTECT, null=True, related_name="dossiers", db_index=False)
    asking_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="asked_dossiers")
    filer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="filed_dossiers")
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, related_name="dossiers")
    consent = models.ForeignKey(HelpConsent, models.PROTECT, null=True, related_name="dossiers")
    hand = models.JSONField(default=dict, db_default={}, blank=True)
    applicant = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    idempotency_key = models.CharField(max_length=100, null=True)
    request_digest = models.CharField(max_length=64, blank=True)

    state = models.PositiveSmallIntegerField(choices=State.choices, default=State.FILED)
    signing_duty = models.CharField(max_length=12, default="", db_default="", blank=True)
    stage = models.CharField(max_length=10, choices=STAGES, null=True)
    assigned_to = models.ForeignKey(
        Officer, models.PROTECT, null=True, related_name="dossiers", db_index=False
    )
    filed_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    supplement_due_at = models.DateTimeField(null=True)
    supplements = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    proposal = models.JSONField(null=True)
    result = models.OneToOneField(IssuedPaper, models.PROTECT, null=True, related_name="+")
    delivery_way = models.CharField(max_length=6, choices=Way.choices, blank=True, default="", db_default="")
    delivery_address = models.CharField(max_length=300, blank=True, default="", db_default="")
    collect_at = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    snapshot = models.JSONField(default=dict)
    step_due_at = models.DateTimeField(null=True)
    extension_waits = models.BooleanField(default=False, db_default=False)
    step = models.GeneratedField(
        expression=as_expression(), output_field=models.PositiveSmallIntegerField(), db_persist=True
    )

    objects = DossierManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "filed_on", "number"], name="dossier_number_once_a_day"
            ),
            models.UniqueConstraint(fields=["filer", "idempotency_key"], name="dossier_idempotency_key_once"),
            models.UniqueConstraint(
                fields=["receiving_unit", "idempotency_key"],
                condition=Q(filer=None, asking_unit=None),
                name="dossier_counter_key_once",
            ),
            models.UniqueConstraint(fields=["asking_unit", "idempotency_key"], name="dossier_unit_key_once"),
            models.CheckConstraint(
                name="dossier_has_one_applicant",
                condition=Q(person__isnull=False, business=None, asking_unit=None)
                | Q(person=None, business__isnull=False, asking_unit=None)
                | Q(person=None, business=None, asking_unit__isnull=False, filer=None),
            ),
            models.CheckConstraint(name="dossier_in_a_place_of_the_table", condition=_in_a_place()),
            models.CheckConstraint(
                name="dossier_accepted_while_under_term",
                condition=~Q(state__in=UNDER_TERM) | Q(accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="dossier_supplement_due_only_while_asked",
                condition=Q(state=State.SUPPLEMENT_ASKED, supplement_due_at__isnull=False)
                | (~Q(state=State.SUPPLEMENT_ASKED) & Q(supplement_due_at=None)),
            ),
            models.CheckConstraint(
                name="dossier_ended_has_a_date",
                condition=Q(state__in=ENDED, ended_at__isnull=False)
                | (~Q(state__in=ENDED) & Q(ended_at=None)),
            ),
            models.CheckConstraint(
                name="dossier_finished_has_a_result",
                condition=Q(state__in=[State.FINISHED, State.HANDED_OVER], result__isnull=False)
                | (~Q(state__in=[State.FINISHED, State.HANDED_OVER]) & Q(result=None)),
            ),
            models.CheckConstraint(
                name="dossier_collected_at_a_desk", condition=Q(collect_at=None) | Q(delivery_way=Way.DESK)
            ),
            models.CheckConstraint(
                name="dossier_not_due_before_accepted",
                condition=Q(due_at=None) | Q(due_at__gte=F("accepted_at")),
            ),
        ]
        indexes = [
            *work_lists(),
            models.Index(
                fields=["collect_at", "state"],
                condition=Q(collect_at__isnull=False),
                name="dossier_collected_elsewhere",
            ),
            models.Index(fields=["person", "-filed_at"], name="dossier_of_person"),
            models.Index(fields=["business", "-filed_at"], name="dossier_of_business"),
            of_asking_unit(),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """The dossier as the journal and the papers know it."""
        return f"dossier:{self.pk}"

    @property
    def place(self) -> Place:
        return Place(State(self.state), Stage(self.stage) if self.stage else None)

    @property
    def turn(self) -> Turn:
        return whose_turn(self.place)

    @property
    def phase(self) -> Phase:
        """Reception until it was received whole for the first time; handling from then on."""
        return Phase.HANDLING if self.accepted_at else Phase.RECEPTION

    @property
    def applicant_name(self) -> str:
        return str(self.applicant.get("name", ""))


class DossierPaper(models.Model):
    """
    One required paper of one dossier, and what the clerk found on checking it.

    ``paper`` is empty for a paper handed in at the counter and not yet scanned. ``item`` is the number of
    the thing asked by ``wait`` that it came for.
    """

    class Check(models.TextChoices):
        UNCHECKED = "", _("Chưa kiểm tra")
        GOOD = "good", _("Đạt")
        MISSING = "missing", _("Còn thiếu")
        BAD = "bad", _("Chưa đúng")
        RENEWED = "renewed", _("Đã nộp lại")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="papers")
    key = models.CharField(max_length=80, blank=True)
    title = models.TextField()
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    check_result = models.CharField(max_length=7, choices=Check.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    wait = models.ForeignKey("Wait", models.PROTECT, null=True, related_name="papers")
    item = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "paper"], name="dossier_paper_once"),
            models.CheckConstraint(
                name="dossier_paper_item_of_a_wait",
                condition=Q(item=None) | Q(item__gt=0, wait__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.title}"


class Letter(models.Model):
    """
    An official letter about a dossier: its number, and what it says.

    ``number`` runs without gaps per unit, kind and year. ``awaits_head``: it is not signed yet, and that is
    for whoever signs for its agency.
    """

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
        SUPPLEMENT = "supplement-request", _("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")
        REFUSAL = "refusal", _("Phiếu từ chối tiếp nhận giải quyết hồ sơ")
        APOLOGY = "apology", _("Văn bản xin lỗi và đề nghị gia hạn")
        STOPPING = "stopping", _("Thông báo dừng giải quyết hồ sơ")
        CONTROL_SLIP = "control-slip", _("Phiếu kiểm soát quá trình giải quyết hồ sơ")
        REGISTER = "register", _("Sổ theo dõi hồ sơ")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    content: models.JSONField[Any, Any] = models.JSONField()
    issued_at = models.DateTimeField()
    awaits_head = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "year", "number"], name="letter_number_once_a_year"
            )
        ]
        indexes = [models.Index(fields=["unit"], condition=Q(awaits_head=True), name="letter_awaits_head")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}/{self.year}"


class ResultNumber(models.Model):
    """The number of a result in its unit's book of the year, without gaps; given back, the next one's."""

    unit = models.ForeignKey(Unit, models.PROTECT)
    book = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    dossier = models.OneToOneField(Dossier, models.PROTECT, null=True, related_name="result_number")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "book", "year", "number"], name="result_number_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year} {self.book}"


class Wait(models.Model):
    """
    The dossier waits, under one dated rule: for its applicant, for money, for the opinion of an agency.

    What the rule said is kept: ``effect`` on the term, ``until_at``, ``rule`` (its id) and ``citation``.
    ``came_from`` is the state it left, to which it returns when the term only stood still. ``content`` holds
    what was asked and what came of it.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="waits")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    phase = models.CharField(max_length=10, choices=Phase.choices)
    came_from = models.PositiveSmallIntegerField(choices=State.choices)
    asked_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True, help_text="Lateness was told to the head of the desk")
    effect = models.CharField(max_length=10, choices=list(EFFECTS.items()))
    rule = models.CharField(max_length=80)
    citation = models.CharField(max_length=300)
    content = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(ended_at=None) & ~Q(kind=Kind.OPINION.value),
                name="wait_one_at_a_time",
            ),
            models.CheckConstraint(
                name="wait_ends_after_it_began", condition=Q(ended_at=None) | Q(ended_at__gte=F("asked_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["until_at"], condition=Q(ended_at=None), name="wait_open_until"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} waits for {self.kind}"

    @property
    def late(self) -> bool:
        """Whether it ended after its term; an open one is judged by ``until_at``."""
        return bool(self.until_at and self.ended_at and self.ended_at > self.until_at)


class Extension(models.Model):
    """The one new date a dossier may get, with its apology: proposed, then signed."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="extension")
    reason = models.TextField()
    old_due_at = models.DateTimeField()
    new_due_at = models.DateTimeField()
    proposed_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="extension_gives_a_later_date", condition=Q(new_due_at__gt=F("old_due_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["dossier"], condition=Q(signed_at=None), name="extension_to_sign"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} until {self.new_due_at:%Y-%m-%d}"


class Correction(models.Model):
    """An error found in a result: who said so, by when the office answers, and the paper that came of it."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="corrections")
    error = models.TextField()
    reported_at = models.DateTimeField()
    due_at = models.DateTimeField()
    proposal = models.JSONField(null=True)
    wrong = models.ForeignKey(IssuedPaper, models.PROTECT, related_name="+")
    corrected = models.ForeignKey(IssuedPaper, models.PROTECT, null=True, related_name="+")
    declined_because = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(ended_at=None), name="correction_one_at_a_time"
            ),
            models.CheckConstraint(
                name="correction_ends_with_an_answer",
                condition=Q(ended_at=None, corrected=None, declined_because="")
                | (Q(ended_at__isnull=False) & (Q(corrected__isnull=False) ^ ~Q(declined_because=""))),
            ),
        ]

    def __str__(self) -> str:
        return f"correction of {self.wrong_id}"
