"""Refusals of the offices module."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class NotAdministrator(Refusal):
    code = "orgs.not-administrator"
    message = _("Chỉ người quản trị của {unit} mới làm được việc này.")


class CodeInUse(Refusal):
    code = "orgs.code-in-use"
    message = _("Mã {code} đang dùng cho {name}.")


class UsernameTaken(Refusal):
    code = "orgs.username-taken"
    message = _("Tên đăng nhập {username} đã có người dùng.")


class AlreadyAppointed(Refusal):
    code = "orgs.already-appointed"
    message = _("{officer} đang giữ vị trí này.")


class EndsBeforeItBegins(Refusal):
    code = "orgs.ends-before-it-begins"
    message = _("Ngày kết thúc phải sau ngày bắt đầu ({from_on:%d/%m/%Y}).")


class UnitStillUsed(Refusal):
    code = "orgs.unit-still-used"
    message = _("{unit} còn {count} người đang giữ vị trí; hãy chuyển họ trước khi kết thúc đơn vị.")


class UnitHasUnitsBelow(Refusal):
    code = "orgs.unit-has-units-below"
    message = _("{unit} còn {count} đơn vị trực thuộc; hãy kết thúc các đơn vị đó trước.")


class UnitAlreadyEnded(Refusal):
    code = "orgs.unit-already-ended"
    message = _("{unit} đã kết thúc từ ngày {on:%d/%m/%Y}.")


class NotInForce(Refusal):
    code = "orgs.not-in-force"
    message = _("Ngày {on:%d/%m/%Y} chưa có hoặc không còn {unit}; hãy chọn ngày khác.")


class SuccessionUnexplained(Refusal):
    code = "orgs.succession-unexplained"
    message = _("Hãy chọn một đơn vị khác nhận hồ sơ và ghi văn bản quyết định việc chuyển.")


class NoDuties(Refusal):
    code = "orgs.no-duties"
    message = _("Hãy chọn ít nhất một nhiệm vụ cho vị trí này.")


class PostTitleInUse(Refusal):
    code = "orgs.post-title-in-use"
    message = _(
        "{unit} đã có vị trí {title} với nhiệm vụ khác; hãy đặt tên khác hoặc đổi nhiệm vụ của vị trí ấy."
    )


class AppointmentEnded(Refusal):
    code = "orgs.appointment-ended"
    message = _("{officer} đã thôi giữ vị trí này từ ngày {on:%d/%m/%Y}.")


class OwnRights(Refusal):
    code = "orgs.own-rights"
    message = _("Bạn không tự bỏ quyền quản trị hay tự khóa tài khoản của mình; hãy nhờ người quản trị khác.")


class AccountKeptElsewhere(Refusal):
    code = "orgs.account-kept-elsewhere"
    message = _(
        "Tài khoản của {officer} do {unit} quản lý; người quản trị của đơn vị ấy mới làm được việc này."
    )


class DayUnexplained(Refusal):
    code = "orgs.day-unexplained"
    message = _("Hãy ghi lý do và văn bản quyết định ngày nghỉ, ngày làm này.")


class ClosureEndsBeforeItBegins(Refusal):
    code = "orgs.closure-ends-before-it-begins"
    message = _("Đơn vị phải mở cửa lại sau lúc đóng cửa.")


class ClosurePassed(Refusal):
    code = "orgs.closure-passed"
    message = _("Lần đóng cửa này đã qua nên giữ nguyên: hạn của hồ sơ đã tính theo nó.")


class ClosureBegan(Refusal):
    code = "orgs.closure-began"
    message = _("Đơn vị đã đóng cửa; không bỏ được nữa, chỉ đổi được lúc mở cửa lại.")


class HoursMissing(Refusal):
    code = "orgs.hours-missing"
    message = _(
        "Ngày được tính vào thời hạn thì phải có giờ làm việc: hãy ghi giờ buổi sáng hoặc buổi chiều."
    )


class SessionsOverlap(Refusal):
    code = "orgs.sessions-overlap"
    message = _("Buổi sau phải bắt đầu khi buổi trước đã hết.")


class HoursBegan(Refusal):
    code = "orgs.hours-began"
    message = _("Giờ làm việc này đã áp dụng từ ngày {on:%d/%m/%Y}; không bỏ được nữa, chỉ kết thúc được.")


class HoursOver(Refusal):
    code = "orgs.hours-over"
    message = _("Giờ làm việc này đã hết áp dụng từ ngày {on:%d/%m/%Y}.")


class WithdrawnAlready(Refusal):
    code = "orgs.withdrawn-already"
    message = _("Quyết định này đã được bỏ trước đó.")


class AreaMissing(Refusal):
    code = "orgs.area-missing"
    message = _("Hãy ghi địa bàn: thôn, làng, tổ dân phố hoặc điểm bưu điện.")


class AccreditedTooLong(Refusal):
    code = "orgs.accredited-too-long"
    message = _("Ngày cuối phải sau ngày đầu và không quá {days} ngày ({citation}).")


class AlreadyAccredited(Refusal):
    code = "orgs.already-accredited"
    message = _("{person} đã được công nhận ở {unit}. Hãy thu hồi lần trước rồi công nhận lại.")


class AccreditationNotFound(Refusal):
    code = "orgs.accreditation-not-found"
    message = _("Không có người hỗ trợ này trong các đơn vị bạn quản trị.")


class RevokedWithoutReason(Refusal):
    code = "orgs.revoked-without-reason"
    message = _("Hãy ghi vì sao thu hồi.")


class NotAccredited(Refusal):
    code = "orgs.not-accredited"
    message = _(
        "Bạn chưa được công nhận là người hỗ trợ, hoặc đã hết hạn. Ủy ban nhân dân xã, phường công nhận "
        "tổ công nghệ số cộng đồng, trưởng thôn, làng, đoàn viên và nhân viên bưu chính."
    )
