"""Everything that changes people, businesses and their ways in."""

from motcua.accounts.operations.consents import (
    Wish,
    ask_consent,
    confirm_by_code,
    confirm_by_paper,
    end_all_of,
    end_consent,
)
from motcua.accounts.operations.mandates import (
    Proof,
    Scope,
    Somebody,
    claim_mandate,
    end_mandate,
    give_mandate,
    judge_mandate,
)
from motcua.accounts.operations.people import Registered, link_business, register_person, update_contact
from motcua.accounts.operations.register import About, look_up
from motcua.accounts.operations.sign_in import (
    Recognised,
    choose_password,
    give_password,
    recognise_person,
    reset_second_factor,
)
from motcua.accounts.operations.tokens import make_token, revoke_token

__all__ = [
    "About",
    "Proof",
    "Recognised",
    "Registered",
    "Scope",
    "Somebody",
    "Wish",
    "ask_consent",
    "choose_password",
    "claim_mandate",
    "confirm_by_code",
    "confirm_by_paper",
    "end_all_of",
    "end_consent",
    "end_mandate",
    "give_mandate",
    "give_password",
    "judge_mandate",
    "link_business",
    "look_up",
    "make_token",
    "recognise_person",
    "register_person",
    "reset_second_factor",
    "revoke_token",
    "update_contact",
]
