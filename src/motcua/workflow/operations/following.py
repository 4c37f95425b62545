"""
A course follows its dossier, whoever acts on it and wherever: in the transaction of the act.

What the process cannot follow makes the course stuck, with the reason; it never makes the act fail.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from motcua.dossiers.operations.together import together
from motcua.dossiers.states import Move
from motcua.journal.rules import ActFacts
from motcua.journal.witnesses import witness
from motcua.kernel.errors import Refusal
from motcua.workflow.effects import EFFECTS, Effect, move_of, while_stuck
from motcua.workflow.models import Course
from motcua.workflow.operations.courses import Work, begin, record, who, work_of
from motcua.workflow.operations.doing import done_now
from motcua.workflow.operations.leading import LEAD
from motcua.workflow.operations.shares import recount
from motcua.workflow.queries import has_course, may_begin, version_of

log = structlog.get_logger(__name__)


@witness("dossier.")
def follow(acts: Sequence[ActFacts]) -> None:
    """Let the courses of the dossiers that these acts moved follow."""
    move = move_of(acts[0].verb)
    if move is None or EFFECTS[move] is Effect.NOTHING:
        return
    if EFFECTS[move] is Effect.MOVES_DATES:
        _move_dates(acts, move)
        return
    for act in acts:
        _follow(act, move, UUID(act.subject.removeprefix("dossier:")))


def _follow(act: ActFacts, move: Move, dossier_id: UUID) -> None:
    begins = EFFECTS[move] is Effect.BEGINS
    if done_now() is None and not (may_begin(dossier_id) if begins else has_course(dossier_id)):
        return

    def go() -> None:
        work = work_of(dossier_id) if move not in (Move.FILE, Move.RECEIVE) else None
        if work is None and begins:
            work = _begun(dossier_id, move, act.at)
        if work is None:
            return
        effect = while_stuck(move) if work.course.stuck_because else EFFECTS[move]
        if effect:
            LEAD[effect](work, move, act)

    _safely(go, dossier_id, act)


def _begun(dossier_id: UUID, move: Move, at: datetime) -> Work | None:
    """Begin the course of a dossier, where its process begins with this act."""
    version = version_of(dossier_id)
    if version is None:
        return None
    return begin(dossier_id, version, at=at, filed=move is Move.FILE)


def _move_dates(acts: Sequence[ActFacts], move: Move) -> None:
    found = [UUID(act.subject.removeprefix("dossier:")) for act in acts]
    if len(found) == 1 and not has_course(found[0]):
        return
    try:
        with transaction.atomic(), together():
            recount(found, because=move.value, at=acts[0].at)
    except Exception:  # a share is no reason to undo an act; it is derived anew at the next
        log.exception("shares_not_recounted", move=move.value, dossiers=len(found))


def _safely(go: Callable[[], None], dossier_id: UUID, act: ActFacts) -> None:
    try:
        with transaction.atomic(), together():
            go()
    except Refusal as reason:
        with translation.override("vi"):
            get_stuck(dossier_id, str(reason), act)
    except Exception:
        log.exception("course_stuck", dossier=str(dossier_id), after=act.verb)
        with translation.override("vi"):
            get_stuck(
                dossier_id, gettext("Quy trình gặp lỗi ngoài dự kiến; người quản trị đã có ghi chép."), act
            )


def get_stuck(dossier_id: UUID, because: str, act: ActFacts) -> None:
    """Mark a course that cannot follow, for the office to set it right."""
    course = Course.objects.select_related("dossier").filter(dossier=dossier_id).first()
    if course is None:
        version = version_of(dossier_id)
        if version is None:
            return
        course = Course.objects.create(
            dossier_id=dossier_id, version=version, state="", started_at=act.at, stuck_because=because
        )
    else:
        course.change(stuck_because=because)
    record("stuck", course, who(act), act.at, because=because, after=act.verb)
