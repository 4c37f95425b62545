"""Acts on processes, told in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

Data = dict[str, Any]


def _kept(data: Data) -> tuple[str, str]:
    return _("Soạn quy trình của thủ tục %(procedure)s, bản %(number)s") % data, str(data.get("source", ""))


def _published(data: Data) -> tuple[str, str]:
    return _("Công bố quy trình của thủ tục %(procedure)s, bản %(number)s") % data, ""


def _ended(data: Data) -> tuple[str, str]:
    said = _("Thôi dùng quy trình của thủ tục %(procedure)s, bản %(number)s") % data
    return said, str(data.get("reason", ""))


SENTENCES: dict[str, Callable[[Data], tuple[str, str]]] = {
    "process.draft-kept": _kept,
    "process.published": _published,
    "process.ended": _ended,
}
