"""What a form asks. Pure data: a form is a document, not code."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag, model_validator

from motcua.eforms.earlier import condition_as_cel

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Cel = Annotated[str, StringConstraints(max_length=1000)]
"""An expression of CEL over the answers (``expressions``); "" says nothing."""

Reason = Annotated[str, Field(max_length=500, exclude_if=lambda said: not said)]
"""Left out of a version where it is empty, so that versions made before it keep their digest."""

APPLICANT, BUSINESS = "applicant", "business"
"""Subjects every form has: who is signed in, and the business represented."""


class FieldType(StrEnum):
    TEXT = "text"  # one line
    LONG_TEXT = "long_text"
    NAME = "name"  # a person's full name; one word is allowed
    DATE = "date"  # a full day, ISO 8601
    BIRTH_DATE = "birth_date"  # "1990", "1990-11" or "1990-11-27": some people only know the year
    IDENTITY = "identity"  # 9 or 12 digits
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"
    MONEY = "money"  # whole đồng


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Option(Frozen):
    value: Key
    label: str


class FormField(Frozen):
    """
    One question. ``label`` is what the citizen reads; ``help`` says how to answer, with an example.

    ``element`` is what it asks for in the dictionary of data (``person.full_name``), ``of`` the subject of
    the form it is about; "" is asked only here. ``when`` says in which case it is asked. A field with
    ``computed`` is never asked: its value follows from the other answers and is kept with them.
    ``asked_because``: why it is asked though the state knows it (``asking_again``).
    """

    key: Key
    label: str
    type: FieldType = FieldType.TEXT
    required: bool = True
    help: str = ""
    options: tuple[Option, ...] = ()
    element: str = ""
    of: str = ""
    when: Cel = ""
    computed: Cel = ""
    max_length: int = Field(default=500, ge=1, le=10_000)
    minimum: int | None = None
    maximum: int | None = None
    asked_because: Reason = ""

    @model_validator(mode="before")
    @classmethod
    def _as_written_before(cls, raw: Any) -> Any:
        """Read versions stored before elements and CEL; a stored version is never changed."""
        if not isinstance(raw, Mapping):
            return raw
        found = dict(raw)
        element = found.pop("prefill", "")
        if element and not found.get("element"):
            found |= {"element": element, "of": BUSINESS if element.startswith("business.") else APPLICANT}
        found["when"] = condition_as_cel(found.get("when"))
        return found


class FieldGroup(Frozen):
    """
    Questions asked once for each of several things: every child, every place lived at.

    The answer is a list of objects. ``row_title`` names one of them ("Thành viên"), ``add_label`` the button.
    """

    key: Key
    title: str
    help: str = ""
    fields: Annotated[tuple[FormField, ...], Field(min_length=1)]
    minimum: int = Field(default=0, ge=0, le=100)
    maximum: int = Field(default=20, ge=1, le=100)
    row_title: str = ""
    add_label: str = ""
    when: Cel = ""


Item = Annotated[
    Annotated[FormField, Tag("field")] | Annotated[FieldGroup, Tag("group")],
    Discriminator(lambda raw: "group" if isinstance(raw, FieldGroup) or _has_fields(raw) else "field"),
]


def _has_fields(raw: Any) -> bool:
    return isinstance(raw, Mapping) and "fields" in raw


class Section(Frozen):
    """A small part of the form, shown on one page."""

    key: Key
    title: str
    help: str = ""
    fields: tuple[Item, ...]

    @property
    def questions(self) -> Iterator[FormField]:
        """Yield the questions that are asked once, without those of groups."""
        return (item for item in self.fields if isinstance(item, FormField))

    @property
    def groups(self) -> Iterator[FieldGroup]:
        return (item for item in self.fields if isinstance(item, FieldGroup))


class Subject(Frozen):
    """
    Somebody or something the form asks about.

    ``same`` (written ``is``) holds when it is the applicant themself; ``relation`` is what it is to the
    subject ``to``, so that the register can be asked.
    """

    key: Key
    title: str
    kind: Literal["person", "business", "land", "building", "event", "paper"] = "person"
    same: Cel = Field(default="", alias="is")
    relation: Literal["", "spouse", "father", "mother", "child"] = ""
    to: str = APPLICANT


class Check(Frozen):
    """What must hold between answers: ``that``; otherwise ``say`` stands at the question ``at``."""

    that: Cel
    say: str
    at: Key


class FormPaper(Frozen):
    """
    Which paper of the procedure, by its key or its name, follows from the answers, and ``when``.

    ``asked_because``: why it is asked for though an office of the state made it.
    """

    paper: str
    when: Cel = ""
    asked_because: Reason = ""


class CoDeclarant(Frozen):
    """Somebody else who has to confirm parts of the declaration with their own log-in."""

    key: Key
    title: str
    of: str
    when: Cel = ""
    confirms: tuple[Key, ...]
    statement: str


class FormDefinition(Frozen):
    """A whole form. ``official_form`` names the annex it follows ("Phụ lục 5, TT 04/2024/TT-BTP")."""

    code: str
    title: str
    official_form: str = ""
    kind: Literal["form"] = "form"
    subjects: tuple[Subject, ...] = ()
    sections: tuple[Section, ...]
    checks: tuple[Check, ...] = ()
    papers: tuple[FormPaper, ...] = ()
    co_declarants: tuple[CoDeclarant, ...] = ()

    @property
    def items(self) -> Mapping[str, FormField | FieldGroup]:
        """Every question and group by its key, in order; the questions of a group are in the group."""
        return {item.key: item for section in self.sections for item in section.fields}

    def section(self, key: str) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)
