"""Why people come, who goes before, where a ticket and a booking can be, and where they may go next."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """What somebody comes for. Each has a service time of its own."""

    FILE = "file", _("Nộp hồ sơ")
    COLLECT = "collect", _("Nhận kết quả")
    SUPPLEMENT = "supplement", _("Bổ sung giấy tờ")
    CERTIFY = "certify", _("Chứng thực, sao y")
    ASK = "ask", _("Hỏi, được hướng dẫn")


class Group(TextChoices):
    """Who goes before; their own word is enough. Grounds and days: ``data/visits.yaml``."""

    ELDERLY = "elderly", _("Người cao tuổi")
    PREGNANT = "pregnant", _("Phụ nữ mang thai")
    DISABLED = "disabled", _("Người khuyết tật")
    SMALL_CHILD = "small_child", _("Người có con nhỏ đi cùng")


class State(TextChoices):
    WAITING = "waiting", _("Đang chờ")
    CALLED = "called", _("Đang ở quầy")
    DONE = "done", _("Đã xong")
    MISSED = "missed", _("Gọi hai lần không đến")
    CLOSED = "closed", _("Hết ngày, chưa được gọi")


NEXT: Mapping[State, frozenset[State]] = {
    State.WAITING: frozenset({State.CALLED, State.CLOSED}),
    State.CALLED: frozenset({State.WAITING, State.DONE, State.MISSED, State.CLOSED}),
    State.DONE: frozenset(),
    State.MISSED: frozenset(),
    State.CLOSED: frozenset(),
}
OPEN = (State.WAITING, State.CALLED)


class Standing(TextChoices):
    """Where a booking is. All but cancelled ones keep their seat."""

    BOOKED = "booked", _("Đã đặt")
    ARRIVED = "arrived", _("Đã đến")
    MISSED = "missed", _("Không đến")
    CANCELLED = "cancelled", _("Đã hủy")
