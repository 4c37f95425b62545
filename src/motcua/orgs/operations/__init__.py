"""Everything that changes the offices: units, posts, officers, appointments, days off."""

from motcua.orgs.operations.days import close_unit, decide_day, decide_hours, withdraw_day
from motcua.orgs.operations.officers import add_officer, reset_password, reset_second_factor, set_active
from motcua.orgs.operations.posts import add_post, appoint, change_duties, end_appointment
from motcua.orgs.operations.units import add_unit, describe_unit, end_unit, import_tree

__all__ = [
    "add_officer",
    "add_post",
    "add_unit",
    "appoint",
    "change_duties",
    "close_unit",
    "decide_day",
    "decide_hours",
    "describe_unit",
    "end_appointment",
    "end_unit",
    "import_tree",
    "reset_password",
    "reset_second_factor",
    "set_active",
    "withdraw_day",
]
