"""What needs attention, and whether everything is connected."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.catalogue import register
from motcua.dossiers import waits
from motcua.dossiers.legal import rules
from motcua.orgs import directory
from motcua.orgs.policies import why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.web.office.checks import all_checks
from motcua.web.office.pages import for_administrators, now, show, today

COMING = 5


@require_safe
@for_administrators
def home(request: HttpRequest, admin: Posting) -> HttpResponse:
    """Show what an administrator should look at first."""
    on, within = today(), directory.reach(admin)
    lines = directory.lines(within=within, on=on)
    whole = why_not_administer_province(admin) is None
    context = {
        "whole": whole,
        "units": len(lines),
        "lacking": sum(bool(line.lacks) for line in lines),
        "unexplained": register.unexplained().count() if whole else 0,
        "uncertain": [rule for rule in rules() if not rule.certain] + waits.uncertain(),
        "coming": directory.decisions_ahead(within=within, on=on)[:COMING],
    }
    return show(request, "home.html", context)


@require_safe
@for_administrators
def connections(request: HttpRequest, admin: Posting) -> HttpResponse:
    """Ask everything the site needs whether it answers; for the overview, only that piece of a page."""
    context = {"connections": all_checks(now()), "asked_at": now()}
    if request.headers.get("HX-Request"):
        return render(request, "office/_connections.html", context)
    return show(request, "connections.html", context)
