"""Where a member of staff begins the day."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from motcua.orgs.postings import Posting
from motcua.web.ui.identity import home_of, staff_required


@require_safe
@staff_required(face="desk")
def landing(request: HttpRequest, *, posting: Posting) -> HttpResponse:
    """Lead to the face of the reader's duties."""
    return HttpResponseRedirect(home_of(posting))
