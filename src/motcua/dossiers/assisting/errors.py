"""Refusals of acting for another with a dossier."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class MandateOutOfScope(Refusal):
    code = "dossiers.mandate-out-of-scope"
    message = _("Việc đại diện cho {principal} không còn hiệu lực, hoặc không gồm nộp hồ sơ thủ tục này.")


class ConsentNotForThis(Refusal):
    code = "dossiers.consent-not-for-this"
    message = _(
        "Sự đồng ý của người được giúp không còn hiệu lực, hoặc không dành cho thủ tục này. "
        "Hãy hỏi lại khi người đó có mặt."
    )


class CodeNotSent(Refusal):
    code = "dossiers.consent-code-not-sent"
    message = _(
        "Chưa nhắn được mã đến điện thoại của người được giúp. Hãy thử lại sau ít phút, hoặc chọn cách khác: "
        "ký trên màn hình hay ký trên giấy."
    )


class SignatureMissing(Refusal):
    code = "dossiers.signature-missing"
    message = _("Chưa có chữ ký hoặc ảnh giấy đồng ý. Hãy để người được giúp ký, rồi gửi lại.")


class DeskUnknown(Refusal):
    code = "dossiers.desk-unknown"
    message = _("Hãy chọn xã, phường nơi bạn sẽ đưa bản chính giấy tờ.")


class VoiceMissing(Refusal):
    code = "dossiers.voice-missing"
    message = _("Tệp này không phải lời nói được ghi âm (WAV, dài nhất 3 phút). Hãy ghi âm lại rồi gửi.")
