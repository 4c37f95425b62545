"""Whole, plausible data for every template; and the same pushed to its limits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from motcua.papers.forms import FORMS
from motcua.papers.samples import SAMPLES as SLIPS
from motcua.papers.samples import slip_of
from motcua.papers.typesetting import Head

AT = datetime(2026, 11, 27, 16, 30, 5, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
LONG_NAME = (
    "Thủ tục đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi và giải "
    "quyết chế độ trợ cấp thai sản đối với trường hợp trẻ em sinh ra ở nước ngoài có cha hoặc mẹ là công dân "
    "Việt Nam, người kia là công dân nước ngoài hoặc người không quốc tịch, cư trú tại khu vực biên giới xã "
    "Ia Dom, Ia O, Ia Chia, Ia Nan, Ia Pnôn, Ia Púch, Ia Mơ tỉnh Gia Lai"
)

HEAD = Head(
    title="Văn bản",
    agency="Ủy ban nhân dân phường Pleiku",
    number="128/2026",
    on=date(2026, 11, 27),
    place="Pleiku",
    authority=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    signer="Nguyễn Thị Hường",
    signed_at=AT,
    verify_url="https://motcua.gialai.gov.vn/v/ABCDEFGHIJKLMNOP",
    verify_code="ABCD-EFGH-IJKL-MNOP",
)

SAMPLES: dict[str, dict[str, Any]] = {
    **{name: dict(SLIPS[slip_of(name)]) for name in FORMS if slip_of(name) in SLIPS},
    "decision": {
        "dossier_code": "H21.65-261127-0007",
        "procedure_name": "Cấp phép sử dụng tạm thời lòng đường, hè phố vào mục đích khác",
        "applicant_name": "Nguyễn Văn An",
        "applicant_id": "064090001234",
        "applicant_address": "12 Hùng Vương, phường Pleiku, tỉnh Gia Lai",
        "content": (
            "Cho phép sử dụng tạm thời phần hè phố trước nhà số 12 đường Hùng Vương, diện tích 18 m², để "
            "tổ chức đám cưới.\nThời gian: từ 06 giờ ngày 05/12/2026 đến 22 giờ ngày 06/12/2026."
        ),
        "citation": "Điều 25c Nghị định 11/2010/NĐ-CP được bổ sung bởi Nghị định 100/2013/NĐ-CP",
        "conditions": "Chừa lối đi rộng ít nhất 1,5 m.\nDọn sạch trước 24 giờ ngày 06/12/2026.",
        "valid_until": "2026-12-06",
    },
    "refusal-decision": {
        "dossier_code": "H21.65-261127-0007",
        "procedure_name": "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ",
        "applicant_name": "Nguyễn Văn An",
        "applicant_address": "12 Hùng Vương, phường Pleiku, tỉnh Gia Lai",
        "reason": (
            "Thửa đất số 128, tờ bản đồ 34 nằm trong hành lang bảo vệ bờ suối Hội Phú đã được cắm mốc, "
            "không thuộc trường hợp được cấp phép xây dựng mới."
        ),
        "citation": "Điều 93 Luật Xây dựng; Quyết định 12/2025/QĐ-UBND của Ủy ban nhân dân tỉnh Gia Lai",
        "advice": "Đề nghị cấp giấy phép xây dựng có thời hạn nếu đáp ứng Điều 94 Luật Xây dựng.",
        "complaint": "Nếu không đồng ý, ông/bà có quyền khiếu nại đến phường Pleiku trong 90 ngày.",
    },
    "birth-certificate": {
        "full_name": "Rơ Châm Thị Ngọc Ánh",
        "birth_date": "2026-11-20",
        "birth_date_words": "Ngày hai mươi tháng mười một năm hai nghìn không trăm hai mươi sáu",
        "gender": "Nữ",
        "ethnicity": "Gia Rai",
        "nationality": "Việt Nam",
        "birth_place": "Bệnh viện Đa khoa tỉnh Gia Lai, phường Pleiku, tỉnh Gia Lai",
        "home_town": "Xã Ia Dom, tỉnh Gia Lai",
        "personal_id": "064326001234",
        "mother_name": "Rơ Châm H’Bích",
        "mother_birth_year": "1990",
        "mother_ethnicity": "Gia Rai",
        "mother_nationality": "Việt Nam",
        "mother_residence": "Làng Ốp, phường Pleiku, tỉnh Gia Lai",
        "father_name": "Ksor Y Nguyên",
        "father_birth_year": "1988",
        "father_ethnicity": "Gia Rai",
        "father_nationality": "Việt Nam",
        "father_residence": "Làng Ốp, phường Pleiku, tỉnh Gia Lai",
        "declarant_name": "Rơ Châm H’Bích",
        "declarant_papers": "Căn cước số 064190001234, Bộ Công an cấp ngày 03/02/2025",
        "registered_at": "Ủy ban nhân dân phường Pleiku, tỉnh Gia Lai",
        "registered_on": date(2026, 11, 27),
    },
    "marriage-status": {
        "applicant_name": "Lê Thị Ngữ",
        "full_name": "Lê Thị Ngữ",
        "birth_date": "1995-03-08",
        "gender": "Nữ",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
        "identity_papers": "Căn cước số 064195004321, Bộ Công an cấp ngày 12/08/2024",
        "residence": "Tổ 5, phường Hội Phú, tỉnh Gia Lai",
        "status": "Hiện tại chưa đăng ký kết hôn với ai",
        "purpose": "Kết hôn với anh Trần Văn Bảo, sinh năm 1993, căn cước số 052093001111",
    },
    "certified-copy": {
        "document_title": "Bằng tốt nghiệp đại học số 00123/2017 của Lê Thị Ngữ",
        "certification_number": "1284",
        "book_number": "03/2026",
        "pages": "02",
        "certified_on": date(2026, 11, 27),
    },
    "household-business": {
        "business_code": "064190001234",
        "first_registered_on": "2024-05-06",
        "change_number": "1",
        "changed_on": date(2026, 11, 27),
        "business_name": "Hộ kinh doanh Cà phê Măng Đen",
        "address": "35 Trần Phú, phường Pleiku, tỉnh Gia Lai",
        "phone": "0905 123 456",
        "email": "mangden@example.vn",
        "activities": (
            "Dịch vụ phục vụ đồ uống | 5630\n"
            "Bán lẻ lương thực, thực phẩm, đồ uống trong các cửa hàng chuyên doanh | 4722\n"
            "Rang và lọc cà phê"
        ),
        "capital": "150.000.000 đồng (Một trăm năm mươi triệu đồng)",
        "owner_name": "Nguyễn Văn An",
        "owner_gender": "Nam",
        "owner_birth_date": "1990-02-01",
        "owner_ethnicity": "Kinh",
        "owner_nationality": "Việt Nam",
        "owner_id": "064090001234",
        "owner_residence": "12 Hùng Vương, phường Pleiku, tỉnh Gia Lai",
        "members": "Trần Thị Bình, số định danh 064192003333\nNguyễn Văn Chung, số định danh 064215004444",
    },
    "building-permit": {
        "owner_name": "Nguyễn Văn An",
        "owner_address": "12 Hùng Vương, phường Pleiku, tỉnh Gia Lai",
        "work_name": "Nhà ở gia đình",
        "designer": "Công ty TNHH Tư vấn Xây dựng Cao Nguyên lập",
        "land_plot": "Thửa đất số 128, tờ bản đồ số 34, diện tích 120,5 m²",
        "site_address": "Đường Hùng Vương, phường Pleiku, tỉnh Gia Lai",
        "ground_level": "+0,45 m so với vỉa hè",
        "setback": "Trùng chỉ giới đường đỏ",
        "density": "80 %; 2,4 lần",
        "footprint": "96,4",
        "floor_area": "289,2",
        "height": "11,7",
        "floors": "03",
        "land_papers": "Giấy chứng nhận quyền sử dụng đất số CS 123456 cấp ngày 10/10/2019",
    },
    "criminal-record": {
        "sheet": "2",
        "full_name": "Nguyễn Văn An",
        "gender": "Nam",
        "birth_date": "1990-02-01",
        "birth_place": "Phường Pleiku, tỉnh Gia Lai",
        "nationality": "Việt Nam",
        "residence": "12 Hùng Vương, phường Pleiku, tỉnh Gia Lai",
        "identity_papers": "Căn cước số 064090001234, Bộ Công an cấp ngày 03/02/2025",
        "father_name": "Nguyễn Văn Bình",
        "mother_name": "Lê Thị Hoa",
        "spouse_name": "Trần Thị Bình",
        "convictions": "Không có án tích",
        "bans": "Không bị cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã",
    },
    "declaration": {
        "official_form": "Mẫu số 01/2025/LLTP",
        "to": "Công an tỉnh Gia Lai",
        "draft": True,
        "parts": [
            {
                "title": "Người được cấp phiếu",
                "lines": [("Họ và tên", "Nguyễn Thị Hường"), ("Nơi tạm trú", ""), ("Lý do", "Đi\nhọc")],
                "tables": [
                    {
                        "title": "Quá trình cư trú",
                        "heads": ("Từ", "Đến", "Nơi ở"),
                        "rows": [("2004", "2010", "Xã Ia Dom, tỉnh Gia Lai"), ("2010", "", "Phường Pleiku")],
                    },
                    {
                        "title": "Người cùng khai",
                        "heads": tuple(f"Mục {n}" for n in range(8)),
                        "rows": [tuple("x" if n % 2 else "" for n in range(8))],
                    },
                ],
            }
        ],
        "signatures": [
            ("Người khai", "Ký và ghi rõ họ tên", "Nguyễn Thị Hường"),
            ("Mẹ của trẻ", "Đã xác nhận điện tử", "Siu H'Bia"),
        ],
    },
}
