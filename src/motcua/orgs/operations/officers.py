"""Changes to members of staff and to their ways in."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from motcua.accounts.models import User
from motcua.accounts.operations import give_password
from motcua.accounts.operations import reset_second_factor as forget_second_factor
from motcua.journal import operations as journal
from motcua.orgs.errors import UsernameTaken
from motcua.orgs.models import Officer, Unit
from motcua.orgs.operations.recording import locked, record, require
from motcua.orgs.policies import why_not_keep_account
from motcua.orgs.postings import Posting


@transaction.atomic
def add_officer(
    *, admin: Posting, unit: Unit, username: str, full_name: str, password: str, at: datetime
) -> Officer:
    """
    Make an account for a new member of staff of a unit. ``password`` serves until they choose their own.

    :raises UsernameTaken: if somebody has that name.
    """
    require(admin, unit)
    unit = locked(unit.pk)
    try:
        with transaction.atomic():  # two offices may choose the same name at once
            user = User.objects.create_user(username, full_name=full_name)
    except IntegrityError:
        raise UsernameTaken(username=username) from None
    give_password(user=user, password=password)
    officer = Officer.objects.create(user=user, full_name=full_name, unit=unit)
    record("officer-added", unit, admin.actor, at, officer=officer.pk, name=full_name)
    return officer


@transaction.atomic
def set_active(*, admin: Posting, officer: Officer, active: bool, at: datetime) -> Officer:
    """Open or close an officer's account. A closed account is signed out at once."""
    user = _account(admin, officer, at)
    if user.is_active != active:
        user.is_active = active
        user.save(update_fields=["is_active"])
        _record("opened" if active else "closed", officer, admin, at)
    officer.user = user
    return officer


@transaction.atomic
def reset_password(*, admin: Posting, officer: Officer, password: str, at: datetime) -> None:
    """Give an officer a new first password; whoever is signed in with the old one no longer is."""
    give_password(user=_account(admin, officer, at), password=password)
    _record("password-reset", officer, admin, at)


@transaction.atomic
def reset_second_factor(*, admin: Posting, officer: Officer, at: datetime) -> None:
    """Forget the second factor of an officer who lost it: at the next sign-in they enrol a new one."""
    user = _account(admin, officer, at)
    forget_second_factor(user=user, actor=admin.actor, at=at)


def _account(admin: Posting, officer: Officer, at: datetime) -> User:
    user = User.objects.select_for_update(of=("self",)).get(pk=officer.user_id)
    if refusal := why_not_keep_account(admin, officer, on=localdate(at)):
        raise refusal
    return user


def _record(what: str, officer: Officer, admin: Posting, at: datetime) -> None:
    journal.record(
        f"user.{what}", subject=officer.subject, actor=admin.actor, at=at, officer=officer.full_name
    )
