"""Helpers whom an office accredits, and signs that somebody acts as a paid go-between."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers.assisting import operations as assisting
from motcua.dossiers.assisting.signs import Sign
from motcua.kernel.legal_time import ONE_DAY
from motcua.orgs import directory
from motcua.orgs import operations as orgs
from motcua.orgs.accreditations import Accreditation
from motcua.orgs.models import COMMUNE_KINDS, Unit, UnitKind
from motcua.orgs.policies import why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.web.office.helper_forms import Accredit, Revoke
from motcua.web.office.pages import (
    around,
    ask,
    for_administrators,
    now,
    page_number,
    perform,
    show,
    today,
)
from motcua.web.office.reading import unit_for

SIZE = 50
MAY_ACCREDIT = (*COMMUNE_KINDS, UnitKind.CENTRE, UnitKind.PROVINCE)
WORDS = {
    Sign.ACCOUNT: gettext_lazy("Một tài khoản làm thay cho nhiều người"),
    Sign.DEVICE: gettext_lazy("Một thiết bị dùng để giúp nhiều người"),
    Sign.PHONE: gettext_lazy("Một số điện thoại trong việc của nhiều người"),
    Sign.MANDATES: gettext_lazy("Một người nhận ủy quyền của nhiều người"),
    Sign.ADDRESS: gettext_lazy("Nhiều người nộp từ một địa chỉ mạng"),
}


@require_safe
@for_administrators
def helpers(request: HttpRequest, admin: Posting) -> HttpResponse:
    """List the helpers of the units within reach, those in force first."""
    reach, number = directory.reach(admin), page_number(request)
    rows = (
        Accreditation.objects.filter(unit_id__in=reach)
        .select_related("person", "unit")
        .order_by("-revoked_at", "-to_on", "pk")
    )
    found = list(rows[(number - 1) * SIZE : number * SIZE + 1])
    units = Unit.objects.on(today()).filter(pk__in=reach, kind__in=MAY_ACCREDIT).order_by("name")
    context = {
        "rows": found[:SIZE],
        "units": units,
        "whole": why_not_administer_province(admin) is None,
        **around(request, number=number, more=len(found) > SIZE),
    }
    return show(request, "helpers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def accredit(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Accredit a helper of a unit."""
    unit = unit_for(admin, pk)
    form = Accredit(request.POST or None)
    if request.method == "POST":
        made = perform(form, lambda facts: _accredit(admin, unit, facts))
        if made:
            messages.success(request, _("Đã công nhận %(name)s.") % {"name": made.person.full_name})
            return redirect("office:helpers")
    title = _("Công nhận người hỗ trợ của %(name)s") % {"name": unit.name}
    lede = _(
        "Người hỗ trợ chỉ điền và nộp giúp người đang có mặt, khi người đó đồng ý. "
        "Họ không thấy hồ sơ nào khác."
    )
    back = (reverse("office:helpers"), _("Người hỗ trợ"))
    return ask(request, form, title=title, lede=lede, submit=_("Công nhận"), back=back)


def _accredit(admin: Posting, unit: Unit, facts: dict[str, object]) -> Accreditation:
    last_on = facts.pop("last_on")
    return orgs.accredit(admin=admin, unit=unit, to_on=last_on + ONE_DAY, at=now(), **facts)  # type: ignore[operator,arg-type]


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def revoke(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Take an accreditation back at once."""
    found = Accreditation.objects.select_related("unit", "person").filter(pk=pk).first()
    if found is None:
        raise Http404
    unit_for(admin, found.unit_id)
    form = Revoke(request.POST or None)
    if request.method == "POST":
        done = perform(
            form,
            lambda facts: orgs.revoke_accreditation(admin=admin, accreditation_id=pk, at=now(), **facts),
        )
        if done:
            messages.success(
                request, _("Đã thu hồi công nhận của %(name)s.") % {"name": done.person.full_name}
            )
            return redirect("office:helpers")
    title = _("Thu hồi công nhận của %(name)s") % {"name": found.person.full_name}
    back = (reverse("office:helpers"), _("Người hỗ trợ"))
    return ask(request, form, title=title, lede=found.title, submit=_("Thu hồi"), back=back, danger=True)


@require_safe
@for_administrators
def signs(request: HttpRequest, admin: Posting) -> HttpResponse:
    """Show what may be a paid go-between, with the facts; nothing follows by itself."""
    rows = [(each, WORDS[each.sign]) for each in assisting.signs_read_by(admin, at=now())]
    return show(request, "helper_signs.html", {"rows": rows})
