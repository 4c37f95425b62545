"""Counting together, whichever process answers: one statement, and one row for each who asks."""

from datetime import UTC, datetime
from time import time

from django.db import connection
from django.http import HttpRequest

from motcua.web.ui.identity import origin
from motcua.web.ui.models import Tally

COUNT = """
INSERT INTO ui_tally (key, until, times) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET
  times = CASE WHEN ui_tally.until = excluded.until THEN ui_tally.times + 1 ELSE 1 END,
  until = excluded.until
RETURNING times
"""


def count(name: str, request: HttpRequest, *, window: int) -> int:
    """Return how often this request's address has asked ``name`` in the window of so many seconds."""
    until = datetime.fromtimestamp(int(time()) // window * window + window, UTC)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [f"{name} {origin(request)}", until])
        return int(cursor.fetchone()[0])


def left(window: int) -> int:
    """Return the seconds until the next window begins."""
    return window - int(time()) % window


def forget(*, at: datetime) -> int:
    """Remove the counters of windows that have ended; return how many."""
    return Tally.objects.filter(until__lt=at).delete()[0]
