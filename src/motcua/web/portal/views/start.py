"""Before the first question: for whom, and which office decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.accounts.citizens import Citizen
from motcua.accounts.models import Business, Person
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries import version_in_force
from motcua.dossiers import operations as dossiers
from motcua.dossiers.errors import ProcedureNotFiledHere
from motcua.dossiers.models import Draft
from motcua.dossiers.once_only.operations import begin_filling
from motcua.dossiers.queries import drafts_of
from motcua.dossiers.routing import deciding_units, unit_at, units_called, why_not_file_online
from motcua.orgs.models import Unit
from motcua.web.portal import pages
from motcua.web.portal.access import for_citizens
from motcua.web.portal.filing_way import why_not_here
from motcua.web.portal.others import Other, begin_for, others_for
from motcua.web.ui import stash

SELF = "self"
_PREFIX = "Ủy ban nhân dân "


@dataclass
class Choice:
    """What the page shows and what was chosen on it."""

    version: ProcedureVersion
    person: Person
    businesses: Sequence[Business]
    others: Sequence[Other]
    units: Sequence[Unit]
    applicant: str = SELF
    place: str = ""
    unit: Unit | None = None
    candidates: Sequence[Unit] = ()
    errors: list[tuple[str, str]] = field(default_factory=list)

    @property
    def other(self) -> Other | None:
        return next((other for other in self.others if other.key == self.applicant), None)

    @property
    def business(self) -> Business | None:
        return next((b for b in self.businesses if str(b.pk) == self.applicant), None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def start(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """Ask for whom and where, then begin a draft with what the state already knows."""
    version = version_in_force(code)
    if version is None:
        raise Http404
    if refusal := why_not_here(pages.today()) or why_not_file_online(version):
        return pages.refused(request, refusal, version=version)
    choice = _choice(citizen, version)
    if not choice.units:
        reason = _("chưa rõ cơ quan nào của tỉnh giải quyết. Bạn hỏi bộ phận Một cửa nơi bạn ở.")
        return pages.refused(request, ProcedureNotFiledHere(reason=reason), version=version)
    if request.method != "POST":
        if kept := stash.take(request):
            choice.place, choice.applicant = kept.get("place", ""), kept.get("applicant", SELF)
        else:
            choice.applicant = request.GET.get("nop-cho", SELF)
            _guess(choice)
        return _show(request, citizen, choice)
    _read(choice, request.POST)
    if choice.unit is None:
        return _show(request, citizen, choice)
    return redirect("portal:draft", _begin(citizen, choice).pk)


def _choice(citizen: Citizen, version: ProcedureVersion) -> Choice:
    return Choice(
        version=version,
        person=Person.objects.get(pk=citizen.person_id),
        businesses=list(Business.objects.filter(pk__in=citizen.business_ids).order_by("name")),
        others=others_for(citizen, version.code, at=pages.now()),
        units=deciding_units(version, pages.today()),
    )


def _guess(choice: Choice) -> None:
    """Offer the unit of the person's own address; people may choose another."""
    if len(choice.units) == 1:
        choice.unit = choice.units[0]
        return
    guessed = unit_at(choice.other.address if choice.other else choice.person.address, choice.units)
    if guessed:
        choice.unit, choice.place = guessed, short_name(guessed)


def _read(choice: Choice, data: QueryDict) -> None:
    choice.applicant = data.get("applicant", SELF)
    choice.place = data.get("place", "").strip()
    if choice.applicant != SELF and choice.business is None and choice.other is None:
        choice.errors.append(("applicant", _("Hãy chọn: bạn nộp cho ai.")))
        return
    if len(choice.units) == 1:
        choice.unit = choice.units[0]
        return
    chosen = data.get("unit", "")
    named = [u for u in choice.units if str(u.pk) == chosen] or units_called(choice.place, choice.units)
    if len(named) == 1:
        choice.unit = named[0]
    elif named:
        choice.candidates = named[:6]
        choice.errors.append(
            ("unit", _("Có %(n)s nơi tên gần như vậy. Hãy chọn một nơi.") % {"n": len(named)})
        )
    else:
        choice.errors.append(("place", _where(choice.place)))


def _where(place: str) -> str:
    if not place:
        return _("Hãy ghi tên xã, phường hoặc cơ quan giải quyết, ví dụ: phường Pleiku.")
    return _("Không có cơ quan nào tên “%(place)s” giải quyết thủ tục này. Hãy chọn trong danh sách.") % {
        "place": place[:80]
    }


def _begin(citizen: Citizen, choice: Choice) -> Draft:
    if choice.other:
        return begin_for(choice.other, citizen, choice.version, choice.unit, at=pages.now())
    draft = dossiers.start_draft(
        version=choice.version,
        citizen=citizen,
        at=pages.now(),
        business_id=choice.business.pk if choice.business else None,
        unit=choice.unit,
    )
    begin_filling(draft=draft, citizen=citizen, at=pages.now())
    return draft


def _show(request: HttpRequest, citizen: Citizen, choice: Choice) -> HttpResponse:
    earlier = [draft for draft in drafts_of(citizen) if draft.version.code == choice.version.code]
    context = {
        "choice": choice,
        "version": choice.version,
        "units": [(unit, short_name(unit)) for unit in choice.units],
        "candidates": [(unit, short_name(unit)) for unit in choice.candidates],
        "errors": choice.errors,
        "error": dict(choice.errors),
        "earlier": earlier,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if choice.errors else HTTPStatus.OK
    return pages.show(request, "start.html", context, status=status)


def short_name(unit: Unit) -> str:
    """Return the name people use: "xã Chư Prông" for its committee."""
    return unit.name.removeprefix(_PREFIX)
