"""What filling in once refuses, and why."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class NothingToDispute(Refusal):
    code = "once-only.nothing-to-dispute"
    message = _("Mục này không khác dữ liệu cơ quan nhà nước đang giữ. Hãy sửa mục khai trước, rồi báo sai.")


class ReasonForAskingAgainMissing(Refusal):
    code = "once-only.reason-for-asking-again-missing"
    message = _(
        "Nhà nước đã giữ: {things}. Hãy bỏ khỏi yêu cầu, hoặc chọn lý do phải hỏi lại "
        "(Điều 5 Nghị định 118/2025/NĐ-CP)."
    )


class ReasonForAskingAgainNotSaid(Refusal):
    code = "once-only.other-reason-missing"
    message = _("Chọn lý do khác thì hãy ghi rõ là lý do gì.")


class ReasonOfDisputeMissing(Refusal):
    code = "once-only.reason-missing"
    message = _("Hãy ghi vì sao dữ liệu đang giữ là sai, ví dụ: tôi đã chuyển nơi cư trú từ tháng 3.")
