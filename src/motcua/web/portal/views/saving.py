"""Answers of a draft as they are typed: each acknowledged by name, so that none is lost unnoticed."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from motcua.accounts.citizens import Citizen
from motcua.dossiers import operations as dossiers
from motcua.dossiers.errors import DraftAlreadySubmitted
from motcua.dossiers.models import Draft
from motcua.dossiers.operations.saving import Change, Saved, Seen
from motcua.dossiers.queries import draft_for
from motcua.eforms import rules as eforms
from motcua.kernel.legal_time import VIETNAM
from motcua.web.portal import pages, seen
from motcua.web.portal.access import for_citizens
from motcua.web.portal.journey import sections_of
from motcua.web.ui import answers, questions

MOST = 200  # changes at once


@require_POST
@for_citizens
def save(request: HttpRequest, citizen: Citizen, draft_id: uuid.UUID) -> HttpResponse:
    """Keep what ``draft.js`` sends and answer which changes are safe; see there for what it sends."""
    draft = draft_for(citizen, draft_id)
    try:
        body = json.loads(request.body)
        changes = list(_changes(draft, body["changes"][:MOST]))
    except (ValueError, KeyError, TypeError):
        return JsonResponse({}, status=HTTPStatus.BAD_REQUEST)
    try:
        saved = dossiers.save_fields(draft_id=draft_id, citizen=citizen, changes=changes, at=pages.now())
    except DraftAlreadySubmitted as refusal:
        return JsonResponse({"say": str(refusal)}, status=HTTPStatus.GONE)
    response = JsonResponse(_answer(saved))
    response["Cache-Control"] = pages.HIDDEN
    return response


def _changes(draft: Draft, raw: list[dict[str, Any]]) -> Iterator[Change]:
    items = {item.key: item for section in sections_of(draft) for item in section.fields}
    for each in raw:
        named = str(each["save"])
        if each["key"] not in items or not seen.SAVE.fullmatch(named):
            continue
        boxes = {str(name): str(value) for name, value in each["boxes"]}
        item = items[each["key"]]
        typed = questions.read([item], {**boxes, "shown": str(each["names"])})
        if item.key in typed:
            yield Change(named, item.key, typed[item.key], Seen(seen.ids(each["seen"])))


def _answer(saved: Saved) -> dict[str, Any]:
    return {
        "at": pages.now().astimezone(VIETNAM).strftime("%H:%M"),
        "kept": saved.kept,
        "conflicts": list(_conflicts(saved)),
        "known": saved.said_before,
    }


def _conflicts(saved: Saved) -> Iterator[dict[str, str]]:
    """Say of each change that was not kept what stands there instead, and which save wrote it."""
    form = saved.draft.version.form
    if form is None or not saved.conflicts:
        return
    checked = eforms.check(form.definition, saved.draft.answers, on=pages.today())
    shown = {
        answer.key: answer
        for section in form.definition.sections
        for answer in answers.answers_shown(section, checked)
    }
    for change in saved.conflicts:
        answer = shown.get(change.key)
        rows = "; ".join(", ".join(words for _q, words in row) for row in answer.rows) if answer else ""
        yield {
            "save": change.save,
            "key": change.key,
            "label": answer.label if answer else change.key,
            "theirs": (answer.value or rows) if answer else "",
            "now": saved.draft.written.get(change.key, ""),
        }
