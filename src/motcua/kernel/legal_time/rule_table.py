"""
How time is counted: the dated rules, each with its citation.

``certain=False``: the text was not at hand, or leaves it open; administrators see "to be confirmed". Texts
are what people read in "why this date"; the other values steer the count.
"""

from datetime import date

from motcua.kernel.dated import DatedRule
from motcua.kernel.text import msgid

CIVIL_CODE, DECREE_61, DECREE_118 = date(2017, 1, 1), date(2018, 6, 21), date(2025, 7, 1)

CODE = "Bộ luật Dân sự 91/2015/QH13"
D61, D118 = "Nghị định 61/2018/NĐ-CP", "Nghị định 118/2025/NĐ-CP"
WEEK = "Quyết định 188/1999/QĐ-TTg"
SAME_DAY = "Điều 7 Nghị định 23/2015/NĐ-CP; Điều 2 khoản 1 Thông tư 01/2020/TT-BTP"

FIRST_DAY: tuple[DatedRule, ...] = (
    DatedRule(
        "day.first", msgid("Ngày tiếp nhận, không tính vào thời hạn"),
        CIVIL_CODE, None, f"Điều 147 khoản 2, 3 {CODE}",
    ),
    *(
        DatedRule(
            "day.first_after_cut_off",
            msgid(
                "Ngày tiếp nhận, không tính vào thời hạn; nhận sau 15 giờ nên hồ sơ giấy chuyển đi đầu giờ "
                "ngày làm việc tiếp theo, hạn không vì thế mà lùi"
            ),
            from_on, to_on, citation,
        )
        for from_on, to_on, citation in (
            (DECREE_61, DECREE_118, f"Điều 147 khoản 2, 3 {CODE}; Điều 18 khoản 2 {D61}"),
            (DECREE_118, None, f"Điều 147 khoản 2, 3 {CODE}; Điều 17 khoản 3, Điều 18 khoản 2 {D118}"),
        )
    ),
    *(
        DatedRule(
            "day.deemed", msgid("Coi như tiếp nhận vào đầu giờ ngày làm việc tiếp theo"),
            from_on, to_on, f"Điều 18 khoản 2 {decree}", certain=False,
        )
        for from_on, to_on, decree in ((DECREE_61, DECREE_118, D61), (DECREE_118, None, D118))
    ),
)  # fmt: skip

DAYS: tuple[DatedRule, ...] = (
    DatedRule("day.working", msgid("Ngày làm việc"), CIVIL_CODE, None, WEEK, certain=False),
    DatedRule("day.half", msgid("Nửa ngày làm việc"), CIVIL_CODE, None, WEEK, certain=False),
    DatedRule("day.saturday", msgid("Thứ Bảy"), CIVIL_CODE, None, WEEK, certain=False),
    DatedRule("day.sunday", msgid("Chủ nhật"), CIVIL_CODE, None, WEEK, certain=False),
    DatedRule("day.off", msgid("Ngày nghỉ của đơn vị"), CIVIL_CODE, None, WEEK, certain=False),
    DatedRule(
        "day.running", msgid("Tính liên tục, kể cả ngày nghỉ"),
        CIVIL_CODE, None, f"Điều 148 khoản 1, 3 {CODE}",
    ),
    DatedRule(
        "day.end_moved", msgid("{reason}: hạn rơi vào ngày nghỉ"),
        CIVIL_CODE, None, f"Điều 148 khoản 5 {CODE}",
    ),
    DatedRule(
        "day.end_here", msgid("Ngày làm việc đầu tiên sau ngày nghỉ: hạn dời đến ngày này"),
        CIVIL_CODE, None, f"Điều 148 khoản 5 {CODE}",
    ),
    DatedRule(
        "day.part", msgid("Thời hạn dưới một ngày: tính theo giờ làm việc, từ lúc tiếp nhận"),
        CIVIL_CODE, None, f"Điều 147 khoản 1 {CODE}", certain=False,
    ),
    DatedRule(
        "end.closing",
        msgid("Hạn là giờ đóng cửa của ngày cuối: kết quả được trả trong giờ làm việc. Luật cho đến 24 giờ."),
        CIVIL_CODE, None, f"Điều 148 khoản 6 {CODE}", certain=False,
    ),
)  # fmt: skip

HOURS: tuple[DatedRule, ...] = (
    DatedRule(
        "hours.counted", msgid("Tính giờ làm việc, từ lúc tiếp nhận"),
        CIVIL_CODE, None, f"Điều 147 khoản 1 {CODE}",
    ),
    DatedRule("hours.outside", msgid("Đã hết giờ làm việc"), CIVIL_CODE, None, f"Điều 147 khoản 1 {CODE}"),
    DatedRule(
        "same_day.first", msgid("Trả kết quả ngay trong ngày tiếp nhận"),
        CIVIL_CODE, None, SAME_DAY, certain=False,
    ),
    DatedRule(
        "same_day.moved", msgid("Nhận quá muộn để trả trong ngày: trả trong ngày làm việc tiếp theo"),
        CIVIL_CODE, None, SAME_DAY, certain=False,
    ),
    DatedRule(
        "hours.week",
        {"weekdays": [0, 1, 2, 3, 4], "sessions": ["07:30-11:30", "13:00-17:00"]},  # 0 is Monday
        CIVIL_CODE, None, f"{WEEK}; giờ làm việc do Ủy ban nhân dân tỉnh quy định", certain=False,
    ),
)  # fmt: skip

