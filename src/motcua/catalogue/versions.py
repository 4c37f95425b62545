"""Versions, read once by each process: a version never changes once it is made."""

from functools import lru_cache

from django.db.models import QuerySet

from motcua.catalogue.models import ProcedureVersion


def in_force(code: str) -> QuerySet[ProcedureVersion]:
    """Return the version of ``code`` in force now: none or one. Asked anew each time, it is one look-up."""
    return ProcedureVersion.objects.filter(code=code, to_on=None)


@lru_cache(maxsize=512)
def version(pk: int) -> ProcedureVersion:
    """Return a version with its form, facts and questions parsed. Threads share it: not to be changed."""
    return ProcedureVersion.objects.select_related("form").get(pk=pk)
