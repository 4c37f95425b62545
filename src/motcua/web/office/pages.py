"""What every page of the administration shares: who may open it, its sections, forms that ask again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.errors import AccountKeptElsewhere, NotAdministrator
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting
from motcua.web.office.forms import Form
from motcua.web.ui import staff

P = ParamSpec("P")
T = TypeVar("T")
AdminView = Callable[Concatenate[HttpRequest, Posting, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

SECTIONS = (
    ("office:home", gettext_lazy("Tổng quan")),
    ("office:units", gettext_lazy("Đơn vị")),
    ("office:officers", gettext_lazy("Cán bộ")),
    ("office:helpers", gettext_lazy("Người hỗ trợ")),
    ("office:calendar", gettext_lazy("Lịch làm việc")),
    ("office:visits", gettext_lazy("Đón tiếp")),
    ("office:procedures", pgettext_lazy("many", "Thủ tục")),
    ("office:processes", gettext_lazy("Quy trình")),
    ("office:forms", pgettext_lazy("many", "Biểu mẫu")),
    ("office:templates", gettext_lazy("Mẫu giấy tờ")),
    ("office:elements", gettext_lazy("Dữ liệu")),
    ("office:once_only", gettext_lazy("Hỏi một lần")),
    ("office:journal", gettext_lazy("Nhật ký")),
)


def now() -> datetime:
    return timezone.now()


def today() -> date:
    return now().astimezone(VIETNAM).date()


def for_administrators(view: AdminView[P]) -> View[P]:
    """Give the view the posting of an administrator; what lies outside their reach answers 403."""

    @staff.for_staff("office", Duty.ADMINISTER)
    @wraps(view)
    def inner(request: HttpRequest, admin: Posting, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, admin, *args, **kwargs)
        except (AccountKeptElsewhere, NotAdministrator) as refusal:
            return staff.refused(request, refusal, status=HTTPStatus.FORBIDDEN)

    return inner


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Render a page in the frame of the administration."""
    sections = list(_sections(request))
    here = next((each["label"] for each in sections if each["current"]), "")
    frame = {"sections": sections, "section": here, "today": today()}
    return staff.show(request, f"office/{template}", {**frame, **(context or {})}, status=status)


def ask(
    request: HttpRequest,
    form: Form,
    *,
    title: str,
    submit: str,
    back: tuple[str, str],
    lede: str = "",
    danger: bool = False,
) -> HttpResponse:
    """Show a form; one that came back with something to mend answers 422. ``back``: address and words."""
    context = {"form": form, "title": title, "submit": submit, "back": back, "lede": lede, "danger": danger}
    return show(request, "form.html", context, status=status_of(request))


def status_of(request: HttpRequest) -> int:
    """Return the status of a form that is shown: a POST that only shows it has something to mend."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK


def perform(form: Form, operation: Callable[[dict[str, Any]], T]) -> T | None:
    """Run ``operation`` with what the form holds; what it refuses stands above the form, and None returns."""
    if not form.is_valid():
        return None
    try:
        return operation(form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


def page_number(request: HttpRequest) -> int:
    given = request.GET.get("trang", "")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 7 else 1


def around(request: HttpRequest, *, number: int, more: bool) -> dict[str, str]:
    """Return the addresses of the page before and the page after, for ``c-pagination``."""
    return {
        "previous": _address(request, number - 1) if number > 1 else "",
        "next": _address(request, number + 1) if more else "",
    }


def _address(request: HttpRequest, number: int) -> str:
    asked = request.GET.copy()
    asked["trang"] = str(number)
    return f"?{asked.urlencode()}"


def _sections(request: HttpRequest) -> Iterable[dict[str, object]]:
    home = reverse("office:home")
    for name, label in SECTIONS:
        url = reverse(name)
        current = request.path == url if url == home else request.path.startswith(url)
        yield {"url": url, "label": label, "current": current}
