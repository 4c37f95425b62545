"""What the API itself refuses, before any operation is asked."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class KeyMissing(Refusal):
    code = "api.key-missing"
    message = _("Hãy gửi khóa API trong tiêu đề Authorization, dạng “Bearer motcua_…”.")


class KeyNotInForce(Refusal):
    code = "api.key-not-in-force"
    message = _("Khóa API này không đúng, đã hết hạn hoặc đã bị thu hồi.")


class ScopeMissing(Refusal):
    code = "api.scope-missing"
    message = _("Khóa API này không có phạm vi “{scope}”.")


class NobodyBehindKey(Refusal):
    code = "api.nobody-behind-key"
    message = _("Tài khoản của khóa này không phải người nộp hồ sơ, cũng không phải cán bộ.")


class ForCitizensOnly(Refusal):
    code = "api.for-citizens-only"
    message = _("Việc này do người nộp hồ sơ làm; khóa này là của cán bộ.")


class ForStaffOnly(Refusal):
    code = "api.for-staff-only"
    message = _("Việc này do cán bộ làm; khóa này là của người nộp hồ sơ.")


class NotFound(Refusal):
    code = "api.not-found"
    message = _("Không có địa chỉ này trong API. Các địa chỉ ở /api/v1/openapi.json.")


class ProcedureNotFound(Refusal):
    code = "api.procedure-not-found"
    message = _("Không có thủ tục nào đang có hiệu lực mang mã {procedure}.")


class FormNotFound(Refusal):
    code = "api.form-not-found"
    message = _("Không có bản số {number} của biểu mẫu {form}.")


class BusinessNotFound(Refusal):
    code = "api.business-not-found"
    message = _("Không có doanh nghiệp nào mang mã số thuế {tax_code} mà bạn là người đại diện.")


class IssuedNotFound(Refusal):
    code = "api.issued-not-found"
    message = _("Không có văn bản nào mang mã kiểm tra này. Hãy so lại từng chữ với mã in trên văn bản.")


class MethodNotAllowed(Refusal):
    code = "api.method-not-allowed"
    message = _("Địa chỉ này không nhận phương thức {method}.")


class HostUnknown(Refusal):
    code = "api.host-unknown"
    message = "Máy chủ này không phục vụ tên miền mà bạn gửi tới. Hãy kiểm tra lại địa chỉ."


class NotJson(Refusal):
    code = "api.not-json"
    message = _("Nội dung gửi lên không phải JSON hợp lệ (UTF-8).")


class MalformedBody(Refusal):
    code = "api.malformed-body"
    message = _("Nội dung gửi lên bị hỏng hoặc không trọn vẹn, nên không đọc được.")


class WrongType(Refusal):
    code = "api.wrong-type"
    message = _("Hãy gửi nội dung kiểu {wanted}, không phải “{given}”.")


class BodyTooBig(Refusal):
    code = "api.body-too-big"
    message = _("Nội dung gửi lên lớn quá {limit_mb} MB.")


class RequestInvalid(Refusal):
    """``facts["problems"]`` maps the place in the request to what is wrong there."""

    code = "api.request-invalid"
    message = _("Yêu cầu có {count} chỗ chưa đúng.")


class TooManyRequests(Refusal):
    code = "api.too-many-requests"
    message = _("Bạn hỏi quá nhiều lần trong một lúc. Hãy đợi {seconds} giây rồi thử lại.")


class Unexpected(Refusal):
    code = "api.unexpected"
    message = _(
        "Hệ thống gặp lỗi và đã ghi lại. Hãy thử lại sau; "
        "gửi lại với cùng Idempotency-Key thì không nộp trùng."
    )
