"""What is wrong in a form, said to who writes it. Pure: a form without flaws asks nobody a wrong question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.eforms import elements
from motcua.eforms.definition import (
    APPLICANT,
    BUSINESS,
    FieldGroup,
    FieldType,
    FormDefinition,
    FormField,
    Subject,
)
from motcua.eforms.expressions import TODAY, Unreadable, compiled

_SOME_DAY = date(2026, 11, 27)
_SAMPLES: Mapping[FieldType, Any] = {
    FieldType.DATE: "2001-03-07",
    FieldType.BIRTH_DATE: "2001-03-07",
    FieldType.NUMBER: 7,
    FieldType.MONEY: 7_000_000,
    FieldType.YES_NO: "yes",
}
_RESULTS: Mapping[FieldType, tuple[type, ...]] = {
    FieldType.NUMBER: (int,),
    FieldType.MONEY: (int,),
    FieldType.YES_NO: (bool, str),
}
_WITH_WHOM = frozenset({elements.Kind.PERSON, elements.Kind.BUSINESS})


@dataclass(frozen=True)
class Flaw:
    """
    ``place`` is the key of a question, group, section, subject, paper or co-declarant; "" is the form.

    ``part`` is what of it is wrong, as the definition names it, where it is one thing.
    """

    place: str
    message: str
    part: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


def flaws(form: FormDefinition) -> list[Flaw]:
    """Return everything wrong in a form; a form with flaws is not published."""
    return [
        *_empty(form),
        *_keys(form),
        *_subjects(form),
        *_items(form),
        *_checks(form),
        *_co_declarants(form),
        *_papers(form),
    ]


def _empty(form: FormDefinition) -> Iterator[Flaw]:
    if not form.sections:
        yield Flaw("", _("Biểu mẫu chưa có phần nào."))
    for section in form.sections:
        if not section.fields:
            yield Flaw(section.key, _("Phần này chưa có câu hỏi nào."))


def _keys(form: FormDefinition) -> Iterator[Flaw]:
    keys = [item.key for section in form.sections for item in section.fields]
    said = _("Có hai câu hỏi cùng khóa này.")
    yield from (Flaw(key, said) for key in _twice(keys))
    yield from (Flaw(key, _("Có hai phần cùng khóa này.")) for key in _twice(s.key for s in form.sections))
    yield from (Flaw(key, _("Có hai chủ thể cùng khóa này.")) for key in _twice(s.key for s in form.subjects))
    for item in form.items.values():
        if isinstance(item, FieldGroup):
            yield from (Flaw(item.key, said) for _key in _twice(q.key for q in item.fields))
            if item.minimum > item.maximum:
                yield Flaw(item.key, _("Số dòng ít nhất lớn hơn số dòng nhiều nhất."))
    if TODAY in keys:
        yield Flaw(TODAY, _("Khóa này dành cho ngày hôm nay."))


def _twice(keys: Any) -> Iterator[str]:
    return (key for key, count in Counter(keys).items() if count > 1)


def _subjects(form: FormDefinition) -> Iterator[Flaw]:
    everything = _samples(form)
    known = {APPLICANT, *(subject.key for subject in form.subjects)}
    for subject in form.subjects:
        if subject.to not in known:
            yield Flaw(subject.key, _("Biểu mẫu không có chủ thể “%(of)s”.") % {"of": subject.to}, "to")
        yield from _wrong("is", subject.same, subject.key, everything, (bool,))


def _items(form: FormDefinition) -> Iterator[Flaw]:
    subjects = {APPLICANT: "person", BUSINESS: "business"} | {s.key: s.kind for s in form.subjects}
    before: dict[str, Any] = {}
    for item in form.items.values():
        yield from _wrong("when", item.when, item.key, before, (bool,))
        if isinstance(item, FieldGroup):
            row = dict(before)
            for question in item.fields:
                yield from _wrong("when", question.when, item.key, row, (bool,))
                yield from _question(question, subjects, row)
                row[question.key] = _sample(question)
        else:
            yield from _question(item, subjects, before)
        before[item.key] = _sample(item)


def _question(question: FormField, subjects: Mapping[str, str], before: Mapping[str, Any]) -> Iterator[Flaw]:
    results = _RESULTS.get(question.type, (str,))
    yield from _wrong("computed", question.computed, question.key, before, results)
    if question.type == FieldType.CHOICE and not question.options and not question.computed:
        yield Flaw(question.key, _("Câu hỏi chọn mà chưa có câu trả lời nào để chọn."), "options")
    yield from (
        Flaw(question.key, _("Có hai câu trả lời cùng giá trị."), "options")
        for _v in _twice(o.value for o in question.options)
    )
    if question.minimum is not None and question.maximum is not None and question.minimum > question.maximum:
        yield Flaw(question.key, _("Số nhỏ nhất lớn hơn số lớn nhất."), "maximum")
    if question.of and question.of not in subjects:
        yield Flaw(question.key, _("Biểu mẫu không có chủ thể “%(of)s”.") % {"of": question.of}, "of")
    if question.element:
        yield from _element(question, subjects.get(question.of, ""))


def _element(question: FormField, kind: str) -> Iterator[Flaw]:
    try:
        element = elements.get(question.element)
    except elements.UnknownElement:
        said = {"element": question.element}
        yield Flaw(question.key, _("Từ điển dữ liệu không có “%(element)s”.") % said, "element")
        return
    if element.kind in _WITH_WHOM and kind != element.kind.value:
        said = {"element": element.name}
        yield Flaw(question.key, _("“%(element)s” hỏi về ai? Chủ thể phải cùng loại.") % said, "of")


def _checks(form: FormDefinition) -> Iterator[Flaw]:
    everything = _samples(form)
    for rule in form.checks:
        yield from _wrong("that", rule.that, rule.at, everything, (bool,))
        if rule.at not in form.items:
            yield Flaw(rule.at, _("Điều kiện kiểm tra đặt ở một câu hỏi không có trong biểu mẫu."), "at")


def _co_declarants(form: FormDefinition) -> Iterator[Flaw]:
    everything, sections = _samples(form), {section.key for section in form.sections}
    people = {subject.key for subject in form.subjects if subject.kind == "person"}
    for other in form.co_declarants:
        yield from _wrong("when", other.when, other.key, everything, (bool,))
        if other.of not in people:
            yield Flaw(other.key, _("Người cùng khai phải là một người trong các chủ thể của biểu mẫu."))
        if not other.confirms or set(other.confirms) - sections:
            yield Flaw(other.key, _("Người cùng khai xác nhận một phần không có trong biểu mẫu."))


def _papers(form: FormDefinition) -> Iterator[Flaw]:
    everything = _samples(form)
    for paper in form.papers:
        yield from _wrong("when", paper.when, paper.paper, everything, (bool,))


def _samples(form: FormDefinition) -> dict[str, Any]:
    return {key: _sample(item) for key, item in form.items.items()}


def _sample(item: FormField | FieldGroup) -> Any:
    if isinstance(item, FieldGroup):
        return [{question.key: _sample(question) for question in item.fields}]
    if item.options:
        return item.options[0].value
    return _SAMPLES.get(item.type, "chữ")


def _wrong(
    part: str, text: str, place: str, known: Mapping[str, Any], results: tuple[type, ...]
) -> Iterator[Flaw]:
    """Yield what is wrong in an expression that may look at the ``known`` answers."""
    for message in _wrong_in(text, known, results) if text else ():
        yield Flaw(place, message, part)


def _wrong_in(text: str, known: Mapping[str, Any], results: tuple[type, ...]) -> Iterator[str]:
    try:
        expression = compiled(text)
    except Unreadable as error:
        said = {"text": text, "error": str(error)}
        yield _("Biểu thức “%(text)s” không đọc được: %(error)s.") % said
        return
    for name in sorted(expression.names - known.keys()):
        said = {"text": text, "name": name}
        yield _("Biểu thức “%(text)s” nhắc đến “%(name)s”, không phải câu hỏi nào ở trước.") % said
    for name in sorted(expression.unknown_functions):
        yield _("Biểu thức “%(text)s” gọi hàm “%(name)s” không có.") % {"text": text, "name": name}
    if expression.names <= known.keys() and not expression.unknown_functions:
        yield from _tried(text, known, results)


def _tried(text: str, known: Mapping[str, Any], results: tuple[type, ...]) -> Iterator[str]:
    """Try the expression on answers of the right kind: comparing a word with a number shows here."""
    try:
        value = compiled(text).evaluated(known, _SOME_DAY)
    except (TypeError, RuntimeError, LookupError, ValueError) as error:
        said = {"text": text, "error": str(error).partition(". ")[0][:160]}
        yield _("Biểu thức “%(text)s” không tính được: %(error)s.") % said
        return
    except ArithmeticError:
        return  # of these answers only
    if not isinstance(value, results) or (bool not in results and isinstance(value, bool)):
        yield _("Biểu thức “%(text)s” cho giá trị không đúng kiểu.") % {"text": text}


def subject_of(form: FormDefinition, key: str) -> Subject | None:
    """Return a subject by its key; applicant and business need not be declared."""
    return next((subject for subject in form.subjects if subject.key == key), None)
