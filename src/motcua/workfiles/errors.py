"""Why clerical work does not go on, in words an officer can read."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class DocumentNotFound(Refusal):
    code = "workfiles.not-found"
    message = _("Không có văn bản này, hoặc đơn vị bạn không được xem.")


class NotYourTask(Refusal):
    code = "workfiles.not-your-task"
    message = _("Việc này thuộc về {duty} của {unit}.")


class StepNotAllowed(Refusal):
    code = "workfiles.step-not-allowed"
    message = _("Văn bản đang ở bước “{step}”, nên chưa thể: {act}.")


class SayWhatItIs(Refusal):
    code = "workfiles.say-what-it-is"
    message = _("Hãy ghi cơ quan ban hành và trích yếu nội dung.")


class KindUnknown(Refusal):
    code = "workfiles.kind-unknown"
    message = _("Không có loại văn bản “{kind}”.")


class NothingWritten(Refusal):
    code = "workfiles.nothing-written"
    message = _("Hãy viết nội dung hoặc gửi kèm tệp dự thảo.")


class NothingChanged(Refusal):
    code = "workfiles.nothing-changed"
    message = _("Nội dung giống hệt bản {number}, nên không có bản mới.")


class WrittenMeanwhile(Refusal):
    code = "workfiles.written-meanwhile"
    message = _("{who} đã lưu bản {number} trong lúc bạn sửa. Hãy xem bản đó rồi sửa tiếp.")


class CommentsOpen(Refusal):
    code = "workfiles.comments-open"
    message = _("Còn {count} góp ý chưa giải quyết.")


class CommentNotFound(Refusal):
    code = "workfiles.comment-not-found"
    message = _("Không có góp ý này.")


class SaySomething(Refusal):
    code = "workfiles.say-something"
    message = _("Hãy viết một câu.")


class NotSigned(Refusal):
    code = "workfiles.not-signed"
    message = _("Tệp này không có chữ ký số hợp lệ: {reason}")


class SentToNobody(Refusal):
    code = "workfiles.sent-to-nobody"
    message = _("Hãy ghi nơi nhận trước khi trình.")


class HandlerElsewhere(Refusal):
    code = "workfiles.handler-elsewhere"
    message = _("{officer} không giữ chức vụ nào ở {unit} hôm nay.")


class GivenToNobody(Refusal):
    code = "workfiles.given-to-nobody"
    message = _("Hãy chọn người xử lý.")


class DueBeforeToday(Refusal):
    code = "workfiles.due-before-today"
    message = _("Hạn giải quyết không thể trước hôm nay.")


class AlreadyDone(Refusal):
    code = "workfiles.already-done"
    message = _("Văn bản đến này đã giải quyết xong.")


class NotAssigned(Refusal):
    code = "workfiles.not-assigned"
    message = _("Văn bản chưa có bút phê giao việc.")
