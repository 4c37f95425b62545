"""What is wrong with a request, in Vietnamese, from pydantic's own kinds of error."""

from collections.abc import Mapping
from typing import Any

_WORDS = {
    "missing": "Thiếu mục này.",
    "extra_forbidden": "Không có mục nào tên như vậy.",
    "string_type": "Phải là chuỗi ký tự.",
    "string_too_long": "Dài quá {max_length} ký tự.",
    "string_too_short": "Ngắn hơn {min_length} ký tự.",
    "string_pattern_mismatch": "Không đúng dạng {pattern}.",
    "string_unicode": "Có ký tự không hợp lệ.",
    "too_long": "Có quá {max_length} phần tử.",
    "uuid_parsing": "Phải là mã UUID.",
    "uuid_type": "Phải là mã UUID.",
    "int_parsing": "Phải là số nguyên.",
    "int_type": "Phải là số nguyên.",
    "list_type": "Phải là một danh sách.",
    "dict_type": "Phải là một đối tượng JSON.",
    "model_type": "Phải là một đối tượng JSON.",
    "model_attributes_type": "Phải là một đối tượng JSON.",
    "enum": "Phải là một trong: {expected}.",
    "literal_error": "Phải là một trong: {expected}.",
    "bool_parsing": "Phải là true hoặc false.",
}


def problem_in_words(error: Mapping[str, Any]) -> str:
    """Return one sentence for one error; a validator of our own has written it already."""
    if error["type"] == "value_error":
        return str(error.get("ctx", {}).get("error", "Giá trị không hợp lệ."))
    sentence = _WORDS.get(error["type"], "Giá trị không hợp lệ.")
    return sentence.format_map(error.get("ctx", {}))
