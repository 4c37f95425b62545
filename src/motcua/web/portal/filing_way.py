"""
Where people file: in this portal, or in the national one.

Since 1 July 2025 the functions for citizens sit on the national portal and provincial portals lead there
(Circular 21/2023/TT-BTTTT as amended by Circular 11/2025/TT-BKHCN). ``MOTCUA_PORTAL_FILING`` is ``own`` or
``national``; with ``national``, ``MOTCUA_PORTAL_FILING_FROM`` is the day from which it holds.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils.translation import gettext_lazy as _

from motcua.dossiers.errors import ProcedureNotFiledHere
from motcua.kernel.errors import Refusal
from motcua.kernel.settings import SettingError, env_choice, env_str

OWN, NATIONAL = "own", "national"
NATIONAL_PORTAL = "https://dichvucong.gov.vn/"


class FiledAtNationalPortal(ProcedureNotFiledHere):
    code = "portal.filed-at-national-portal"
    message = _(
        "Từ ngày {since:%d/%m/%Y}, hồ sơ trực tuyến được nộp tại Cổng Dịch vụ công quốc gia "
        "(dichvucong.gov.vn), theo Thông tư 21/2023/TT-BTTTT, sửa đổi bởi Thông tư 11/2025/TT-BKHCN. "
        "Hồ sơ nộp ở đó vẫn do cơ quan của tỉnh giải quyết và bạn vẫn theo dõi được tại trang này."
    )


@dataclass(frozen=True)
class FilingWay:
    """The way chosen; the national one holds from the day ``since``."""

    way: str
    since: date

    def is_own(self, on: date) -> bool:
        return self.way == OWN or on < self.since


@cache
def filing_way() -> FilingWay:
    """Return the setting, read once. A mistake in it stops the start."""
    way = env_choice("MOTCUA_PORTAL_FILING", OWN, {OWN, NATIONAL})
    day = env_str("MOTCUA_PORTAL_FILING_FROM", "2025-07-01")
    try:
        since = date.fromisoformat(day)
    except ValueError as reason:
        raise SettingError(
            f"MOTCUA_PORTAL_FILING_FROM is {day!r}; write a day such as 2025-07-01."
        ) from reason
    return FilingWay(way, since)


def why_not_here(on: date) -> Refusal | None:
    """Return why this portal takes no filing on ``on``, or None."""
    chosen = filing_way()
    if chosen.is_own(on):
        return None
    return FiledAtNationalPortal(since=chosen.since)
