"""
A draft is kept answer by answer: what was acknowledged is not lost, and windows do not undo each other.

Each save has an id made where it was typed. ``Draft.written`` says which save wrote an answer last. A window
that changes an answer names the saves of it that it has seen; when another has written since, and otherwise,
both are told and nothing is written over. A save that comes twice is done once.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from motcua.accounts.citizens import Citizen
from motcua.dossiers.errors import DraftChangedElsewhere, DraftNotFound
from motcua.dossiers.models import Draft
from motcua.dossiers.once_only.operations import now_known
from motcua.dossiers.operations.confirming import void_changed
from motcua.dossiers.policies import why_not_write
from motcua.eforms import rules as eforms
from motcua.eforms.definition import FormDefinition
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Unit

SAVES_KNOWN = 300  # the latest of one draft; an older one that comes again is compared as any other


@dataclass(frozen=True)
class Seen:
    """
    What a window had before it of one answer: the ``saves`` of it that it knows, and what stood there.

    ``shown`` is the ``digest_of`` the answer when the page was drawn; "" when it may have been typed over.
    """

    saves: frozenset[str] = frozenset({""})
    shown: str = ""


@dataclass(frozen=True)
class Change:
    """One answer typed: a question, or all rows of a group. ``save`` is the id of this change."""

    save: str
    key: str
    value: Any
    seen: Seen = field(default_factory=Seen)


@dataclass(frozen=True)
class Saved:
    """
    ``kept``: ids of the changes that are safe now. ``conflicts``: the others; theirs is in the draft.

    ``said_before``: ids of the saves under which the same stands already: the window may know them.
    """

    draft: Draft
    kept: list[str]
    conflicts: list[Change]
    said_before: list[str]


def digest_of(value: Any) -> str:
    """Return a short name of an answer, the same for 2 and "2", for nothing and ""."""
    return sha256(json.dumps(_bare(value), sort_keys=True).encode()).hexdigest()[:10]


def _bare(value: Any) -> Any:
    if isinstance(value, list):
        rows = ({k: text for k, cell in row.items() if (text := _bare(cell))} for row in value)
        return [row for row in rows if row] or ""
    return "" if value is None or isinstance(value, Mapping) else str(value)


@transaction.atomic
def save_fields(*, draft_id: uuid.UUID, citizen: Citizen, changes: Sequence[Change], at: datetime) -> Saved:
    """
    Keep each changed answer unless another window has written it since.

    A change whose id was kept before is acknowledged again and not done again.

    :raises DraftNotFound: if it is not the citizen's.
    :raises DraftAlreadySubmitted: if it was filed.
    """
    draft = locked_draft(draft_id, citizen)
    done = frozenset(draft.saves)
    new = [change for change in changes if change.save not in done]
    value = {change.key: change.value for change in new}
    checked = eforms.check(_form(draft), {**draft.answers, **value}, on=_day(at))
    unseen = [change for change in new if draft.written.get(change.key, "") not in change.seen.saves]
    # What stands there already keeps the name of who wrote it first: a late twin of a save must not take it.
    twins = [change for change in unseen if _stands(draft, change, checked.kept.get(change.key))]
    conflicts = [change for change in unseen if change not in twins]
    clashing = {change.save for change in conflicts}
    taken = [change for change in new if change not in unseen and change.key in _form(draft).items]
    if taken:
        kept = {change.key: checked.kept.get(change.key, change.value) for change in taken}
        _write(draft, kept, {change.key: change.save for change in taken}, at)
    kept_ids = [c.save for c in changes if c.save not in clashing]
    return Saved(draft, kept_ids, conflicts, [draft.written.get(c.key, "") for c in twins])


@transaction.atomic
def save_section(
    *,
    draft_id: uuid.UUID,
    citizen: Citizen,
    section_key: str,
    answers: Mapping[str, Any],
    at: datetime,
    seen: Mapping[str, Seen] | None = None,
    save: str = "",
    unit: Unit | None = None,
) -> tuple[Draft, dict[str, str]]:
    """
    Keep the answers to one section, right or wrong, and return what is still to mend in it.

    What is typed is never thrown away: a wrong answer is kept as typed, beside its sentence. With ``seen``,
    an answer nobody touched on that page gives way to what another window has written of it since.

    :raises DraftChangedElsewhere: if an answer was changed here and elsewhere; then nothing is written.
    """
    draft = locked_draft(draft_id, citizen)
    form = _form(draft)
    section = form.section(section_key)
    assert section is not None, "the page is one of the form's"
    known = {item.key for item in section.fields}
    typed = {key: value for key, value in answers.items() if key in known}
    if seen is not None:
        typed = _merged(draft, typed, seen)
    on = _day(at)
    checked = eforms.check(form, {**draft.answers, **typed}, on=on)
    fresh = now_known(draft, checked.answers, on=on)
    draft.unit = unit or draft.unit
    save = save or f"s{draft.revision + 1}"
    kept = {**fresh, **checked.kept_in(section)}
    changed = [key for key in kept if not _same(kept[key], draft.answers.get(key))]
    _write(draft, kept, dict.fromkeys(changed, save), at)
    return draft, checked.problems_in(section)


@transaction.atomic
def save_answers(*, draft_id: uuid.UUID, citizen: Citizen, answers: Mapping[str, Any], at: datetime) -> Draft:
    """Put all answers in place of those before, as a program sends them; right or wrong."""
    draft = locked_draft(draft_id, citizen)
    draft.answers = {}
    _write(draft, answers, dict.fromkeys(answers, f"a{draft.revision + 1}"), at)
    return draft


def _merged(draft: Draft, typed: Mapping[str, Any], seen: Mapping[str, Seen]) -> dict[str, Any]:
    """Return what is to be written of a page: not what only another window changed."""
    mine: dict[str, Any] = {}
    clashing: list[str] = []
    for key, value in typed.items():
        before = seen.get(key, Seen())
        if draft.written.get(key, "") in before.saves or _same(draft.answers.get(key), value):
            mine[key] = value
        elif digest_of(value) != before.shown:
            clashing.append(key)
    if clashing:
        raise DraftChangedElsewhere(keys=clashing)
    return mine


def _stands(draft: Draft, change: Change, read: Any) -> bool:
    """Return whether what is typed stands there already, as typed or as ``read``."""
    stands = draft.answers.get(change.key)
    return _same(stands, change.value) or _same(stands, read)


def _same(one: Any, other: Any) -> bool:
    return bool(_bare(one) == _bare(other))


def _write(draft: Draft, kept: Mapping[str, Any], writers: Mapping[str, str], at: datetime) -> None:
    draft.answers = {**draft.answers, **kept}
    draft.written = {**draft.written, **writers}
    draft.saves = [*draft.saves, *sorted(set(writers.values()))][-SAVES_KNOWN:]
    draft.revision += 1
    draft.save(update_fields=["answers", "written", "saves", "revision", "unit", *draft.touch(at=at)])
    void_changed(draft, at=at)


def locked_draft(draft_id: uuid.UUID, citizen: Citizen) -> Draft:
    """
    Return one draft of the citizen's under its lock, to be written.

    :raises DraftNotFound: if it is not the citizen's.
    :raises DraftAlreadySubmitted: if it was filed.
    """
    draft = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("version__form", "dossier", "person", "business")
        .filter(pk=draft_id, person_id=citizen.person_id)
        .first()
    )
    if draft is None:
        raise DraftNotFound
    if refusal := why_not_write(draft):
        raise refusal
    return draft


def seen_now(draft: Draft, keys: Collection[str]) -> dict[str, Seen]:
    """Return what a page drawn now has before it."""
    return {
        key: Seen(frozenset({draft.written.get(key, "")}), digest_of(draft.answers.get(key))) for key in keys
    }


def _form(draft: Draft) -> FormDefinition:
    form = draft.version.form
    assert form is not None, "publishing gives every procedure a form"
    return form.definition


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()
