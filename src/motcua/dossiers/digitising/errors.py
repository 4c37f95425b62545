"""What digitising at the desk refuses, and why."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class DigitisationNotFound(Refusal):
    code = "digitising.not-found"
    message = _("Không tìm thấy việc số hóa này ở quầy của bạn.")


class NotThisStep(Refusal):
    code = "digitising.not-this-step"
    message = _("“{title}” đang ở bước: {step}. Trang đã được tải lại; bạn làm tiếp từ đó.")


class TitleMissing(Refusal):
    code = "digitising.title-missing"
    message = _("Hãy ghi tên giấy tờ, ví dụ: Giấy chứng nhận quyền sử dụng đất.")


class PaperTypeUnknown(Refusal):
    code = "digitising.type-unknown"
    message = _("Hãy chọn loại giấy tờ trong danh sách.")


class NoPages(Refusal):
    code = "digitising.no-pages"
    message = _("Chưa có trang nào. Hãy quét hoặc chụp ít nhất một trang.")


class MixedScan(Refusal):
    code = "digitising.mixed-scan"
    message = _("Một giấy tờ là một tệp PDF, hoặc nhiều ảnh chụp. Hãy bỏ tệp kia trước.")


class StillDoubtful(Refusal):
    code = "digitising.still-doubtful"
    message = _(
        "Còn {count} thông tin máy đọc chưa chắc. Hãy xem từng chỗ trên hình, sửa hoặc đánh dấu là đúng."
    )


class FactsWrong(Refusal):
    code = "digitising.facts-wrong"
    message = _("Còn {count} thông tin ghi chưa đúng dạng. Hãy sửa ở chỗ được đánh dấu.")


class NotOwnersPaper(Refusal):
    code = "digitising.not-owners-paper"
    message = _(
        "Giấy này ghi số định danh {found}, còn kho là của người có số {number}. Hãy xem lại giấy tờ của ai, "
        "hoặc thôi số hóa và bắt đầu lại với đúng người."
    )


class StillReading(Refusal):
    code = "digitising.still-reading"
    message = _(
        "Máy đang đọc chữ trên bản quét nên chưa ký được. Đợi ít phút, hoặc bấm “Không chờ máy đọc” "
        "để giữ bản quét như đã chụp."
    )


class SheetNotRead(Refusal):
    code = "digitising.sheet-not-read"
    message = _("Không đọc được danh sách: {why}")


class ArchiveNotRead(Refusal):
    code = "digitising.archive-not-read"
    message = _("Không dùng được tệp nén: {why}")


class RunNotFound(Refusal):
    code = "digitising.run-not-found"
    message = _("Không tìm thấy đợt số hóa này ở quầy của bạn.")
