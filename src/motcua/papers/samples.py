"""Data to try a template with: one dossier of invented people, and the same pushed to its limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from motcua.kernel.legal_time import VIETNAM
from motcua.papers.forms import FORMS, SLIPS
from motcua.papers.typesetting import Head

Data = Mapping[str, Any]

AT = datetime(2026, 11, 27, 9, 15, 5, tzinfo=VIETNAM)
DESK = "Trung tâm Phục vụ hành chính công phường Pleiku"
LONG = (
    "Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con đối với trẻ em sinh ra ở nước ngoài có cha hoặc mẹ "
    "là công dân Việt Nam, người kia là công dân nước ngoài hoặc người không quốc tịch, cư trú tại xã biên "
    "giới Ia Dom, Ia O, Ia Chia, Ia Nan, Ia Pnôn, Ia Púch, Ia Mơ"
)
MANY = 40

HEAD = Head(
    title="Văn bản",
    agency="Ủy ban nhân dân phường Pleiku",
    number="07",
    on=AT.date(),
    place="Pleiku",
    authority=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    signer="Nguyễn Thị Hường",
)
SIGNED = replace(
    HEAD,
    signed_at=AT,
    verify_url="https://motcua.gialai.gov.vn/v/ABCDEFGHIJKLMNOP",
    verify_code="ABCD-EFGH-IJKL-MNOP",
)

_WHO: Data = {
    "dossier_code": "H21.65-261127-0007",
    "procedure_name": "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ",
    "desk": DESK,
    "applicant_name": "Rơ Châm H’Bích",
    "applicant_id": "064190001234",
    "applicant_address": "Làng Ốp, phường Pleiku, tỉnh Gia Lai",
    "applicant_phone": "0905 123 456",
    "applicant_email": "hbich@example.vn",
    "tracking_url": "https://motcua.gialai.gov.vn/tra-cuu/?ma=H21.65-261127-0007",
}
_CONTACT: Data = {"contact_name": DESK, "contact_phone": "0269 3824 123"}
_OFFICE = "Phòng Kinh tế, Hạ tầng và Đô thị"

SAMPLES: Mapping[str, Data] = {
    "receipt": {
        **_WHO,
        "agent_name": "Nguyễn Văn An",
        "agent_id": "064090001111",
        "agent_address": "12 Hùng Vương, phường Pleiku, tỉnh Gia Lai",
        "agent_phone": "0914 222 333",
        "agent_paper": "Giấy ủy quyền ngày 20/11/2026",
        "papers": [
            {"name": "Đơn đề nghị cấp giấy phép xây dựng", "originals": 1},
            {"name": "Giấy chứng nhận quyền sử dụng đất", "copies": 1},
            {"name": "Bản vẽ thiết kế xây dựng", "originals": 2},
        ],
        "term": "15 ngày làm việc",
        "received_at": AT,
        "due_at": "2026-12-18T09:15:05",
        "result_place": DESK,
        "book": "01/2026",
        "book_line": "1284",
        "submitter_name": "Nguyễn Văn An",
        "receiver_name": "Lê Thị Ngữ",
    },
    "supplement-request": {
        **_WHO,
        **_CONTACT,
        "items": [
            "Bản vẽ mặt bằng các tầng có chữ ký của người thiết kế",
            "Bản chụp rõ trang 3 Giấy chứng nhận quyền sử dụng đất",
        ],
        "reason": "Bản vẽ chưa có chữ ký người thiết kế; trang 3 Giấy chứng nhận bị mờ, mất số thửa.",
        "officer_name": "Lê Thị Ngữ",
    },
    "refusal": {
        **_WHO,
        **_CONTACT,
        "reason": "Thửa đất ở xã Ia Dom, không thuộc thẩm quyền của Ủy ban nhân dân phường Pleiku.",
        "citation": "Điều 17 Nghị định 118/2025/NĐ-CP",
        "advice": "Nộp tại bất kỳ Trung tâm Phục vụ hành chính công nào trong tỉnh, ghi đúng nơi có đất.",
        "officer_name": "Lê Thị Ngữ",
    },
    "apology": {
        **_WHO,
        **_CONTACT,
        "received_at": AT,
        "due_at": "2026-12-18T09:15:05",
        "new_due_at": "2026-12-25T09:15:05",
        "reason": "Cơ quan được lấy ý kiến về an toàn phòng cháy chưa trả lời; đã đôn đốc ngày 16/12/2026.",
        "officer_name": "Nguyễn Thị Hường",
    },
    "stopping": {
        **_WHO,
        **_CONTACT,
        "received_at": AT,
        "stopped_at": "2026-12-04T14:20:00",
        "reason": "Ông/bà đề nghị dừng giải quyết hồ sơ ngày 04/12/2026.",
        "citation": "Điều 21 Nghị định 118/2025/NĐ-CP",
        "officer_name": "Nguyễn Thị Hường",
    },
    "control-slip": {
        **_WHO,
        "agency": "Ủy ban nhân dân phường Pleiku",
        "partners": "Công an phường Pleiku",
        "received_at": AT,
        "due_at": "2026-12-18T09:15:05",
        "rows": [
            {
                "giver_unit": DESK,
                "giver": "Lê Thị Ngữ",
                "receiver_unit": _OFFICE,
                "receiver": "Trần Quốc Toản",
                "at": "2026-11-27T10:05:00",
                "outcome": "Trước hạn",
            },
            {
                "giver_unit": _OFFICE,
                "giver": "Trần Quốc Toản",
                "receiver_unit": "Ủy ban nhân dân phường Pleiku",
                "receiver": "Nguyễn Thị Hường",
                "at": "2026-12-10T15:40:00",
                "outcome": "Đúng hạn",
                "note": "Trình ký",
            },
            {
                "giver_unit": "Ủy ban nhân dân phường Pleiku",
                "giver": "Nguyễn Thị Hường",
                "receiver_unit": DESK,
                "at": "2026-12-18T16:00:00",
                "outcome": "Quá hạn",
                "note": "Chậm 06 giờ 45 phút",
            },
        ],
    },
    "register": {
        "from_on": date(2026, 11, 1),
        "to_on": date(2026, 11, 30),
        "rows": [
            {
                "line": "1",
                "code": "H21.65-261127-0007",
                "procedure": "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ",
                "applicant": "Rơ Châm H’Bích",
                "contact": "Làng Ốp, phường Pleiku, tỉnh Gia Lai; 0905 123 456",
                "agency": "Ủy ban nhân dân phường Pleiku",
                "received_on": "2026-11-27",
                "due_on": "2026-12-18",
                "returned_on": "2026-12-17",
                "way": "Trực tiếp",
                "taken_by": "Nguyễn Văn An",
            },
            {
                "line": "2",
                "code": "H21.65-261127-0008",
                "procedure": "Đăng ký khai sinh",
                "applicant": "Ksor Y Nguyên",
                "contact": "Xã Ia Dom, tỉnh Gia Lai",
                "agency": "Ủy ban nhân dân phường Pleiku",
                "received_on": "2026-11-27",
                "due_on": "2026-11-27",
                "way": "Trực tuyến",
            },
        ],
        "purpose": "Lê Thị Ngữ xuất ngày 01/12/2026 để lưu sổ tháng 11.",
    },
}

_AS_THEY_ARE = ("at", "_on", "_url", "dossier_code", "code", "line", "sets", "outcome")


def slip_of(template: str) -> str:
    """
    Return the kind of slip a template sets, whichever circular it follows.

    >>> slip_of("receipt-2018")
    'receipt'
    """
    return template.removesuffix("-2018")


def trials(template: str) -> Iterator[tuple[str, Head, Data]]:
    """Return every case a template must stand: its name, head and data."""
    whole = SAMPLES[slip_of(template)]
    title = replace(HEAD, title="Bản thử")
    yield "thường", title, whole
    yield "đã ký", replace(SIGNED, title="Bản thử"), whole
    yield "chỉ có phần bắt buộc", replace(title, place=""), _least(template, whole)
    long_head = replace(title, agency=LONG[:120], parent=LONG[:120], signer=LONG[:60])
    yield "tên rất dài", long_head, _long(whole)
    yield f"{MANY} dòng", title, _many(whole)


def _least(template: str, whole: Data) -> dict[str, Any]:
    fields = FORMS[template].model_fields
    return {key: value for key, value in whole.items() if fields[key].is_required()}


def _long(value: Any, key: str = "") -> Any:
    if isinstance(value, Mapping):
        return {k: _long(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_long(item, key) for item in value]
    return LONG if isinstance(value, str) and not key.endswith(_AS_THEY_ARE) else value


def _many(whole: Data) -> dict[str, Any]:
    return {
        key: [value[n % len(value)] for n in range(MANY)] if isinstance(value, list) else value
        for key, value in whole.items()
    }


assert SAMPLES.keys() == SLIPS.keys()
