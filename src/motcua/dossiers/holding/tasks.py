"""Colleagues hear of what changed hands; what somebody left behind goes back to its unit by itself."""

from __future__ import annotations

from datetime import date, datetime

import structlog
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.catalogue.facts import Stage
from motcua.dossiers.holding.operations import release
from motcua.dossiers.holding.policies import HANDLERS
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import Move
from motcua.dossiers.telling import holders
from motcua.journal.models import Act
from motcua.journal.outbox import follower
from motcua.kernel.legal_time import VIETNAM
from motcua.notices import operations as notices
from motcua.orgs.models import Appointment, Duty, Officer

log = structlog.get_logger(__name__)
MOST_AT_ONCE = 1000
ASSIGNED = "Hồ sơ {code} được giao cho bạn"
TAKEN_FROM_YOU = "Hồ sơ {code} của bạn do {officer} nhận tiếp"
RELEASED = "Hồ sơ {code} chờ người nhận thụ lý"


def left_behind(*, on: date) -> QuerySet[Dossier]:
    """Return the dossiers in which it is the turn of an officer who does not handle any in that unit."""
    here = Appointment.objects.filter(
        Q(to_on=None) | Q(to_on__gt=on),
        from_on__lte=on,
        officer=OuterRef("assigned_to"),
        officer__user__is_active=True,
        post__unit=OuterRef("deciding_unit"),
        post__duties__overlap=[duty.value for duty in HANDLERS],
    )
    return Dossier.objects.filter(~Exists(here), stage=Stage.EXAMINE, assigned_to__isnull=False)


def release_left_behind(*, at: datetime) -> int:
    """Release what is left behind; return how many. To run twice, or two at once, does it once."""
    known = left_behind(on=at.astimezone(VIETNAM).date()).order_by("pk").values_list("pk", flat=True)
    return sum(release(dossier_id=pk, at=at) for pk in list(known[:MOST_AT_ONCE]))


@app.periodic(cron="*/10 * * * *")
@app.task(name="dossiers.release_left_behind", queue="sweeps", queueing_lock="dossiers.release_left_behind")
def release_what_is_left_behind(timestamp: int) -> None:
    log.info("dossiers_released", released=release_left_behind(at=timezone.now()))


@follower("unit.appointment-ended")
@follower("unit.duties-changed")
@follower("user.closed")
def somebody_left(act: Act) -> None:
    release_left_behind(at=timezone.now())


@follower(f"dossier.{Move.ASSIGN.value}")
def tell_of_assignment(act: Act) -> None:
    """Tell who now has the dossier, and who had it."""
    dossier = _dossier(act)
    to = Officer.objects.get(pk=act.data["officer"])
    body = f"{act.actor_name} giao. {act.data.get('reason', '')}".strip()
    _tell(act, dossier, [to.user_id], ASSIGNED, body)
    if act.data["before_id"]:
        before = Officer.objects.get(pk=act.data["before_id"])
        title = TAKEN_FROM_YOU.replace("{officer}", to.full_name)
        _tell(act, dossier, [before.user_id], title, body)


@follower(f"dossier.{Move.TAKE_OVER.value}")
def tell_of_taking_over(act: Act) -> None:
    """Tell who had the dossier, and the head of the unit."""
    dossier = _dossier(act)
    before = Officer.objects.get(pk=act.data["before_id"])
    heads = holders(dossier.deciding_unit_id, Duty.REVIEW, on=act.at.astimezone(VIETNAM).date())
    title = TAKEN_FROM_YOU.replace("{officer}", act.actor_name)
    _tell(act, dossier, [before.user_id], title, f"Lý do: {act.data['reason']}")
    told = f"Hồ sơ {{code}} của {before.full_name} do {act.actor_name} nhận tiếp"
    _tell(act, dossier, heads, told, f"Lý do: {act.data['reason']}")


@follower(f"dossier.{Move.RELEASE.value}")
def tell_of_release(act: Act) -> None:
    """Tell the head of the unit that a dossier has nobody."""
    dossier = _dossier(act)
    heads = holders(dossier.deciding_unit_id, Duty.REVIEW, on=act.at.astimezone(VIETNAM).date())
    _tell(act, dossier, heads, RELEASED, f"{act.data['reason']} Hãy giao cho người khác.")


def _tell(act: Act, dossier: Dossier, users: list[int], title: str, body: str) -> None:
    for user_id in users:
        if user_id != act.actor_id:
            notices.tell(
                recipient=f"user:{user_id}",
                title=title.format(code=dossier.code)[:200],
                body=body,
                link=f"/xu-ly/ho-so/{dossier.code}/",
                dedupe=f"{act.subject}:{act.number}:{user_id}",
                at=act.at,
            )


def _dossier(act: Act) -> Dossier:
    return Dossier.objects.select_related("version").get(pk=act.subject.removeprefix("dossier:"))
