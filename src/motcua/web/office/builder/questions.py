"""The forms of a question and of a group of questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy

from motcua.eforms import editing, elements
from motcua.eforms.definition import FieldGroup, FieldType, FormField, Option
from motcua.eforms.editing import Kind
from motcua.web.office.builder.thing_form import (
    EXAMPLE,
    Number,
    ThingForm,
    key_field,
    title_field,
    when_field,
)
from motcua.web.office.forms import Choice, Text, Tick
from motcua.web.office.views.elements import TYPES

SHOWN = 30  # elements found
_OPTION = re.compile(r"(?:([a-z][a-z0-9_]{0,39})\s*:\s*)?(.+)", re.ASCII)


class FieldFacts(ThingForm):
    kind = Kind.FIELD
    label = title_field(gettext_lazy("Câu hỏi"), gettext_lazy("Hãy ghi câu hỏi, ví dụ Họ và tên mẹ."))
    help = Text(
        gettext_lazy("Lời giúp"),
        kind="long_text",
        max_length=1000,
        help_text=gettext_lazy("Cách trả lời, kèm một ví dụ."),
    )
    type = Choice(
        gettext_lazy("Kiểu trả lời"),
        gettext_lazy("Hãy chọn kiểu trả lời."),
        choices=[(kind.value, TYPES[kind]) for kind in FieldType],
    )
    options = Text(
        gettext_lazy("Các câu trả lời để chọn"),
        kind="long_text",
        max_length=10_000,
        help_text=gettext_lazy("Mỗi dòng một câu, ví dụ mother: Mẹ. Không ghi khóa thì khóa đặt theo chữ."),
    )
    required = Tick(gettext_lazy("Bắt buộc trả lời"))
    element = Choice(
        gettext_lazy("Dữ liệu trong từ điển"),
        help_text=gettext_lazy("Gắn với từ điển thì câu trả lời đã có ở nơi khác được điền sẵn."),
    )
    of = Choice(gettext_lazy("Hỏi về ai"))
    when = when_field(gettext_lazy("Khi nào hỏi"), EXAMPLE)
    computed = when_field(
        gettext_lazy("Tính từ các câu khác"),
        gettext_lazy("Có biểu thức thì không hỏi mà tính, ví dụ copies * 2000. Để trống: hỏi."),
    )
    max_length = Number(gettext_lazy("Dài nhiều nhất (ký tự)"), least=1, most=10_000)
    minimum = Number(gettext_lazy("Số nhỏ nhất"), least=-(10**12), most=10**12)
    maximum = Number(gettext_lazy("Số lớn nhất"), least=-(10**12), most=10**12)
    section = Choice(gettext_lazy("Ở phần"))
    asked_because = Text(
        gettext_lazy("Vì sao vẫn hỏi điều Nhà nước đã biết"),
        kind="long_text",
        max_length=500,
        help_text=gettext_lazy("Chỉ ghi khi không gắn được với dữ liệu mà cơ sở dữ liệu đang giữ."),
    )
    key = key_field()
    further = ("when", "computed", "max_length", "minimum", "maximum", "section", "asked_because", "key")

    def prepare(self) -> None:
        self.offer("of", [("", gettext_lazy("Không về ai")), *self.subjects()])
        self.offer("element", list(self._elements()))
        inside = not isinstance(self.old, FormField) or self.old.key not in self.form.items
        if inside:
            self.fields.pop("section")
        else:
            self.offer("section", [(section.key, section.title) for section in self.form.sections])

    def facts_of(self, thing: Any) -> dict[str, Any]:
        facts = super().facts_of(thing) | {"type": thing.type.value, "options": _lines(thing.options)}
        if thing.key in self.form.items:
            facts["section"] = editing.section_of(self.form, thing.key).key
        return facts

    def _elements(self) -> Iterator[tuple[str, str]]:
        """Yield the element chosen and those found: no list of all of them on every page."""
        chosen = self.data.get("element") or self.initial.get("element", "")
        sought = self.data.get("find", "").strip() or ("" if chosen else self.initial.get("label", ""))
        found = [each.key for each in elements.find(sought)][:SHOWN] if sought else []
        for key in dict.fromkeys([chosen, *found]):
            if elements.exists(key):
                element = elements.get(key)
                yield key, f"{element.kind.label}: {element.name} ({TYPES[element.type]})"
            elif key:
                yield key, key

    def clean_options(self) -> tuple[Option, ...]:
        found: list[Option] = []
        for line in self.written("options").splitlines():
            if read := _OPTION.fullmatch(line.strip()):
                key = read[1] or editing.free_key(self.form, read[2], kind=Kind.SECTION)
                found.append(Option(value=key, label=read[2]))
        return tuple(found)

    def thing(self) -> FormField:
        names = ("label", "help", "required", "element", "of", "when", "computed", "minimum", "maximum")
        facts = {name: self.written(name) for name in (*names, "asked_because", "options")}
        facts["type"] = FieldType(self.written("type"))
        facts["max_length"] = self.written("max_length") or 500
        if isinstance(self.old, FormField):
            return self.old.model_copy(update=facts)
        return FormField(key=self.key_for(facts["label"], self.kind), **facts)

    def section_wanted(self) -> str:
        """Return the section it is to stand in, "" where that is not asked."""
        return str(self.cleaned_data.get("section") or "")


def _lines(options: Sequence[Option]) -> str:
    return "\n".join(f"{option.value}: {option.label}" for option in options)


class GroupFacts(ThingForm):
    kind = Kind.GROUP
    title = title_field(gettext_lazy("Tên nhóm"), gettext_lazy("Hãy ghi tên nhóm, ví dụ Thành viên."))
    first = Text(
        gettext_lazy("Câu hỏi đầu tiên của nhóm"),
        gettext_lazy("Hãy ghi câu hỏi đầu tiên của nhóm, ví dụ Họ và tên."),
    )
    help = Text(gettext_lazy("Lời giúp"), kind="long_text", max_length=1000)
    row_title = Text(
        gettext_lazy("Tên một dòng"),
        help_text=gettext_lazy("Ví dụ Thành viên: hiện là Thành viên 1, Thành viên 2."),
    )
    add_label = Text(
        gettext_lazy("Lời trên nút thêm dòng"), help_text=gettext_lazy("Ví dụ Thêm một thành viên.")
    )
    minimum = Number(gettext_lazy("Ít nhất mấy dòng"), least=0, most=100)
    maximum = Number(gettext_lazy("Nhiều nhất mấy dòng"), least=1, most=100)
    when = when_field(gettext_lazy("Khi nào hỏi"), EXAMPLE)
    key = key_field()
    further = ("when", "key")

    def thing(self) -> FieldGroup:
        facts = {name: self.written(name) for name in ("title", "help", "row_title", "add_label", "when")}
        facts |= {"minimum": self.written("minimum") or 0, "maximum": self.written("maximum") or 20}
        if isinstance(self.old, FieldGroup):
            return self.old.model_copy(update=facts)
        first = FormField(
            key=editing.free_key(self.form, self.written("first"), kind=Kind.SECTION),
            label=self.written("first"),
        )
        return FieldGroup(key=self.key_for(facts["title"], self.kind), fields=(first,), **facts)
