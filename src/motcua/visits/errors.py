"""Why a ticket, a call or an appointment is not possible."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class DeskNotFound(Refusal):
    code = "visits.desk-not-found"
    message = _("Không có Bộ phận Một cửa này.")


class KioskRevoked(Refusal):
    code = "visits.kiosk-revoked"
    message = _("Máy lấy số này đã được gỡ. Bạn lấy số ở bàn hướng dẫn.")


class DeskShut(Refusal):
    code = "visits.desk-shut"
    message = _("{desk} chưa mở cửa hoặc đã hết giờ nên chưa lấy số được. Mở lại lúc {opens}.")


class DayClosed(Refusal):
    code = "visits.day-closed"
    message = _("{desk} đã ngừng phát số hôm nay. Mời bạn trở lại ngày làm việc sau, hoặc đặt lịch hẹn.")


class TicketNotFound(Refusal):
    code = "visits.ticket-not-found"
    message = _("Không có số thứ tự này.")


class NotThisDesk(Refusal):
    code = "visits.not-this-desk"
    message = _("Bạn không tiếp nhận ở {desk} nên không gọi số ở đây.")


class NobodyWaiting(Refusal):
    code = "visits.nobody-waiting"
    message = _("Không còn ai chờ.")


class WindowNotThere(Refusal):
    code = "visits.window-not-there"
    message = _("{desk} có quầy từ 1 đến {windows}. Hãy chọn một quầy trong đó.")


class MoveNotAllowed(Refusal):
    code = "visits.move-not-allowed"
    message = _("Số {number} đang là “{state}”; không làm được việc này nữa.")


class SameWindow(Refusal):
    code = "visits.same-window"
    message = _("Số {number} đang ở chính quầy {window}. Hãy chọn quầy khác.")


class DayStillOpen(Refusal):
    code = "visits.day-still-open"
    message = _("Chưa hết giờ làm việc ({closes}) nên chưa kết thúc ngày được.")


class ReasonNeeded(Refusal):
    code = "visits.reason-needed"
    message = _("Hãy ghi lý do và văn bản quyết định.")


class BookingNotFound(Refusal):
    code = "visits.booking-not-found"
    message = _("Không có lịch hẹn nào mang mã này. Hãy so lại từng chữ với nơi bạn đã ghi.")


class NameNeeded(Refusal):
    code = "visits.name-needed"
    message = _("Hãy ghi họ và tên người sẽ đến.")


class PhoneNeeded(Refusal):
    code = "visits.phone-needed"
    message = _("Hãy ghi số điện thoại, ví dụ 0912 345 678.")


class SlotNotOffered(Refusal):
    code = "visits.slot-not-offered"
    message = _("{desk} không nhận hẹn vào giờ này. Hãy chọn một giờ khác trong danh sách.")


class SlotFull(Refusal):
    code = "visits.slot-full"
    message = _("Giờ này vừa đủ người. Hãy chọn một giờ khác trong danh sách.")


class TooManyBookings(Refusal):
    code = "visits.too-many-bookings"
    message = _(
        "Số điện thoại này đang có {limit} lịch hẹn, là mức nhiều nhất. Hãy hủy bớt một lịch rồi đặt."
    )


class SameTimeTwice(Refusal):
    code = "visits.same-time-twice"
    message = _("Số điện thoại này đã có một lịch hẹn vào đúng giờ ấy.")


class BookingOver(Refusal):
    code = "visits.booking-over"
    message = _("Lịch hẹn này đã là “{state}” nên không đổi, không hủy được nữa.")


class NotToday(Refusal):
    code = "visits.not-today"
    message = _("Lịch hẹn này vào {when}, không phải hôm nay.")


class OtherDesk(Refusal):
    code = "visits.other-desk"
    message = _("Lịch hẹn này ở {desk}.")


class PlanBegan(Refusal):
    code = "visits.plan-began"
    message = _(
        "Mức này đã áp dụng từ ngày {on:%d/%m/%Y} nên giữ nguyên; hãy quyết định mức mới từ một ngày sau."
    )


class PlanInThePast(Refusal):
    code = "visits.plan-in-the-past"
    message = _("Mức mới áp dụng từ hôm nay trở đi; những ngày đã qua giữ nguyên.")


class PlanOutOfBounds(Refusal):
    code = "visits.plan-out-of-bounds"
    message = _("{name}: hãy ghi số từ {least} đến {most}.")
