"""Everything that changes the offices: units, posts, officers, appointments, calendars."""

from motcua.orgs.operations.accrediting import accredit, revoke_accreditation
from motcua.orgs.operations.closures import close_unit, days_of, reopen_unit, withdraw_closure
from motcua.orgs.operations.days import decide_day, withdraw_day
from motcua.orgs.operations.hours import decide_hours, end_hours, sessions_in_order, withdraw_hours
from motcua.orgs.operations.officers import add_officer, reset_password, reset_second_factor, set_active
from motcua.orgs.operations.posts import add_post, appoint, change_duties, end_appointment
from motcua.orgs.operations.units import add_unit, describe_unit, end_unit, import_tree

__all__ = [
    "accredit",
    "add_officer",
    "add_post",
    "add_unit",
    "appoint",
    "change_duties",
    "close_unit",
    "days_of",
    "decide_day",
    "decide_hours",
    "describe_unit",
    "end_appointment",
    "end_hours",
    "end_unit",
    "import_tree",
    "reopen_unit",
    "reset_password",
    "reset_second_factor",
    "revoke_accreditation",
    "sessions_in_order",
    "set_active",
    "withdraw_closure",
    "withdraw_day",
    "withdraw_hours",
]
