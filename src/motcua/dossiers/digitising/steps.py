"""Where the digitising of one paper can be, and where it may go next (Circular 01/2023/TT-VPCP). Pure."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Step(TextChoices):
    LOOK = "look", _("Tra trong kho")
    SCAN = "scan", _("Quét hoặc chụp")
    COMPARE = "compare", _("Đối chiếu bản chính")
    FACTS = "facts", _("Xem lại thông tin")
    SIGN = "sign", _("Ký số, đưa vào kho")
    SEAL = "seal", _("Chờ cơ quan ký số")
    KEPT = "kept", _("Đã vào kho")
    REUSED = "reused", _("Đã dùng giấy trong kho")
    GIVEN_UP = "given-up", _("Đã thôi số hóa")


IN_ORDER = (Step.LOOK, Step.SCAN, Step.COMPARE, Step.FACTS, Step.SIGN)
"""What the desk does; where the agency signs too, whoever keeps its key does so after them."""
OPEN = frozenset({*IN_ORDER, Step.SEAL})
NEXT: Mapping[Step, frozenset[Step]] = {
    Step.LOOK: frozenset({Step.SCAN, Step.REUSED, Step.GIVEN_UP}),
    Step.SCAN: frozenset({Step.COMPARE, Step.GIVEN_UP}),
    Step.COMPARE: frozenset({Step.FACTS, Step.SCAN, Step.GIVEN_UP}),
    Step.FACTS: frozenset({Step.SIGN, Step.SCAN, Step.GIVEN_UP}),
    Step.SIGN: frozenset({Step.KEPT, Step.SEAL, Step.FACTS, Step.GIVEN_UP}),
    Step.SEAL: frozenset({Step.KEPT, Step.FACTS, Step.GIVEN_UP}),
    Step.KEPT: frozenset(),
    Step.REUSED: frozenset(),
    Step.GIVEN_UP: frozenset(),
}


class Reading(TextChoices):
    """How far the machine is with the letters of the scan; the desk does not wait for it."""

    NOT = "", _("Chưa đọc")
    WAITING = "waiting", _("Máy đang đọc chữ")
    DONE = "done", _("Máy đã đọc xong")
    FAILED = "failed", _("Máy không đọc được")
