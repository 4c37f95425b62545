"""Refusals of the offices module."""

from motcua.kernel.errors import Refusal


class NotAdministrator(Refusal):
    code = "orgs.not-administrator"
    message = "Chỉ người quản trị của {unit} mới làm được việc này."


class CodeInUse(Refusal):
    code = "orgs.code-in-use"
    message = "Mã {code} đang dùng cho {name}."


class UsernameTaken(Refusal):
    code = "orgs.username-taken"
    message = "Tên đăng nhập {username} đã có người dùng."


class AlreadyAppointed(Refusal):
    code = "orgs.already-appointed"
    message = "{officer} đang giữ vị trí này."


class EndsBeforeItBegins(Refusal):
    code = "orgs.ends-before-it-begins"
    message = "Ngày kết thúc phải sau ngày bắt đầu ({from_on:%d/%m/%Y})."


class UnitStillUsed(Refusal):
    code = "orgs.unit-still-used"
    message = "{unit} còn {count} người đang giữ vị trí; hãy chuyển họ trước khi kết thúc đơn vị."


class UnitHasUnitsBelow(Refusal):
    code = "orgs.unit-has-units-below"
    message = "{unit} còn {count} đơn vị trực thuộc; hãy kết thúc các đơn vị đó trước."


class UnitAlreadyEnded(Refusal):
    code = "orgs.unit-already-ended"
    message = "{unit} đã kết thúc từ ngày {on:%d/%m/%Y}."


class NotInForce(Refusal):
    code = "orgs.not-in-force"
    message = "Ngày {on:%d/%m/%Y} chưa có hoặc không còn {unit}; hãy chọn ngày khác."


class SuccessionUnexplained(Refusal):
    code = "orgs.succession-unexplained"
    message = "Hãy chọn một đơn vị khác nhận hồ sơ và ghi văn bản quyết định việc chuyển."


class NoDuties(Refusal):
    code = "orgs.no-duties"
    message = "Hãy chọn ít nhất một nhiệm vụ cho vị trí này."


class PostTitleInUse(Refusal):
    code = "orgs.post-title-in-use"
    message = (
        "{unit} đã có vị trí {title} với nhiệm vụ khác; hãy đặt tên khác hoặc đổi nhiệm vụ của vị trí ấy."
    )


class AppointmentEnded(Refusal):
    code = "orgs.appointment-ended"
    message = "{officer} đã thôi giữ vị trí này từ ngày {on:%d/%m/%Y}."


class OwnRights(Refusal):
    code = "orgs.own-rights"
    message = "Bạn không tự bỏ quyền quản trị hay tự khóa tài khoản của mình; hãy nhờ người quản trị khác."


class AccountKeptElsewhere(Refusal):
    code = "orgs.account-kept-elsewhere"
    message = "Tài khoản của {officer} do {unit} quản lý; người quản trị của đơn vị ấy mới làm được việc này."


class DayUnexplained(Refusal):
    code = "orgs.day-unexplained"
    message = "Hãy ghi lý do và văn bản quyết định ngày nghỉ, ngày làm này."
