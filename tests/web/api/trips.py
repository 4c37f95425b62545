"""How often a request waits for PostgreSQL, counted on the wire."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from django.db import connection
from psycopg.pq import Trace


class Trips:
    """What libpq said and heard. A trip is everything said until an answer is waited for."""

    lines: list[str]

    def statements(self) -> str:
        """Return the beginnings of the statements sent, for the message of a failing test."""
        return "\n".join(
            line[:160] for line in self.lines if line[0] == "F" and ("Parse" in line or "Query" in line)
        )

    def __len__(self) -> int:
        sides = [line[0] for line in self.lines]
        return sum(pair == ("F", "B") for pair in pairwise(sides))


@contextmanager
def counted_trips() -> Iterator[Trips]:
    """Trace the connection of Django: BEGIN and COMMIT too, which ``assertNumQueries`` does not see."""
    connection.ensure_connection()
    with tempfile.NamedTemporaryFile("w+") as wire:
        link = connection.connection.pgconn
        link.trace(wire.fileno())
        link.set_trace_flags(Trace.SUPPRESS_TIMESTAMPS)
        trips = Trips()
        try:
            yield trips
        finally:
            link.untrace()
            trips.lines = wire.read().splitlines()
