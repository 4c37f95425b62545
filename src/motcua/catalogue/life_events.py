"""The moments of life by which people look for procedures, in the order pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class LifeEvent:
    title: str | Promise
    description: str | Promise


LIFE_EVENTS: Mapping[str, LifeEvent] = {
    "birth": LifeEvent(
        _("Sinh con, nuôi con"), _("Giấy khai sinh, nhận con, con nuôi, giám hộ, giấy tờ cho trẻ.")
    ),
    "marriage": LifeEvent(
        _("Kết hôn, ly hôn"), _("Giấy xác nhận độc thân, đăng ký kết hôn, ghi chú ly hôn.")
    ),
    "residence": LifeEvent(
        _("Chuyển chỗ ở"), _("Thường trú, tạm trú, tách hộ, xác nhận cư trú, báo có người ở lại.")
    ),
    "identity": LifeEvent(
        _("Căn cước, hộ chiếu"), _("Làm mới, đổi, cấp lại khi mất; sửa thông tin hộ tịch.")
    ),
    "papers": LifeEvent(
        _("Sao y, chứng thực"), _("Chứng thực bản sao, chữ ký, hợp đồng; bản sao trích lục.")
    ),
    "land": LifeEvent(_("Đất đai"), _("Sổ đỏ, tách thửa, chuyển mục đích, tranh chấp, thế chấp.")),
    "house": LifeEvent(_("Xây nhà, sửa nhà"), _("Giấy phép xây dựng, thông tin quy hoạch, nhà ở xã hội.")),
    "business": LifeEvent(
        _("Mở quán, kinh doanh"), _("Hộ kinh doanh, doanh nghiệp, giấy phép của từng nghề.")
    ),
    "work": LifeEvent(
        _("Đi làm"), _("Phiếu lý lịch tư pháp, chứng thực hồ sơ xin việc, chứng chỉ hành nghề.")
    ),
    "study": LifeEvent(_("Đi học, ra nước ngoài"), _("Hộ chiếu, sao y bằng cấp, lý lịch tư pháp.")),
    "vehicle": LifeEvent(_("Xe cộ, lái xe"), _("Đăng ký xe, sang tên, bằng lái, giấy phép vận tải.")),
    "farming": LifeEvent(
        _("Trồng trọt, chăn nuôi"), _("Đất lúa, dịch bệnh, thuốc, lâm sản, tàu cá, nước tưới.")
    ),
    "hardship": LifeEvent(
        _("Khi gặp khó khăn"), _("Hộ nghèo, hỗ trợ thiệt hại, cai nghiện, trợ giúp pháp lý.")
    ),
    "justice": LifeEvent(_("Pháp luật, tranh chấp"), _("Hòa giải, trợ giúp pháp lý, giám hộ.")),
    "death": LifeEvent(_("Người thân qua đời"), _("Khai tử, xóa thường trú, thừa kế, di chúc.")),
}
