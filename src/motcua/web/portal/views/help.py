"""Where to go for those who cannot or do not want to do it alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.dossiers.routing import units_called
from motcua.kernel.text import name_key, tidy
from motcua.orgs.models import Unit, UnitKind
from motcua.orgs.queries import units_on
from motcua.web.portal import pages
from motcua.web.portal.views.start import short_name


@require_safe
def help(request: HttpRequest) -> HttpResponse:
    """Show the desks, those looked for first."""
    q = tidy(request.GET.get("q", "").replace("\x00", ""))[:80]
    desks = list(units_on(pages.today()).filter(kind=UnitKind.DESK).select_related("parent"))
    centres = [desk for desk in desks if desk.parent and desk.parent.kind == UnitKind.CENTRE]
    parents = [d.parent for d in desks if d.parent and d.parent.kind in {UnitKind.COMMUNE, UnitKind.WARD}]
    found = units_called(q, parents) if q else []
    context = {
        "q": q,
        "centres": [_entry(desk.parent) for desk in centres if desk.parent],
        "found": [_entry(unit) for unit in found[:10]],
        "all": [_entry(unit) for unit in sorted(parents, key=lambda u: name_key(u.name)[::-1])],
    }
    return pages.show(request, "help.html", context)


def _entry(unit: Unit) -> dict[str, str]:
    return {"name": short_name(unit), "address": unit.address, "phone": unit.phone}
