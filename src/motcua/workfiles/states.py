"""Where an outgoing document is, and what may be done to it there. The incoming one's follow-up."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Urgency(TextChoices):
    NONE = "", _("Thường")
    URGENT = "khan", _("Khẩn")
    VERY_URGENT = "thuong-khan", _("Thượng khẩn")
    EXPRESS = "hoa-toc", _("Hỏa tốc")


class Step(TextChoices):
    """Of an outgoing document."""

    DRAFT = "draft", _("Đang soạn")
    SUBMITTED = "submitted", _("Chờ soát xét")
    AGREED = "agreed", _("Chờ ký")
    SIGNED = "signed", _("Chờ cấp số")
    ISSUED = "issued", _("Đã ban hành")


class Act(TextChoices):
    SAVE = "save", _("Lưu bản mới")
    SUBMIT = "submit", _("Trình")
    RETURN = "return", _("Trả lại để sửa")
    AGREE = "agree", _("Đồng ý")
    SIGN = "sign", _("Ký")
    ISSUE = "issue", _("Cấp số và phát hành")


FROM: Mapping[Act, frozenset[Step]] = {
    Act.SAVE: frozenset({Step.DRAFT}),
    Act.SUBMIT: frozenset({Step.DRAFT}),
    Act.RETURN: frozenset({Step.SUBMITTED, Step.AGREED}),
    Act.AGREE: frozenset({Step.SUBMITTED}),
    Act.SIGN: frozenset({Step.AGREED}),
    Act.ISSUE: frozenset({Step.SIGNED}),
}


class FollowUp(TextChoices):
    """Of an incoming document."""

    REGISTERED = "registered", _("Chờ bút phê")
    ASSIGNED = "assigned", _("Đang giải quyết")
    DONE = "done", _("Đã giải quyết")
