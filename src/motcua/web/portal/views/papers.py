"""The papers of a draft: what is asked for, what was sent, what is to mend."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.files import File
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.accounts.citizens import Citizen, owners_of
from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Draft
from motcua.dossiers.operations.binding import bound_in
from motcua.dossiers.operations.vaulting import papers_read
from motcua.dossiers.queries import draft_for
from motcua.dossiers.wanted import facts_for
from motcua.kernel.errors import Refusal
from motcua.papers.models import MediaType, Paper
from motcua.papers.vault.models import HeldPaper
from motcua.papers.vault.queries import usable_for
from motcua.web.portal import pages, words
from motcua.web.portal.access import for_citizens
from motcua.web.portal.journey import place_at
from motcua.web.portal.views import uploads
from motcua.web.ui import stash


@dataclass(frozen=True)
class Asked:
    """One paper asked for, with the files sent for it, and what the vault has."""

    paper: words.PaperShown
    files: list[Paper]
    errors: list[str]
    held: Sequence[HeldPaper] = ()  # in the person's vault, would serve, not yet used here
    read: HeldPaper | None = None  # the answers were filled in from it: it is handed in with them

    @property
    def photos(self) -> int:
        return photos_of(self.files)

    @property
    def name(self) -> str:
        return uploads.PREFIX + self.paper.key


@dataclass(frozen=True)
class AskedGroup:
    """The papers of one case, those that only some people need apart."""

    needed: list[Asked]
    sometimes: list[Asked]

    @property
    def open(self) -> bool:
        """Whether the fold must be open: something in it was sent or has to be mended."""
        return any(asked.files or asked.errors for asked in self.sometimes)

    def __iter__(self) -> Iterator[Asked]:
        return iter([*self.needed, *self.sometimes])


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def papers(request: HttpRequest, citizen: Citizen, draft_id: uuid.UUID) -> HttpResponse:
    """Show the papers asked for, or keep the files that came."""
    draft = draft_for(citizen, draft_id)
    if draft.dossier:
        return redirect("portal:filed", draft.dossier.code)
    if request.method == "POST":
        return _keep(request, citizen, draft)
    kept = stash.take(request)
    return pages.show(
        request,
        "papers.html",
        {**papers_context(request, draft), "place": place_at(draft, request.path), "lost_files": bool(kept)},
    )


def papers_context(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    """Return the papers by case, each with its files."""
    errors = uploads.recall(request)
    sent = sent_by_key(draft)
    read = papers_read(draft, on=pages.today())
    shown, held = (
        words.papers_shown(facts_for(draft.version, draft.answers, on=pages.today())),
        held_by_key(draft, sent),
    )

    def asked(papers: Iterable[words.PaperShown]) -> list[Asked]:
        return [
            Asked(
                p,
                sent.get(p.key, []),
                errors.get(p.key, []),
                [paper for paper in held.get(p.key, ()) if paper != read.get(p.key)],
                read.get(p.key),
            )
            for p in papers
        ]

    groups = [(group.case, _grouped(asked(group.needed), asked(group.sometimes))) for group in shown]
    wanted = [asked for _case, group in groups for asked in group if asked.paper.always]
    return {
        "wanted": len(wanted),
        "came": sum(bool(asked.files or asked.read) for asked in wanted),
        "draft": draft,
        "bound": bound_in(draft),
        "groups": groups,
        "to_show": [p for group in shown for p in group.papers if p.present_only],
        "others": sent.get(uploads.OTHER, []),
        "other_photos": photos_of(sent.get(uploads.OTHER, [])),
        "other_errors": errors.get(uploads.OTHER, []),
        "errors": uploads.summary(errors),
    }


def _grouped(needed: list[Asked], sometimes: list[Asked]) -> AskedGroup:
    """What the form was filled in from is not folded away."""
    read = [asked for asked in sometimes if asked.read]
    return AskedGroup([*needed, *read], [asked for asked in sometimes if not asked.read])


def photos_of(files: Iterable[Paper]) -> int:
    """Return how many of the files are photos, which can be bound into one."""
    return sum(file.file.media_type != MediaType.PDF for file in files)


def held_by_key(draft: Draft, sent: Mapping[str, list[Paper]]) -> dict[str, list[HeldPaper]]:
    """Return, for each paper asked for, what the vault holds that would serve and is not used yet."""
    facts = draft.version.facts
    types = facts.types_asked
    found = usable_for(owners_of(draft.person_id, [draft.business_id]), types, pages.today()) if types else {}
    used = {paper.file_id for papers in sent.values() for paper in papers}
    return {
        paper.key: [h for kind in paper.kinds for h in found.get(kind, []) if h.file_id not in used]
        for paper in facts.papers
    }


def sent_by_key(draft: Draft) -> dict[str, list[Paper]]:
    found: dict[str, list[Paper]] = {}
    for paper in Paper.objects.attached_to(draft.subject).select_related("file__signature_check"):
        found.setdefault(paper.kind, []).append(paper)
    return found


def titles_of(draft: Draft) -> dict[str, str]:
    titles = {paper.key: paper.name for paper in draft.version.facts.papers if not paper.present_only}
    return {**titles, uploads.OTHER: _("Giấy tờ khác")}


def _keep(request: HttpRequest, citizen: Citizen, draft: Draft) -> HttpResponse:
    def store(key: str, title: str, file: File[bytes]) -> object:
        return dossiers.attach_to_draft(
            draft_id=draft.pk,
            citizen=citizen,
            key=key,
            title=title,
            content=file,
            file_name=file.name or "",
            at=pages.now(),
        )

    for paper_id in chosen(request, "remove"):
        dossiers.remove_from_draft(draft_id=draft.pk, citizen=citizen, paper_id=paper_id, at=pages.now())
    errors = uploads.take(request, titles_of(draft), store)
    _bind(request, citizen, draft, errors)
    if wanted := wanted_from_vault(request):
        key, held_id = wanted
        dossiers.reuse_in_draft(draft_id=draft.pk, citizen=citizen, key=key, held_id=held_id, at=pages.now())
    uploads.remember(request, errors)
    return _next(request, draft, errors)


def _bind(request: HttpRequest, citizen: Citizen, draft: Draft, errors: uploads.Errors) -> None:
    """Bind the photos of a paper into one PDF, or take such a PDF apart again."""
    key = request.POST.get("bind", "")
    try:
        if key in titles_of(draft):
            dossiers.bind_in_draft(draft_id=draft.pk, citizen=citizen, key=key, at=pages.now())
        for paper_id in chosen(request, "unbind"):
            dossiers.unbind_in_draft(draft_id=draft.pk, citizen=citizen, paper_id=paper_id, at=pages.now())
    except Refusal as refusal:
        errors.setdefault(key or uploads.OTHER, []).append(str(refusal))


def wanted_from_vault(request: HttpRequest) -> tuple[str, uuid.UUID] | None:
    """Return the paper asked for and the one of the vault whose "use this" was pressed."""
    key, _colon, held = request.POST.get("reuse", "").rpartition(":")
    with suppress(ValueError):
        return key, uuid.UUID(held)
    return None


def chosen(request: HttpRequest, button: str) -> list[uuid.UUID]:
    """Return the files whose ``button`` was pressed."""
    found = []
    for text in request.POST.getlist(button):
        with suppress(ValueError):
            found.append(uuid.UUID(text))
    return found


def _next(request: HttpRequest, draft: Draft, errors: uploads.Errors) -> HttpResponse:
    here = place_at(draft, request.path)
    act = request.POST.get("act", "")
    if act == "leave" and not errors:
        messages.success(request, _("Đã lưu bản nháp. Hồ sơ chưa được nộp; bạn làm tiếp lúc nào cũng được."))
        return redirect("portal:my_dossiers")
    if act == "back" and not errors:
        return redirect(here.previous)
    if act == "next" and not errors:
        return redirect(here.next)
    return HttpResponseRedirect(f"{here.url}#{_anchor(act, errors)}")


def _anchor(act: str, errors: uploads.Errors) -> str:
    if errors:
        return f"f-{uploads.PREFIX}{next(iter(errors))}"
    return f"f-{uploads.PREFIX}{act.removeprefix('send-')}" if act.startswith("send-") else "main"
