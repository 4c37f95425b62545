"""
Where a dossier can be, whose turn it is there, and which acts lead on. Docs draw this table.

The states carry the numbers of the national portal's list (``TrangThaiHoSo``).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.facts import Stage


class State(IntegerChoices):
    FILED = 1, _("Mới nộp")
    RECEIVED = 2, _("Đã tiếp nhận")
    NOT_ACCEPTED = 3, _("Không được tiếp nhận")
    IN_HANDLING = 4, _("Đang giải quyết")
    SUPPLEMENT_ASKED = 5, _("Chờ bổ sung")
    WITHDRAWN = 7, _("Đã rút")
    FINISHED = 9, _("Đã có kết quả")
    HANDED_OVER = 10, _("Đã trả kết quả")


class Turn(TextChoices):
    """Who must do something now. Every state, and every stage of handling, has exactly one."""

    APPLICANT = "applicant", _("người nộp")
    DESK = "desk", _("bộ phận Một cửa")
    OFFICER = "officer", _("cán bộ thụ lý")
    HEAD = "head", _("lãnh đạo phòng")
    SIGNER = "signer", _("người ký")
    NOBODY = "nobody", _("không còn việc gì")


TURN: Mapping[State, Turn] = {
    State.FILED: Turn.DESK,
    State.RECEIVED: Turn.OFFICER,
    State.NOT_ACCEPTED: Turn.NOBODY,
    State.IN_HANDLING: Turn.OFFICER,
    State.SUPPLEMENT_ASKED: Turn.APPLICANT,
    State.WITHDRAWN: Turn.NOBODY,
    State.FINISHED: Turn.DESK,
    State.HANDED_OVER: Turn.NOBODY,
}

STAGE_TURN: Mapping[Stage, Turn] = {
    Stage.EXAMINE: Turn.OFFICER,
    Stage.REVIEW: Turn.HEAD,
    Stage.SIGN: Turn.SIGNER,
}


class Move(TextChoices):
    """What can be done to a dossier."""

    FILE = "file", _("Nộp")
    RECEIVE = "receive", _("Tiếp nhận tại quầy")
    ACCEPT = "accept", _("Tiếp nhận")
    ASK_FOR_SUPPLEMENT = "ask-for-supplement", _("Yêu cầu bổ sung")
    SUPPLEMENT = "supplement", _("Bổ sung")
    REFUSE = "refuse", _("Không tiếp nhận")
    WITHDRAW = "withdraw", _("Rút hồ sơ")
    TAKE_UP = "take-up", _("Nhận thụ lý")
    PROPOSE = "propose", _("Trình")
    AGREE = "agree", _("Đồng ý")
    SEND_BACK = "send-back", _("Trả lại")
    SIGN = "sign", _("Ký và ban hành")
    HAND_OVER = "hand-over", _("Trả kết quả")


@dataclass(frozen=True)
class Rule:
    """From which states, and within handling from which stages, a move is legal, and where it leads."""

    sources: frozenset[State]
    target: State
    stages: frozenset[Stage] = frozenset()


def _from(*states: State, to: State, at: tuple[Stage, ...] = ()) -> Rule:
    return Rule(frozenset(states), to, frozenset(at))


_HANDLING = State.IN_HANDLING

MOVES: Mapping[Move, Rule] = {
    Move.FILE: _from(to=State.FILED),
    Move.RECEIVE: _from(to=State.RECEIVED),
    Move.ACCEPT: _from(State.FILED, to=State.RECEIVED),
    Move.ASK_FOR_SUPPLEMENT: _from(
        State.FILED, State.RECEIVED, _HANDLING, to=State.SUPPLEMENT_ASKED, at=(Stage.EXAMINE,)
    ),
    Move.SUPPLEMENT: _from(State.SUPPLEMENT_ASKED, to=State.FILED),
    Move.REFUSE: _from(State.FILED, to=State.NOT_ACCEPTED),
    Move.WITHDRAW: _from(State.FILED, State.RECEIVED, _HANDLING, State.SUPPLEMENT_ASKED, to=State.WITHDRAWN),
    Move.TAKE_UP: _from(State.RECEIVED, to=_HANDLING),
    Move.PROPOSE: _from(_HANDLING, to=_HANDLING, at=(Stage.EXAMINE,)),
    Move.AGREE: _from(_HANDLING, to=_HANDLING, at=(Stage.REVIEW,)),
    Move.SEND_BACK: _from(_HANDLING, to=_HANDLING, at=(Stage.REVIEW, Stage.SIGN)),
    Move.SIGN: _from(_HANDLING, to=State.FINISHED, at=(Stage.SIGN,)),
    Move.HAND_OVER: _from(State.FINISHED, to=State.HANDED_OVER),
}

OPEN = frozenset({State.FILED, State.RECEIVED, State.IN_HANDLING, State.SUPPLEMENT_ASKED})
ENDED = frozenset(State) - OPEN
UNDER_TERM = frozenset({State.RECEIVED, State.IN_HANDLING})


def whose_turn(state: State, stage: Stage | None) -> Turn:
    """Return who must act now."""
    if state == State.IN_HANDLING and stage is not None:
        return STAGE_TURN[stage]
    return TURN[state]


def is_legal(move: Move, state: State, stage: Stage | None) -> bool:
    """Return whether ``move`` may be made from ``state`` (and ``stage``, while in handling)."""
    rule = MOVES[move]
    if state not in rule.sources:
        return False
    return not (state == State.IN_HANDLING and rule.stages) or stage in rule.stages
