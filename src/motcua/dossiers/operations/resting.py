"""
What rests is looked after: whoever left it is reminded a few times, and told before it is deleted.

A draft nobody touches is not filed; a co-declarant who does not answer holds it up. How long and how often
is dated data (``data/legal-rules.yaml``). To run twice does it once: each is looked at again under its lock.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

import structlog
from django.db import transaction
from django.db.models import Q

from motcua.dossiers import confirmation_notices, legal
from motcua.dossiers.models import Confirmation, Draft
from motcua.dossiers.operations.confirming import remind_again
from motcua.dossiers.operations.drafts import throw_away
from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM
from motcua.kernel.legal_time import VIETNAM
from motcua.notices import operations as notices

MOST_AT_ONCE = 1000
log = structlog.get_logger(__name__)


class Step(Enum):
    """What is done with a draft that rests."""

    REMIND = "remind"
    ANNOUNCE = "announce"
    DELETE = "delete"


@dataclass(frozen=True)
class Rest:
    """How long a draft rests, by the rules of a day."""

    remind_after: timedelta
    times: int
    deleted_after: timedelta

    @classmethod
    def on(cls, day: date) -> Rest:
        return cls(
            timedelta(days=legal.value("draft.remind_after_days", day)),
            legal.value("draft.remind_times", day),
            timedelta(days=legal.value("draft.delete_after_days", day)),
        )

    def step(self, draft: Draft, *, at: datetime) -> Step | None:
        """Return what is to be done with the draft at ``at``, or None."""
        if draft.dossier_id:
            return None
        if draft.delete_on:
            return Step.DELETE if _day(at) >= draft.delete_on else None
        if at < (draft.reminded_at or draft.saved_at) + self.remind_after:
            return None
        return Step.REMIND if draft.reminders < self.times else Step.ANNOUNCE


def look_after_drafts(*, at: datetime) -> dict[str, int]:
    """Remind, announce and delete what rests at ``at``; return how many of each."""
    since = at - Rest.on(_day(at)).remind_after
    resting = Draft.objects.filter(dossier=None, saved_at__lte=since).filter(
        Q(delete_on__lte=_day(at)) | Q(delete_on=None) & (Q(reminded_at=None) | Q(reminded_at__lte=since))
    )
    keys = list(resting.order_by("saved_at").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return _counted(keys, lambda pk: look_after_draft(draft_id=pk, at=at))


@transaction.atomic
def look_after_draft(*, draft_id: uuid.UUID, at: datetime) -> Step | None:
    """Do what is due with one draft; return what was done. Never the work of somebody who is at it now."""
    draft = (
        Draft.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("person", "version")
        .filter(pk=draft_id)
        .first()
    )
    step = Rest.on(_day(at)).step(draft, at=at) if draft else None
    if draft is None or step is None:
        return None
    if step is Step.DELETE:
        _tell_deleted(draft, at)
        throw_away(draft, actor=SYSTEM, at=at)
        return step
    draft.reminders, draft.reminded_at = draft.reminders + 1, at
    if step is Step.ANNOUNCE:
        draft.delete_on = _day(at + Rest.on(_day(at)).deleted_after)
    draft.save(update_fields=["reminders", "reminded_at", "delete_on"])
    delete_on = draft.delete_on.isoformat() if draft.delete_on else None
    journal.record(f"draft.{step.value}", subject=draft.subject, actor=SYSTEM, at=at, delete_on=delete_on)
    _tell_resting(draft, at)
    return step


def remind_co_declarants(*, at: datetime) -> dict[str, int]:
    """Remind whoever was asked to confirm and does not answer; in the end tell the declarant."""
    since = at - timedelta(days=legal.value("confirmation.remind_after_days", _day(at)))
    silent = Confirmation.objects.filter(
        state=Confirmation.State.ASKED, draft__dossier=None, invited_at__lte=since
    ).filter(Q(reminded_at=None) | Q(reminded_at__lte=since))
    keys = list(silent.order_by("invited_at").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return _counted(keys, lambda pk: remind_one(confirmation_id=pk, at=at))


@transaction.atomic
def remind_one(*, confirmation_id: uuid.UUID, at: datetime) -> Step | None:
    """Remind one co-declarant, or tell the declarant, once, that they stay silent."""
    held = Draft.objects.select_for_update(of=("self",), skip_locked=True).filter(
        confirmations=confirmation_id, dossier=None
    )
    draft = held.select_related("person", "version").first()
    if draft is None:
        return None
    asked = draft.confirmations.filter(pk=confirmation_id, state=Confirmation.State.ASKED).first()
    days, times = (
        legal.value(f"confirmation.{name}", _day(at)) for name in ("remind_after_days", "remind_times")
    )
    if asked is None or at < (asked.reminded_at or asked.invited_at) + timedelta(days=days):
        return None
    asked.draft = draft
    if asked.reminders < times:
        remind_again(asked, actor=SYSTEM, at=at)
        return Step.REMIND
    confirmation_notices.tell_silent(asked, days=(at - asked.invited_at).days, at=at)
    return Step.ANNOUNCE


def _counted(keys: Iterable[uuid.UUID], look: Callable[[uuid.UUID], Step | None]) -> dict[str, int]:
    """Look after each; one that cannot be must not leave all the others alone."""
    done = []
    for pk in keys:
        try:
            done.append(look(pk))
        except Exception:
            log.exception("not_looked_after", which=str(pk))
    return {step.value: done.count(step) for step in Step if step in done}


def _tell_resting(draft: Draft, at: datetime) -> None:
    since = f"{draft.saved_at.astimezone(VIETNAM):%d/%m/%Y}"
    title = f"Bạn chưa nộp hồ sơ: {draft.version.title}"
    body = f"Bạn điền lần cuối ngày {since}. Hồ sơ chưa được nộp nên chưa cơ quan nào giải quyết."
    if draft.delete_on:
        title = f"Bản nháp sẽ bị xóa ngày {draft.delete_on:%d/%m/%Y}: {draft.version.title}"
        body += " Còn cần thì bạn điền tiếp hoặc bấm Giữ lại trong mục Hồ sơ của tôi trước ngày đó."
    _tell(draft, title, body, f"/ban-nhap/{draft.pk}/", str(draft.reminders), at)


def _tell_deleted(draft: Draft, at: datetime) -> None:
    since = f"{draft.saved_at.astimezone(VIETNAM):%d/%m/%Y}"
    body = f"Bạn điền lần cuối ngày {since}, đã được báo trước và chưa nộp. Cần thì bạn điền lại từ đầu."
    link = f"/thu-tuc/{draft.version.code}/"
    _tell(draft, f"Bản nháp đã bị xóa: {draft.version.title}", body, link, "deleted", at)


def _tell(draft: Draft, title: str, body: str, link: str, dedupe: str, at: datetime) -> None:
    notices.tell(
        recipient=f"person:{draft.person_id}",
        title=title[:200],
        body=body,
        link=link,
        email=draft.person.email,
        dedupe=f"{draft.subject}:rests:{draft.saved_at:%Y%m%d%H%M%S}:{dedupe}",
        at=at,
    )


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()
