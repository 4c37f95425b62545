"""Why a register is not made, in words a clerk can read."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class RegisterDaysWrong(Refusal):
    code = "register.days-wrong"
    message = _("Ngày cuối phải từ ngày đầu trở đi và không quá {days} ngày.")


class RegisterPurposeMissing(Refusal):
    code = "register.purpose-missing"
    message = _("Hãy ghi sổ này dùng vào việc gì.")


class RegisterTooLong(Refusal):
    code = "register.too-long"
    message = _("Bản in có {count} hồ sơ, quá {most}. Hãy chọn ít ngày hơn, hoặc tải bảng tính.")
