"""Forms of the administration: Django validates, ``c-field`` shows. Each field says how to mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from motcua.kernel.text import tidy
from motcua.orgs.models import Duty, UnitKind
from motcua.web.ui import inputs

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise


class Form(forms.Form):
    """A form whose unanswered fields are empty text, as ``c-field`` expects."""

    use_required_attribute = False

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Return (name, sentence) pairs for ``c-error-summary``; "" is the whole form."""
        return [
            ("" if name == "__all__" else name, str(sentence))
            for name, sentences in self.errors.items()
            for sentence in sentences
        ]


class Text(forms.CharField):
    """A line of text, or more of them (``kind="long_text"``)."""

    def __init__(self, label: Words, missing: Words = "", *, kind: str = "text", **more: Any) -> None:
        self.kind = kind
        self.suggestions: list[tuple[str, str]] = []
        more.setdefault("max_length", 2000 if kind == "long_text" else 200)
        errors = {"required": missing, "max_length": _("Hãy viết ngắn hơn: nhiều nhất %(limit_value)d chữ.")}
        super().__init__(label=label, required=bool(missing), initial="", error_messages=errors, **more)

    def to_python(self, value: Any) -> str:
        lines = str(value or "").splitlines() if self.kind == "long_text" else [str(value or "")]
        return "\n".join(tidy(line) for line in lines).strip()


class _DateBoxes(forms.Widget):
    """Three boxes, as ``c-field type="date"`` posts them."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        return inputs.read_answer(type="date", name=name, data=data)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-day" not in data


class Day(forms.DateField):
    kind = "date"
    widget = _DateBoxes

    def __init__(self, label: Words, missing: Words = "", **more: Any) -> None:
        wrong = _("Hãy ghi đủ ngày, tháng, năm, ví dụ 1 7 2026.")
        errors = {"required": missing or wrong, "invalid": wrong}
        super().__init__(
            label=label, required=bool(missing), input_formats=["%Y-%m-%d"], error_messages=errors, **more
        )

    def prepare_value(self, value: Any) -> str:
        return value.isoformat() if hasattr(value, "isoformat") else str(value or "")


class Choice(forms.ChoiceField):
    kind = "choice"

    def __init__(
        self,
        label: Words,
        missing: Words = "",
        *,
        choices: Sequence[tuple[str, Words]] = (),
        help_text: Words = "",
    ) -> None:
        errors = {"required": missing, "invalid_choice": _("Hãy chọn một trong những mục đã cho.")}
        super().__init__(
            label=label, required=bool(missing), error_messages=errors, initial="", help_text=help_text
        )
        self.offer(choices)

    def offer(self, choices: Sequence[tuple[str, Words]]) -> None:
        """Say what can be chosen, where it is known only when the form is asked."""
        self.choices = choices
        self.options = [{"value": value, "label": label} for value, label in choices]


class Many(forms.MultipleChoiceField):
    kind = "many"

    def __init__(self, label: Words, missing: Words, **more: Any) -> None:
        errors = {"required": missing, "invalid_choice": _("Hãy chọn trong những mục đã cho.")}
        super().__init__(label=label, required=True, error_messages=errors, **more)


class Tick(forms.BooleanField):
    kind = "tick"

    def __init__(self, label: Words, **more: Any) -> None:
        super().__init__(label=label, required=False, **more)


KINDS = [(kind.value, kind.label) for kind in UnitKind if kind not in {UnitKind.PROVINCE, UnitKind.DISTRICT}]
FROM_ON = _("Hãy ghi ngày bắt đầu, ví dụ 1 7 2026.")
ENDS_ON = _("Hãy ghi ngày kết thúc, ví dụ 1 7 2026.")


class UnitFacts(Form):
    name = Text(_("Tên đơn vị"), _("Hãy ghi tên đơn vị, ví dụ Phòng Kinh tế."))
    address = Text(_("Địa chỉ"), kind="address", max_length=300)
    phone = Text(_("Điện thoại"), kind="phone", max_length=40)


class NewUnit(UnitFacts):
    code = Text(
        _("Mã đơn vị"),
        _("Hãy ghi mã đơn vị, ví dụ H21.117.KT."),
        help_text=_("Mã định danh cơ quan nếu đã được cấp; nếu chưa, đặt một mã riêng, ví dụ H21.117.KT."),
        max_length=30,
        validators=[
            RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9.\-]*$", _("Mã chỉ gồm chữ không dấu, số, dấu chấm."))
        ],
    )
    kind = Choice(_("Loại đơn vị"), _("Hãy chọn loại đơn vị."), choices=KINDS)
    from_on = Day(_("Hoạt động từ ngày"), FROM_ON)
    field_order = ("code", "name", "kind", "from_on", "address", "phone")


class EndUnit(Form):
    on = Day(_("Kết thúc từ ngày"), ENDS_ON, help_text=_("Từ ngày này đơn vị không còn nhận hồ sơ mới."))
    into = Choice(
        _("Đơn vị nhận hồ sơ đang giải quyết"), help_text=_("Để trống nếu không có đơn vị nào thay thế.")
    )
    citation = Text(
        _("Văn bản quyết định"),
        help_text=_("Ví dụ: Nghị quyết 202/2025/QH15. Cần khi có đơn vị thay thế."),
    )


class PostFacts(Form):
    duties = Many(
        _("Nhiệm vụ"),
        _("Hãy chọn ít nhất một nhiệm vụ."),
        choices=Duty.choices,
        help_text=_("Người giữ vị trí này làm được những việc đã chọn, trong đơn vị này."),
    )


class NewPost(PostFacts):
    title = Text(_("Tên vị trí"), _("Hãy ghi tên vị trí, ví dụ Công chức tư pháp – hộ tịch."))
    field_order = ("title", "duties")


class NewOfficer(Form):
    full_name = Text(_("Họ và tên"), _("Hãy ghi họ, chữ đệm và tên."), kind="name")
    username = Text(
        _("Tên đăng nhập"),
        _("Hãy ghi tên đăng nhập, ví dụ chuprong.an."),
        kind="username",
        max_length=60,
        help_text=_("Chữ thường không dấu, số, dấu chấm; ví dụ chuprong.an. Không đổi được về sau."),
        validators=[
            RegexValidator(
                r"^[a-z0-9][a-z0-9._\-]{2,}$",
                _("Tên đăng nhập có ít nhất 3 ký tự: chữ thường không dấu, số, dấu chấm, gạch nối."),
            )
        ],
    )


class Appoint(Form):
    username = Text(
        _("Tên đăng nhập của cán bộ"),
        _("Hãy ghi tên đăng nhập của cán bộ, ví dụ chuprong.an."),
        kind="username",
        max_length=100,
        help_text=_("Cán bộ chưa có tài khoản thì thêm cán bộ trước."),
    )
    from_on = Day(_("Giữ vị trí từ ngày"), FROM_ON)


class EndAppointment(Form):
    on = Day(_("Thôi giữ từ ngày"), ENDS_ON, help_text=_("Từ ngày này cán bộ không còn quyền của vị trí."))


class TemplateInForce(Form):
    from_on = Day(
        _("Dùng từ ngày"), FROM_ON, help_text=_("Hôm nay hoặc một ngày sau này; phiếu đã cấp không đổi.")
    )
    because = Text(
        _("Căn cứ hoặc lý do"),
        _("Hãy ghi căn cứ hoặc lý do, ví dụ Thông tư 03/2025/TT-VPCP."),
        max_length=500,
    )
