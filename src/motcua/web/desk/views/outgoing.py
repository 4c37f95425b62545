"""Documents we write: the list, a new one, one with comments and steps, its editor, versions compared."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.errors import Refusal
from motcua.kernel.text import fold, tidy
from motcua.orgs.models import Unit, UnitKind
from motcua.orgs.postings import Posting
from motcua.web.desk.access import for_deciders
from motcua.web.desk.views import documents
from motcua.web.desk.views.incoming import urgencies
from motcua.web.ui import staff, worklists
from motcua.workfiles import legal, queries
from motcua.workfiles import operations as work
from motcua.workfiles.differences import between, paragraphs
from motcua.workfiles.errors import CommentNotFound, DocumentNotFound, NotSigned
from motcua.workfiles.models import Incoming, Outgoing
from motcua.workfiles.operations.drafts import Heading
from motcua.workfiles.policies import why_not
from motcua.workfiles.states import Act, Urgency

LONGEST = 200_000
DONE = {
    "comment": gettext_lazy("Đã ghi góp ý."),
    "answer": gettext_lazy("Đã trả lời góp ý."),
    "resolve": gettext_lazy("Đã khép góp ý."),
    "submit": gettext_lazy("Đã trình."),
    "agree": gettext_lazy("Đã đồng ý, chuyển người ký."),
    "return": gettext_lazy("Đã trả lại để sửa."),
    "sign": gettext_lazy("Đã giữ bản ký."),
    "issue": gettext_lazy("Đã cấp số và phát hành."),
}


@require_safe
@for_deciders
def outgoing_list(request: HttpRequest, posting: Posting) -> HttpResponse:
    """List what the unit writes, or what went out."""
    q = tidy(request.GET.get("q", "").replace("\x00", ""))[:200]
    issued, page = request.GET.get("muc") == "da-ban-hanh", documents.page_of(request)
    found = list(queries.outgoing_list(posting, issued=issued, q=q, page=page))
    tabs = {"": _("Đang làm"), "da-ban-hanh": _("Đã ban hành")}
    context = {
        "tabs": [
            {
                "url": worklists.address(request, muc=key, trang=""),
                "label": label,
                "current": issued == bool(key),
            }
            for key, label in tabs.items()
        ],
        "q": q,
        "issued": issued,
        "found": found[: queries.PAGE],
        "next": worklists.address(request, trang=str(page + 1)) if len(found) > queries.PAGE else "",
    }
    return staff.show(request, "desk/outgoing_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_deciders
def begin(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Say what the document is and where it goes; then it is written."""
    answered = _answered(posting, request.GET.get("tra-loi", ""))
    if request.method != "POST":
        return _ask(request, posting, answered, None)
    said = request.POST
    units, outside = _recipients(said.get("to", ""))
    urgency = said.get("urgency", "")
    try:
        made = work.begin_draft(
            unit=documents.chosen(documents.own_units(posting), said.get("unit", "")),
            heading=Heading(
                kind=said.get("kind", ""),
                title=said.get("title", "")[:500],
                units=units,
                outside=outside,
                urgency=Urgency(urgency) if urgency in Urgency.values else Urgency.NONE,
            ),
            author=posting,
            at=staff.now(),
            answers=answered,
        )
    except Refusal as refusal:
        return _ask(request, posting, answered, refusal)
    return redirect("desk:outgoing_edit", made.pk)


def _answered(posting: Posting, text: str) -> Incoming | None:
    with suppress(ValueError):
        return Incoming.objects.visible_to(posting).filter(pk=uuid.UUID(text)).first()
    return None


def _recipients(text: str) -> tuple[list[Unit], list[str]]:
    """Return the units named, one a line, and the names of who is outside."""
    names = dict.fromkeys(tidy(line) for line in text.splitlines()[:200] if tidy(line))
    units = Unit.objects.on(documents.today()).exclude(kind=UnitKind.DESK)
    known = {fold(unit.name): unit for unit in units}
    found = [known[fold(name)] for name in names if fold(name) in known]
    return list(dict.fromkeys(found)), [name for name in names if fold(name) not in known]


