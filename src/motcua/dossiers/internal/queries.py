"""Reading what one's own unit asked of others, as an applicant does; ``readings`` notes who opened it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.lookups import Unaccent
from django.db.models import Q, TextField, Value
from django.db.models.functions import Concat, Lower

from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries import internal_procedures
from motcua.dossiers.internal.asker import Asker
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import listed
from motcua.dossiers.routing import deciding_units
from motcua.dossiers.states import State
from motcua.dossiers.worklists import WorkPage
from motcua.kernel.text import fold, tidy
from motcua.orgs.models import Unit


@dataclass(frozen=True)
class Asked:
    """A procedure a unit may ask for, and which units decide it."""

    version: ProcedureVersion
    deciders: list[Unit]


def asked_of_others(asker: Asker, *, on: date) -> list[Asked]:
    """Return the internal procedures that another unit than all of the asker's decides today."""
    found = (Asked(version, deciding_units(version, on)) for version in internal_procedures())
    return [each for each in found if {unit.pk for unit in each.deciders} - asker.units]


def sent_by(asker: Asker, *, q: str = "", after: str = "", size: int = 50) -> WorkPage:
    """
    Return what the asker's units asked for: the earliest due first.

    ``q`` looks for a code, or words of a procedure's or an office's name, with or without tone marks.
    """
    rows = Dossier.objects.visible_to(asker)
    if words := fold(tidy(q)).split():
        said = Concat(
            "version__name", Value(" "), "deciding_unit__name", Value(" "), "code", output_field=TextField()
        )
        about = Q()
        for word in words:
            about &= Q(said__contains=word)
        rows = rows.alias(said=Lower(Unaccent(said))).filter(about)
    return listed(rows, after, size)


def waiting_for_us(asker: Asker) -> int:
    """Return how many dossiers wait for the asker's units, counted to a hundred."""
    asked = [State.SUPPLEMENT_ASKED, State.PAYMENT_ASKED]
    return Dossier.objects.visible_to(asker).filter(state__in=asked)[:100].count()
