"""Refusals of the catalogue."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class ProcedureNotFound(Refusal):
    code = "catalogue.procedure-not-found"
    message = _("Không có thủ tục nào đang có hiệu lực với mã {code}.")


class RevisedMeanwhile(Refusal):
    code = "catalogue.revised-meanwhile"
    message = _("Trong lúc bạn sửa, đã có bản số {number} của thủ tục này. Bạn xem bản mới rồi sửa lại.")


class DifferenceChanged(Refusal):
    code = "catalogue.difference-changed"
    message = _("Danh mục đã thay đổi từ lúc bạn xem. Bạn xem lại các thay đổi dưới đây rồi công bố.")


class OnlineReasonMissing(Refusal):
    code = "catalogue.online-reason-missing"
    message = _("Hãy ghi vì sao thủ tục chưa làm được toàn trình: lý do này được công khai.")


class FormUnknown(Refusal):
    code = "catalogue.form-unknown"
    message = _("Không có biểu mẫu {form}; hãy nhập biểu mẫu trước.")


class DeciderUnknown(Refusal):
    code = "catalogue.decider-unknown"
    message = _("Không có đơn vị nào đang hoạt động với mã {unit}.")
