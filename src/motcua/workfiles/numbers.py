"""Numbers without gaps: the book's row is held to the commit, so what is given up takes no number."""

from __future__ import annotations

from motcua.orgs.models import Unit
from motcua.workfiles.models import Book

INCOMING = "den"


def next_number(*, unit: Unit, book: str, year: int) -> int:
    """Return the next number of ``book``. Whoever asks at the same moment waits for the first to commit."""
    Book.objects.bulk_create([Book(unit=unit, name=book, year=year)], ignore_conflicts=True)
    held = Book.objects.select_for_update(of=("self",)).get(unit=unit, name=book, year=year)
    held.last += 1
    held.save(update_fields=["last"])
    return held.last
