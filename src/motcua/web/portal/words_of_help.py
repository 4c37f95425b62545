"""What was done under a mandate or a consent, in words for whoever it was done for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.assisting.queries import Deed

_VERBS = {
    "consent.asked": gettext_lazy("Xin sự đồng ý"),
    "consent.code-wrong": gettext_lazy("Gõ mã chưa đúng"),
    "consent.given": gettext_lazy("Được đồng ý"),
    "consent.ended": gettext_lazy("Chấm dứt"),
    "mandate.given": gettext_lazy("Ủy quyền"),
    "mandate.claimed": gettext_lazy("Đề nghị được ghi là người đại diện"),
    "mandate.accepted": gettext_lazy("Chấp nhận giấy tờ chứng minh"),
    "mandate.declined": gettext_lazy("Không chấp nhận giấy tờ chứng minh"),
    "mandate.ended": gettext_lazy("Chấm dứt"),
}
_PAGES = {
    "draft_section": gettext_lazy("trang khai"),
    "draft_papers": gettext_lazy("giấy tờ kèm theo"),
    "draft_paper": gettext_lazy("một tệp đã gửi"),
    "draft_preview": gettext_lazy("ảnh nhỏ của một tệp"),
    "draft_review": gettext_lazy("trang xem lại và nộp"),
    "draft_form": gettext_lazy("tờ khai in"),
    "draft_save": gettext_lazy("câu trả lời đang điền"),
    "draft_confirmations": gettext_lazy("người cùng xác nhận"),
    "draft_discard": gettext_lazy("trang xóa bản nháp"),
    "draft_dispute": gettext_lazy("báo dữ liệu sai"),
    "proof": gettext_lazy("giấy tờ chứng minh việc đại diện"),
}


@dataclass(frozen=True)
class Told:
    at: datetime
    who: str
    said: str


def told(deeds: Iterable[Deed]) -> list[Told]:
    """Return the story, the latest first."""
    return list(_told(deeds))[::-1]


def _told(deeds: Iterable[Deed]) -> Iterator[Told]:
    for deed in deeds:
        name = deed.what.partition(":")[0]
        page = _PAGES.get(name, _("một trang của bản nháp"))
        if deed.verb == "read":
            said = _("Đã xem: %(page)s") % {"page": page}
        elif deed.verb.endswith(".used"):
            said = _("Đã ghi: %(page)s") % {"page": page}
        else:
            said = str(_VERBS.get(deed.verb, deed.verb))
        yield Told(deed.at, deed.who, said)
