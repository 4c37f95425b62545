"""What is said of official forms: their names, their circulars, the acts on them and on registers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.papers.samples import slip_of
from motcua.web.ui import formats

Data = dict[str, Any]

FORM_NAMES = {
    "receipt": gettext_lazy("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    "supplement-request": gettext_lazy("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    "refusal": gettext_lazy("Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    "apology": gettext_lazy("Văn bản xin lỗi và đề nghị gia hạn"),
    "stopping": gettext_lazy("Thông báo dừng giải quyết hồ sơ"),
    "control-slip": gettext_lazy("Phiếu kiểm soát quá trình giải quyết hồ sơ"),
    "register": gettext_lazy("Sổ theo dõi hồ sơ"),
}


def form_name(template: str) -> str:
    return str(FORM_NAMES.get(slip_of(template), template))


def circular_of(template: str) -> str:
    """Return the circular a template follows, as it is cited."""
    return "01/2018/TT-VPCP" if template != slip_of(template) else "03/2025/TT-VPCP"


def _wording(data: Data, sentence: str) -> tuple[str, str]:
    name = str(data.get("template", ""))
    facts = {"form": f"{form_name(name)} ({circular_of(name)})", "number": data.get("number")}
    since = _("từ ngày %(on)s") % {"on": _day(data, "from_on")}
    return sentence % facts, f"{since}; {data.get('because', '')}"


def _register_exported(data: Data) -> tuple[str, str]:
    facts = {"first": _day(data, "first"), "last": _day(data, "last"), "count": data.get("count")}
    said = _("Lấy sổ theo dõi hồ sơ từ %(first)s đến %(last)s: %(count)s hồ sơ") % facts
    return said, str(data.get("purpose", ""))


def _day(data: Data, key: str) -> str:
    try:
        return formats.short_day(date.fromisoformat(str(data[key])))
    except (KeyError, ValueError):
        return ""


SENTENCES: dict[str, Callable[[Data], tuple[str, str]]] = {
    "catalogue.template-replaced": lambda data: _wording(data, _("Thay mẫu %(form)s, bản số %(number)s")),
    "catalogue.template-restored": lambda data: _wording(data, _("Dùng lại mẫu %(form)s, bản số %(number)s")),
    "unit.register-exported": _register_exported,
}
