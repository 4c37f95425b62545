"""What one answer is: its one spelling, or a sentence that says how to mend it. Pure."""

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from motcua.eforms.definition import FieldType, FormField
from motcua.kernel.days import full_date, partial_date
from motcua.kernel.identity import identity_number
from motcua.kernel.money import money
from motcua.kernel.names import canonical_name
from motcua.kernel.phones import phone_number
from motcua.kernel.text import tidy

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL takes neither
_WHOLE = re.compile(r"-?(?:\d{1,15}|\d{1,3}(?:[. ]\d{3}){1,4})", re.ASCII)


class Wrong(ValueError):
    """Carries the sentence for the person who answers."""


def kept_as(raw: Any) -> str | int:
    """Return what was given as a draft may keep it: text or a whole number, whatever came."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, int) and abs(raw) < 10**15:
        return raw
    return _UNSTORABLE.sub("", raw) if isinstance(raw, str) else ""


def is_blank(raw: Any) -> bool:
    return raw is None or raw == [] or (isinstance(raw, str) and not raw.strip())


def read(question: FormField, raw: Any) -> Any:
    """
    Return the answer in its one spelling, None when nothing was answered.

    :raises Wrong: if it is no answer to the question, or one is required.
    """
    text = _text_of(question, raw)
    if not text:
        if question.required:
            raise Wrong(_missing(question))
        return None
    if len(text) > question.max_length:
        raise Wrong(_("Câu trả lời dài quá %(n)s ký tự; hãy rút gọn.") % {"n": question.max_length})
    return _READERS.get(question.type, _as_text)(question, text)


def _text_of(question: FormField, raw: Any) -> str:
    if raw is None:
        return ""
    if isinstance(raw, float) and math.isfinite(raw) and raw.is_integer():
        raw = int(raw)
    if not isinstance(raw, str | int | float) or (isinstance(raw, int) and abs(raw) > 10**18):
        raise Wrong(_("Câu trả lời có dạng không đọc được; hãy ghi lại."))
    text = _UNSTORABLE.sub("", str(raw))
    if question.type == FieldType.LONG_TEXT:
        return "\n".join(tidy(line) for line in text.strip().splitlines()).strip()
    return tidy(text)


def _missing(question: FormField) -> str:
    choose = question.type in {FieldType.CHOICE, FieldType.YES_NO}
    sentence = _("Hãy chọn: %(label)s") if choose else _("Hãy ghi: %(label)s")
    end = "" if question.label.endswith("?") else "."
    return sentence % {"label": question.label} + end


def _as_text(_question: FormField, text: str) -> str:
    return text


def _as_name(_question: FormField, text: str) -> str:
    name = canonical_name(text)
    if not re.fullmatch(r"[^\W\d_][^\d_<>@]*", name):
        raise Wrong(_("Hãy ghi họ tên bằng chữ, như trên giấy tờ."))
    return name


def _as_date(_question: FormField, text: str) -> str:
    day = full_date(text)
    if day is None:
        raise Wrong(_("Hãy ghi đủ ngày, tháng, năm, ví dụ 27 11 2026."))
    return day.isoformat()


def _as_birth_date(_question: FormField, text: str) -> str:
    iso = partial_date(text)
    if iso is None:
        raise Wrong(_("Hãy ghi ngày sinh, ví dụ 27 11 1990. Nếu chỉ nhớ năm, ghi năm."))
    return iso


def _as_identity(_question: FormField, text: str) -> str:
    number = identity_number(text)
    if number is None:
        raise Wrong(_("Số định danh có 12 chữ số (giấy cũ: 9 chữ số). Hãy kiểm tra lại."))
    return number


def _as_phone(_question: FormField, text: str) -> str:
    number = phone_number(text)
    if number is None:
        raise Wrong(_("Hãy ghi số điện thoại 10 chữ số, ví dụ 0912 345 678."))
    return number


def _as_email(_question: FormField, text: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        raise Wrong(_("Hãy ghi địa chỉ thư điện tử, ví dụ an@vidu.vn."))
    return text


def _as_choice(question: FormField, text: str) -> str:
    if text not in {option.value for option in question.options}:
        raise Wrong(_("Hãy chọn một trong các câu trả lời có sẵn."))
    return text


def _as_yes_no(_question: FormField, text: str) -> str:
    answer = {"true": "yes", "false": "no"}.get(text.lower(), text.lower())
    if answer not in {"yes", "no"}:
        raise Wrong(_("Hãy chọn Có hoặc Không."))
    return answer


def _as_number(question: FormField, text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise Wrong(_("Hãy ghi một số nguyên, ví dụ 12."))
    return _within_limits(question, int(re.sub(r"[. ]", "", text)))


def _as_money(question: FormField, text: str) -> int:
    amount = money(text)
    if amount is None:
        raise Wrong(_("Hãy ghi số tiền bằng đồng, ví dụ 1.500.000."))
    return _within_limits(question, amount)


def _within_limits(question: FormField, number: int) -> int:
    if question.minimum is not None and number < question.minimum:
        raise Wrong(_("Số này phải từ %(n)s trở lên.") % {"n": question.minimum})
    if question.maximum is not None and number > question.maximum:
        raise Wrong(_("Số này không quá %(n)s.") % {"n": question.maximum})
    return number


_READERS: Mapping[FieldType, Callable[[FormField, str], Any]] = {
    FieldType.NAME: _as_name,
    FieldType.DATE: _as_date,
    FieldType.BIRTH_DATE: _as_birth_date,
    FieldType.IDENTITY: _as_identity,
    FieldType.PHONE: _as_phone,
    FieldType.EMAIL: _as_email,
    FieldType.CHOICE: _as_choice,
    FieldType.YES_NO: _as_yes_no,
    FieldType.NUMBER: _as_number,
    FieldType.MONEY: _as_money,
}
