"""The register of a desk: which days, what for, on paper or as a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers.errors import NotYourDuty
from motcua.dossiers.operations.registers import Format, export_register
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import tidy
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting
from motcua.web.counter.access import for_clerks
from motcua.web.ui import files, inputs, staff

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_PURPOSE = 300


@dataclass
class Wish:
    """What was asked for, as it was typed."""

    desk: str
    first: str
    last: str
    purpose: str = ""

    @classmethod
    def of(cls, data: QueryDict) -> Wish:
        first, last = (inputs.read_answer(type="date", name=name, data=data) for name in ("first", "last"))
        return cls(data.get("desk", ""), first, last, tidy(data.get("purpose", ""))[:LONGEST_PURPOSE])

    def problems(self) -> list[tuple[str, str]]:
        wrong = _("Hãy ghi đủ ngày, tháng, năm, ví dụ 1 7 2026.")
        missing = [] if self.purpose else [("purpose", _("Hãy ghi sổ này dùng vào việc gì."))]
        return [(name, wrong) for name in ("first", "last") if _day(getattr(self, name)) is None] + missing


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def register(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Ask for the days and the purpose; a POST answers with the file."""
    today = staff.now().astimezone(VIETNAM).date()
    desks = list(Unit.objects.filter(pk__in=posting.units(Duty.RECEIVE)).order_by("name"))
    if request.method != "POST":
        wish = Wish(str(desks[0].pk), today.replace(day=1).isoformat(), today.isoformat())
        return _ask(request, desks, wish, [])
    wish = Wish.of(request.POST)
    if problems := wish.problems():
        return _ask(request, desks, wish, problems)
    try:
        return _answer(request.POST, posting, desks, wish)
    except NotYourDuty:
        raise
    except Refusal as refusal:
        return _ask(request, desks, wish, [("", str(refusal))])


def _answer(data: QueryDict, posting: Posting, desks: list[Unit], wish: Wish) -> HttpResponse:
    first, last = _day(wish.first), _day(wish.last)
    assert first is not None, "problems() names a day that is none"
    assert last is not None, "problems() names a day that is none"
    desk = next((each for each in desks if str(each.pk) == wish.desk), None)
    if desk is None:
        raise NotYourDuty(duty=Duty.RECEIVE.label, unit=_("quầy này"))
    wanted = Format.PDF if data.get("format") == Format.PDF else Format.SHEET
    made = export_register(
        clerk=posting,
        unit_id=desk.pk,
        first=first,
        last=last,
        purpose=wish.purpose,
        format=wanted,
        at=staff.now(),
    )
    answer = FileResponse(
        made.file,
        as_attachment=True,
        filename=made.name,
        content_type=SHEET if wanted == Format.SHEET else "application/pdf",
    )
    answer["Cache-Control"] = files.HIDDEN
    answer["X-Content-Type-Options"] = "nosniff"
    return answer  # type: ignore[return-value]  # it streams; to a view both are answers


def _ask(
    request: HttpRequest, desks: list[Unit], wish: Wish, problems: list[tuple[str, str]]
) -> HttpResponse:
    context = {
        "wish": wish,
        "problems": problems,
        "errors": dict(problems),
        "desks": [{"value": str(desk.pk), "label": desk.name} for desk in desks],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return staff.show(request, "counter/register.html", context, status=status)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
