"""Statements that travel together: PostgreSQL is waited for only where an answer is read."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def together() -> Iterator[None]:
    """
    Send the statements of the block without waiting for each (libpq's pipeline mode).

    An error is therefore raised where rows are next read, at the latest at the end of the block. Stand
    inside the transaction: what follows, a rollback too, finds the connection as it was.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield
