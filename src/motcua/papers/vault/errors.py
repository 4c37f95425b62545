"""What the vault answers when it will not do something."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class HeldPaperNotFound(Refusal):
    code = "vault.not-found"
    message = _("Không tìm thấy giấy tờ này trong kho của bạn.")


class NotUsable(Refusal):
    code = "vault.not-usable"
    message = _("“{title}” không dùng lại được: {standing}. Bạn nộp bản còn hiệu lực.")


class HolderMissing(Refusal):
    code = "vault.holder-missing"
    message = _(
        "Giấy tờ chưa ghi của ai. Hãy ghi số định danh; không có thì ghi họ tên, năm sinh, nơi và ngày cấp."
    )


class TermBackwards(Refusal):
    code = "vault.term-backwards"
    message = _("Ngày hết hiệu lực đứng trước ngày có hiệu lực. Hãy xem lại.")


class PurposeMissing(Refusal):
    code = "vault.purpose-missing"
    message = _("Hãy ghi bạn chia sẻ để làm gì, ví dụ: nộp hồ sơ vay vốn tại ngân hàng.")


class ShareTooLong(Refusal):
    code = "vault.share-too-long"
    message = _("Chỉ chia sẻ được từ 1 đến {days} ngày. Cần lâu hơn, bạn chia sẻ lại sau.")


class ShareClosed(Refusal):
    code = "vault.share-closed"
    message = _("Liên kết này không dùng được: đã hết hạn, đã bị thu lại, hoặc ghi sai.")


class CannotPutAway(Refusal):
    code = "vault.cannot-put-away"
    message = _(
        "“{title}” do cơ quan nhà nước cấp hoặc số hóa nên được giữ trong kho; "
        "chỉ giấy tờ bạn đưa lên mới bỏ được."
    )
