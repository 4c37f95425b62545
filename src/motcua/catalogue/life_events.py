"""The moments of life by which people look for procedures, in the order pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LifeEvent:
    title: str
    description: str


LIFE_EVENTS: Mapping[str, LifeEvent] = {
    "birth": LifeEvent("Sinh con, nuôi con", "Giấy khai sinh, nhận con, con nuôi, giám hộ, giấy tờ cho trẻ."),
    "marriage": LifeEvent("Kết hôn, ly hôn", "Giấy xác nhận độc thân, đăng ký kết hôn, ghi chú ly hôn."),
    "residence": LifeEvent(
        "Chuyển chỗ ở", "Thường trú, tạm trú, tách hộ, xác nhận cư trú, báo có người ở lại."
    ),
    "identity": LifeEvent("Căn cước, hộ chiếu", "Làm mới, đổi, cấp lại khi mất; sửa thông tin hộ tịch."),
    "papers": LifeEvent("Sao y, chứng thực", "Chứng thực bản sao, chữ ký, hợp đồng; bản sao trích lục."),
    "land": LifeEvent("Đất đai", "Sổ đỏ, tách thửa, chuyển mục đích, tranh chấp, thế chấp."),
    "house": LifeEvent("Xây nhà, sửa nhà", "Giấy phép xây dựng, thông tin quy hoạch, nhà ở xã hội."),
    "business": LifeEvent("Mở quán, kinh doanh", "Hộ kinh doanh, doanh nghiệp, giấy phép của từng nghề."),
    "work": LifeEvent("Đi làm", "Phiếu lý lịch tư pháp, chứng thực hồ sơ xin việc, chứng chỉ hành nghề."),
    "study": LifeEvent("Đi học, ra nước ngoài", "Hộ chiếu, sao y bằng cấp, lý lịch tư pháp."),
    "vehicle": LifeEvent("Xe cộ, lái xe", "Đăng ký xe, sang tên, bằng lái, giấy phép vận tải."),
    "farming": LifeEvent("Trồng trọt, chăn nuôi", "Đất lúa, dịch bệnh, thuốc, lâm sản, tàu cá, nước tưới."),
    "hardship": LifeEvent("Khi gặp khó khăn", "Hộ nghèo, hỗ trợ thiệt hại, cai nghiện, trợ giúp pháp lý."),
    "justice": LifeEvent("Pháp luật, tranh chấp", "Hòa giải, trợ giúp pháp lý, giám hộ."),
    "death": LifeEvent("Người thân qua đời", "Khai tử, xóa thường trú, thừa kế, di chúc."),
}
