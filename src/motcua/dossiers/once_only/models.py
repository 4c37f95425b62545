"""What is known of a draft before it is asked, where answers of a dossier came from, what is disputed."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Person
from motcua.papers.models import Paper


class DraftSources(models.Model):
    """
    What is known beside one draft. ``findings`` may stand in its answers; ``filled`` is what we put there.

    ``offered``: what the register said after the person had begun; it waits for their yes.
    """

    class Asking(models.TextChoices):
        NOT = "", _("Không hỏi")
        ASKING = "asking", _("Đang hỏi lại")
        OFFERED = "offered", _("Đã có câu trả lời")
        NOT_FOUND = "not_found", _("Không tìm thấy")
        GAVE_UP = "gave_up", _("Không lấy được")

    draft = models.OneToOneField(
        "dossiers.Draft", models.CASCADE, primary_key=True, related_name="known_before"
    )
    findings = models.JSONField(default=list)
    offered = models.JSONField(default=list)
    filled = models.JSONField(default=dict)
    asking = models.CharField(max_length=9, choices=Asking.choices, blank=True)

    def __str__(self) -> str:
        return f"known before {self.draft_id}"


class DossierSources(models.Model):
    """
    Where each answer of a dossier came from: question → from, on, detail, held, same. Kept as it was filed.

    Of ``asked_questions``, ``spared_questions`` were filled in and left as they stood; ``spared_papers`` came
    from the vault.
    """

    dossier = models.OneToOneField(
        "dossiers.Dossier", models.CASCADE, primary_key=True, related_name="came_from"
    )
    sources = models.JSONField(default=dict)
    asked_questions = models.PositiveSmallIntegerField(default=0)
    spared_questions = models.PositiveSmallIntegerField(default=0)
    spared_papers = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"sources of {self.dossier_id}"


class Dispute(models.Model):
    """
    Somebody says that what a register holds is wrong, and goes on with what they say.

    ``number`` is the holder's, once it took the report under it; ``answer`` is why it corrected its record
    or did not. ``paper`` proves it, and is handed in with the dossier.
    """

    class State(models.TextChoices):
        TO_SEND = "to_send", _("Đang gửi đến nơi giữ")
        TAKEN = "taken", _("Nơi giữ đã tiếp nhận")
        CORRECTED = "corrected", _("Nơi giữ đã sửa")
        UPHELD = "upheld", _("Nơi giữ không sửa")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="disputes")
    draft = models.ForeignKey("dossiers.Draft", models.SET_NULL, null=True, related_name="disputes")
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, null=True, related_name="disputes")
    question = models.CharField(max_length=40)
    label = models.CharField(max_length=300)
    identity_number = models.CharField(max_length=12)
    element = models.CharField(max_length=80)
    held = models.TextField()
    claimed = models.TextField()
    reason = models.TextField()
    paper = models.ForeignKey(Paper, models.SET_NULL, null=True, related_name="proves")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    number = models.CharField(max_length=100, blank=True)
    answered_at = models.DateTimeField(null=True)
    corrected = models.BooleanField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "question"], name="dispute_once_per_question"),
            models.CheckConstraint(
                name="dispute_sent_has_a_number",
                condition=models.Q(sent_at=None, number="")
                | (models.Q(sent_at__isnull=False) & ~models.Q(number="")),
            ),
        ]
        indexes = [
            models.Index(fields=["made_at"], condition=models.Q(sent_at=None), name="dispute_to_send"),
            models.Index(fields=["sent_at"], condition=models.Q(answered_at=None), name="dispute_unanswered"),
        ]

    def __str__(self) -> str:
        return f"dispute of {self.element} by {self.person_id}"

    @property
    def state(self) -> State:
        if self.corrected is not None:
            return self.State.CORRECTED if self.corrected else self.State.UPHELD
        return self.State.TAKEN if self.sent_at else self.State.TO_SEND


class AskedAgain(models.Model):
    """An office asked for ``what`` the state holds, and said why; ``held`` says where it is held."""

    class Why(models.TextChoices):
        OUTDATED = "outdated", _("Bản đang giữ không còn đúng với hiện tại")
        UNREADABLE = "unreadable", _("Bản đang giữ không đọc được hoặc thiếu trang")
        CONTRADICTS = "contradicts", _("Mâu thuẫn với giấy tờ khác trong hồ sơ")
        DISPUTED = "disputed", _("Người nộp cho rằng dữ liệu đang giữ là sai")
        ORIGINAL = "original", _("Pháp luật buộc đối chiếu bản chính")
        OTHER = "other", _("Lý do khác, ghi ở ô dưới")

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="asked_again")
    what = models.CharField(max_length=1000)
    held = models.CharField(max_length=1000)
    why = models.CharField(max_length=11, choices=Why.choices)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=300)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="asked_again_for_other_reasons_says_which",
                condition=~models.Q(why="other") | ~models.Q(note=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} asked again of {self.dossier_id}"
