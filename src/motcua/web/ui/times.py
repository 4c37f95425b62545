"""By when a dossier is due and why, both measures, and its other clocks; for the counter and for the desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.dossiers.explaining import explained
from motcua.dossiers.lateness import measured
from motcua.dossiers.limits import day_of_filing
from motcua.dossiers.models import Dossier
from motcua.dossiers.own_clocks import own_clocks
from motcua.dossiers.queries import read_by_staff
from motcua.journal.queries import acts_of
from motcua.orgs.calendars import calendar_for
from motcua.orgs.postings import Posting
from motcua.web.ui import measure_words, staff
from motcua.web.ui.why import why


def context_of(dossier: Dossier, *, now: datetime) -> dict[str, Any]:
    """Return what ``ui/time.html`` shows of a dossier, the same for staff and for its applicant."""
    acts = list(acts_of(dossier.subject))
    calendar = calendar_for(dossier.deciding_unit_id, around=day_of_filing(dossier))
    found = explained(dossier, acts)
    return {
        "dossier": dossier,
        "why": why(found) if found else None,
        "measures": measure_words.shown(dossier, measured(dossier, now=now, acts=acts, calendar=calendar)),
        "clocks": own_clocks(dossier, acts, calendar, now=now),
    }


def page(face: str) -> Any:
    """Return the view of one face: ``counter`` or ``desk``."""

    @require_safe
    def time(request: HttpRequest, posting: Posting, code: str) -> HttpResponse:
        now = staff.now()
        dossier = read_by_staff(posting, code, at=now)
        back = reverse(f"{face}:dossier", args=[dossier.code])
        return staff.show(request, "ui/staff_time.html", {**context_of(dossier, now=now), "back": back})

    return time
