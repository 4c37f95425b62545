"""Forms about accredited helpers."""

from django.utils.translation import gettext_lazy as _

from motcua.orgs.accreditations import Accreditation
from motcua.web.office.forms import FROM_ON, Choice, Day, Form, Text


class Accredit(Form):
    name = Text(_("Họ và tên"), _("Hãy ghi họ, chữ đệm và tên."), kind="name")
    number = Text(
        _("Số định danh"),
        _("Hãy ghi 12 chữ số trên thẻ căn cước."),
        kind="identity",
        max_length=20,
        help_text=_("Người hỗ trợ đăng nhập bằng VNeID của chính mình, không có mật khẩu riêng."),
    )
    body = Choice(_("Thuộc"), _("Hãy chọn tổ chức."), choices=Accreditation.Body.choices)
    area = Text(
        _("Địa bàn"),
        _("Hãy ghi địa bàn: thôn, làng, tổ dân phố hoặc điểm bưu điện."),
        help_text=_("Ví dụ: làng Klũh Klăh. Người được giúp đọc thấy dòng này."),
    )
    from_on = Day(_("Từ ngày"), FROM_ON)
    last_on = Day(_("Đến hết ngày"), _("Hãy ghi ngày cuối, ví dụ 31 12 2027."))


class Revoke(Form):
    because = Text(
        _("Lý do thu hồi"),
        _("Hãy ghi vì sao thu hồi."),
        max_length=500,
        help_text=_("Mọi sự đồng ý mà người này đang giữ chấm dứt ngay."),
    )
