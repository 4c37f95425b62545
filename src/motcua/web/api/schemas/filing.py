"""Papers and dossiers as they come in."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from motcua.web.api.schemas.text import Answer, Body, Code, Line, clean

Value = str | int | float | bool | None
Key = Annotated[str, StringConstraints(max_length=100), AfterValidator(clean)]
RepeatKey = Annotated[str, StringConstraints(min_length=8, max_length=100), AfterValidator(clean)]
Row = Annotated[dict[Key, Value], Field(max_length=100)]
Answers = Annotated[dict[Key, Value | Annotated[list[Row], Field(max_length=100)]], Field(max_length=500)]
"""By the keys of the questions; a group has a list of rows."""


class PaperStored(Answer):
    """A paper that was taken in. Give its ``id`` when filing."""

    id: uuid.UUID
    key: str
    title: str
    file_name: str
    sha256: str
    uploaded_at: datetime


class PaperGiven(Body):
    """One required paper: its ``key`` in the procedure, the ``id`` that POST /papers gave."""

    key: Key
    id: uuid.UUID


class OneselfAsApplicant(Body):
    """The person of the key files for themselves."""

    person: Literal[True]


class BusinessAsApplicant(Body):
    """The person of the key files for a business that they represent."""

    business: Line


PapersGiven = Annotated[tuple[PaperGiven, ...], Field(max_length=100)]


class Filing(Body):
    """A dossier to file: ``unit`` is the code of the deciding office; ``draft`` was confirmed by others."""

    procedure: Code
    unit: Code
    applicant: OneselfAsApplicant | BusinessAsApplicant = OneselfAsApplicant(person=True)
    answers: Answers = {}
    papers: PapersGiven = ()
    draft: uuid.UUID | None = None
