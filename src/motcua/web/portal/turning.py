"""Turning the pages of a list, without counting it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)
MOST_PAGES = 500


@dataclass(frozen=True)
class Rows(Generic[M]):
    """One page: its items, its number, and the addresses of the pages beside it."""

    items: list[M]
    number: int
    previous: str
    next: str


def page_number(request: HttpRequest) -> int:
    text = request.GET.get("trang", "1")
    return min(max(int(text), 1), MOST_PAGES) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def address_of(request: HttpRequest, number: int) -> str:
    """Return this address with another page number."""
    asked = request.GET.copy()
    asked["trang"] = str(number)
    return f"?{asked.urlencode()}"


def page_of(request: HttpRequest, rows: QuerySet[M], size: int) -> Rows[M]:
    number = page_number(request)
    found = list(rows[(number - 1) * size : number * size + 1])
    return Rows(
        items=found[:size],
        number=number,
        previous=address_of(request, number - 1) if number > 1 else "",
        next=address_of(request, number + 1) if len(found) > size else "",
    )
