"""Who administers what."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.kernel.errors import Refusal
from motcua.orgs.errors import AccountKeptElsewhere, NotAdministrator, OwnRights
from motcua.orgs.models import Appointment, Duty, Officer, Unit, UnitKind
from motcua.orgs.postings import Posting


def why_not_administer(posting: Posting, unit: Unit) -> Refusal | None:
    """
    Return why ``posting`` may not administer ``unit``.

    An administrator of a unit administers it and what lies below it.
    """
    units = posting.units(Duty.ADMINISTER)
    above: Unit | None = unit
    while above is not None:
        if above.pk in units:
            return None
        above = above.parent
    return NotAdministrator(unit=unit.name)


def why_not_administer_province(posting: Posting) -> Refusal | None:
    """Return why ``posting`` may not decide for the whole province: its calendar, its procedures."""
    units = posting.units(Duty.ADMINISTER)
    if Unit.objects.filter(pk__in=units, kind=UnitKind.PROVINCE, to_on=None).exists():
        return None
    return NotAdministrator(unit=_("tỉnh"))


def why_not_keep_account(posting: Posting, officer: Officer, *, on: date) -> Refusal | None:
    """
    Return why ``posting`` may not close the account of ``officer`` or reset its secrets.

    Whoever can reset a password can sign in as its owner: so all units where the officer holds a post must be
    administered; for an officer without a post, the unit that made the account.
    """
    if officer.pk == posting.officer_id:
        return OwnRights()
    held = Appointment.objects.filter(Q(to_on=None) | Q(to_on__gt=on), officer=officer)
    units = [each.post.unit for each in held.select_related("post__unit__parent__parent")]
    if not units and officer.unit is None:
        return why_not_administer_province(posting)
    for unit in units or filter(None, [officer.unit]):
        if why_not_administer(posting, unit):
            return AccountKeptElsewhere(officer=officer.full_name, unit=unit.name)
    return None


def why_not_end_appointment(posting: Posting, appointment: Appointment) -> Refusal | None:
    """Return why ``posting``, an administrator of the unit, may not: nobody locks themselves out."""
    gives_up = Duty.ADMINISTER in appointment.post.duties
    return OwnRights() if gives_up and appointment.officer_id == posting.officer_id else None
