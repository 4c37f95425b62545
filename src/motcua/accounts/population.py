"""
What the national population register says about somebody: the port. The adapter is named in the settings.

The register is asked for one person at a time, by number, name and birth, for a purpose that is said, and by
somebody who is named. Its answer is a proposal: who fills in a form decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

MaritalStatus = Literal["", "single", "married", "divorced_or_widowed"]


@dataclass(frozen=True, slots=True)
class Question:
    """
    About whom, for what, by whom. Number, name and birth must all fit, or the register finds nobody.

    ``birth_date`` is partial ISO 8601. ``service`` is the code of the procedure, ``asked_by`` who asks (an
    officer's user name, the citizen's own number), ``reference`` names this one question on both sides.
    """

    identity_number: str
    full_name: str
    birth_date: str
    purpose: str
    service: str
    asked_by: str
    reference: str


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody as another person's record names them: no more than a name and, mostly, a number."""

    full_name: str
    identity_number: str = ""
    nationality: str = ""


@dataclass(frozen=True, slots=True)
class RegisteredPerson:
    """One record; "" and None: not said. Places are one line of text, dates partial ISO 8601."""

    identity_number: str
    full_name: str
    old_identity_number: str = ""
    birth_date: str = ""
    gender: Literal["", "male", "female"] = ""
    ethnicity: str = ""
    religion: str = ""
    marital_status: MaritalStatus = ""
    nationality: str = ""
    birth_registered_at: str = ""
    home_town: str = ""
    residence: str = ""
    living_at: str = ""
    father: Relative | None = None
    mother: Relative | None = None
    spouse: Relative | None = None
    representative: Relative | None = None
    household_head: Relative | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The record, as the register held it at ``as_of``."""

    person: RegisteredPerson
    as_of: datetime


@dataclass(frozen=True, slots=True)
class NotFound:
    """Nobody with this number, name and birth. The register does not say which of them is wrong."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """No answer that can be used. ``lasting``: asking again does not help until somebody mends something."""

    why: str
    lasting: bool = False


Answer = Found | NotFound | Unavailable


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """
    What a person says is wrong in their record; ``item`` is the key of a data element.

    ``reference`` names the report: said twice under the same name, it is one report. ``paper`` is the file
    name of what proves it and ``paper_sha256`` its hash; the holder asks us for it.
    """

    identity_number: str
    item: str
    held: str
    claimed: str
    reason: str
    reference: str
    paper: str = ""
    paper_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Reported:
    """The holder took the report under its own ``number``."""

    number: str


@dataclass(frozen=True, slots=True)
class Pending:
    """The holder has a report and has not answered it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the holder answered to a report: whether it corrected its record, why (not), and when."""

    corrected: bool
    reason: str
    at: datetime


class Population(Protocol):
    """The register. Never raises for what the network or the register does: that is an ``Unavailable``."""

    def look_up(self, question: Question, *, within: float) -> Answer:
        """Ask about one person; give up after ``within`` seconds."""
        ...

    def report(self, discrepancy: Discrepancy, *, within: float) -> Reported | Unavailable:
        """Tell the holder that a record is disputed."""
        ...

    def answer_to(self, number: str, *, reference: str, within: float) -> Judged | Pending | Unavailable:
        """Ask what the holder decided about the report it took under ``number``."""
        ...


def register() -> Population:
    """Return the register that ``MOTCUA_POPULATION`` names."""
    return cast("Population", import_string(settings.MOTCUA_POPULATION)())
