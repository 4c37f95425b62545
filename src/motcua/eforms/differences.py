"""What differs between two versions of a form, in words of who writes forms. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel

from motcua.eforms import elements
from motcua.eforms.definition import FieldGroup, FormDefinition, FormField, Subject
from motcua.eforms.words import when_in_words

Words = str | Promise
Id = tuple[str, str]


class Sort(StrEnum):
    """What happened to a thing."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    ANSWERED = "answered"  # how it is answered
    RULE = "rule"
    MOVED = "moved"

    @property
    def label(self) -> str:
        return str(_SORTS[self])


_SORTS: Mapping[Sort, Words] = {
    Sort.ADDED: gettext_lazy("Thêm"),
    Sort.REMOVED: gettext_lazy("Bỏ"),
    Sort.REWORDED: gettext_lazy("Đổi lời"),
    Sort.ANSWERED: gettext_lazy("Đổi cách trả lời"),
    Sort.RULE: gettext_lazy("Đổi quy tắc"),
    Sort.MOVED: gettext_lazy("Chuyển chỗ"),
}


@dataclass(frozen=True)
class Difference:
    """One difference; ``what`` of the thing changed, ``before`` and ``after`` where it had words."""

    sort: Sort
    name: str
    what: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        what = f" ({self.what})" if self.what else ""
        return f"{self.sort.label}: {self.name}{what}"


@dataclass(frozen=True)
class _Part:
    """One thing of a form as it is compared."""

    name: str
    facts: Mapping[str, Any]
    where: str = ""


_FACTS: Mapping[str, tuple[Sort, Words]] = {
    "label": (Sort.REWORDED, gettext_lazy("câu hỏi")),
    "title": (Sort.REWORDED, gettext_lazy("tên")),
    "official_form": (Sort.REWORDED, gettext_lazy("theo mẫu")),
    "help": (Sort.REWORDED, gettext_lazy("lời giúp")),
    "row_title": (Sort.REWORDED, gettext_lazy("tên một dòng")),
    "add_label": (Sort.REWORDED, gettext_lazy("lời trên nút thêm dòng")),
    "say": (Sort.REWORDED, gettext_lazy("lời nhắc khi sai")),
    "statement": (Sort.REWORDED, gettext_lazy("lời xác nhận")),
    "type": (Sort.ANSWERED, gettext_lazy("kiểu trả lời")),
    "required": (Sort.ANSWERED, gettext_lazy("bắt buộc")),
    "options": (Sort.ANSWERED, gettext_lazy("các câu trả lời")),
    "max_length": (Sort.ANSWERED, gettext_lazy("độ dài nhiều nhất")),
    "minimum": (Sort.ANSWERED, gettext_lazy("ít nhất")),
    "maximum": (Sort.ANSWERED, gettext_lazy("nhiều nhất")),
    "element": (Sort.RULE, gettext_lazy("dữ liệu được hỏi")),
    "of": (Sort.RULE, gettext_lazy("hỏi về ai")),
    "when": (Sort.RULE, gettext_lazy("khi nào hỏi")),
    "computed": (Sort.RULE, gettext_lazy("cách tính")),
    "that": (Sort.RULE, gettext_lazy("điều phải đúng")),
    "at": (Sort.RULE, gettext_lazy("nhắc ở câu hỏi")),
    "kind": (Sort.RULE, gettext_lazy("loại")),
    "is": (Sort.RULE, gettext_lazy("là người khai khi")),
    "relation": (Sort.RULE, gettext_lazy("quan hệ")),
    "to": (Sort.RULE, gettext_lazy("quan hệ với")),
    "confirms": (Sort.RULE, gettext_lazy("phần phải xác nhận")),
    "asked_because": (Sort.RULE, gettext_lazy("vì sao vẫn hỏi")),
}