# What a late reception does to a term, by its kind. "keep": the term runs from the reception itself;
# "next_working_day": as if received when that day opens. The decrees say only when the papers are handed on.
_KEEP = {
    "same_day": "next_working_day", "hours": "keep", "working_days": "keep", "days": "keep", "months": "keep",
}  # fmt: skip
RECEPTION: tuple[DatedRule, ...] = (
    DatedRule("reception.cut_off", "15:00", DECREE_61, DECREE_118, f"Điều 18 khoản 2 {D61}"),
    DatedRule("reception.cut_off", "15:00", DECREE_118, None, f"Điều 18 khoản 2 {D118}"),
    DatedRule(
        "reception.after_cut_off", _KEEP, DECREE_61, DECREE_118, f"Điều 18 khoản 2 {D61}; {SAME_DAY}",
        certain=False,
    ),
    DatedRule(
        "reception.after_cut_off", _KEEP, DECREE_118, None,
        f"Điều 17 khoản 3, Điều 18 khoản 2 {D118}; {SAME_DAY}",
    ),
    DatedRule(
        "reception.out_of_hours", _KEEP, CIVIL_CODE, DECREE_118, f"Điều 147 {CODE}; {SAME_DAY}", certain=False
    ),
    DatedRule(
        "reception.out_of_hours", _KEEP, DECREE_118, None,
        f"Điều 17 khoản 3 {D118}; Điều 147 {CODE}; {SAME_DAY}"
    ),
)  # fmt: skip

_SUPPLEMENT = {"effect": "anew", "reason": msgid("Đồng hồ dừng, chờ người nộp bổ sung hồ sơ")}
_OPINION = {"effect": "goes-on", "reason": msgid("Chờ ý kiến cơ quan khác, thời hạn vẫn chạy")}
STOPS: tuple[DatedRule, ...] = (
    DatedRule("stop.supplement", _SUPPLEMENT, DECREE_61, DECREE_118, f"Điều 19 khoản 4 {D61}"),
    DatedRule("stop.supplement", _SUPPLEMENT, DECREE_118, None, f"Điều 19 khoản 5 {D118}"),
    DatedRule("stop.opinion", _OPINION, DECREE_61, DECREE_118, f"Điều 19 khoản 5 {D61}"),
    DatedRule("stop.opinion", _OPINION, DECREE_118, None, f"Điều 19 khoản 4 {D118}"),
    DatedRule(
        "stop.payment",
        {"effect": "suspended", "reason": msgid("Đồng hồ dừng, chờ người nộp thực hiện nghĩa vụ tài chính")},
        CIVIL_CODE, None, "Nghị định 118/2025/NĐ-CP không ấn định; theo pháp luật của lĩnh vực",
        certain=False,
    ),
    DatedRule(
        "stop.verification",
        {"effect": "suspended", "reason": msgid("Đồng hồ dừng, chờ kết quả xác minh")},
        CIVIL_CODE, None, "Điều 3 khoản 4 Nghị định 123/2015/NĐ-CP (hộ tịch); lĩnh vực khác theo luật riêng",
        certain=False,
    ),
    DatedRule(
        "stop.other", {"effect": "suspended", "reason": msgid("Đồng hồ dừng")},
        CIVIL_CODE, None, f"Điều 148 khoản 1 {CODE}", certain=False,
    ),
)  # fmt: skip

_ANEW = msgid("Không còn tính: thời hạn tính lại từ đầu khi nhận đủ bổ sung")
_ANEW_FIRST = msgid("Ngày nhận đủ bổ sung, không tính; thời hạn tính lại từ đầu")
CHANGES: tuple[DatedRule, ...] = (
    DatedRule("anew.before", _ANEW, CIVIL_CODE, DECREE_118, f"Điều 19 khoản 4 {D61}"),
    DatedRule("anew.before", _ANEW, DECREE_118, None, f"Điều 19 khoản 5 {D118}"),
    DatedRule(
        "anew.first", _ANEW_FIRST, CIVIL_CODE, DECREE_118, f"Điều 19 khoản 4 {D61}; Điều 147 khoản 3 {CODE}"
    ),
    DatedRule(
        "anew.first", _ANEW_FIRST, DECREE_118, None, f"Điều 19 khoản 5 {D118}; Điều 147 khoản 3 {CODE}"
    ),
    DatedRule("extension", msgid("Ngày được gia hạn"), CIVIL_CODE, DECREE_118, f"Điều 19 khoản 9 {D61}"),
    DatedRule("extension", msgid("Ngày được gia hạn"), DECREE_118, None, f"Điều 19 khoản 6 {D118}"),
    *(
        DatedRule(
            "extension.made_up",
            msgid("Bù cho lúc đồng hồ dừng sau khi đã có ngày hẹn mới"),
            from_on,
            to_on,
            f"{article} không ấn định; lúc dừng không tính vào thời hạn",
            certain=False,
        )
        for from_on, to_on, article in (
            (CIVIL_CODE, DECREE_118, f"Điều 19 khoản 9 {D61}"),
            (DECREE_118, None, f"Điều 19 khoản 6 {D118}"),
        )
    ),
)

TIME_RULES = (*FIRST_DAY, *DAYS, *HOURS, *RECEPTION, *STOPS, *CHANGES)
