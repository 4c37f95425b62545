"""Is this result real? Anybody who holds it may ask, by its code or by its file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from http import HTTPStatus

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.papers.errors import FileTooBig
from motcua.papers.models import IssuedPaper, Status
from motcua.papers.queries import find_issued, find_issued_by_content, read_bytes
from motcua.papers.rules import mask_name, read_code
from motcua.papers.vault.models import HeldPaper
from motcua.papers.verification import Verdict
from motcua.papers.verification import verify as judge
from motcua.web.portal import pages
from motcua.web.portal.access import answered
from motcua.web.portal.limits import limited

TIMES = 120


@dataclass(frozen=True)
class Answer:
    """
    The one answer with its reasons; ``issued`` only when it is a paper of ours.

    ``holder`` is masked for who has only the code; whoever has the whole paper has read the name in it.
    """

    tone: str
    title: str
    reasons: tuple[str | Promise, ...] = ()
    issued: IssuedPaper | None = None
    verdict: Verdict | None = None
    holder: str = ""
    status: int = HTTPStatus.OK


def _always(request: HttpRequest) -> bool:
    return True


def _posts(request: HttpRequest) -> bool:
    return request.method == "POST"


@require_http_methods(["GET", "HEAD", "POST"])
@limited("verify-file", times=TIMES, asks=_posts)
@answered
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a file, and judge the file; it is not kept."""
    if request.method == "POST":
        return _of_file(request)
    typed = request.GET.get("ma", "")
    if not typed:
        return pages.show(request, "verify.html")
    if code := read_code(typed[:40]):
        return redirect("portal:verify_code", code)
    error = _("Mã kiểm tra có 16 chữ và số, in cạnh mã vuông trên văn bản. Hãy xem lại rồi gõ lại.")
    context = {"typed": typed[:40], "code_error": error}
    return pages.show(request, "verify.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_safe
@limited("verify-code", times=TIMES, asks=_always)
@answered
def by_code(request: HttpRequest, verify_code: str) -> HttpResponse:
    """Answer for the code printed on a result."""
    issued = find_issued(verify_code.replace("\x00", ""))
    if issued is None:
        answer = Answer(
            "wrong", _("Không có văn bản nào mang mã này"), _unknown(), status=HTTPStatus.NOT_FOUND
        )
    else:
        answer = _of_issued(issued, read_bytes(issued))
    return _show(request, answer, by_code=True)


def _of_file(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.size:
        context = {"file_error": _("Hãy chọn tệp PDF cần kiểm tra.")}
        return pages.show(request, "verify.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if file.size > settings.MOTCUA_MAX_FILE_MB * 1024 * 1024:
        refusal = FileTooBig(file_name=file.name, limit_mb=settings.MOTCUA_MAX_FILE_MB)
        context = {"file_error": str(refusal)}
        return pages.show(request, "verify.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    content = file.read()
    issued = find_issued_by_content(sha256(content).hexdigest())
    if issued is None:
        return _show(request, _of_stranger(content))
    answer = _of_issued(issued, content)
    return _show(request, replace(answer, holder=_about(issued) or answer.holder))


def _of_issued(issued: IssuedPaper, content: bytes) -> Answer:
    verdict = judge(content, at=pages.now())
    masked = mask_name(_about(issued)) or issued.holder_masked
    known = partial(Answer, issued=issued, verdict=verdict, holder=masked)
    if issued.status == Status.REVOKED:
        return known("wrong", _("Văn bản này đã bị thu hồi, không còn giá trị"))
    if issued.status == Status.REPLACED:
        return known("near", _("Văn bản này đã được thay bằng văn bản khác"))
    if not verdict.valid:
        return known("wrong", _("Chữ ký của văn bản không còn hợp lệ"), verdict.reasons)
    return known("ok", _("Văn bản này có thật và còn hiệu lực"), verdict.reasons)


def _about(issued: IssuedPaper) -> str:
    """Return whom a paper is about, as its holder's vault knows; "" for letters."""
    return HeldPaper.objects.filter(issued=issued).values_list("holder_name", flat=True).first() or ""


def _of_stranger(content: bytes) -> Answer:
    verdict = judge(content, at=pages.now())
    if verdict.signed and not verdict.intact:
        return Answer("wrong", _("Tệp này đã bị sửa sau khi ký"), verdict.reasons, verdict=verdict)
    if verdict.valid:
        more = _("Chữ ký hợp lệ, nhưng văn bản không có trong sổ cấp của tỉnh.")
        return Answer("near", _("Văn bản này không do tỉnh cấp qua hệ thống này"), (more,), verdict=verdict)
    return Answer("wrong", _("Không có căn cứ để tin tệp này"), verdict.reasons, verdict=verdict)


def _unknown() -> tuple[str, ...]:
    return (
        _("Hãy so từng chữ của mã với mã in trên văn bản."),
        _("Mã đúng mà vẫn không thấy thì văn bản không do tỉnh cấp qua hệ thống này; bạn đừng nhận."),
    )


def _show(request: HttpRequest, answer: Answer, *, by_code: bool = False) -> HttpResponse:
    context = {"answer": answer, "by_code": by_code}
    response = pages.show(request, "verified.html", context, status=answer.status)
    response["X-Robots-Tag"] = "noindex"
    return response
