"""What each act says: one body for each address ``/dossiers/{code}/acts/{act}``."""

from typing import Annotated

from pydantic import Field

from motcua.dossiers.decisions import Decision
from motcua.dossiers.models import DossierPaper
from motcua.web.api.schemas.filing import Answers, Key, PaperGiven, PapersGiven
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
    """
    Everything that is missing, in one request, and why.

    ``items`` are papers, in words; ``questions`` are keys of the form, to be answered anew.
    """

    items: Annotated[tuple[Lines, ...], Field(max_length=100)] = ()
    questions: Annotated[tuple[Key, ...], Field(max_length=100)] = ()
    reason: Lines
    checks: Checks = ()


class PaperAsked(PaperGiven):
    """A paper for what was asked: ``item`` is its number in ``asked`` of the dossier."""

    key: Key = ""
    item: Annotated[int | None, Field(ge=1, le=1000)] = None


class Supplement(Body):
    """Corrected answers, and papers for what was asked."""

    answers: Answers = {}
    papers: Annotated[tuple[PaperAsked, ...], Field(max_length=100)] = ()


class Adjustment(Body):
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


class TakingUp(Body):
    """Out of turn only with a ``ground``: a key of the grounds in force; ``own-words`` asks for ``words``."""

    ground: Line = ""
    words: Line = ""


class Agreement(Body):
    note: Lines = ""


class HandOver(Body):
    """``to``: who took the result, as they said; empty is the applicant."""

    to: Line = ""
