"""Which questions are asked, and whether an answer is one. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import dateformat
from django.utils.translation import gettext as _

from motcua.eforms.definition import FieldType, FormDefinition, FormField, Section
from motcua.kernel import identity
from motcua.kernel.text import tidy

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Checked:
    """Answers in their one spelling, and for each key that is wrong, a sentence that says how to mend it."""

    answers: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


class _Wrong(ValueError):
    """Carries the sentence for the person who answers."""


def is_asked(question: FormField, answers: Answers) -> bool:
    """Return whether ``question`` is asked, given the answers so far."""
    return question.when is None or str(answers.get(question.when.field)) in question.when.values


def asked(section: Section, answers: Answers) -> list[FormField]:
    return [question for question in section.fields if is_asked(question, answers)]


def all_fields(form: FormDefinition) -> Iterator[FormField]:
    for section in form.sections:
        yield from section.fields


def check(form: FormDefinition, answers: Answers) -> Checked:
    """Check a whole form. Answers to questions not asked are left out."""
    result = Checked()
    for section in form.sections:
        _merge(result, check_section(section, {**answers, **result.answers}))
    return result


def check_section(section: Section, answers: Answers) -> Checked:
    """Check one section against the answers to it and to the sections before."""
    result = Checked()
    for question in section.fields:
        if not is_asked(question, {**answers, **result.answers}):
            continue
        try:
            value = _clean(question, answers.get(question.key))
        except _Wrong as wrong:
            result.problems[question.key] = str(wrong)
        else:
            if value is not None:
                result.answers[question.key] = value
    return result


def _merge(into: Checked, more: Checked) -> None:
    into.answers.update(more.answers)
    into.problems.update(more.problems)


def _clean(question: FormField, raw: Any) -> Any:
    text = tidy(str(raw)) if question.type != FieldType.LONG_TEXT else _tidy_lines(str(raw))
    if raw is None or not text:
        if question.required:
            raise _Wrong(_missing(question))
        return None
    if len(text) > question.max_length:
        raise _Wrong(_("Câu trả lời dài quá %(n)s ký tự; hãy rút gọn.") % {"n": question.max_length})
    return _READERS.get(question.type, _as_text)(question, text)


def _tidy_lines(text: str) -> str:
    if text == "None":
        return ""
    return "\n".join(tidy(line) for line in text.strip().splitlines())


def _missing(question: FormField) -> str:
    choose = question.type in {FieldType.CHOICE, FieldType.YES_NO}
    sentence = _("Hãy chọn: %(label)s") if choose else _("Hãy ghi: %(label)s")
    end = "" if question.label.endswith("?") else "."
    return sentence % {"label": question.label} + end


def _as_text(_question: FormField, text: str) -> str:
    if "\x00" in text:
        raise _Wrong(_("Câu trả lời có ký tự không đọc được; hãy ghi lại."))
    return text


def _as_name(question: FormField, text: str) -> str:
    if not re.fullmatch(r"[^\W\d_][^\d_<>@]*", text):
        raise _Wrong(_("Hãy ghi họ tên bằng chữ, như trên giấy tờ."))
    return text


def _as_date(_question: FormField, text: str) -> str:
    day = identity.full_date(text)
    if day is None:
        raise _Wrong(_("Hãy ghi đủ ngày, tháng, năm, ví dụ 27 11 2026."))
    return day.isoformat()


def _as_birth_date(_question: FormField, text: str) -> str:
    iso = identity.partial_date(text)
    if iso is None:
        raise _Wrong(_("Hãy ghi ngày sinh, ví dụ 27 11 1990. Nếu chỉ nhớ năm, ghi năm."))
    return iso


def _as_identity(_question: FormField, text: str) -> str:
    number = identity.identity_number(text)
    if number is None:
        raise _Wrong(_("Số định danh có 12 chữ số (giấy cũ: 9 chữ số). Hãy kiểm tra lại."))
    return number


def _as_phone(_question: FormField, text: str) -> str:
    number = identity.phone_number(text)
    if number is None:
        raise _Wrong(_("Hãy ghi số điện thoại 10 chữ số, ví dụ 0912 345 678."))
    return number


def _as_email(_question: FormField, text: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        raise _Wrong(_("Hãy ghi địa chỉ thư điện tử, ví dụ an@vidu.vn."))
    return text


def _as_choice(question: FormField, text: str) -> str:
    if text not in {option.value for option in question.options}:
        raise _Wrong(_("Hãy chọn một trong các câu trả lời có sẵn."))
    return text


def _as_yes_no(_question: FormField, text: str) -> str:
    answer = {"true": "yes", "false": "no"}.get(text.lower(), text.lower())
    if answer not in {"yes", "no"}:
        raise _Wrong(_("Hãy chọn Có hoặc Không."))
    return answer


def _as_number(question: FormField, text: str) -> int:
    bare = re.sub(r"[\s.,]", "", text)
    if not re.fullmatch(r"-?\d{1,15}", bare):
        raise _Wrong(_("Hãy ghi một số nguyên, ví dụ 12."))
    number = int(bare)
    if question.minimum is not None and number < question.minimum:
        raise _Wrong(_("Số này phải từ %(n)s trở lên.") % {"n": question.minimum})
    if question.maximum is not None and number > question.maximum:
        raise _Wrong(_("Số này không quá %(n)s.") % {"n": question.maximum})
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
    FieldType.MONEY: _as_number,
}


def shown(form: FormDefinition, answers: Answers) -> dict[str, str]:
    """Return the answers as people read them: the label of a choice, Có or Không, a date in figures."""
    return {q.key: _shown(q, answers[q.key]) for q in all_fields(form) if q.key in answers}


def _shown(question: FormField, value: Any) -> str:
    text = str(value)
    if question.type == FieldType.CHOICE:
        return next((o.label for o in question.options if o.value == text), text)
    if question.type == FieldType.YES_NO:
        return {"yes": _("Có"), "no": _("Không")}.get(text, text)
    if question.type in {FieldType.DATE, FieldType.BIRTH_DATE}:
        return day_in_words(text)
    if question.type == FieldType.MONEY and text.isdigit():
        return _("%(amount)s đồng") % {"amount": f"{int(text):,}".replace(",", ".")}
    return text


_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def day_in_words(iso: str) -> str:
    """
    Return a day of which only a part may be known; a text that is no day stays as it is.

    >>> day_in_words("1990"), day_in_words("1990-11"), day_in_words("1990-11-27")
    ('1990', '11/1990', '27/11/1990')
    """
    found = _DAY.fullmatch(iso)
    if found is None:
        return iso
    parts = [int(part) for part in found.groups() if part]
    pattern = ("Y", _("m/Y"), _("d/m/Y"))[len(parts) - 1]
    try:
        return dateformat.format(date(*[*parts, 1, 1][:3]), pattern)
    except ValueError:
        return iso
