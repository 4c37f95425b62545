"""The tabs above the desk's lists."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.to_sign import count_to_sign
from motcua.dossiers.worklists import count_waiting
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting
from motcua.web.desk.filters import ALL, MINE, TAB
from motcua.web.ui import staff

SIGNING = "ky"
OUT_OF_TURN = "ngoai-thu-tu"
LABELS: Mapping[str, str | Promise] = {MINE: _("Chờ tôi"), ALL: _("Tất cả của đơn vị")}


def tabs(posting: Posting, current: str) -> list[dict[str, object]]:
    """Return the tabs: what waits, what the unit has, and for who signs the list to sign from."""
    here = reverse("desk:worklist")
    waiting = count_waiting(posting, most=staff.CAP)
    found: list[dict[str, object]] = [
        {
            "url": f"{here}?{TAB}={key}",
            "label": label,
            "current": key == current,
            "count": staff.capped(waiting) if key == MINE else "",
        }
        for key, label in LABELS.items()
    ]
    if posting.holds(Duty.SIGN, Duty.SEAL):
        found.append(
            {
                "url": reverse("desk:to_sign"),
                "label": _("Ký nhiều văn bản"),
                "current": current == SIGNING,
                "count": count_to_sign(posting),
            }
        )
    if posting.holds(Duty.REVIEW, Duty.SIGN):
        out_of_turn = reverse("desk:out_of_turn")
        found.append(
            {
                "url": out_of_turn,
                "label": _("Lấy ngoài thứ tự"),
                "current": current == OUT_OF_TURN,
                "count": "",
            }
        )
    return found
