"""What each act says: one body for each address ``/dossiers/{code}/acts/{act}``."""

from typing import Annotated

from pydantic import Field

from motcua.dossiers.decisions import Decision
from motcua.dossiers.models import DossierPaper
from motcua.web.api.schemas.filing import Answers, Key, PapersGiven
from motcua.web.api.schemas.text import Body, Line, Lines


class PaperChecked(Body):
    """What the clerk found about one paper; ``line`` is its number in the dossier."""

    line: int
    result: DossierPaper.Check
    note: Line = ""


Checks = Annotated[tuple[PaperChecked, ...], Field(max_length=200)]


class Acceptance(Body):
    checks: Checks = ()


class SupplementRequest(Body):
    """Everything that is missing, in one request, and why."""

    items: Annotated[tuple[Lines, ...], Field(max_length=100)]
    reason: Lines
    checks: Checks = ()


class Supplement(Body):
    """Corrected answers and more papers."""

    answers: Answers = {}
    papers: PapersGiven = ()


class RefusalToAccept(Body):
    """Why, under which text, and what the applicant can do."""

    reason: Lines
    guidance: Lines
    citation: Lines = ""


class Reason(Body):
    reason: Lines


class Withdrawal(Body):
    reason: Lines = ""


class Nothing(Body):
    """Nothing needs to be said."""


class ProposedDecision(Body):
    """The fields of the result, or the reason and ground of a refusal."""

    decision: Decision
    fields: Annotated[dict[Key, str | int | float | bool | None], Field(max_length=500)] = {}
    reason: Lines = ""
    citation: Lines = ""
    note: Lines = ""


class Agreement(Body):
    note: Lines = ""


class HandOver(Body):
    """``to``: who took the result, as they said; empty is the applicant."""

    to: Line = ""
