"""Everything that changes people, businesses and their ways in."""

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
    "Recognised",
    "Registered",
    "choose_password",
    "give_password",
    "link_business",
    "look_up",
    "make_token",
    "recognise_person",
    "register_person",
    "reset_second_factor",
    "revoke_token",
    "update_contact",
]
