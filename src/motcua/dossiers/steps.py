"""
What has to be done next with a dossier, as work lists know it: one step for each place and holder.

The database keeps it beside each dossier (``Dossier.step``), so that a list is read from an index: rows of
one unit at one step stand there in the order of the page.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerChoices, Q, Value, When
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.facts import Stage
from motcua.dossiers.states import State
from motcua.orgs.models import Duty


class WorkStep(IntegerChoices):
    """The numbers are kept in the database: add, never renumber."""

    NOTHING = 0, _("Không còn việc")
    ACCEPT = 1, _("Chờ tiếp nhận")
    TAKE_UP = 2, _("Chờ nhận thụ lý")
    EXAMINE = 3, _("Thẩm tra")
    REVIEW = 4, _("Chờ soát xét")
    SIGN = 5, _("Chờ ký")
    SEAL = 6, _("Chờ văn thư ký số")
    SUPPLEMENT = 7, _("Chờ bổ sung")
    PAYMENT = 8, _("Chờ thực hiện nghĩa vụ tài chính")
    HAND_OVER = 9, _("Chờ trả kết quả")
    CORRECT = 10, _("Xem lại sai sót")
    SIGN_CORRECTION = 11, _("Bản đính chính chờ ký")
    SEAL_CORRECTION = 12, _("Bản đính chính chờ văn thư ký số")


UNDER_TERM_STEPS = (
    WorkStep.TAKE_UP,
    WorkStep.EXAMINE,
    WorkStep.REVIEW,
    WorkStep.SIGN,
    WorkStep.SEAL,
)
"""The steps in which the term runs, in their order."""
CORRECTING = (WorkStep.CORRECT, WorkStep.SIGN_CORRECTION, WorkStep.SEAL_CORRECTION)
AT_OFFICE = (*UNDER_TERM_STEPS, WorkStep.SUPPLEMENT, WorkStep.PAYMENT, *CORRECTING)
"""Where the deciding unit has the dossier, also while it waits for the applicant."""
NOT_DONE = tuple(step for step in WorkStep if step != WorkStep.NOTHING)

_WITHOUT_STAGE = {
    State.FILED: WorkStep.ACCEPT,
    State.RECEIVED: WorkStep.TAKE_UP,
    State.SUPPLEMENT_ASKED: WorkStep.SUPPLEMENT,
    State.PAYMENT_ASKED: WorkStep.PAYMENT,
    State.FINISHED: WorkStep.HAND_OVER,
}


def _cases() -> list[tuple[Q, WorkStep]]:
    """Return which rows are at which step; the first that holds counts."""
    sealing = Q(stage=Stage.SIGN.value, signing_duty=Duty.SEAL.value)
    finished = Q(state=State.FINISHED.value)
    examined, reviewed, signed = (Q(stage=stage.value) for stage in Stage)
    return [
        *((Q(state=state.value, stage__isnull=True), step) for state, step in _WITHOUT_STAGE.items()),
        (finished & examined, WorkStep.CORRECT),
        (finished & sealing, WorkStep.SEAL_CORRECTION),
        (finished & signed, WorkStep.SIGN_CORRECTION),
        (examined & Q(assigned_to__isnull=True), WorkStep.TAKE_UP),
        (examined, WorkStep.EXAMINE),
        (reviewed, WorkStep.REVIEW),
        (sealing, WorkStep.SEAL),
        (signed, WorkStep.SIGN),
    ]


def as_expression() -> Case:
    """Return the step as the database reckons it from the row."""
    cases: list[Any] = [When(where, then=Value(step.value)) for where, step in _cases()]
    return Case(*cases, default=Value(WorkStep.NOTHING.value))


def step_at(state: int, stage: str | None, signing_duty: str = "", *, held: bool) -> WorkStep:
    """
    Return the step of a place, the same as the database's.

    >>> step_at(4, "examine", held=False).name, step_at(4, "sign", "seal", held=True).name
    ('TAKE_UP', 'SEAL')
    """
    if not stage:
        return _WITHOUT_STAGE.get(State(state), WorkStep.NOTHING)
    finished = state == State.FINISHED
    if stage == Stage.EXAMINE:
        return WorkStep.CORRECT if finished else WorkStep.EXAMINE if held else WorkStep.TAKE_UP
    if stage == Stage.REVIEW:
        return WorkStep.REVIEW
    if signing_duty == Duty.SEAL:
        return WorkStep.SEAL_CORRECTION if finished else WorkStep.SEAL
    return WorkStep.SIGN_CORRECTION if finished else WorkStep.SIGN
