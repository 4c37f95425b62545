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
