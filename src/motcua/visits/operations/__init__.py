"""Everything that changes tickets, appointments, plans and kiosks."""

from motcua.visits.operations.arriving import arrive
from motcua.visits.operations.booking import book, cancel, move
from motcua.visits.operations.calling import call_again, call_next, finish, hand_over, put_back
from motcua.visits.operations.displacing import follow_calendar, remind
from motcua.visits.operations.ending import end_day, end_days, note_absences
from motcua.visits.operations.kiosks import add_kiosk, revoke_kiosk
from motcua.visits.operations.planning import decide_plan, withdraw_plan
from motcua.visits.operations.tickets import take_at_kiosk, take_ticket

__all__ = [
    "add_kiosk",
    "arrive",
    "book",
    "call_again",
    "call_next",
    "cancel",
    "decide_plan",
    "end_day",
    "end_days",
    "finish",
    "follow_calendar",
    "hand_over",
    "move",
    "note_absences",
    "put_back",
    "remind",
    "revoke_kiosk",
    "take_at_kiosk",
    "take_ticket",
    "withdraw_plan",
]
