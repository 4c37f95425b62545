"""Refusals of processes."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class ProcessUnreadable(Refusal):
    """``faults`` (a fact) holds every fault, each with the element it is about."""

    code = "workflow.process-unreadable"
    message = _("Chưa nhập được quy trình. {said}")


class NotWaiting(Refusal):
    code = "workflow.not-waiting"
    message = _("Quy trình không chờ ở bước “{step}”: có thể ai đó vừa làm xong, hoặc chưa tới lượt.")


class WayUnknown(Refusal):
    code = "workflow.way-unknown"
    message = _("Không có nhánh như vậy sau “{step}”. Hãy chọn một trong các nhánh đang có.")


class NoWayOn(Refusal):
    code = "workflow.no-way-on"
    message = _(
        "Không nhánh nào sau “{step}” đúng với hồ sơ này. "
        "Hãy kiểm tra lại dữ liệu, hoặc báo người quản trị quy trình."
    )


class NoWayBack(Refusal):
    code = "workflow.no-way-back"
    message = _(
        "Không trả lại được về bước “{step}”: "
        "bước này chưa làm, hoặc đang có việc khác chạy song song với nó."
    )


class NoWayTo(Refusal):
    code = "workflow.no-way-to"
    message = _(
        "Không đặt quy trình ở {steps} được: từ đó sẽ có nhánh chờ mãi hoặc có bước bị làm hai lần. "
        "Hãy chọn thêm bước của nhánh kia."
    )


class TablesUnreadable(Refusal):
    code = "workflow.tables-unreadable"
    message = _("Chưa đọc được bảng quy trình: {why}")


class ProcessFaulty(Refusal):
    """``faults`` (a fact) holds every fault, each with the step it is about."""

    code = "workflow.process-faulty"
    message = _("Chưa công bố được quy trình của thủ tục {procedure}. {said}")


class ProcessNotFound(Refusal):
    code = "workflow.process-not-found"
    message = _("Không có bản quy trình nào như vậy.")


class AlreadyPublished(Refusal):
    code = "workflow.already-published"
    message = _("Bản số {number} đã công bố rồi. Muốn đổi quy trình, hãy nhập một bản mới.")


class NoProcess(Refusal):
    code = "workflow.no-process"
    message = _("Thủ tục {procedure} chưa có quy trình nào được công bố.")


class AlreadyRunning(Refusal):
    code = "workflow.already-running"
    message = _("Hồ sơ {code} đã chạy theo một quy trình rồi.")


class TaskNotFound(Refusal):
    code = "workflow.task-not-found"
    message = _("Không có việc nào như vậy.")


class CourseNotFound(Refusal):
    code = "workflow.course-not-found"
    message = _("Hồ sơ này không chạy theo quy trình nào, hoặc không thuộc đơn vị của bạn.")


class TriedAlready(Refusal):
    code = "workflow.tried-already"
    message = _("Thủ tục {procedure} đang thử một bản khác. Hãy dùng chính thức hoặc thu hồi bản đó trước.")


class RollOutOver(Refusal):
    code = "workflow.roll-out-over"
    message = _("Đợt triển khai “{title}” đã kết thúc hoặc đã thu hồi.")


class NothingToRollOut(Refusal):
    code = "workflow.nothing-to-roll-out"
    message = _("Không có bản nháp nào để triển khai.")


class NeverInForce(Refusal):
    code = "workflow.never-in-force"
    message = _("Bản số {number} chưa từng được dùng, hoặc đang được dùng.")


class NotYourStep(Refusal):
    code = "workflow.not-your-step"
    message = _("Bước “{step}” là việc của người có nhiệm vụ “{duty}” tại {unit}.")


class ClaimedByAnother(Refusal):
    code = "workflow.claimed-by-another"
    message = _("{officer} đã nhận làm bước “{step}”.")


class ActUnknown(Refusal):
    code = "workflow.act-unknown"
    message = _("Bước “{step}” gọi việc “{act}”, là việc không có. Hãy báo người quản trị quy trình.")


class DraftedMeanwhile(Refusal):
    code = "workflow.drafted-meanwhile"
    message = _("{by} vừa lưu một bản khác của quy trình này. Hãy xem bản ấy trước khi lưu bản của bạn.")


class NothingInForce(Refusal):
    code = "workflow.nothing-in-force"
    message = _("Thủ tục {procedure} không có quy trình nào đang dùng.")
