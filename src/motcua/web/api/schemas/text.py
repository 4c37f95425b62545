"""Text as it may come in."""

import unicodedata
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints


def clean(text: str) -> str:
    """Return ``text`` in NFC without spaces at its ends; PostgreSQL keeps no NUL."""
    if "\x00" in text:
        raise ValueError(_("Có ký tự không hợp lệ (NUL)."))
    return unicodedata.normalize("NFC", text).strip()


Line = Annotated[str, StringConstraints(max_length=500), AfterValidator(clean)]
Lines = Annotated[str, StringConstraints(max_length=5_000), AfterValidator(clean)]
Code = Annotated[str, StringConstraints(max_length=40), AfterValidator(clean)]


class Body(BaseModel):
    """What is sent: a member that is not known is an error, not a silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(BaseModel):
    """What is answered."""

    model_config = ConfigDict(frozen=True)


class Problem(BaseModel):
    """A "no" (RFC 9457): ``detail`` is a sentence for people, in their language; ``code`` is for programs."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str
