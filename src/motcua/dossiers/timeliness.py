"""How one dossier stands with its time, kept so that lists and indices need not count it anew."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Where(models.TextChoices):
    """With whom time passes, and where a late dossier was late."""

    RECEPTION = "reception", _("tiếp nhận")
    HANDLING = "handling", _("thụ lý, thẩm tra")
    REVIEW = "review", _("soát xét")
    SIGNING = "signing", _("ký")
    OTHER_AGENCY = "other-agency", _("cơ quan khác cho ý kiến")
    APPLICANT = "applicant", _("người nộp")


class Because(models.TextChoices):
    """Why the index counts a dossier as it does."""

    IN_TIME = "in-time", _("xong trong hạn, sau khi trừ thời gian chờ bổ sung")
    LATE = "late", _("quá hạn, dù đã trừ thời gian chờ bổ sung")
    ASKED_AGAIN = "asked-again", _("yêu cầu bổ sung quá một lần nên tính là quá hạn")
    NOT_COUNTED = (
        "not-counted",
        _("chưa được tiếp nhận, hoặc pháp luật không ấn định thời hạn, nên không tính"),
    )


class Timeliness(models.Model):
    """
    Both measures of one dossier as they stood at ``counted_at``, and what is still to be done in time.

    All derived from the dossier's facts and acts, and counted anew with each act: dropped, it comes back.
    Only ``told`` is not: which marks of this ``round`` of the term were reached, and when. ``next_at``: when
    it is to be looked at again.
    """

    dossier = models.OneToOneField(
        "dossiers.Dossier", models.CASCADE, primary_key=True, related_name="timeliness"
    )
    due_at = models.DateTimeField(null=True)
    late = models.BooleanField(default=False)
    late_at = models.CharField(max_length=12, choices=Where.choices, blank=True)
    appointed_at = models.DateTimeField(null=True)
    counted_to = models.DateTimeField(null=True)
    on_time = models.BooleanField(null=True)
    because = models.CharField(max_length=12, choices=Because.choices, default=Because.NOT_COUNTED)
    round = models.CharField(max_length=40, blank=True)
    told = models.JSONField(default=dict)
    next_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="timeliness_next"),
        ]
        constraints = [
            models.CheckConstraint(
                name="timeliness_late_somewhere_when_due", condition=Q(late=False) | Q(due_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} due {self.due_at}"
