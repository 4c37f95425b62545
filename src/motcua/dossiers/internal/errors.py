"""Why one unit does not ask another."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class AsksNowhere(Refusal):
    code = "internal.asks-nowhere"
    message = _("Chức vụ của bạn không được gửi hồ sơ nội bộ thay {unit}.")


class AsksItself(Refusal):
    code = "internal.asks-itself"
    message = _("{unit} giải quyết thủ tục này, nên không gửi hồ sơ cho chính mình.")


class OnlyBetweenUnits(Refusal):
    code = "internal.only-between-units"
    message = _("Đây là thủ tục nội bộ: chỉ đơn vị hành chính gửi, người dân và tổ chức không nộp.")


class NotBetweenUnits(Refusal):
    code = "internal.not-between-units"
    message = _("Thủ tục này dành cho người dân và tổ chức, đơn vị hành chính không gửi như thủ tục nội bộ.")
