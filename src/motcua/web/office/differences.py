"""What differs between two versions of a procedure, in words an administrator reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalogue.facts import Level, OnlineLevel

Words = str | Promise

ONLINE: dict[OnlineLevel, Words] = {
    OnlineLevel.FULL: gettext_lazy("Toàn trình"),
    OnlineLevel.PARTIAL: gettext_lazy("Một phần"),
    OnlineLevel.NONE: gettext_lazy("Chưa trực tuyến"),
}
LEVELS: dict[Level, Words] = {
    Level.MINISTRY: gettext_lazy("Cấp bộ"),
    Level.PROVINCE: gettext_lazy("Cấp tỉnh"),
    Level.COMMUNE: gettext_lazy("Cấp xã"),
    Level.OTHER: gettext_lazy("Cơ quan khác"),
}
NAMES: dict[str, Words] = {
    "name": gettext_lazy("Tên thủ tục"),
    "short_name": gettext_lazy("Tên ngắn"),
    "also_called": gettext_lazy("Còn gọi là"),
    "summary": gettext_lazy("Tóm tắt"),
    "field": gettext_lazy("Lĩnh vực"),
    "field_code": gettext_lazy("Mã lĩnh vực"),
    "type": gettext_lazy("Loại thủ tục"),
    "decision": gettext_lazy("Quyết định công bố"),
    "levels": gettext_lazy("Cấp giải quyết"),
    "authority": gettext_lazy("Cơ quan có thẩm quyền"),
    "executing": gettext_lazy("Cơ quan thực hiện"),
    "delegated": gettext_lazy("Cơ quan được ủy quyền"),
    "coordinating": gettext_lazy("Cơ quan phối hợp"),
    "reception": gettext_lazy("Nơi tiếp nhận"),
    "decided_by": gettext_lazy("Đơn vị quyết định"),
    "who_may_file": gettext_lazy("Đối tượng thực hiện"),
    "who_may_file_text": gettext_lazy("Đối tượng thực hiện (nguyên văn)"),
    "ways": gettext_lazy("Cách nộp, thời hạn, phí"),
    "papers": gettext_lazy("Giấy tờ phải nộp"),
    "steps": gettext_lazy("Trình tự"),
    "conditions": gettext_lazy("Yêu cầu, điều kiện"),
    "legal_bases": gettext_lazy("Căn cứ pháp lý"),
    "results": gettext_lazy("Kết quả"),
    "related": gettext_lazy("Thủ tục liên quan"),
    "description": gettext_lazy("Mô tả"),
    "keywords": gettext_lazy("Từ khóa"),
    "online": gettext_lazy("Mức độ trực tuyến"),
    "online_reason": gettext_lazy("Vì sao chưa toàn trình"),
    "life_events": gettext_lazy("Sự kiện cuộc đời"),
    "process": gettext_lazy("Quy trình"),
    "form": gettext_lazy("Biểu mẫu điện tử"),
    "source_url": gettext_lazy("Địa chỉ nguồn"),
    "ministry": gettext_lazy("Bộ, ngành"),
    "in_force_from": gettext_lazy("Có hiệu lực từ"),
    "unread": gettext_lazy("Phần chưa đọc được"),
}
VALUES: dict[str, Words] = {
    **{f"online.{key}": name for key, name in ONLINE.items()},
    **{f"levels.{key}": name for key, name in LEVELS.items()},
    "process.examine": gettext_lazy("Thẩm tra"),
    "process.review": gettext_lazy("Soát xét"),
    "process.sign": gettext_lazy("Ký ban hành"),
    "decided_by.commune": gettext_lazy("Xã, phường nơi nộp hồ sơ"),
}


@dataclass(frozen=True)
class Change:
    """One fact before and after, as lines; lines that both have are left out of long lists."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def between(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Return what differs, in the order in which a page tells of a procedure."""
    keys = [*NAMES, *(key for key in new if key not in NAMES)]
    return [change(key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)]


def changes_of(fields: Mapping[str, Any]) -> list[Change]:
    """Return the changes of ``{field: (old, new)}``, in the same order."""
    order = {key: place for place, key in enumerate(NAMES)}
    return [change(key, *fields[key]) for key in sorted(fields, key=lambda key: order.get(key, 99))]


def change(key: str, before: Any, after: Any) -> Change:
    old, new = _lines(key, before), _lines(key, after)
    common = set(old) & set(new) if len(old) > 1 or len(new) > 1 else set()
    if set(old) == set(new):  # only their order changed
        common = set()
    return Change(
        str(NAMES.get(key, key)),
        tuple(line for line in old if line not in common),
        tuple(line for line in new if line not in common),
    )


def _lines(key: str, value: Any) -> list[str]:
    if value in (None, "", [], ()):
        return []
    if isinstance(value, (list, tuple)):
        return [_line(key, each) for each in value]
    return [_line(key, value)]


def _line(key: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return " · ".join(_line("", each) for each in value.values() if each not in (None, "", [], False, 0))
    if isinstance(value, (list, tuple)):
        return "; ".join(_line("", each) for each in value)
    if isinstance(value, bool):
        return _("có") if value else _("không")
    return str(VALUES.get(f"{key}.{value}", value))
