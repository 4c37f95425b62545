"""The acts beside the straight way, as forms: which of them the reader sees, and what came back in a POST."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers import operations as dossiers
from motcua.dossiers.asked import Asked, things_asked
from motcua.dossiers.errors import HeldByAnother, MoveNotAllowed, NotAskedFor, NothingToSign, NotYourDuty
from motcua.dossiers.limits import extension_of, open_opinions, open_wait
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.handing_in import Handed
from motcua.dossiers.operations.waiting import Question
from motcua.dossiers.policies import why_not
from motcua.dossiers.queries import dossier_for
from motcua.dossiers.states import Move
from motcua.kernel.errors import Refusal
from motcua.orgs.postings import Posting
from motcua.web.ui import formats, inputs
from motcua.web.ui.staff_acts import Act, Run

Words = str | Promise
NOBODYS = (MoveNotAllowed, NotYourDuty, HeldByAnother, NotAskedFor, NothingToSign)
"""Where one of these stands against an act, its form is not shown: it is not the reader's, or not now."""


@dataclass(frozen=True)
class Box:
    """One question of a form."""

    name: str
    label: Words
    type: str = "text"
    help: Words = ""
    optional: bool = False


@dataclass(frozen=True)
class Further:
    """One act: what its form is called, asks and does."""

    name: str
    move: Move
    title: Words
    button: Words
    done: Words
    run: Run
    boxes: tuple[Box, ...] = ()
    grave: bool = False

    @property
    def act(self) -> Act:
        return Act(self.move, self.run, self.done)


@dataclass(frozen=True)
class Shown:
    """A form as it stands: ``asked`` are its boxes with what was typed; ``why`` it may not be, if so."""

    further: Further
    why: Refusal | None
    asked: list[tuple[Box, str]] = field(default_factory=list)
    open: bool = False
    details: list[tuple[Words, str]] = field(default_factory=list)


def shown(
    known: Iterable[Further],
    posting: Posting,
    dossier: Dossier,
    data: QueryDict,
    refusal: Refusal | None,
    *,
    at: datetime,
) -> list[Shown]:
    """Return the forms of the acts that belong to this place and this reader."""
    found = []
    for each in known:
        why = why_not(each.move, posting, dossier, at=at)
        if isinstance(why, NOBODYS):
            continue
        pressed = data.get("act") == each.name and refusal is not None
        boxes = (*_took(dossier), *each.boxes) if each.move == Move.SUPPLEMENT else each.boxes
        typed = [(box, _typed(box, data) if pressed else "") for box in boxes]
        found.append(Shown(each, why, typed, pressed, _details(each, dossier)))
    return found


def _details(each: Further, dossier: Dossier) -> list[tuple[Words, str]]:
    """Return what somebody must read before they press the button."""
    if each.move == Move.SIGN_EXTENSION and (extension := extension_of(dossier)):
        return [
            (_("Hẹn cũ"), formats.full_time(extension.old_due_at)),
            (_("Hẹn mới"), formats.full_time(extension.new_due_at)),
            (_("Lý do"), extension.reason),
        ]
    if each.move == Move.RECORD_OPINION and (awaited := open_opinions(dossier)):
        oldest = awaited[0]
        until = formats.full_time(oldest.until_at) if oldest.until_at else ""
        return [
            (_("Cơ quan được hỏi"), oldest.content["agency"]),
            (_("Nội dung"), oldest.content["question"]),
            (_("Hạn trả lời"), until),
        ]
    if each.move == Move.RECORD_PAYMENT and (wait := open_wait(dossier)):
        return [(_("Phải nộp"), f"{wait.content['what']}, {formats.dong(wait.content['amount'])}")]
    return []


def _typed(box: Box, data: QueryDict) -> str:
    kind = "text" if box.type in {"number", "tick"} else box.type
    return inputs.read_answer(type=kind, name=box.name, data=data)


def _day(data: QueryDict, name: str) -> date:
    """Return the day as typed, or the first of all days, which is always too early."""
    try:
        return date.fromisoformat(inputs.read_answer(type="date", name=name, data=data))
    except ValueError:
        return date.min.replace(year=1900)


def _dong(data: QueryDict, name: str) -> int:
    """Return an amount in đồng as people write it, "1.500.000", or 0."""
    digits = "".join(data.get(name, "").replace(".", "").split())
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 15 else 0


