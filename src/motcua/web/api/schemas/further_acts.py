"""What the acts beside the straight way say."""

from datetime import date
from typing import Annotated

from pydantic import Field

from motcua.web.api.schemas.filing import Key
from motcua.web.api.schemas.text import Body, Line, Lines

Dong = Annotated[int, Field(gt=0, le=10**12)]


class PaymentRequest(Body):
    """``amount`` in đồng."""

    what: Line
    amount: Dong


class Payment(Body):
    """The number of the receipt, and the đồng paid."""

    receipt: Line
    amount: Dong


class OpinionRequest(Body):
    """``by`` is the last day for the answer."""

    agency: Line
    question: Lines
    by: date


class Opinion(Body):
    """``opinion`` is the number of the one answered; empty is the oldest awaited."""

    answer: Lines
    opinion: int | None = None


class NewDate(Body):
    reason: Lines
    new_due_on: date


class Stopping(Body):
    """``citation`` is the legal ground."""

    reason: Lines
    citation: Lines


class Error(Body):
    error: Lines


class ProposedCorrection(Body):
    """Fields that are not named stay as they are."""

    fields: Annotated[dict[Key, str | int | float | bool | None], Field(max_length=500)] = {}
    note: Lines
