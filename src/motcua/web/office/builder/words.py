"""Acts on forms, told in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.web.ui import formats

Data = dict[str, Any]


def _begun(data: Data) -> tuple[str, str]:
    return _("Bắt đầu soạn biểu mẫu %(form)s") % data, ""


def _edited(data: Data) -> tuple[str, str]:
    return _("Sửa bản đang soạn của biểu mẫu %(form)s") % data, "; ".join(data.get("said", ()))


def _thrown_away(data: Data) -> tuple[str, str]:
    return _("Bỏ bản đang soạn của biểu mẫu %(form)s") % data, ""


def _published(data: Data) -> tuple[str, str]:
    said = _("Công bố biểu mẫu %(form)s, bản số %(number)s") % data
    return said, f"{_since(data)}; {data.get('because', '')}"


def _in_force(data: Data) -> tuple[str, str]:
    said = _("Biểu mẫu %(form)s, bản số %(number)s, bắt đầu dùng cho %(procedures)s thủ tục") % data
    return said, _since(data)


def _since(data: Data) -> str:
    try:
        day = formats.short_day(date.fromisoformat(str(data.get("from_on"))))
    except ValueError:
        return ""
    return _("từ ngày %(on)s") % {"on": day}


def _sample(sentence: Callable[[], str]) -> Callable[[Data], tuple[str, str]]:
    return lambda data: (sentence() % data, "")


SENTENCES: dict[str, Callable[[Data], tuple[str, str]]] = {
    "catalogue.form-draft-begun": _begun,
    "catalogue.form-draft-edited": _edited,
    "catalogue.form-draft-thrown-away": _thrown_away,
    "catalogue.form-published": _published,
    "catalogue.form-in-force": _in_force,
    "catalogue.form-sample-made": _sample(lambda: _("Đặt bộ trả lời mẫu “%(sample)s” (%(form)s)")),
    "catalogue.form-sample-changed": _sample(lambda: _("Sửa bộ trả lời mẫu “%(sample)s” (%(form)s)")),
    "catalogue.form-sample-dropped": _sample(lambda: _("Bỏ bộ trả lời mẫu “%(sample)s” (%(form)s)")),
}
