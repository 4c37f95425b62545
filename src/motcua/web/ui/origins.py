"""Where an answer came from, in words: the same on the pages of who gave it and of who reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.models import Dossier
from motcua.dossiers.once_only.filling import Origin
from motcua.dossiers.once_only.findings import Finding, Source
from motcua.dossiers.once_only.models import Dispute, DossierSources
from motcua.eforms import rules as eforms
from motcua.eforms.definition import FormField
from motcua.eforms.words import in_words
from motcua.web.ui import formats

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


@dataclass(frozen=True)
class Held:
    says: str
    value: str


@dataclass(frozen=True)
class Beside:
    """
    What is said beside one question. ``filled``: what is held stands in it; ``says``: from where.

    Without a ``take_url`` nothing is offered to be taken over by a button.
    """

    filled: bool
    says: str
    held: Sequence[Held]
    contradicts: bool
    take_url: str = ""
    dispute_url: str = ""
    disputed: str = ""


def beside(origin: Origin) -> Beside:
    """Return what others hold for a question, in words."""
    match = origin.match
    return Beside(
        filled=match is not None,
        says=f"{said(match)}." if match else "",
        held=[Held(said(each), in_words(origin.question, each.value)) for each in origin.findings],
        contradicts=origin.contradicts and origin.open,
    )


def said(finding: Finding) -> str:
    return says(finding.source, finding.on, finding.detail)


def stands(dispute: Dispute) -> str:
    """Return how it stands with a dispute, in words."""
    told = {"number": dispute.number, "answer": dispute.answer}
    if dispute.state == Dispute.State.TO_SEND:
        return _("Đang gửi đến nơi giữ.")
    if dispute.answered_at is None:
        return _("Nơi giữ đã tiếp nhận, số %(number)s; chưa trả lời.") % told
    told["day"] = formats.short_day(localdate(dispute.answered_at))
    if dispute.corrected:
        return _("Nơi giữ đã sửa, trả lời ngày %(day)s (số %(number)s): %(answer)s") % told
    return _("Nơi giữ không sửa, trả lời ngày %(day)s (số %(number)s): %(answer)s") % told


def for_staff(dossier: Dossier) -> dict[str, str]:
    """Return for each answer somebody else held where it came from, or what is held instead of it."""
    kept = DossierSources.objects.filter(dossier=dossier).first()
    disputes = Dispute.objects.filter(dossier=dossier).select_related("paper")
    form = dossier.version.form
    asked = {each.key: each for each in eforms.all_fields(form.definition)} if form else {}
    sources = kept.sources.items() if kept else ()
    told = {key: _for_staff(asked[key], held) for key, held in sources if key in asked}
    for dispute in disputes:
        key = dispute.question
        more = _("Người nộp cho rằng dữ liệu đó sai: %(reason)s") % {"reason": dispute.reason}
        proof = dispute.paper.file_name if dispute.paper else ""
        shown = _("Giấy tờ chứng minh: %(name)s.") % {"name": proof} if proof else ""
        told[key] = " ".join(filter(None, [told.get(key, ""), more, shown, stands(dispute)]))
    return told


def _for_staff(question: FormField, held: Mapping[str, Any]) -> str:
    source = says(held["from"], held["on"], held["detail"])
    if held["same"]:
        return source
    value = in_words(question, held["held"])
    return _("Người nộp ghi khác. %(source)s: %(held)s.") % {"source": source, "held": value}
