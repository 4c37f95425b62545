"""Versions, read once by each process: a version never changes once it is made."""

from functools import lru_cache

from django.db.models import QuerySet

from motcua.catalogue.facts import Audience
from motcua.catalogue.models import ProcedureVersion


def in_force(code: str) -> QuerySet[ProcedureVersion]:
    """Return the version of ``code`` in force now, for the public: none or one. Each time one look-up."""
    return ProcedureVersion.objects.filter(code=code, to_on=None, audience=Audience.PUBLIC)


@lru_cache(maxsize=512)
def version(pk: int) -> ProcedureVersion:
    """Return a version with its form, facts and questions parsed. Threads share it: not to be changed."""
    return ProcedureVersion.objects.select_related("form").get(pk=pk)
