"""What digitising answers when it will not."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class NoReader(Refusal):
    code = "digitising.no-reader"
    message = _(
        "Máy chủ chưa cài phần mềm nhận dạng chữ nên không tự đọc được giấy tờ: bạn nhập tay các thông tin. "
        "Quản trị cài bằng lệnh: {command}"
    )


class AlreadyElectronic(Refusal):
    code = "digitising.already-electronic"
    message = _(
        "“{title}” đã là bản điện tử, không phải bản quét, nên không cần số hóa. Hãy dùng chính tệp đó."
    )


class TooManyPages(Refusal):
    code = "digitising.too-many-pages"
    message = _("“{title}” có quá {limit} trang. Hãy tách thành nhiều tệp rồi số hóa lại.")


class Unreadable(Refusal):
    code = "digitising.unreadable"
    message = _("Không nhận dạng được chữ trong “{title}”. Hãy quét lại rõ hơn, hoặc nhập tay các thông tin.")


class TookTooLong(Refusal):
    code = "digitising.took-too-long"
    message = _("“{title}” quá nặng, đọc mãi chưa xong. Hãy quét ở 200 đến 300 dpi rồi số hóa lại.")


class NotThisType(Refusal):
    code = "digitising.not-this-type"
    message = _("Danh sách ghi “{title}”, nhưng trên giấy là “{found}”. Hãy xem lại loại giấy tờ.")


class NotThisHolder(Refusal):
    code = "digitising.not-this-holder"
    message = _("Danh sách ghi số định danh {number}, còn trên giấy là {found}. Hãy xem lại giấy tờ của ai.")


class NotCompared(Refusal):
    code = "digitising.not-compared"
    message = _("“{title}” chưa được đối chiếu với bản chính. Chỉ giấy tờ đã đối chiếu mới đưa vào kho.")
