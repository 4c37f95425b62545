"""By when my dossier is due and why, and whether it is late."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.accounts.citizens import Citizen
from motcua.dossiers.queries import dossier_for
from motcua.web.portal import pages
from motcua.web.portal.access import for_citizens
from motcua.web.ui.times import context_of


@require_safe
@for_citizens
def time(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """Show the explanation day by day, both measures, and the dossier's other clocks."""
    found = dossier_for(citizen, code)
    return pages.show(request, "time.html", context_of(found, now=pages.now()))
