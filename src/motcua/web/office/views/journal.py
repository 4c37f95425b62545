"""The journal of administration: who changed what, when; and whether its chain holds."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.journal import queries as journal
from motcua.journal.models import Act
from motcua.orgs import directory
from motcua.orgs.errors import NotAdministrator
from motcua.orgs.models import Officer
from motcua.orgs.policies import why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.web.office.pages import around, for_administrators, page_number, show, today
from motcua.web.office.reading import day_asked
from motcua.web.office.words import KINDS, name_of, told

SIZE = 50


@require_safe
@for_administrators
def acts(request: HttpRequest, admin: Posting) -> HttpResponse:
    """List the acts within reach, the newest first."""
    kind = request.GET.get("loai", "")
    kind = kind if kind in KINDS else ""
    who = request.GET.get("ai", "").strip()[:100]
    until, typed, understood = day_asked(request, "den", otherwise=today())
    found = _within(admin, journal.administration(KINDS[kind].verbs if kind else ()))
    if who:
        found = found.filter(actor_name__icontains=who)
    if typed and understood:
        found = found.filter(at__date__lte=until)
    number = page_number(request)
    page = list(found[(number - 1) * SIZE : number * SIZE + 1])
    context = {
        "acts": [told(act) for act in page[:SIZE]],
        "kind": kind, "kinds": {key: each.name for key, each in KINDS.items()}, "who": who,
        "day": typed, "understood": understood, "filtered": bool(kind or who or typed),
        **around(request, number=number, more=len(page) > SIZE),
    }  # fmt: skip
    return show(request, "journal.html", context)


@require_safe
@for_administrators
def subject(request: HttpRequest, admin: Posting, subject: str) -> HttpResponse:
    """Show everything done to one subject; ``kiem-tra`` verifies its chain."""
    found = list(_within(admin, journal.administration()).filter(subject=subject).order_by("-number"))
    if not found:
        raise Http404
    checked = request.GET.get("kiem-tra") == "1"
    context = {
        "subject": subject,
        "name": name_of(found),
        "acts": [told(act) for act in found],
        "checked": checked,
        "broken": journal.broken_at(subject) if checked else None,
        "count": len(found),
    }
    return show(request, "subject.html", context)


def _within(admin: Posting, found: QuerySet[Act]) -> QuerySet[Act]:
    """An administrator of the whole province reads all; another, what concerns their units and people."""
    if why_not_administer_province(admin) is None:
        return found
    within, on = directory.reach(admin), today()
    if not within:
        raise NotAdministrator(unit=_("đơn vị"))
    people = Officer.objects.filter(pk__in=directory.people(within=within, on=on))
    users = people.values_list("user_id", flat=True)
    subjects = [f"unit:{pk}" for pk in within] + [f"user:{pk}" for pk in users]
    return found.filter(subject__in=subjects)
