"""Who sits where: whether somebody holds the role or post that a step names."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from motcua.kernel.text import fold
from motcua.orgs.models import Appointment, Duty, Unit
from motcua.orgs.queries import desk_of
from motcua.workflow.checks.staff import Staffed


def staffed_in(unit: Unit | None, *, on: date) -> Staffed:
    """
    Return what says whether somebody in ``unit``, or at its desk, holds a role or post on ``on``.

    A role is a duty, and who holds that duty does the step; only where a step names none must its post be
    the title of a seat. For every office (no unit) a role must be a duty at all, and a title some seat's.
    """
    held = _held(unit, on)
    duties = {duty for _title, own in held for duty in own} if unit else {duty.value for duty in Duty}
    titles = {fold(title) for title, _own in held}

    def staffed(role: str, post: str) -> bool:
        return role in duties if role else fold(post) in titles

    return staffed


def _held(unit: Unit | None, on: date) -> Iterable[tuple[str, list[str]]]:
    """The seats that somebody holds. One query, and one for the desk."""
    held = Appointment.objects.filter(
        Q(to_on=None) | Q(to_on__gt=on), from_on__lte=on, officer__user__is_active=True
    )
    if unit is not None:
        held = held.filter(post__unit_id__in={unit.pk, desk_of(unit, on=on).pk})
    return list(held.values_list("post__title", "post__duties").distinct())
