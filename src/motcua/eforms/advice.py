"""What a person can do about a value that does not fit a document, in a sentence."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_ADVICE = {
    "missing": _("Thiếu mục này."),
    "extra_forbidden": _("Khuôn dạng không có mục này; hãy xem lại cách viết tên mục."),
    "string_type": _('Cần là chữ; hãy đặt giá trị trong dấu nháy, ví dụ "1.000656".'),
    "string_pattern_mismatch": _("Giá trị không đúng mẫu {pattern}."),
    "enum": _("Giá trị phải là một trong: {expected}."),
    "literal_error": _("Giá trị phải là một trong: {expected}."),
    "union_tag_invalid": _("Mục kind phải là một trong: {expected_tags}."),
    "tuple_type": _("Cần là một danh sách."),
    "int_parsing": _("Cần là số nguyên."),
    "int_type": _("Cần là số nguyên."),
    "float_parsing": _("Cần là một số."),
    "float_type": _("Cần là một số."),
    "bool_parsing": _("Cần là true hoặc false."),
    "date_from_datetime_parsing": _("Cần là một ngày, ví dụ 2026-07-01."),
    "date_type": _("Cần là một ngày, ví dụ 2026-07-01."),
    "model_type": _("Cần là một nhóm mục có tên."),
}  # by pydantic's name of what is wrong


def advice(error: Any) -> str:
    """Return what to do about one of ``ValidationError.errors()``."""
    known = _ADVICE.get(error["type"])
    if known is None:
        return gettext("Giá trị không hợp lệ (%(error)s).") % {"error": error["msg"]}
    return str(known).format_map({key: str(value) for key, value in error.get("ctx", {}).items()})
