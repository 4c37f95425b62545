"""What the pages of documents share, and the registers."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.web.desk.access import for_deciders
from motcua.web.ui import files, inputs, staff, uploading
from motcua.workfiles.models import READERS
from motcua.workfiles.operations.shared import Upload
from motcua.workfiles.registers import HEADS, INCOMING, OUTGOING, Asked, lines, sheet

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOOKS: dict[str, str | Promise] = {
    INCOMING: gettext_lazy("Sổ văn bản đến"),
    OUTGOING: gettext_lazy("Sổ văn bản đi"),
}


def today() -> date:
    return staff.now().astimezone(VIETNAM).date()


def own_units(posting: Posting) -> list[Unit]:
    return list(Unit.objects.on(today()).filter(pk__in=posting.units(*READERS)).order_by("pk"))


def options(units: list[Unit]) -> list[dict[str, str]]:
    return [{"value": str(unit.pk), "label": unit.name} for unit in units]


def chosen(units: list[Unit], text: str) -> Unit:
    """Return the unit that was chosen; the first where nothing else can be meant."""
    return next((unit for unit in units if str(unit.pk) == text), units[0])


def uploads_of(request: HttpRequest, name: str) -> list[Upload]:
    return [Upload(file, file.name or "") for file in uploading.files_of(request, name)]


def day_of(request: HttpRequest, name: str) -> date | None:
    """Return the day typed in a box, or None where it is none."""
    try:
        return date.fromisoformat(inputs.read_answer(type="date", name=name, data=request.POST))
    except ValueError:
        return None


def page_of(request: HttpRequest) -> int:
    text = request.GET.get("trang", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 5 else 1


@require_safe
@for_deciders
def register(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Show a book for the days asked, to be printed; or send it as a spreadsheet."""
    units, day = own_units(posting), today()
    typed = {name: inputs.read_answer(type="date", name=name, data=request.GET) for name in ("first", "last")}
    first, last = (_date(typed[name]) for name in ("first", "last"))
    asked = Asked(
        chosen(units, request.GET.get("unit", "")),
        OUTGOING if request.GET.get("book") == OUTGOING else INCOMING,
        first or day.replace(day=1),
        last or day,
    )
    rows = lines(posting, asked, at=staff.now())
    if request.GET.get("format") == "xlsx":
        name = f"{BOOKS[asked.book]} {asked.first:%d-%m-%Y} {asked.last:%d-%m-%Y}.xlsx"
        return files.saved(sheet(asked.book, rows), media_type=SHEET, name=name)
    wrong = [(name, text) for name, text in typed.items() if text.strip("-") and _date(text) is None]
    context = {
        "asked": asked,
        "title": BOOKS[asked.book],
        "heads": HEADS[asked.book],
        "rows": [list(zip(HEADS[asked.book], row, strict=True)) for row in rows],
        "units": options(units),
        "books": [{"value": key, "label": label} for key, label in BOOKS.items()],
        "errors": [(name, _("Hãy ghi đủ ngày, tháng, năm, ví dụ 1 7 2026.")) for name, _text in wrong],
        "first": asked.first.isoformat(),
        "last": asked.last.isoformat(),
        "export": request.GET.urlencode(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return staff.show(request, "desk/documents_register.html", context, status=status)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
