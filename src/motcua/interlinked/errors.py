"""What this module will not do."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class FilingNotFound(Refusal):
    code = "interlinked.not-found"
    message = _("Không có hồ sơ liên thông {code}, hoặc hồ sơ không phải của bạn.")


class NotInForce(Refusal):
    code = "interlinked.not-in-force"
    message = _("Hôm nay nhóm thủ tục liên thông này không có hiệu lực. Bạn nộp từng thủ tục.")


class PartNotFiledHere(Refusal):
    code = "interlinked.part-not-filed-here"
    message = _(
        "Chưa nộp liên thông được: chưa có cơ quan nào ở đây giải quyết phần “{part}”. Bạn nộp từng thủ tục."
    )


class PartNotHeld(Refusal):
    code = "interlinked.part-not-held"
    message = _("Phần “{part}” không dừng lại nữa, không phải gửi lại.")


class NothingToWithdraw(Refusal):
    code = "interlinked.nothing-to-withdraw"
    message = _("Không còn phần nào rút được: các phần đã có kết quả hoặc đã khép lại.")
