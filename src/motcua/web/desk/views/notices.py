"""What a member of staff was told: what is about to be late, what nobody opened, which dates moved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from motcua.notices import operations as notice_operations
from motcua.notices.models import Notice
from motcua.orgs.postings import Posting
from motcua.web.ui import staff
from motcua.web.ui.identity import staff_required

SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(face="desk")
def notices(request: HttpRequest, *, posting: Posting) -> HttpResponse:
    """Show the latest notices; a press says that they were all read."""
    mine = staff.recipient(posting)
    if request.method == "POST":
        notice_operations.mark_read(recipient=mine, at=staff.now())
        return redirect("staff_notices")
    rows = Notice.objects.filter(recipient=mine).order_by("-created_at", "-pk")[:SHOWN]
    return staff.show(request, "desk/notices.html", {"rows": list(rows)})
