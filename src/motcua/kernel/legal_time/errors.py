"""What the clock answers when it cannot count."""

from motcua.kernel.errors import Refusal
from motcua.kernel.text import msgid


class TermNotUnderstood(Refusal):
    code = "term.not-understood"
    message = msgid(
        "Không hiểu thời hạn “{text}”. Viết như: 5 ngày làm việc (5 working days), 15 ngày (15 days), "
        "1 tháng (1 month), 8 giờ (8 hours)."
    )


class TermTooLong(Refusal):
    code = "term.too-long"
    message = msgid("Thời hạn “{text}” dài quá 10 năm: hãy xem lại con số.")


class StopEndsBeforeItBegins(Refusal):
    code = "stop.ends-before-it-begins"
    message = msgid("Đồng hồ không thể chạy lại (lúc {to_at}) trước khi dừng (lúc {from_at}).")


class ClockStands(Refusal):
    code = "clock.stands"
    message = msgid("Đồng hồ đang dừng: chưa có hạn cho đến khi chạy lại.")
