"""Made-up contents for the gallery: the longest name, a name of one word, nothing at all, long lists."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django import forms

from motcua.eforms.definition import FieldType, FormField, Option

# 1.012223 as published by the Ministry of Home Affairs, the kind of name that breaks layouts.
LONGEST_NAME = (
    "Cấp giấy phép hoạt động đo đạc và bản đồ cho tổ chức trong nước có sử dụng thiết bị bay không người "
    "lái trong khu vực biên giới; cấp bổ sung danh mục hoạt động đo đạc và bản đồ; gia hạn, cấp đổi, cấp "
    "lại giấy phép bị mất, hư hỏng hoặc thay đổi thông tin do sắp xếp đơn vị hành chính các cấp theo mô "
    "hình chính quyền địa phương hai cấp (trường hợp thuộc thẩm quyền giải quyết của Ủy ban nhân dân cấp tỉnh)"
)


def _at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 11, day, hour - 7, minute, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    """One line of a work list."""

    code: str
    name: str
    person: str
    due_at: datetime
    days: int
    fee: int
    tone: str
    state: str


ROWS = (
    Row("H21.18-261120-0007", "Đăng ký khai sinh", "Siu H'Bia", _at(25, 16, 30), -1, 0, "late", "Quá hạn"),
    Row("H21.18-261123-0012", "Xác nhận tình trạng hôn nhân", "Nguyễn Thị Thanh Hương", _at(26, 16, 30), 1, 15_000, "near", "Sắp đến hạn"),
    Row("H21.18-261124-0003", LONGEST_NAME, "Công ty TNHH Một thành viên Đo đạc Tây Nguyên", _at(30, 16, 30), 4, 1_250_000, "wait", "Chờ thẩm tra"),
    Row("H21.18-261124-0015", "Đăng ký khai tử", "Thu", _at(30, 11, 0), 4, 0, "pause", "Chờ người nộp bổ sung"),
    Row("H21.18-261119-0001", "Chứng thực bản sao", "Rơ Châm Đeng", _at(27, 16, 30), 3, 4_000, "ok", "Đã có kết quả"),
)  # fmt: skip

ETHNIC_GROUPS = ("Kinh", "Jrai", "Bahnar", "Ê Đê", "Tày", "Nùng", "Mường", "Thái", "Mông", "Dao")

FIELDS: tuple[tuple[FormField, str, str], ...] = (
    (FormField(key="child_name", label="Họ, chữ đệm, tên của trẻ", type=FieldType.NAME, help="Viết như muốn in trên giấy khai sinh, ví dụ: Siu H'Bia. Một chữ cũng được."), "Thu", ""),
    (FormField(key="born_on", label="Trẻ sinh ngày nào", type=FieldType.BIRTH_DATE, help="Ví dụ 27 11 1990. Nếu chỉ nhớ năm, ghi năm."), "2026-11-02", ""),
    (FormField(key="mother_born", label="Mẹ sinh ngày nào", type=FieldType.BIRTH_DATE, help="Nếu chỉ nhớ năm, ghi năm."), "1990-13", "Tháng phải từ 1 đến 12. Nếu không nhớ tháng, để trống ô tháng."),
    (FormField(key="wanted_on", label="Ngày muốn nhận kết quả", type=FieldType.DATE, required=False), "", ""),
    (FormField(key="gender", label="Giới tính", type=FieldType.CHOICE, options=(Option(value="male", label="Nam"), Option(value="female", label="Nữ"), Option(value="unknown", label="Chưa xác định"))), "female", ""),
    (FormField(key="ethnicity", label="Dân tộc", type=FieldType.CHOICE, options=tuple(Option(value=f"g{i}", label=name) for i, name in enumerate(ETHNIC_GROUPS))), "g1", ""),
    (FormField(key="married", label="Cha và mẹ có đăng ký kết hôn không", type=FieldType.YES_NO), "", "Hãy chọn Có hoặc Không."),
    (FormField(key="identity_number", label="Số định danh cá nhân hoặc căn cước", type=FieldType.IDENTITY, help="12 chữ số in trên mặt trước thẻ."), "06409900123", "Còn thiếu 1 chữ số: số định danh có 12 chữ số."),
    (FormField(key="phone", label="Điện thoại", type=FieldType.PHONE, help="Để cán bộ gọi khi cần."), "0905 123 456", ""),
    (FormField(key="email", label="Thư điện tử", type=FieldType.EMAIL, required=False), "", ""),
    (FormField(key="address", label="Nơi ở hiện nay", type=FieldType.ADDRESS, help="Số nhà, đường hoặc làng; xã, phường; tỉnh."), "Làng Kép, phường Pleiku, tỉnh Gia Lai", ""),
    (FormField(key="place", label="Nơi sinh", type=FieldType.TEXT, help="Tên bệnh viện hoặc trạm y tế."), "", ""),
    (FormField(key="copies", label="Số bản sao cần cấp", type=FieldType.NUMBER), "2", ""),
    (FormField(key="value", label="Giá trị khai báo", type=FieldType.MONEY), "1250000", ""),
    (FormField(key="note", label="Điều cần nói thêm", type=FieldType.LONG_TEXT, required=False, max_length=2000), "", ""),
)  # fmt: skip

STAFF: dict[str, object] = {
    "office": "Bộ phận một cửa phường Pleiku",
    "account_name": "Rơ Châm Đeng",
    "sign_out_url": "#",
    "nav": [
        {"url": "#", "label": "Việc của tôi", "current": True, "count": 5},
        {"url": "#", "label": "Tiếp nhận", "current": False, "count": ""},
        {"url": "#", "label": "Tra cứu", "current": False, "count": ""},
    ],
}


class SignIn(forms.Form):
    username = forms.CharField(label="Tên đăng nhập", help_text="Tên do đơn vị cấp.")


def context() -> dict[str, object]:
    """Return everything the gallery's templates show."""
    return {
        "longest": LONGEST_NAME,
        "rows": ROWS,
        "fields": FIELDS,
        "due_at": _at(27, 16, 30),
        "lodged_at": _at(20, 9, 12),
        "examined_at": _at(24, 14, 5),
        "django_form": SignIn({"username": "hbia"}),
        "errors": [(field.key, error) for field, _value, error in FIELDS if error],
        "refusal": "Hồ sơ này do xã Ia Dom giải quyết. Bạn có thể xem tiến độ bằng mã hồ sơ.",
        "error_names": ["400", "403", "403_csrf", "404", "410", "429", "500", "offline"],
        "nav": [
            {"url": "#", "label": "Tìm thủ tục", "current": True, "count": ""},
            {"url": "#", "label": "Tra cứu hồ sơ", "current": False, "count": ""},
            {"url": "#", "label": "Hồ sơ của tôi", "current": False, "count": 2},
        ],
    }
