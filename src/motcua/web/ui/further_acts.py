"""Each act beside the straight way: what its form asks, and the operation it does."""

from __future__ import annotations

from datetime import date, datetime

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from motcua.dossiers import operations as dossiers
from motcua.dossiers.asked import Asked, things_asked
from motcua.dossiers.errors import (
    AskedOfNobody,
    NewDateNotLater,
    NewDateOff,
    NothingBrought,
    OpinionTermPast,
    PaidTooLittle,
    ReceiptMissing,
    SayGround,
    SayHowMuch,
    SayWhy,
)
from motcua.dossiers.operations.handing_in import Handed
from motcua.dossiers.operations.waiting import Question
from motcua.dossiers.queries import dossier_for
from motcua.dossiers.states import Move
from motcua.orgs.postings import Posting
from motcua.web.ui import inputs
from motcua.web.ui.further import Box, Further
from motcua.web.ui.staff_files import tracking_url


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
    return dossiers.sign_extension(code=code, signer=posting, at=at, tracking_url=tracking_url(code))


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
        Box("pay_what", _("Khoản phải nộp"), help=_("Ví dụ: Lệ phí trước bạ."), about=(SayHowMuch,)),
        Box("pay_amount", _("Số tiền, đồng"), help=_("Ví dụ: 1.500.000."), about=(SayHowMuch,)),
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
        Box("receipt", _("Số biên lai hoặc chứng từ"), about=(ReceiptMissing,)),
        Box(
            "paid",
            _("Số tiền đã nộp, đồng"),
            help=_("Ví dụ: 1.500.000."),
            about=(
                ReceiptMissing,
                PaidTooLittle,
            ),
        ),
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
        Box("agency", _("Cơ quan được lấy ý kiến"), about=(AskedOfNobody,)),
        Box("question", _("Nội dung lấy ý kiến"), "long_text", about=(AskedOfNobody,)),
        Box("answer_by", _("Hạn trả lời"), "date", about=(OpinionTermPast,)),
    ),
)
RECORD_OPINION = Further(
    "record-opinion",
    Move.RECORD_OPINION,
    _("Ghi ý kiến trả lời"),
    _("Ghi ý kiến"),
    _("Đã ghi ý kiến trả lời."),
    _record_opinion,
    (Box("opinion", _("Ý kiến của cơ quan được hỏi"), "long_text", about=(SayWhy,)),),
)
PROPOSE_EXTENSION = Further(
    "propose-extension",
    Move.PROPOSE_EXTENSION,
    _("Không kịp hạn: xin lỗi và đề nghị ngày hẹn mới"),
    _("Đề nghị gia hạn"),
    _("Đã đề nghị. Văn bản xin lỗi chờ người ký."),
    _propose_extension,
    (
        Box(
            "late_reason",
            _("Lý do không kịp hạn"),
            "long_text",
            _("Người nộp đọc lý do này."),
            about=(SayWhy,),
        ),
        Box(
            "new_due_on",
            _("Ngày hẹn mới"),
            "date",
            _("Một ngày làm việc sau ngày hẹn cũ; chỉ hẹn lại một lần."),
            about=(
                NewDateNotLater,
                NewDateOff,
            ),
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
    (
        Box("stop_reason", _("Lý do dừng"), "long_text", about=(SayWhy,)),
        Box("stop_citation", _("Căn cứ"), help=GROUND, about=(SayGround,)),
    ),
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
    (
        Box(
            "brought",
            _("Giấy tờ khác đã nhận, mỗi dòng một thứ"),
            "long_text",
            optional=True,
            about=(NothingBrought,),
        ),
    ),
)
REPORT_ERROR = Further(
    "report-error",
    Move.REPORT_ERROR,
    _("Người nộp báo kết quả có sai sót"),
    _("Chuyển cơ quan xem lại"),
    _("Đã chuyển. Cơ quan trả lời trong hạn pháp luật cho."),
    _report_error,
    (Box("error", _("Sai ở đâu, đúng ra là gì"), "long_text", about=(SayWhy,)),),
)
DECLINE_CORRECTION = Further(
    "decline-correction",
    Move.DECLINE_CORRECTION,
    _("Kết quả không sai: trả lời người nộp"),
    _("Trả lời: không có sai sót"),
    _("Đã trả lời. Người nộp được báo."),
    _decline_correction,
    (Box("decline_reason", _("Lý do"), "long_text", _("Người nộp đọc lý do này."), about=(SayWhy,)),),
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