def between(
    old: FormDefinition, new: FormDefinition, *, papers: Mapping[str, str] | None = None
) -> list[Difference]:
    """
    Return what differs, in the order of the new form; what was taken out stands first.

    :param papers: the names of papers by their keys, where they are known.
    """
    before, after = (dict(_parts(form, papers or {})) for form in (old, new))
    found = [Difference(Sort.REMOVED, part.name) for key, part in before.items() if key not in after]
    moved = _out_of_order(list(before), list(after))
    for key, part in after.items():
        if key not in before:
            found.append(Difference(Sort.ADDED, part.name))
            continue
        was = before[key]
        found += _changes(was, part, old, new)
        if was.where != part.where:
            found.append(Difference(Sort.MOVED, part.name, "", was.where, part.where))
        elif key in moved:
            found.append(Difference(Sort.MOVED, part.name, _("thứ tự")))
    return found


def _changes(was: _Part, now: _Part, old: FormDefinition, new: FormDefinition) -> Iterator[Difference]:
    for name, (sort, words) in _FACTS.items():
        before, after = was.facts.get(name), now.facts.get(name)
        if before != after:
            shown = (_shown(name, before, old), _shown(name, after, new))
            yield Difference(sort, now.name, str(words), *shown)


def _parts(form: FormDefinition, papers: Mapping[str, str]) -> Iterator[tuple[Id, _Part]]:
    yield ("form", ""), _Part(_("Biểu mẫu"), {"title": form.title, "official_form": form.official_form})
    for subject in form.subjects:
        yield ("subject", subject.key), _part(_("Chủ thể “%(name)s”"), subject.title, subject)
    for section in form.sections:
        name = _("Phần “%(name)s”") % {"name": section.title}
        yield ("section", section.key), _Part(name, {"title": section.title, "help": section.help})
        for item in section.fields:
            yield from _of_item(item, section.title)
    yield from _numbered(form, papers)


def _of_item(item: FormField | FieldGroup, where: str) -> Iterator[tuple[Id, _Part]]:
    if isinstance(item, FormField):
        yield ("item", item.key), _part(_("Câu hỏi “%(name)s”"), item.label, item, where)
        return
    yield ("item", item.key), _part(_("Nhóm “%(name)s”"), item.title, item, where)
    for question in item.fields:
        part = _part(_("Câu hỏi “%(name)s”"), question.label, question, item.title)
        yield ("item", f"{item.key}-{question.key}"), part


def _numbered(form: FormDefinition, papers: Mapping[str, str]) -> Iterator[tuple[Id, _Part]]:
    """Yield what has no key of its own, and co-declarants."""
    met: dict[str, int] = {}
    for rule in form.checks:
        met[rule.at] = number = met.get(rule.at, 0) + 1
        item = form.items.get(rule.at)
        at = (item.label if isinstance(item, FormField) else item.title) if item else rule.at
        yield ("check", f"{rule.at} {number}"), _part(_("Điều kiện kiểm tra ở “%(name)s”"), at, rule)
    for paper in form.papers:
        name = papers.get(paper.paper, paper.paper)
        yield ("paper", paper.paper), _part(_("Giấy tờ “%(name)s”"), name, paper)
    for other in form.co_declarants:
        yield ("co_declarant", other.key), _part(_("Người cùng khai “%(name)s”"), other.title, other)


def _part(sentence: str, name: str, thing: BaseModel, where: str = "") -> _Part:
    return _Part(sentence % {"name": name}, thing.model_dump(mode="json", by_alias=True), where)


def _out_of_order(before: Sequence[Id], after: Sequence[Id]) -> set[Id]:
    """Return what both have but not in one order: the fewest that may be said to have moved."""
    both = set(before) & set(after)
    old, new = ([key for key in keys if key in both] for keys in (before, after))
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    kept = {key for block in blocks for key in old[block.a : block.a + block.size]}
    return both - kept


def _shown(name: str, value: Any, form: FormDefinition) -> str:
    if value in (None, "", [], ()):
        return ""
    if name in {"when", "is", "that"}:
        return when_in_words(form, str(value)) or str(value)
    if name == "element" and elements.exists(str(value)):
        return elements.get(str(value)).name
    if name in {"of", "to"}:
        return _subject(form, str(value))
    if name == "options":
        return "; ".join(option["label"] for option in value)
    if name == "confirms":
        return "; ".join(section.title for section in form.sections if section.key in value)
    if isinstance(value, bool):
        return _("có") if value else _("không")
    return str(value)


def _subject(form: FormDefinition, key: str) -> str:
    found: Subject | None = next((each for each in form.subjects if each.key == key), None)
    return found.title if found else key
