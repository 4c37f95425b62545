"""What was taken up before its turn in the leader's unit: which, by whom, why, and how many."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from motcua.dossiers.holding import queries
from motcua.dossiers.holding.fairness import grounds
from motcua.orgs.postings import Posting
from motcua.web.desk.access import for_leaders
from motcua.web.desk.tabs import OUT_OF_TURN, tabs
from motcua.web.ui import staff

SHOWN, DAYS = 100, 90


@require_safe
@for_leaders
def out_of_turn(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Show the last ninety days."""
    now = staff.now()
    since = now - timedelta(days=DAYS)
    known = grounds(localdate(now))
    taken = list(queries.taken_out_of_turn(posting, since=since)[:SHOWN])
    context = {
        "tabs": tabs(posting, OUT_OF_TURN),
        "rows": [(each, known.get(each.ground, each.ground)) for each in taken],
        "figures": queries.figures(posting, since=since),
        "days": DAYS,
        "shown": SHOWN if len(taken) == SHOWN else 0,
    }
    return staff.show(request, "desk/out_of_turn.html", context)
