"""Refusals of the accounts module."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class NameMissing(Refusal):
    code = "accounts.name-missing"
    message = _("Hãy ghi họ, chữ đệm và tên như trên giấy tờ tùy thân.")


class NotAnIdentityNumber(Refusal):
    code = "accounts.not-an-identity-number"
    message = _("Số định danh có 12 chữ số (giấy tờ cũ: 9 chữ số). Hãy xem lại số “{given}”.")


class NotAPhoneNumber(Refusal):
    code = "accounts.not-a-phone-number"
    message = _("Số điện thoại có 10 hoặc 11 chữ số, bắt đầu bằng số 0. Hãy xem lại số “{given}”.")


class NotABirthDate(Refusal):
    code = "accounts.not-a-birth-date"
    message = _("Hãy ghi ngày sinh, ví dụ 27/11/1990. Nếu chỉ nhớ năm, ghi năm.")


class NotAnEmail(Refusal):
    code = "accounts.not-an-email"
    message = _("Hãy xem lại địa chỉ thư điện tử “{given}”, ví dụ ten@example.vn.")


class NotATaxCode(Refusal):
    code = "accounts.not-a-tax-code"
    message = _("Mã số thuế có 10 chữ số, có thể thêm 3 số của chi nhánh. Hãy xem lại “{given}”.")


class RepresentedByAnother(Refusal):
    code = "accounts.represented-by-another"
    message = _(
        "{business} đang có người đại diện khác. Người đại diện mới hãy đăng nhập bằng tài khoản "
        "định danh điện tử của doanh nghiệp."
    )


class IdentityNotVouched(Refusal):
    code = "accounts.identity-not-vouched"
    message = _(
        "VNeID không gửi số định danh của bạn, nên chưa đăng nhập được. "
        "Bạn hãy thử lại, hoặc đến bộ phận một cửa."
    )


class TokenNameMissing(Refusal):
    code = "accounts.token-name-missing"
    message = _("Hãy đặt tên cho khóa, để sau này biết khóa dùng vào việc gì.")


class ScopeUnknown(Refusal):
    code = "accounts.scope-unknown"
    message = _("Không có phạm vi “{scope}”. Các phạm vi: {known}.")


class ExpiryPassed(Refusal):
    code = "accounts.expiry-passed"
    message = _("Ngày hết hạn của khóa phải ở sau thời điểm này.")


class NamesDiffer(Refusal):
    code = "accounts.names-differ"
    message = _("Số định danh và họ tên không đi với nhau. Hãy xem lại trên thẻ căn cước.")


class NotForOneself(Refusal):
    code = "accounts.not-for-oneself"
    message = _("Việc của chính bạn thì bạn không cần người đại diện: hãy ghi một người khác.")


class NumberNeeded(Refusal):
    code = "accounts.number-needed"
    message = _("Hãy ghi số định danh 12 chữ số của người đó, như trên thẻ căn cước hoặc giấy khai sinh.")


class MandateNotFound(Refusal):
    code = "accounts.mandate-not-found"
    message = _("Không có giấy đại diện này trong số của bạn.")


class MandateWithoutActs(Refusal):
    code = "accounts.mandate-without-acts"
    message = _("Hãy chọn ít nhất một việc người đại diện được làm.")


class MandateDaysWrong(Refusal):
    code = "accounts.mandate-days-wrong"
    message = _("Ngày cuối phải sau ngày đầu và không quá {last:%d/%m/%Y} ({citation}).")


class MandateProofMissing(Refusal):
    code = "accounts.mandate-proof-missing"
    message = _("Hãy gửi ảnh giấy tờ chứng minh, ví dụ giấy khai sinh hoặc quyết định cử người giám hộ.")


class NoLongerAMinor(Refusal):
    code = "accounts.no-longer-a-minor"
    message = _(
        "Người này đã đủ {age} tuổi nên cha, mẹ không còn là đại diện theo pháp luật ({citation}). "
        "Người đó có thể tự ủy quyền cho bạn."
    )


class BirthNeeded(Refusal):
    code = "accounts.birth-needed"
    message = _("Hãy ghi đủ ngày, tháng, năm sinh của con, ví dụ 27/11/2015.")


class MandateOver(Refusal):
    code = "accounts.mandate-over"
    message = _("Việc đại diện cho {principal} không còn hiệu lực, hoặc không gồm việc này.")


class MandateAlreadyJudged(Refusal):
    code = "accounts.mandate-already-judged"
    message = _("Đề nghị này đã được trả lời.")


class JudgedWithoutReason(Refusal):
    code = "accounts.judged-without-reason"
    message = _("Hãy ghi vì sao không chấp nhận, để người đề nghị biết cần làm gì.")


class ConsentNotFound(Refusal):
    code = "accounts.consent-not-found"
    message = _("Không có lần giúp này trong số của bạn.")


class ConsentOver(Refusal):
    code = "accounts.consent-over"
    message = _("Sự đồng ý của người được giúp không còn hiệu lực. Hãy hỏi lại khi người đó có mặt.")


class CodeWrong(Refusal):
    code = "accounts.code-wrong"
    message = _("Mã chưa đúng. Còn {left} lần thử. Hãy đọc lại tin nhắn trên điện thoại của người được giúp.")


class CodeOver(Refusal):
    code = "accounts.code-over"
    message = _("Mã này không dùng được nữa. Hãy hỏi lại để có mã mới.")


class PhoneNeeded(Refusal):
    code = "accounts.phone-needed"
    message = _(
        "Chưa có số điện thoại của người được giúp. Hãy ghi số của chính người đó, hoặc chọn cách khác."
    )


class AskedTooOften(Refusal):
    code = "accounts.asked-too-often"
    message = _("Bạn đã hỏi {most} lần trong một giờ. Hãy đợi rồi hỏi tiếp.")
