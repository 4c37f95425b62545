"""
Where a dossier can be, whose turn it is there, and which acts lead on. Docs draw this table.

The states carry the numbers of the national portal's list (``TrangThaiHoSo``). A place is a state and,
inside an office, the stage: of handling, or of correcting a result that has an error.
"""

from collections.abc import Mapping
from itertools import product
from typing import NamedTuple

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.facts import Stage


class State(IntegerChoices):
    FILED = 1, _("Mới nộp")
    RECEIVED = 2, _("Đã tiếp nhận")
    NOT_ACCEPTED = 3, _("Không được tiếp nhận")
    IN_HANDLING = 4, _("Đang giải quyết")
    SUPPLEMENT_ASKED = 5, _("Chờ bổ sung")
    PAYMENT_ASKED = 6, _("Chờ thực hiện nghĩa vụ tài chính")
    WITHDRAWN = 7, _("Đã rút")
    STOPPED = 8, _("Dừng giải quyết")
    FINISHED = 9, _("Đã có kết quả")
    HANDED_OVER = 10, _("Đã trả kết quả")


class Place(NamedTuple):
    """A state, and the stage where there is one."""

    state: State
    stage: Stage | None = None


class Turn(TextChoices):
    """Who must do something now. Every place has exactly one."""

    APPLICANT = "applicant", _("người nộp")
    DESK = "desk", _("bộ phận Một cửa")
    OFFICER = "officer", _("cán bộ thụ lý")
    HEAD = "head", _("lãnh đạo phòng")
    SIGNER = "signer", _("người ký")
    NOBODY = "nobody", _("không còn việc gì")


_HANDLING, _FINISHED = State.IN_HANDLING, State.FINISHED

TURN: Mapping[Place, Turn] = {
    Place(State.FILED): Turn.DESK,
    Place(State.RECEIVED): Turn.OFFICER,
    Place(State.NOT_ACCEPTED): Turn.NOBODY,
    Place(_HANDLING, Stage.EXAMINE): Turn.OFFICER,
    Place(_HANDLING, Stage.REVIEW): Turn.HEAD,
    Place(_HANDLING, Stage.SIGN): Turn.SIGNER,
    Place(State.SUPPLEMENT_ASKED): Turn.APPLICANT,
    Place(State.PAYMENT_ASKED): Turn.APPLICANT,
    Place(State.WITHDRAWN): Turn.NOBODY,
    Place(State.STOPPED): Turn.NOBODY,
    Place(_FINISHED): Turn.DESK,
    Place(_FINISHED, Stage.EXAMINE): Turn.OFFICER,  # an error in the result is looked into
    Place(_FINISHED, Stage.SIGN): Turn.SIGNER,  # the corrected result waits for its signature
    Place(State.HANDED_OVER): Turn.NOBODY,
}
PLACES = frozenset(TURN)


