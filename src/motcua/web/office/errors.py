"""Refusals of the administration's own pages: only about the file of an import."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class FileMissing(Refusal):
    code = "office.file-missing"
    message = _("Hãy chọn tệp danh mục thủ tục.")


class FileOfAnotherKind(Refusal):
    code = "office.file-of-another-kind"
    message = _("Không nhập được tệp “{name}”; cần một trong các loại: {kinds}.")


class FileTooBig(Refusal):
    code = "office.file-too-big"
    message = _("Tệp “{name}” lớn hơn {limit} MB. Hãy nén lại (.jsonl.gz) hoặc chia nhỏ.")


class FileGone(Refusal):
    code = "office.file-gone"
    message = _("Tệp này đã được công bố hoặc đã bị thay bằng tệp khác. Nếu còn cần, bạn tải tệp lên lại.")


class ProcessFileMissing(Refusal):
    code = "office.process-file-missing"
    message = _("Hãy chọn tệp bảng quy trình hoặc tệp BPMN.")


class ProcedureUnknown(Refusal):
    code = "office.procedure-unknown"
    message = _("Không có thủ tục nào mang mã “{code}” trong danh mục đang có hiệu lực.")
