"""What this module answers when it will not take, issue or change a paper."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class FileTooBig(Refusal):
    code = "papers.file-too-big"
    message = _(
        "Tệp “{file_name}” lớn quá {limit_mb} MB. "
        "Bạn chụp lại ở cỡ nhỏ hơn, hoặc tách thành nhiều tệp rồi gửi lại."
    )


class FileEmpty(Refusal):
    code = "papers.file-empty"
    message = _("Tệp “{file_name}” không có nội dung. Bạn chọn lại tệp khác.")


class FileTypeNotAccepted(Refusal):
    code = "papers.file-type-not-accepted"
    message = _(
        "Tệp “{file_name}” không phải PDF hay ảnh (JPEG, PNG, WebP). "
        "Bạn chụp ảnh giấy tờ, hoặc xuất tệp ra PDF rồi gửi lại."
    )


class FileDamaged(Refusal):
    code = "papers.file-damaged"
    message = _("Tệp “{file_name}” bị hỏng, không mở được. Bạn chụp hoặc quét lại giấy tờ này.")


class FileLocked(Refusal):
    code = "papers.file-password-protected"
    message = _("Tệp “{file_name}” có mật khẩu. Bạn bỏ mật khẩu rồi gửi lại.")


class ImageTooLarge(Refusal):
    code = "papers.image-too-large"
    message = _(
        "Ảnh “{file_name}” có quá {limit_megapixels} triệu điểm ảnh. Bạn chụp lại ở độ phân giải thấp hơn."
    )


class FileIsHeic(Refusal):
    code = "papers.file-is-heic"
    message = _(
        "Ảnh “{file_name}” ở dạng HEIC của iPhone. Bạn mở Cài đặt, Camera, Định dạng, "
        "chọn “Tương thích nhất”, chụp lại rồi gửi; hoặc gửi ảnh dạng JPEG."
    )


class FileHasTooManyPages(Refusal):
    code = "papers.file-has-too-many-pages"
    message = _("Tệp “{file_name}” có quá {limit_pages} trang. Bạn tách thành nhiều tệp rồi gửi lại.")


class FileTooHeavy(Refusal):
    code = "papers.file-too-heavy"
    message = _(
        "Tệp “{file_name}” mở ra quá lớn hoặc quá lâu nên không nhận. "
        "Bạn in tệp ra PDF mới, hoặc quét lại giấy tờ rồi gửi."
    )


class FileRunsSomething(Refusal):
    code = "papers.file-runs-something"
    message = _(
        "Tệp “{file_name}” có lệnh tự chạy bên trong nên không nhận. "
        "Bạn mở tệp, chọn In rồi lưu thành PDF mới, và gửi tệp mới đó."
    )


class FileIsXfa(Refusal):
    code = "papers.file-is-xfa"
    message = _(
        "Tệp “{file_name}” là biểu mẫu động (XFA), nhiều máy không mở được. "
        "Bạn điền xong, chọn In rồi lưu thành PDF mới, và gửi tệp mới đó."
    )


class FileCarriesFiles(Refusal):
    code = "papers.file-carries-files"
    message = _(
        "Tệp “{file_name}” có tệp khác đính kèm bên trong nên không nhận. "
        "Bạn lưu riêng từng tệp đính kèm ra PDF rồi gửi từng tệp."
    )


class FileIsTwoThings(Refusal):
    code = "papers.file-is-two-things"
    message = _(
        "Tệp “{file_name}” vừa là giấy tờ vừa là một loại tệp khác nên không nhận. "
        "Bạn in tệp ra PDF mới, hoặc chụp lại giấy tờ rồi gửi."
    )


class FileInfected(Refusal):
    code = "papers.file-infected"
    message = _(
        "Tệp “{file_name}” có mã độc ({found}) nên không được nhận. "
        "Bạn quét máy tính bằng phần mềm diệt vi-rút, rồi chụp lại giấy tờ và gửi."
    )


class FileQuarantined(Refusal):
    code = "papers.file-quarantined"
    message = _("Tệp này bị giữ lại vì có mã độc ({found}), không mở được. Hãy yêu cầu gửi lại giấy tờ.")


class UploadNotFound(Refusal):
    code = "papers.upload-not-found"
    message = _("Không tìm thấy tệp đang gửi này. Bạn chọn lại tệp.")


class UploadUnfinished(Refusal):
    code = "papers.upload-unfinished"
    message = _("Tệp “{file_name}” chưa gửi xong. Bạn chọn lại tệp đó; phần đã gửi được giữ.")


class UploadOffsetWrong(Refusal):
    code = "papers.upload-offset-wrong"
    message = _("Phần vừa gửi không nối tiếp phần đã nhận.")


class UploadPartTooBig(Refusal):
    code = "papers.upload-part-too-big"
    message = _("Mỗi phần của tệp không được lớn quá {limit_mb} MB.")


class UploadPartDamaged(Refusal):
    code = "papers.upload-part-damaged"
    message = _("Phần vừa gửi bị sai lệch trên đường truyền. Phần này sẽ được gửi lại.")


class TooManyUploads(Refusal):
    code = "papers.too-many-uploads"
    message = _(
        "Bạn đang có quá nhiều tệp gửi dở (tối đa {limit_mb} MB). Bạn gửi các tệp đã chọn rồi mới chọn thêm."
    )


class FileNameTooLong(Refusal):
    code = "papers.file-name-too-long"
    message = _("Tên tệp dài quá 255 byte. Bạn đặt lại tên ngắn hơn rồi gửi lại.")


class FileNameMissing(Refusal):
    code = "papers.file-name-missing"
    message = _("Tệp chưa có tên. Bạn đặt tên cho tệp rồi gửi lại.")


class AlreadyAttached(Refusal):
    code = "papers.already-attached"
    message = _("Giấy tờ “{title}” đã nằm trong một hồ sơ khác.")


class PaperNotFound(Refusal):
    code = "papers.paper-not-found"
    message = _("Không tìm thấy giấy tờ này. Có thể giấy tờ đã bị xóa; bạn tải lại trang.")


class DataNotReady(Refusal):
    code = "papers.data-not-ready"
    message = _("Chưa lập được “{form}”, còn thiếu hoặc sai: {fields}.")


class OriginalNotPrintable(Refusal):
    code = "papers.original-not-printable"
    message = _("Không in được trang của bản chính này. Hãy quét lại bản chính rồi chứng thực.")


class NotInForce(Refusal):
    code = "papers.not-in-force"
    message = _("Văn bản số {number} không còn hiệu lực nên không thu hồi hay thay thế được nữa.")


class ReasonMissing(Refusal):
    code = "papers.reason-missing"
    message = _("Hãy ghi lý do thu hồi hoặc thay thế văn bản số {number}.")


class CannotReplaceItself(Refusal):
    code = "papers.cannot-replace-itself"
    message = _("Văn bản số {number} không thể thay thế chính nó.")


class TemplateNotFound(Refusal):
    code = "papers.template-not-found"
    message = _("Không có mẫu “{name}”.")


class TemplateNotAccepted(Refusal):
    code = "papers.template-not-accepted"
    message = _("Chưa dùng được mẫu này: {problems}.")


class TemplateReasonMissing(Refusal):
    code = "papers.template-reason-missing"
    message = _("Hãy ghi căn cứ hoặc lý do thay mẫu.")


class TemplateFromThePast(Refusal):
    code = "papers.template-from-the-past"
    message = _("Mẫu chỉ có hiệu lực từ hôm nay trở đi, để giấy tờ đã cấp không đổi.")


class TemplateSame(Refusal):
    code = "papers.template-same"
    message = _("Tệp này giống hệt mẫu đang dùng.")


class CredentialTooLong(Refusal):
    code = "papers.credential-too-long"
    message = _("{count} mục dài quá một mã QR. Hãy chọn ít mục hơn, hoặc tải tệp dữ liệu.")


class AgencyKeyMissing(Refusal):
    code = "papers.agency-key-missing"
    message = _("{agency} chưa có khóa để bảo đảm dữ liệu, nên chưa đưa ra được dữ liệu của kết quả này.")


class NotUnfinished(Refusal):
    code = "papers.not-unfinished"
    message = _("Văn bản số {number} vừa được người khác ký tiếp hoặc trả lại. Bạn tải lại trang rồi xem.")


class TimeStampUnavailable(Refusal):
    code = "papers.time-stamp-unavailable"
    message = _(
        "Dịch vụ cấp dấu thời gian chưa trả lời, nên văn bản chưa được ký và chưa có gì thay đổi. "
        "Bạn hãy ký lại sau ít phút."
    )


class SigningFailed(Refusal):
    code = "papers.signing-failed"
    message = _(
        "Chưa ký được văn bản: thiết bị hoặc dịch vụ ký số báo lỗi. Chưa có gì thay đổi. "
        "Bạn kiểm tra thiết bị ký rồi ký lại."
    )
