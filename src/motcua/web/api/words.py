"""What is wrong with a request, from pydantic's own kinds of error."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

_WORDS = {
    "missing": _("Thiếu mục này."),
    "extra_forbidden": _("Không có mục nào tên như vậy."),
    "string_type": _("Phải là chuỗi ký tự."),
    "string_too_long": _("Dài quá {max_length} ký tự."),
    "string_too_short": _("Ngắn hơn {min_length} ký tự."),
    "string_pattern_mismatch": _("Không đúng dạng {pattern}."),
    "string_unicode": _("Có ký tự không hợp lệ."),
    "too_long": _("Có quá {max_length} phần tử."),
    "uuid_parsing": _("Phải là mã UUID."),
    "uuid_type": _("Phải là mã UUID."),
    "int_parsing": _("Phải là số nguyên."),
    "int_type": _("Phải là số nguyên."),
    "list_type": _("Phải là một danh sách."),
    "dict_type": _("Phải là một đối tượng JSON."),
    "model_type": _("Phải là một đối tượng JSON."),
    "model_attributes_type": _("Phải là một đối tượng JSON."),
    "enum": _("Phải là một trong: {expected}."),
    "literal_error": _("Phải là một trong: {expected}."),
    "bool_parsing": _("Phải là true hoặc false."),
}


def problem_in_words(error: Mapping[str, Any]) -> str:
    """Return one sentence for one error; a validator of our own has written it already."""
    if error["type"] == "value_error":
        return str(error.get("ctx", {}).get("error", _("Giá trị không hợp lệ.")))
    sentence = str(_WORDS.get(error["type"], _("Giá trị không hợp lệ.")))
    return sentence.format_map(error.get("ctx", {}))
