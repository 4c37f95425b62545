"""In words: what others hold beside an answer, where it is from, and what its author may do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.once_only.filling import Origin
from motcua.dossiers.once_only.findings import Finding, read_all
from motcua.dossiers.once_only.models import Dispute, DossierSources, DraftSources
from motcua.dossiers.once_only.operations import would_fill
from motcua.dossiers.once_only.queries import known_before, origins_of
from motcua.eforms.definition import Section
from motcua.eforms.words import in_words
from motcua.web.portal import pages
from motcua.web.ui.origins import says as says

Asking = DraftSources.Asking


@dataclass(frozen=True)
class Held:
    says: str
    value: str


@dataclass(frozen=True)
class Beside:
    """What is said beside one question. ``filled``: what is held stands in it; ``says``: from where."""

    filled: bool
    says: str
    held: Sequence[Held]
    contradicts: bool
    take_url: str
    dispute_url: str = ""
    disputed: str = ""


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
    match = origin.match
    key = origin.question.key
    may = origin.disputable and not dispute
    return Beside(
        filled=match is not None,
        says=f"{_said(match)}." if match else "",
        held=[Held(_said(each), in_words(origin.question, each.value)) for each in origin.findings],
        contradicts=origin.contradicts and origin.open,
        take_url=take_url,
        dispute_url=reverse("portal:draft_dispute", args=[draft.pk, key]) if may else "",
        disputed=stands(dispute) if dispute else "",
    )


def _said(finding: Finding) -> str:
    return says(finding.source, finding.on, finding.detail)


def stands(dispute: Dispute) -> str:
    """Return how it stands with a dispute, in words."""
    if dispute.sent_at:
        return _("Bạn đã báo dữ liệu này sai; nơi giữ đã tiếp nhận, số %(number)s.") % {
            "number": dispute.number
        }
    return _("Bạn đã báo dữ liệu này sai; đang gửi đến nơi giữ.")


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
    told = {"questions": questions, "papers": papers}
    if questions and papers:
        return _("Bạn được miễn khai %(questions)s mục và miễn nộp %(papers)s giấy tờ.") % told
    if questions:
        return _("Bạn được miễn khai %(questions)s mục: nhà nước đã biết.") % told
    return _("Bạn được miễn nộp %(papers)s giấy tờ: đã có trong kho.") % told if papers else ""
