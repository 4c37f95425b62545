"""What differs between two versions of a procedure, in words an administrator reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalogue.facts import Level, OnlineLevel
from motcua.web.ui.procedure_words import PARTS

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
    keys = [*PARTS, *(key for key in new if key not in PARTS)]
    return [change(key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)]


def changes_of(fields: Mapping[str, Any]) -> list[Change]:
    """Return the changes of ``{field: (old, new)}``, in the same order."""
    order = {key: place for place, key in enumerate(PARTS)}
    return [change(key, *fields[key]) for key in sorted(fields, key=lambda key: order.get(key, 99))]


def change(key: str, before: Any, after: Any) -> Change:
    old, new = _lines(key, before), _lines(key, after)
    common = set(old) & set(new) if len(old) > 1 or len(new) > 1 else set()
    if set(old) == set(new):  # only their order changed
        common = set()
    return Change(
        str(PARTS.get(key, key)),
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
