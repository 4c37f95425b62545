"""What the forms of all things share: which field is folded, where a flaw is mended, what can be chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.eforms import editing
from motcua.eforms.definition import APPLICANT, BUSINESS, FormDefinition
from motcua.eforms.editing import Kind, Thing
from motcua.web.office.forms import Choice, Form, Text

_KEY = RegexValidator(
    r"^[a-z][a-z0-9_]{0,39}$", gettext_lazy("Khóa gồm chữ thường không dấu, số, gạch dưới; bắt đầu bằng chữ.")
)
LONGEST_CEL = 1000
_TELLING = frozenset({"when", "computed", "minimum", "maximum", "asked_because"})


class Number(forms.IntegerField):
    """A whole number, or nothing."""

    kind = "number"

    def __init__(self, label: Any, *, least: int, most: int) -> None:
        errors = {
            "invalid": gettext_lazy("Hãy ghi một số nguyên, ví dụ 12."),
            "min_value": gettext_lazy("Số này phải từ %(limit_value)s trở lên."),
            "max_value": gettext_lazy("Số này không quá %(limit_value)s."),
        }
        super().__init__(label=label, required=False, min_value=least, max_value=most, error_messages=errors)

    def prepare_value(self, value: Any) -> str:
        return "" if value is None else str(value)


class ThingForm(Form):
    """
    What is written of one thing. ``further`` names the fields that are folded until asked for.

    ``parts`` gives the field that mends a part of the definition, where their names differ.
    """

    kind: Kind
    seen = forms.IntegerField(widget=forms.HiddenInput)
    further: tuple[str, ...] = ()
    parts: Mapping[str, str] = {}

    def __init__(
        self, posted: Any, *, form: FormDefinition, thing: Thing | None, seen: int, within: str = ""
    ) -> None:
        self.form, self.old, self.within = form, thing, within
        super().__init__(posted, initial={**(self.facts_of(thing) if thing else {}), "seen": seen})
        if thing is not None:
            self.fields.pop("key", None)
            self.fields.pop("first", None)
        self.prepare()

    def prepare(self) -> None:
        """Say what can be chosen."""

    def facts_of(self, thing: Any) -> dict[str, Any]:
        """Return the thing as the fields show it."""
        return {name: getattr(thing, name) for name in self.base_fields if hasattr(thing, name)}

    def thing(self) -> Thing:
        """Return what was written, as a new thing or the old one changed."""
        raise NotImplementedError

    @property
    def folded(self) -> list[Any]:
        return [self[name] for name in self.further if name in self.fields]

    @property
    def open(self) -> bool:
        """Return whether what is folded has to be seen: something is written or wrong there."""
        return any(field.errors or (field.value() and field.name in _TELLING) for field in self.folded)

    @property
    def plain(self) -> list[Any]:
        return [field for field in self.visible_fields() if field.name not in self.further]

    def written(self, name: str) -> Any:
        return self.cleaned_data[name]

    def key_for(self, text: str, kind: Kind) -> str:
        return self.cleaned_data.get("key") or editing.free_key(
            self.form, text, kind=kind, within=self.within
        )

    def offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, Choice)
        field.offer(choices)

    def blame(self, part: str, message: str) -> None:
        """Let a sentence stand at the field that mends it."""
        name = self.parts.get(part, part)
        self.add_error(name if name in self.fields else None, message)

    def subjects(self, *kinds: str) -> list[tuple[str, str]]:
        declared = {subject.key: subject for subject in self.form.subjects}
        found = [(s.key, s.title) for s in declared.values() if not kinds or s.kind in kinds]
        if APPLICANT not in declared and (not kinds or "person" in kinds):
            found.insert(0, (APPLICANT, _("Người đang khai")))
        if BUSINESS not in declared and (not kinds or "business" in kinds):
            found.append((BUSINESS, _("Tổ chức người khai đại diện")))
        return found


def title_field(label: Any, missing: Any, **more: Any) -> Text:
    more.setdefault("max_length", 300)
    return Text(label, missing, **more)


def key_field() -> Text:
    return Text(
        gettext_lazy("Khóa"),
        help_text=gettext_lazy("Tên để điều kiện nhắc đến; không đổi được về sau. Để trống: đặt theo chữ."),
        max_length=40,
        validators=[_KEY],
    )


def when_field(label: Any, help_text: Any) -> Text:
    return Text(label, help_text=help_text, max_length=LONGEST_CEL)


EXAMPLE = gettext_lazy(
    'Biểu thức CEL về các câu ở trước, ví dụ has_father == "yes" hoặc age_on(birth, today) < 14. '
    "Để trống: hỏi mọi người."
)
