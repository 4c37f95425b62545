"""Where an answer came from, in words: the same on the pages of who gave it and of who reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.models import Dossier
from motcua.dossiers.once_only.findings import Source
from motcua.dossiers.once_only.models import Dispute, DossierSources

FROM = {
    Source.SIGN_IN: gettext_lazy("Từ tài khoản định danh (VNeID)"),
    Source.POPULATION: gettext_lazy("Từ Cơ sở dữ liệu quốc gia về dân cư"),
    Source.VAULT: gettext_lazy("Từ giấy tờ trong kho (%(detail)s)"),
    Source.PARENTS: gettext_lazy("Theo dữ liệu của cha và mẹ"),
    Source.DOSSIER: gettext_lazy("Từ hồ sơ %(detail)s đã nộp"),
}


def says(source: str, on: str, detail: str = "") -> str:
    """Return where a value is from, and of which day."""
    known = FROM[Source(source)] % {"detail": detail}
    return _("%(source)s, ngày %(day)s") % {"source": known, "day": f"{date.fromisoformat(on):%d/%m/%Y}"}


def for_staff(dossier: Dossier) -> dict[str, str]:
    """Return for each answer somebody else held where it came from, or what is held instead of it."""
    kept = DossierSources.objects.filter(dossier=dossier).first()
    disputed = {each.question: each for each in Dispute.objects.filter(dossier=dossier)}
    told = {key: _for_staff(held) for key, held in (kept.sources if kept else {}).items()}
    for key, dispute in disputed.items():
        more = _("Người nộp cho rằng dữ liệu đó sai: %(reason)s") % {"reason": dispute.reason}
        told[key] = " ".join(filter(None, [told.get(key, ""), more]))
    return told


def _for_staff(held: Mapping[str, Any]) -> str:
    source = says(held["from"], held["on"], held["detail"])
    if held["same"]:
        return source
    return _("Người nộp ghi khác. %(source)s: %(held)s.") % {"source": source, "held": held["held"]}