def _ask(
    request: HttpRequest, posting: Posting, answered: Incoming | None, refusal: Refusal | None
) -> HttpResponse:
    context = {
        "typed": request.POST,
        "answered": answered,
        "units": documents.options(documents.own_units(posting)),
        "kinds": [{"value": k, "label": name} for k, name in legal.kinds(documents.today()).items()],
        "urgencies": urgencies(),
        "to": request.POST.get("to", answered.origin if answered else ""),
        "errors": [("title", str(refusal))] if refusal else [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return staff.show(request, "desk/outgoing_new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_deciders
def document(request: HttpRequest, posting: Posting, document_id: uuid.UUID) -> HttpResponse:
    """Show one document with its comments; a POST does one act and leads back."""
    if request.method != "POST":
        return _show(request, posting, document_id, None)
    act = request.POST.get("act", "")
    try:
        _do(act, request, posting, document_id)
    except DocumentNotFound:
        raise
    except Refusal as refusal:
        return _show(request, posting, document_id, refusal)
    messages.success(request, str(DONE[act]))
    return redirect("desk:outgoing", document_id)


def _do(act: str, request: HttpRequest, posting: Posting, document_id: uuid.UUID) -> None:
    said: dict[str, Any] = {"document_id": document_id, "at": staff.now()}
    text = request.POST.get("text", "")[:5000]
    steps: dict[str, Callable[[], object]] = {
        "comment": lambda: work.comment(
            officer=posting, paragraph=_number(request, "paragraph"), text=text, **said
        ),
        "answer": lambda: work.answer_comment(
            comment_id=_number(request, "comment") or 0, officer=posting, text=text, **said
        ),
        "resolve": lambda: work.resolve_comment(
            comment_id=_number(request, "comment") or 0, officer=posting, **said
        ),
        "submit": lambda: work.submit(author=posting, **said),
        "agree": lambda: work.agree(head=posting, **said),
        "return": lambda: work.return_draft(leader=posting, reason=text, **said),
        "sign": lambda: _sign(request, posting, said),
        "issue": lambda: work.issue(clerk=posting, unit_sign=tidy(request.POST.get("sign", ""))[:20], **said),
    }
    if act not in steps:
        raise CommentNotFound
    steps[act]()


def _sign(request: HttpRequest, posting: Posting, said: dict[str, Any]) -> None:
    uploads = documents.uploads_of(request, "signed")
    if not uploads:
        raise NotSigned(reason=_("chưa chọn tệp."))
    work.sign(signer=posting, upload=uploads[0], on_paper=request.POST.get("how") == "paper", **said)


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _show(
    request: HttpRequest, posting: Posting, document_id: uuid.UUID, refusal: Refusal | None
) -> HttpResponse:
    found = queries.read_outgoing(posting, document_id, at=staff.now())
    versions = queries.versions_of(found)
    parts = paragraphs(versions[0].text) if versions else []
    context = {
        "document": found,
        "kind": legal.kinds(documents.today()).get(found.kind, found.kind),
        "versions": versions,
        "last": versions[0] if versions else None,
        "parts": list(enumerate(parts, start=1)),
        "places": [{"value": str(n), "label": _("Đoạn %(n)s") % {"n": n}} for n in range(1, len(parts) + 1)],
        "comments": queries.comments_of(found),
        "recipients": found.recipients.order_by("pk"),
        "arrivals": found.arrivals.select_related("unit"),
        "may": {act.name.lower(): why_not(act, posting, found) is None for act in Act},
        "mine": found.author_id == posting.officer_id,
        "me": posting.officer_id,
        "unit_sign": legal.sign_of(found.unit.name),
        "errors": [("", str(refusal))] if refusal else [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return staff.show(request, "desk/outgoing.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_deciders
def edit(request: HttpRequest, posting: Posting, document_id: uuid.UUID) -> HttpResponse:
    """Show the newest version to be written on; a POST keeps the next one."""
    found = queries.read_outgoing(posting, document_id, at=staff.now())
    if refusal := why_not(Act.SAVE, posting, found):
        raise refusal
    if request.method != "POST":
        return _editor(request, found, None)
    uploads = documents.uploads_of(request, "file")
    try:
        made = work.save_version(
            document_id=document_id,
            author=posting,
            text=request.POST.get("text", "")[:LONGEST],
            seen=_number(request, "seen") or 0,
            at=staff.now(),
            upload=uploads[0] if uploads else None,
        )
    except Refusal as refusal:
        return _editor(request, found, refusal)
    messages.success(request, _("Đã lưu bản %(n)s.") % {"n": made.number})
    return redirect("desk:outgoing", document_id)


def _editor(request: HttpRequest, found: Outgoing, refusal: Refusal | None) -> HttpResponse:
    last = found.versions.order_by("-number").first()
    context = {
        "document": found,
        "text": request.POST.get("text", last.text if last else ""),
        "seen": request.POST.get("seen", str(last.number) if last else "0"),
        "last": last,
        "errors": [("text", str(refusal))] if refusal else [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return staff.show(request, "desk/outgoing_edit.html", context, status=status)


@require_safe
@for_deciders
def compare(request: HttpRequest, posting: Posting, document_id: uuid.UUID) -> HttpResponse:
    """Show what one version says otherwise than another, word by word."""
    found = queries.read_outgoing(posting, document_id, at=staff.now())
    versions = {str(version.number): version for version in queries.versions_of(found)}
    if not versions:
        raise DocumentNotFound
    newest = max(versions, key=int)
    new = versions.get(request.GET.get("moi", ""), versions[newest])
    before = str(max(1, new.number - 1))
    old = versions.get(request.GET.get("cu", ""), versions[before])
    context = {
        "document": found,
        "old": old,
        "new": new,
        "pieces": between(old.text, new.text),
        "versions": [
            {"value": key, "label": f"{key}: {version.author.full_name}"} for key, version in versions.items()
        ],
    }
    return staff.show(request, "desk/outgoing_compare.html", context)
