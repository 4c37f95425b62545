"""In words: what others hold beside an answer, where it is from, and what its author may do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.once_only.filling import Origin
from motcua.dossiers.once_only.findings import read_all
from motcua.dossiers.once_only.models import Dispute, DossierSources, DraftSources
from motcua.dossiers.once_only.operations import would_fill
from motcua.dossiers.once_only.queries import known_before, origins_of
from motcua.eforms.definition import Section
from motcua.web.portal import pages
from motcua.web.ui.origins import Beside, beside, stands

Asking = DraftSources.Asking


@dataclass(frozen=True)
class Notice:
    """How it stands with the register: ``offers`` questions it would answer."""

    asking: str
    offers: int = 0


def of(draft: Draft, section: Section) -> Mapping[str, Beside]:
    """Return what to say beside each question of a section."""
    keys = {item.key for item in section.fields}
    found = {k: o for k, o in origins_of(draft, on=pages.today()).items() if k in keys}
    disputes = {d.question: d for d in Dispute.objects.filter(draft=draft, question__in=found)}
    take_url = reverse("portal:draft_take", args=[draft.pk, section.key])
    return {k: _beside(draft, o, disputes.get(k), take_url) for k, o in found.items()}


def _beside(draft: Draft, origin: Origin, dispute: Dispute | None, take_url: str) -> Beside:
    key = origin.question.key
    may = origin.disputable and not dispute
    return replace(
        beside(origin),
        take_url=take_url,
        dispute_url=reverse("portal:draft_dispute", args=[draft.pk, key]) if may else "",
        disputed=f"{_('Bạn đã báo dữ liệu này sai.')} {stands(dispute)}" if dispute else "",
    )


def notice(draft: Draft) -> Notice:
    """Return how it stands with what was asked of the register."""
    state = known_before(draft)
    if state.asking != Asking.OFFERED:
        return Notice(state.asking)
    both = [*read_all(state.findings), *read_all(state.offered)]
    return Notice(state.asking, would_fill(draft, both, on=pages.today()))


def spared(dossier: Dossier) -> str:
    """Return what the applicant did not have to give again, "" where that is nothing."""
    kept = DossierSources.objects.filter(dossier=dossier).first()
    questions, papers = (kept.spared_questions, kept.spared_papers) if kept else (0, 0)
    told = {"questions": questions, "papers": papers, "asked": kept.asked_questions if kept else 0}
    if questions and papers:
        return _("Bạn được bớt khai %(questions)s trong %(asked)s mục và bớt nộp %(papers)s giấy tờ.") % told
    if questions:
        return _("Bạn được bớt khai %(questions)s trong %(asked)s mục: nhà nước đã biết.") % told
    return _("Bạn được bớt nộp %(papers)s giấy tờ: đã có trong kho.") % told if papers else ""


def of_disputes(disputes: Iterable[Dispute]) -> list[tuple[Dispute, str]]:
    """Return disputes, each with how it stands with it."""
    return [(each, stands(each)) for each in disputes]
