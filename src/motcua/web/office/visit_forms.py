"""Forms of what a desk offers: counters, turns, appointments."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from motcua.kernel.legal_time import session
from motcua.visits.plans import BOUNDS, Plan
from motcua.web.office.calendar_forms import CITATION
from motcua.web.office.forms import FROM_ON, Choice, Day, Form, Text

if TYPE_CHECKING:
    from motcua.web.office.forms import Words


class Number(forms.IntegerField):
    """A whole number within the bounds of a plan."""

    kind = "number"
    max_length = 3

    def __init__(self, name: str, label: Words, help_text: Words = "") -> None:
        least, most = BOUNDS[name]
        said = _("Hãy ghi số từ %(least)d đến %(most)d.") % {"least": least, "most": most}
        errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), said)
        super().__init__(
            label=label, min_value=least, max_value=most, help_text=help_text, error_messages=errors
        )

    def prepare_value(self, value: Any) -> str:
        return "" if value is None else str(value)


class DecidePlan(Form):
    desk = Choice(_("Bộ phận Một cửa"), _("Hãy chọn nơi áp dụng."))
    from_on = Day(_("Áp dụng từ ngày"), FROM_ON)
    windows = Number("windows", _("Số quầy"))
    ratio = Number(
        "ratio",
        _("Gọi mấy người ưu tiên thì gọi một người khác"),
        _("Ưu tiên: người cao tuổi, mang thai, khuyết tật, có con nhỏ, người có hẹn đã tới giờ."),
    )
    sessions = Text(
        _("Buổi nhận hẹn"),
        _("Hãy ghi ít nhất một buổi, ví dụ 08:00-10:30."),
        help_text=_("Cách nhau bằng dấu phẩy, ví dụ 08:00-10:30, 13:30-16:00."),
    )
    slot_minutes = Number("slot_minutes", _("Mỗi lượt hẹn dài mấy phút"))
    capacity = Number("capacity", _("Mỗi lượt nhận mấy người"), _("Ghi 0 nếu không nhận hẹn."))
    overbooking = Number(
        "overbooking", _("Nhận thêm mấy người mỗi lượt"), _("Bù cho những người hẹn mà không đến.")
    )
    ahead_days = Number("ahead_days", _("Đặt trước nhiều nhất mấy ngày"))
    per_number = Number("per_number", _("Mỗi số điện thoại có mấy lịch hẹn cùng lúc"))
    late_minutes = Number(
        "late_minutes", _("Đến muộn quá mấy phút thì chờ như mọi người"), _("Không ai mất lượt vì muộn.")
    )
    citation = Text(_("Văn bản quyết định"), CITATION, max_length=500)

    def clean_sessions(self) -> tuple[str, ...]:
        """Return the sessions; one that is none is said."""
        found = [part.strip() for part in self.cleaned_data["sessions"].split(",") if part.strip()]
        try:
            for each in found:
                session(each)
        except ValueError:
            raise ValidationError(_("Hãy ghi mỗi buổi như 08:00-10:30, cách nhau bằng dấu phẩy.")) from None
        return tuple(found)

    @property
    def plan(self) -> Plan:
        return Plan(**{name: self.cleaned_data[name] for name in Plan.__annotations__})


def initial(plan: Plan) -> dict[str, Any]:
    return asdict(plan) | {"sessions": ", ".join(plan.sessions)}
