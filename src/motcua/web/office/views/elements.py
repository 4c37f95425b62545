"""The dictionary of data: what the state asks, where each thing is held, and on what law."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.eforms import elements
from motcua.eforms.definition import FieldType
from motcua.orgs.postings import Posting
from motcua.web.office.pages import for_administrators, show

TYPES = {
    FieldType.TEXT: _("Một dòng chữ"),
    FieldType.LONG_TEXT: _("Đoạn văn"),
    FieldType.NAME: _("Họ tên"),
    FieldType.DATE: _("Ngày, tháng, năm"),
    FieldType.BIRTH_DATE: _("Ngày, có thể chỉ biết năm"),
    FieldType.IDENTITY: _("Số định danh"),
    FieldType.PHONE: _("Số điện thoại"),
    FieldType.EMAIL: _("Thư điện tử"),
    FieldType.ADDRESS: _("Địa chỉ"),
    FieldType.CHOICE: _("Chọn một"),
    FieldType.YES_NO: _("Có hoặc không"),
    FieldType.NUMBER: _("Số nguyên"),
    FieldType.MONEY: _("Số tiền"),
}


@dataclass(frozen=True)
class ElementShown:
    """One row: its name in the language of the page, and what the dictionary says of it."""

    element: elements.Element
    name: str
    type: str
    key_parts: list[str]
    """The key in pieces: a narrow column breaks it between them."""

    @classmethod
    def of(cls, element: elements.Element) -> ElementShown:
        name = element.english if get_language() == "en" else element.name
        return cls(element, name, str(TYPES[element.type]), re.split(r"(?<=[._])", element.key))


@require_safe
@for_administrators
def dictionary(request: HttpRequest, admin: Posting) -> HttpResponse:
    """List the elements by kind; ``q`` searches, ``loai`` and ``nguon`` narrow down."""
    text = request.GET.get("q", "").strip()
    kind, source = request.GET.get("loai", ""), request.GET.get("nguon", "")
    found = [
        each
        for each in elements.find(text)
        if kind in {"", each.kind.value} and source in {"", each.register_key or "none"}
    ]
    context = {
        "q": text,
        "kind": kind,
        "source": source,
        "kinds": [(each.value, each.label) for each in elements.Kind],
        "sources": [("none", _("Chỉ người khai biết")), *_sources()],
        "total": len(found),
        "groups": _by_kind(found),
    }
    return show(request, "elements.html", context)


def _sources() -> list[tuple[str, str]]:
    return [(each.key, each.name) for each in elements.dictionary().registers]


def _by_kind(found: Sequence[elements.Element]) -> list[tuple[str, list[ElementShown]]]:
    groups = (
        (kind, [ElementShown.of(each) for each in found if each.kind == kind]) for kind in elements.Kind
    )
    return [(kind.label, rows) for kind, rows in groups if rows]
