"""What a request names, found: a unit, a post, an officer within reach of the administrator."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from motcua.kernel.errors import Refusal
from motcua.orgs import directory
from motcua.orgs.directory import Member
from motcua.orgs.models import Appointment, Post, Unit
from motcua.orgs.policies import why_not_administer, why_not_keep_account
from motcua.orgs.postings import Posting
from motcua.web.ui import inputs

_ABOVE = "parent__parent__parent"


def unit_for(admin: Posting, pk: int) -> Unit:
    """
    Return a unit that ``admin`` administers.

    :raises NotAdministrator: if there is one, but not for them.
    """
    unit = get_object_or_404(Unit.objects.select_related(_ABOVE), pk=pk)
    _require(admin, unit)
    return unit


def post_for(admin: Posting, pk: int) -> Post:
    """Return a post in a unit that ``admin`` administers."""
    post = get_object_or_404(Post.objects.select_related(f"unit__{_ABOVE}"), pk=pk)
    _require(admin, post.unit)
    return post


def appointment_for(admin: Posting, pk: int) -> Appointment:
    """Return an appointment to a unit that ``admin`` administers."""
    known = Appointment.objects.select_related(f"post__unit__{_ABOVE}", "officer__user")
    appointment = get_object_or_404(known, pk=pk)
    _require(admin, appointment.post.unit)
    return appointment


def member_for(admin: Posting, pk: int, *, on: date) -> tuple[Member, Refusal | None]:
    """
    Return an officer with their posts, and why ``admin`` may not keep their account, if so.

    :raises AccountKeptElsewhere: if nothing ties the officer to a unit that ``admin`` administers.
    """
    found = directory.members([pk], on=on)
    if not found:
        raise Http404
    member = found[0]
    refusal = why_not_keep_account(admin, member.officer, on=on)
    if refusal and pk != admin.officer_id:
        tied = {member.officer.unit_id, *(each.post.unit_id for each in member.held)}
        if not tied & directory.reach(admin):
            raise refusal
    return member, refusal


def day_asked(request: HttpRequest, name: str, *, otherwise: date) -> tuple[date, str, bool]:
    """Return the day of a query, as it was typed, and whether it could be read."""
    typed = inputs.read_answer(type="date", name=name, data=request.GET)
    if not typed:
        return otherwise, "", True
    try:
        return date.fromisoformat(typed), typed, True
    except ValueError:
        return otherwise, typed, False


def _require(admin: Posting, unit: Unit) -> None:
    if refusal := why_not_administer(admin, unit):
        raise refusal
