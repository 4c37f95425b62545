"""What a form asks. Pure data: a form is a document, not code."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]


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
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(Frozen):
    value: Key
    label: str


class Condition(Frozen):
    """Ask only when the answer to ``field`` is one of ``values``."""

    field: Key
    values: tuple[str, ...]


class FormField(Frozen):
    """
    One question. ``label`` is what the citizen reads; ``help`` says how to answer, with an example.

    ``prefill`` names what the state already knows about the person signed in: ``person.full_name``,
    ``person.birth_date``, ``person.gender``, ``person.identity_number``, ``person.phone``,
    ``person.email``, ``person.address``, ``person.ethnicity``, ``person.nationality``, ``business.name``,
    ``business.tax_code``, ``business.address``.
    """

    key: Key
    label: str
    type: FieldType = FieldType.TEXT
    required: bool = True
    help: str = ""
    options: tuple[Option, ...] = ()
    prefill: str = ""
    when: Condition | None = None
    max_length: int = Field(default=500, ge=1, le=10_000)
    minimum: int | None = None
    maximum: int | None = None


class Section(Frozen):
    """A small group of questions shown on one page."""

    key: Key
    title: str
    help: str = ""
    fields: tuple[FormField, ...]


class FormDefinition(Frozen):
    """A whole form. ``official_form`` names the annex it follows ("Phụ lục 5, TT 04/2024/TT-BTP")."""

    code: str
    title: str
    official_form: str = ""
    kind: Literal["form"] = "form"
    sections: tuple[Section, ...]