def _ask_for_payment(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.ask_for_payment(
        code=code, officer=posting, what=data.get("pay_what", ""), amount=_dong(data, "pay_amount"), at=at
    )


def _record_payment(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.record_payment(
        code=code, officer=posting, receipt=data.get("receipt", ""), amount=_dong(data, "paid"), at=at
    )


def _ask_opinion(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    question = Question(data.get("agency", ""), data.get("question", ""), _day(data, "answer_by"))
    return dossiers.ask_opinion(code=code, officer=posting, question=question, at=at)


def _record_opinion(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.record_opinion(code=code, officer=posting, answer=data.get("opinion", ""), at=at)


def _propose_extension(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.propose_extension(
        code=code,
        officer=posting,
        reason=data.get("late_reason", ""),
        new_due_on=_day(data, "new_due_on"),
        at=at,
    )


def _sign_extension(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.sign_extension(code=code, signer=posting, at=at)


def _stop(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.stop(
        code=code,
        officer=posting,
        reason=data.get("stop_reason", ""),
        citation=data.get("stop_citation", ""),
        at=at,
    )


def _withdraw(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.withdraw(code=code, viewer=posting, reason=data.get("withdraw_reason", ""), at=at)


def _take_in(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    found = dossier_for(posting, code)
    brought = [each for each in things_asked(found, []) if _ticked(each, data)]
    papers = [Handed(each.item.key, each.item.title, originals=1, item=each.number) for each in brought]
    titles = [line.strip() for line in data.get("brought", "").splitlines() if line.strip()]
    papers += [Handed(key="", title=title[:1000], originals=1) for title in titles]
    return dossiers.supplement(code=code, viewer=posting, answers={}, papers=papers, at=at)


def _took(dossier: Dossier) -> tuple[Box, ...]:
    """Return a box to tick for each paper asked for."""
    asked = [each for each in things_asked(dossier, []) if not each.item.question]
    return tuple(Box(f"took-{each.number}", each.item.text, "tick") for each in asked)


def _ticked(each: Asked, data: QueryDict) -> bool:
    return not each.item.question and f"took-{each.number}" in data


def _report_error(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.report_error(code=code, viewer=posting, error=data.get("error", ""), at=at)


def _decline_correction(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.decline_correction(
        code=code, officer=posting, reason=data.get("decline_reason", ""), at=at
    )


def _sign_correction(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.sign_correction(code=code, signer=posting, at=at)


GROUND = _("Điều, khoản, văn bản. Ví dụ: Điều 5 Luật Hộ tịch 60/2014/QH13.")

ASK_FOR_PAYMENT = Further(
    "ask-for-payment",
    Move.ASK_FOR_PAYMENT,
    _("Người nộp phải nộp tiền: yêu cầu thực hiện nghĩa vụ tài chính"),
    _("Yêu cầu nộp tiền"),
    _("Đã yêu cầu nộp tiền. Người nộp được báo."),
    _ask_for_payment,
    (
        Box("pay_what", _("Khoản phải nộp"), help=_("Ví dụ: Lệ phí trước bạ.")),
        Box("pay_amount", _("Số tiền, đồng"), help=_("Ví dụ: 1.500.000.")),
    ),
)
RECORD_PAYMENT = Further(
    "record-payment",
    Move.RECORD_PAYMENT,
    _("Ghi nhận đã nộp tiền"),
    _("Ghi nhận đã nộp"),
    _("Đã ghi nhận. Hồ sơ được giải quyết tiếp."),
    _record_payment,
    (
        Box("receipt", _("Số biên lai hoặc chứng từ")),
        Box("paid", _("Số tiền đã nộp, đồng"), help=_("Ví dụ: 1.500.000.")),
    ),
)
ASK_OPINION = Further(
    "ask-opinion",
    Move.ASK_OPINION,
    _("Lấy ý kiến cơ quan khác"),
    _("Gửi lấy ý kiến"),
    _("Đã ghi việc lấy ý kiến."),
    _ask_opinion,
    (
        Box("agency", _("Cơ quan được lấy ý kiến")),
        Box("question", _("Nội dung lấy ý kiến"), "long_text"),
        Box("answer_by", _("Hạn trả lời"), "date"),
    ),
)
RECORD_OPINION = Further(
    "record-opinion",
    Move.RECORD_OPINION,
    _("Ghi ý kiến trả lời"),
    _("Ghi ý kiến"),
    _("Đã ghi ý kiến trả lời."),
    _record_opinion,
    (Box("opinion", _("Ý kiến của cơ quan được hỏi"), "long_text"),),
)
PROPOSE_EXTENSION = Further(
    "propose-extension",
    Move.PROPOSE_EXTENSION,
    _("Không kịp hạn: xin lỗi và đề nghị ngày hẹn mới"),
    _("Đề nghị gia hạn"),
    _("Đã đề nghị. Văn bản xin lỗi chờ người ký."),
    _propose_extension,
    (
        Box("late_reason", _("Lý do không kịp hạn"), "long_text", _("Người nộp đọc lý do này.")),
        Box(
            "new_due_on",
            _("Ngày hẹn mới"),
            "date",
            _("Một ngày làm việc sau ngày hẹn cũ; chỉ hẹn lại một lần."),
        ),
    ),
)
SIGN_EXTENSION = Further(
    "sign-extension",
    Move.SIGN_EXTENSION,
    _("Văn bản xin lỗi và ngày hẹn mới chờ bạn ký"),
    _("Ký văn bản xin lỗi và gia hạn"),
    _("Đã ký. Ngày hẹn đã đổi, người nộp được báo."),
    _sign_extension,
)
STOP = Further(
    "stop",
    Move.STOP,
    _("Không thể giải quyết tiếp: dừng hồ sơ"),
    _("Dừng giải quyết"),
    _("Đã dừng. Người nộp được thông báo bằng văn bản."),
    _stop,
    (Box("stop_reason", _("Lý do dừng"), "long_text"), Box("stop_citation", _("Căn cứ"), help=GROUND)),
    grave=True,
)
WITHDRAW = Further(
    "withdraw",
    Move.WITHDRAW,
    _("Người nộp xin rút hồ sơ"),
    _("Ghi nhận rút hồ sơ"),
    _("Đã dừng theo yêu cầu của người nộp. Mời in thông báo."),
    _withdraw,
    (Box("withdraw_reason", _("Lý do người nộp nêu"), "long_text", optional=True),),
    grave=True,
)
TAKE_IN = Further(
    "take-in",
    Move.SUPPLEMENT,
    _("Người nộp mang giấy tờ bổ sung đến quầy"),
    _("Nhận phần bổ sung"),
    _("Đã nhận phần bổ sung."),
    _take_in,
    (Box("brought", _("Giấy tờ khác đã nhận, mỗi dòng một thứ"), "long_text", optional=True),),
)
REPORT_ERROR = Further(
    "report-error",
    Move.REPORT_ERROR,
    _("Người nộp báo kết quả có sai sót"),
    _("Chuyển cơ quan xem lại"),
    _("Đã chuyển. Cơ quan trả lời trong hạn pháp luật cho."),
    _report_error,
    (Box("error", _("Sai ở đâu, đúng ra là gì"), "long_text"),),
)
DECLINE_CORRECTION = Further(
    "decline-correction",
    Move.DECLINE_CORRECTION,
    _("Kết quả không sai: trả lời người nộp"),
    _("Trả lời: không có sai sót"),
    _("Đã trả lời. Người nộp được báo."),
    _decline_correction,
    (Box("decline_reason", _("Lý do"), "long_text", _("Người nộp đọc lý do này.")),),
)
SIGN_CORRECTION = Further(
    "sign-correction",
    Move.SIGN_CORRECTION,
    _("Bản đính chính chờ bạn ký"),
    _("Ký bản đính chính"),
    _("Đã ký. Bản mới thay bản cũ, người nộp được báo."),
    _sign_correction,
)

AT_COUNTER = (TAKE_IN, ASK_FOR_PAYMENT, RECORD_PAYMENT, REPORT_ERROR, WITHDRAW)
AT_DESK = (
    SIGN_CORRECTION,
    DECLINE_CORRECTION,
    RECORD_OPINION,
    SIGN_EXTENSION,
    RECORD_PAYMENT,
    ASK_OPINION,
    ASK_FOR_PAYMENT,
    PROPOSE_EXTENSION,
    STOP,
)


def acts(known: Iterable[Further]) -> Mapping[str, Act]:
    return {each.name: each.act for each in known}


def written(known: Iterable[Further]) -> tuple[str, ...]:
    """Return the boxes whose words are shown again when their form is gone."""
    return tuple(box.name for each in known for box in each.boxes if box.type != "date")


WHAT = {
    Move.SIGN_EXTENSION: _("ký văn bản xin lỗi và ngày hẹn mới"),
    Move.SIGN_CORRECTION: _("ký bản đính chính"),
    Move.DECLINE_CORRECTION: _("xem sai sót người nộp báo, rồi đính chính hoặc trả lời"),
    Move.RECORD_OPINION: _("ghi ý kiến cơ quan khác khi nhận được"),
}
"""What the reader is told to do where one of these forms is theirs."""


def what(forms: Iterable[Shown]) -> list[str]:
    return [str(WHAT[each.further.move]) for each in forms if each.why is None and each.further.move in WHAT]
