"""Acts of administration told in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.journal.models import Act
from motcua.orgs.models import Duty
from motcua.web.office import calendar_words, template_words
from motcua.web.office.builder import words as builder_words
from motcua.web.office.differences import Change, changes_of
from motcua.web.office.processes import words as process_words
from motcua.web.ui import formats

Data = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    name: str | Promise
    verbs: tuple[str, ...]


KINDS = {
    "don-vi": Kind(gettext_lazy("Đơn vị, vị trí, bổ nhiệm"), ("unit.",)),
    "lich": Kind(gettext_lazy("Lịch làm việc"), ("calendar.", "unit.day-")),
    "tai-khoan": Kind(gettext_lazy("Tài khoản cán bộ"), ("user.",)),
    "thu-tuc": Kind(gettext_lazy("Thủ tục"), ("procedure.", "catalogue.")),
    "quy-trinh": Kind(gettext_lazy("Quy trình"), ("process.",)),
}


@dataclass(frozen=True)
class Told:
    """An act in words. ``changes`` are shown folded."""

    act: Act
    title: str
    more: str = ""
    changes: tuple[Change, ...] = ()


def told(act: Act) -> Told:
    """Return the act in words; one that has no words yet is shown by its code."""
    tell = _SENTENCES.get(act.verb)
    title, more = tell(act.data) if tell else (act.verb, "")
    changes = tuple(changes_of(act.data["fields"])) if act.verb == "procedure.revised" else ()
    return Told(act, title, more, changes)


def name_of(acts: Sequence[Act]) -> str:
    """Return the best name that the acts of a subject give it."""
    for act in acts:
        for key in ("name", "officer"):
            if act.verb in _NAMING and isinstance(act.data.get(key), str):
                return str(act.data[key])
    if acts[0].verb in template_words.SENTENCES and "template" in acts[0].data:
        return template_words.form_name(acts[0].data["template"])
    if acts[0].verb in builder_words.SENTENCES:
        return str(_("Biểu mẫu %(form)s") % acts[0].data)
    return _("Các lần nhập danh mục") if acts[0].verb == "catalogue.imported" else acts[0].subject


_NAMING = {
    "unit.added",
    "procedure.revised",
    "user.opened",
    "user.closed",
    "user.password-reset",
    "user.password-chosen",
}


def duties(names: Sequence[str]) -> str:
    return ", ".join(str(Duty(name).label) for name in names if name in set(Duty))


def _day(data: Data, key: str = "on") -> str:
    try:
        return formats.short_day(date.fromisoformat(str(data[key])))
    except (KeyError, ValueError):
        return ""


def _added(data: Data) -> tuple[str, str]:
    return _("Thêm %(name)s") % data, str(data.get("citation", ""))


def _described(data: Data) -> tuple[str, str]:
    before, after = data.get("before", {}), data.get("after", {})
    changed = [f"{before.get(key)} → {after[key]}" for key in after if before.get(key) != after[key]]
    return _("Sửa thông tin đơn vị"), "; ".join(changed)


def _ended(data: Data) -> tuple[str, str]:
    into = _("%(into)s nhận hồ sơ (%(citation)s)") % data if data.get("into") else ""
    return _("Kết thúc đơn vị từ ngày %(on)s") % {"on": _day(data)}, into


def _plan_decided(data: Data) -> tuple[str, str]:
    said = {"desk": data.get("desk", ""), "on": _day(data)}
    return _("Quyết định việc đón tiếp ở %(desk)s từ ngày %(on)s") % said, str(data.get("citation", ""))


def _plan_withdrawn(data: Data) -> tuple[str, str]:
    said = {"desk": data.get("desk", ""), "on": _day(data)}
    return _("Bỏ mức đón tiếp ở %(desk)s từ ngày %(on)s") % said, ""


def _post_added(data: Data) -> tuple[str, str]:
    return _("Thêm vị trí %(title)s") % data, duties(data.get("duties", ()))


def _duties_changed(data: Data) -> tuple[str, str]:
    more = f"{duties(data.get('before', ()))} → {duties(data.get('after', ()))}"
    return _("Đổi nhiệm vụ của vị trí %(title)s") % data, more


def _appointed(data: Data) -> tuple[str, str]:
    since = _("từ ngày %(on)s") % {"on": _day(data)} if _day(data) else ""
    return _("Bổ nhiệm %(officer)s vào vị trí %(title)s") % data, since


def _appointment_ended(data: Data) -> tuple[str, str]:
    since = _("từ ngày %(on)s") % {"on": _day(data)} if _day(data) else ""
    return _("%(officer)s thôi giữ vị trí %(title)s") % data, since


def _imported(data: Data) -> tuple[str, str]:
    counts = {key: len(data.get(key, ())) for key in ("added", "changed", "kept")}
    said = _("%(added)d mới, %(changed)d đổi, %(kept)d giữ bản của tỉnh") % counts
    return _("Nhập danh mục thủ tục từ tệp %(file)s") % data, said


def _plain(sentence: str | Promise) -> Callable[[Data], tuple[str, str]]:
    return lambda data: (str(sentence) % data, "")


_SENTENCES: dict[str, Callable[[Data], tuple[str, str]]] = {
    "unit.added": _added,
    "unit.described": _described,
    "unit.ended": _ended,
    "unit.desk-plan-decided": _plan_decided,
    "unit.desk-plan-withdrawn": _plan_withdrawn,
    "unit.kiosk-added": _plain(gettext_lazy("Thêm máy lấy số: %(kiosk)s")),
    "unit.kiosk-revoked": _plain(gettext_lazy("Gỡ máy lấy số: %(kiosk)s")),
    "unit.post-added": _post_added,
    "unit.duties-changed": _duties_changed,
    "unit.officer-added": _plain(gettext_lazy("Thêm cán bộ %(name)s")),
    "unit.appointed": _appointed,
    "unit.appointment-ended": _appointment_ended,
    "unit.helper-accredited": _plain(gettext_lazy("Công nhận người hỗ trợ %(name)s, %(area)s")),
    "unit.helper-revoked": lambda data: (
        _("Thu hồi công nhận người hỗ trợ %(name)s") % data, str(data.get("reason", "")),
    ),
    "user.opened": _plain(gettext_lazy("Mở tài khoản của %(officer)s")),
    "user.closed": _plain(gettext_lazy("Khóa tài khoản của %(officer)s")),
    "user.password-reset": _plain(gettext_lazy("Đặt lại mật khẩu của %(officer)s")),
    "user.password-chosen": _plain(gettext_lazy("%(officer)s đặt mật khẩu của mình")),
    "user.second-factor-reset": _plain(gettext_lazy("Xóa lớp bảo vệ thứ hai")),
    "procedure.revised": lambda data: (
        _("Sửa thủ tục %(name)s, bản số %(number)s") % data, "",
    ),
    "catalogue.imported": _imported,
    **template_words.SENTENCES,
    **calendar_words.SENTENCES,
    **builder_words.SENTENCES,
    **process_words.SENTENCES,
}  # fmt: skip
