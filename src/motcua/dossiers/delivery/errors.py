"""Why a result does not go there, and why a desk may not help."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class WayNotOffered(Refusal):
    code = "dossier.delivery-not-offered"
    message = _("Thủ tục này không trả kết quả theo cách đó: {way}. Bạn chọn cách khác.")


class DeskNotThere(Refusal):
    code = "dossier.delivery-desk-missing"
    message = _("Hãy chọn bộ phận Một cửa nơi bạn muốn nhận kết quả.")


class AddressMissing(Refusal):
    code = "dossier.delivery-address-missing"
    message = _("Hãy ghi địa chỉ để bưu chính chuyển kết quả đến.")


class ResultOnItsWay(Refusal):
    code = "dossier.delivery-on-its-way"
    message = _("Bưu chính đã lấy kết quả đi phát. Muốn đổi nơi nhận, bạn gọi bưu cục ghi ở trang hồ sơ.")


class NobodyToHelp(Refusal):
    code = "dossier.nobody-to-help"
    message = _("Không có hồ sơ nào khớp cả mã hồ sơ và số định danh này. Xem lại giấy tờ người đó đưa.")


class TriedTooOften(Refusal):
    code = "dossier.help-tried-too-often"
    message = _("Bạn đã hỏi sai nhiều lần. Hãy đợi một giờ hoặc nhờ người quản lý bộ phận.")


class SayWhatFor(Refusal):
    code = "dossier.help-without-reason"
    message = _("Hãy ghi người đến quầy cần giúp việc gì. Họ đọc được lý do này.")


class ScanMissing(Refusal):
    code = "dossier.scan-missing"
    message = _("Hãy quét giấy tờ: hồ sơ do nơi khác giữ, giấy tờ đi bằng bản quét.")


class NotReceivedElsewhere(Refusal):
    code = "dossier.not-received-elsewhere"
    message = _(
        "{desk} không nhận thủ tục này cho cơ quan đó; bộ phận Một cửa của chính cơ quan nhận ({citation})."
    )


class NotSentOn(Refusal):
    code = "dossier.not-sent-on"
    message = _("{desk} chưa quét hết giấy tờ nên hồ sơ chưa chuyển đến: {names}.")