class Move(TextChoices):
    """What can be done to a dossier."""

    FILE = "file", _("Nộp")
    RECEIVE = "receive", _("Tiếp nhận tại quầy")
    ACCEPT = "accept", _("Tiếp nhận")
    REFUSE = "refuse", _("Không tiếp nhận")
    ASK_FOR_SUPPLEMENT = "ask-for-supplement", _("Yêu cầu bổ sung")
    SUPPLEMENT = "supplement", _("Bổ sung")
    ASK_FOR_PAYMENT = "ask-for-payment", _("Yêu cầu thực hiện nghĩa vụ tài chính")
    RECORD_PAYMENT = "record-payment", _("Ghi nhận đã nộp tiền")
    ADJUST = "adjust", _("Điều chỉnh hồ sơ")
    WITHDRAW = "withdraw", _("Rút hồ sơ")
    TAKE_UP = "take-up", _("Nhận thụ lý")
    ASSIGN = "assign", _("Giao thụ lý")
    TAKE_OVER = "take-over", _("Nhận thay")
    RELEASE = "release", _("Trả về đơn vị, chờ người nhận")
    PULL_BACK = "pull-back", _("Kéo lại")
    ASK_OPINION = "ask-opinion", _("Lấy ý kiến cơ quan khác")
    RECORD_OPINION = "record-opinion", _("Ghi ý kiến trả lời")
    REPORT_LATE_OPINION = "report-late-opinion", _("Báo chậm trả lời ý kiến")
    PROPOSE_EXTENSION = "propose-extension", _("Đề nghị gia hạn")
    SIGN_EXTENSION = "sign-extension", _("Ký văn bản xin lỗi và gia hạn")
    PASS_ON = "pass-on", _("Chuyển cho đơn vị kế thừa")
    MOVE_DUE_DATE = "move-due-date", _("Đổi ngày hẹn theo lịch làm việc")
    MOVE_WAIT_END = "move-wait-end", _("Đổi hạn chờ người nộp theo lịch làm việc")
    PROPOSE = "propose", _("Trình")
    AGREE = "agree", _("Đồng ý")
    SEND_BACK = "send-back", _("Trả lại")
    SIGN_IN_TURN = "sign-in-turn", _("Ký, chuyển người ký tiếp theo")
    SIGN = "sign", _("Ký và ban hành")
    STOP = "stop", _("Dừng giải quyết")
    CLOSE = "close", _("Khép hồ sơ quá hạn bổ sung")
    END_TOGETHER = "end-together", _("Khép theo phần khác của hồ sơ liên thông")
    CHOOSE_DELIVERY = "choose-delivery", _("Chọn nơi nhận kết quả")
    HAND_OVER = "hand-over", _("Trả kết quả")
    REPORT_ERROR = "report-error", _("Báo kết quả có sai sót")
    DECLINE_CORRECTION = "decline-correction", _("Trả lời: không có sai sót")
    PROPOSE_CORRECTION = "propose-correction", _("Trình bản đính chính")
    SIGN_CORRECTION = "sign-correction", _("Ký bản đính chính")


Step = tuple[Place | None, Place]
"""From where (None: from nothing) to where."""


def _steps(*sources: Place | None, to: Place | State) -> frozenset[Step]:
    target = to if isinstance(to, Place) else Place(to)
    return frozenset(product(sources, (target,)))


def _staying(*places: Place) -> frozenset[Step]:
    return frozenset((place, place) for place in places)


FILED, RECEIVED = Place(State.FILED), Place(State.RECEIVED)
EXAMINED, REVIEWED, AT_SIGNER = (Place(_HANDLING, s) for s in (Stage.EXAMINE, Stage.REVIEW, Stage.SIGN))
ASKED, UNPAID = Place(State.SUPPLEMENT_ASKED), Place(State.PAYMENT_ASKED)
READY, HANDED_OVER = Place(_FINISHED), Place(State.HANDED_OVER)
CORRECTED, CORRECTION_AT_SIGNER = Place(_FINISHED, Stage.EXAMINE), Place(_FINISHED, Stage.SIGN)
BEFORE_PROPOSAL = (FILED, RECEIVED, EXAMINED)
IN_OFFICE = (EXAMINED, REVIEWED, AT_SIGNER)
NOT_DONE_WITH = (FILED, RECEIVED, *IN_OFFICE, ASKED, UNPAID, READY, CORRECTED, CORRECTION_AT_SIGNER)

