"""Refusals of forms."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class FormFlawed(Refusal):
    """``flaws`` holds each with its place."""

    code = "eforms.form-flawed"
    message = _("Biểu mẫu {form} chưa công bố được: {said}")


class ThingFlawed(Refusal):
    """``flaws`` holds what is wrong in what was just written."""

    code = "eforms.thing-flawed"
    message = "{said}"


class NoSuchPlace(Refusal):
    code = "eforms.no-such-place"
    message = _("Chỗ này không còn trong bản đang soạn; có thể người khác vừa bỏ.")


class KeyTaken(Refusal):
    code = "eforms.key-taken"
    message = _("Khóa “{key}” đã dùng cho một mục khác; hãy đặt khóa khác.")


class OnlyQuestion(Refusal):
    code = "eforms.only-question"
    message = _("Nhóm phải còn ít nhất một câu hỏi. Muốn bỏ hết, hãy bỏ cả nhóm.")


class NoSuchForm(Refusal):
    code = "eforms.no-such-form"
    message = _("Chưa có biểu mẫu {form}.")


class FormExists(Refusal):
    code = "eforms.form-exists"
    message = _("Đã có biểu mẫu hoặc bản đang soạn mang mã {form}; hãy đặt mã khác.")


class NoDraft(Refusal):
    code = "eforms.no-draft"
    message = _("Biểu mẫu {form} không có bản nào đang soạn; có thể người khác vừa công bố hoặc bỏ.")


class EditedMeanwhile(Refusal):
    code = "eforms.edited-meanwhile"
    message = _(
        "{who} vừa sửa bản này ({what}). Những gì bạn gõ vẫn ở dưới đây: hãy xem lại rồi lưu lần nữa."
    )


class NothingChanged(Refusal):
    code = "eforms.nothing-changed"
    message = _("Bản đang soạn không khác bản đang dùng; không có gì để công bố.")


class PublishedMeanwhile(Refusal):
    code = "eforms.published-meanwhile"
    message = _(
        "Bản số {number} của biểu mẫu này đã được công bố sau khi bạn bắt đầu soạn. "
        "Hãy tải bản đang soạn về, bỏ nó, soạn lại từ bản mới."
    )


class FormFromThePast(Refusal):
    code = "eforms.form-from-the-past"
    message = _("Ngày có hiệu lực phải từ hôm nay trở đi.")


class BeforeTheOneToCome(Refusal):
    code = "eforms.before-the-one-to-come"
    message = _("Bản số {number} đã được công bố cho ngày {on}; bản mới phải có hiệu lực từ ngày ấy trở đi.")


class ReasonMissing(Refusal):
    code = "eforms.reason-missing"
    message = _("Hãy ghi căn cứ hoặc lý do công bố, ví dụ Thông tư 04/2024/TT-BTP.")


class FileUnreadable(Refusal):
    """``problems`` holds each with its line."""

    code = "eforms.file-unreadable"
    message = _("Không đọc được tệp biểu mẫu: {said}")


class SampleNameMissing(Refusal):
    code = "eforms.sample-name-missing"
    message = _("Hãy đặt tên cho bộ câu trả lời mẫu, ví dụ Cha đi khai cho con.")
