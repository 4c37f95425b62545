"""The form of a procedure's everyday facts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalogue import register
from motcua.catalogue.facts import OnlineLevel, Procedure, Stage
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.policies import COMMUNE
from motcua.kernel.text import tidy
from motcua.orgs.models import UnitKind
from motcua.orgs.queries import departments, units_on
from motcua.web.office.differences import ONLINE
from motcua.web.office.forms import Choice, Form, Text, Tick

PARTS = ("short_name", "also_called", "summary", "online", "online_reason", "form", "decided_by")


class Everyday(Form):
    short_name = Text(
        gettext_lazy("Tên ngắn"),
        help_text=gettext_lazy("Tên người dân hay gọi, ví dụ Đăng ký khai sinh. Để trống: dùng tên đầy đủ."),
    )
    also_called = Text(
        gettext_lazy("Còn gọi là"),
        kind="long_text",
        help_text=gettext_lazy("Mỗi dòng một cách gọi mà người dân gõ khi tìm, ví dụ: làm giấy khai sinh."),
    )
    summary = Text(
        gettext_lazy("Tóm tắt"),
        kind="long_text",
        help_text=gettext_lazy("Một hai câu: thủ tục cho người dân điều gì, ai cần làm."),
    )
    online = Choice(gettext_lazy("Mức độ trực tuyến"), gettext_lazy("Hãy chọn mức độ trực tuyến."))
    online_reason = Text(
        gettext_lazy("Vì sao chưa toàn trình"),
        kind="long_text",
        help_text=gettext_lazy("Công khai cho người dân đọc (Điều 14 Nghị định 224/2026/NĐ-CP)."),
    )
    form = Choice(
        gettext_lazy("Biểu mẫu điện tử"), help_text=gettext_lazy("Để trống thì dùng tờ khai chung.")
    )
    decided_by = Choice(
        gettext_lazy("Đơn vị quyết định"),
        help_text=gettext_lazy("Để trống thì theo cấp giải quyết của thủ tục."),
    )
    review = Tick(gettext_lazy("Có bước soát xét của lãnh đạo phòng, giữa thẩm tra và ký"))
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, posted: QueryDict | None, *, version: ProcedureVersion, on: date) -> None:
        super().__init__(posted, initial=_initial(version.facts, version.number))
        self._choose("online", [(str(key), str(name)) for key, name in ONLINE.items()])
        self._choose("form", [(form.code, form.title) for form in register.forms()])
        self._choose("decided_by", _deciders(on))

    def changes(self) -> dict[str, Any]:
        """Return the facts as ``revise`` takes them."""
        given = self.cleaned_data
        review = (Stage.REVIEW,) if given["review"] else ()
        return {name: given[name] for name in PARTS} | {
            "online": OnlineLevel(given["online"]),
            "also_called": tuple(filter(None, map(tidy, given["also_called"].splitlines()))),
            "process": (Stage.EXAMINE, *review, Stage.SIGN),
        }

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, Choice)
        known = [value for value, _label in choices]
        now = str(self.initial.get(name, ""))
        field.offer(choices if now in {"", *known} else [*choices, (now, now)])


def _initial(facts: Procedure, number: int) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in PARTS} | {
        "online": facts.online.value,
        "also_called": "\n".join(facts.also_called),
        "review": Stage.REVIEW in facts.process,
        "seen": number,
    }


def _deciders(on: date) -> list[tuple[str, str]]:
    province = units_on(on).filter(kind=UnitKind.PROVINCE)
    units = [(unit.code, unit.name) for unit in (*province, *departments(on))]
    return [(COMMUNE, _("Xã, phường nơi nộp hồ sơ")), *units]