MOVES: Mapping[Move, frozenset[Step]] = {
    Move.FILE: _steps(None, to=FILED),
    Move.RECEIVE: _steps(None, to=RECEIVED),
    Move.ACCEPT: _steps(FILED, to=RECEIVED),
    Move.REFUSE: _steps(FILED, to=State.NOT_ACCEPTED),
    Move.ASK_FOR_SUPPLEMENT: _steps(*BEFORE_PROPOSAL, to=ASKED),
    # Back to the desk where the term is counted anew; to where it was where the term only stood still.
    Move.SUPPLEMENT: frozenset((ASKED, place) for place in BEFORE_PROPOSAL),
    Move.ASK_FOR_PAYMENT: _steps(*BEFORE_PROPOSAL, to=UNPAID),
    Move.RECORD_PAYMENT: frozenset((UNPAID, place) for place in BEFORE_PROPOSAL),
    Move.ADJUST: _staying(FILED, RECEIVED) | _steps(*IN_OFFICE, to=EXAMINED),
    Move.WITHDRAW: _steps(FILED, RECEIVED, *IN_OFFICE, ASKED, UNPAID, to=State.WITHDRAWN),
    # What its holder left behind is taken up where it stands.
    Move.TAKE_UP: _steps(RECEIVED, to=EXAMINED) | _staying(EXAMINED, CORRECTED),
    Move.ASSIGN: _steps(RECEIVED, to=EXAMINED) | _staying(EXAMINED, CORRECTED),
    Move.TAKE_OVER: _staying(EXAMINED, CORRECTED),
    Move.RELEASE: _staying(EXAMINED, CORRECTED),
    Move.PULL_BACK: _steps(REVIEWED, AT_SIGNER, to=EXAMINED)
    | _steps(AT_SIGNER, to=REVIEWED)
    | _steps(CORRECTION_AT_SIGNER, to=CORRECTED),
    Move.ASK_OPINION: _staying(EXAMINED),
    Move.RECORD_OPINION: _staying(*IN_OFFICE),
    Move.REPORT_LATE_OPINION: _staying(*IN_OFFICE),
    Move.PROPOSE_EXTENSION: _staying(RECEIVED, *IN_OFFICE),
    Move.SIGN_EXTENSION: _staying(RECEIVED, *IN_OFFICE),
    Move.PASS_ON: _staying(*NOT_DONE_WITH),
    Move.MOVE_DUE_DATE: _staying(RECEIVED, *IN_OFFICE),
    Move.MOVE_WAIT_END: _staying(ASKED, UNPAID),
    Move.PROPOSE: _steps(EXAMINED, to=REVIEWED) | _steps(EXAMINED, to=AT_SIGNER),
    Move.AGREE: _steps(REVIEWED, to=AT_SIGNER),
    Move.SEND_BACK: _steps(REVIEWED, AT_SIGNER, to=EXAMINED) | _steps(CORRECTION_AT_SIGNER, to=CORRECTED),
    Move.SIGN_IN_TURN: _staying(AT_SIGNER, CORRECTION_AT_SIGNER),
    Move.SIGN: _steps(AT_SIGNER, to=READY),
    Move.STOP: _steps(RECEIVED, *IN_OFFICE, ASKED, UNPAID, to=State.STOPPED),
    Move.CLOSE: _steps(ASKED, UNPAID, to=State.STOPPED),
    Move.END_TOGETHER: _steps(FILED, RECEIVED, *IN_OFFICE, ASKED, UNPAID, to=State.STOPPED),
    Move.CHOOSE_DELIVERY: _staying(*NOT_DONE_WITH),
    Move.HAND_OVER: _steps(READY, to=HANDED_OVER),
    Move.REPORT_ERROR: _steps(READY, HANDED_OVER, to=CORRECTED),
    Move.DECLINE_CORRECTION: _steps(CORRECTED, to=READY),
    Move.PROPOSE_CORRECTION: _steps(CORRECTED, to=CORRECTION_AT_SIGNER),
    Move.SIGN_CORRECTION: _steps(CORRECTION_AT_SIGNER, to=READY),
}

WAITING = frozenset({State.SUPPLEMENT_ASKED, State.PAYMENT_ASKED})
OPEN = frozenset({State.FILED, State.RECEIVED, State.IN_HANDLING}) | WAITING
ENDED = frozenset(State) - OPEN
KEPT = frozenset({place.state for place in NOT_DONE_WITH})
"""Where somebody still has something to do or to fetch: ``OPEN``, and a result waits to be handed over."""
UNDER_TERM = frozenset({State.RECEIVED, State.IN_HANDLING})


def whose_turn(place: Place) -> Turn:
    """Return who must act now."""
    return TURN[place]


def targets(move: Move, place: Place | None) -> frozenset[Place]:
    """Return where ``move`` may lead from ``place``: nothing where it is not legal."""
    return frozenset(target for source, target in MOVES[move] if source == place)


def is_legal(move: Move, place: Place) -> bool:
    """Return whether ``move`` may be made from ``place``."""
    return bool(targets(move, place))
