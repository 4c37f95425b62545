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
