"""Numbers without gaps: taken last, under a lock of their own series, held to the commit."""

from datetime import date

from django.db import connection
from django.db.models import Max

from motcua.dossiers.models import Dossier, Letter, ResultNumber
from motcua.orgs.models import Unit

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


def _hold(series: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [series])


def next_dossier_number(*, agency: Unit, on: date) -> int:
    """
    Return the next number of ``agency`` on ``on``. Two statements in one: the lock, then a fresh look.

    The function looks with its own snapshot, so it sees what was committed while it waited for the lock.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT dossiers_next_number(%s, %s)", [agency.pk, on])
        return int(cursor.fetchone()[0])


def next_letter_number(*, unit: Unit, kind: str, year: int) -> int:
    _hold(f"letter:{unit.pk}:{kind}:{year}")
    last = Letter.objects.filter(unit=unit, kind=kind, year=year).aggregate(Max("number"))
    return (last["number__max"] or 0) + 1


def take_result_number(*, dossier: Dossier, unit: Unit, book: str, year: int) -> ResultNumber:
    """Return the dossier's number in the book: the one it holds, one given back, or the next."""
    _hold(f"result:{unit.pk}:{book}:{year}")
    series = ResultNumber.objects.filter(unit=unit, book=book, year=year)
    if held := series.filter(dossier=dossier).first():
        return held
    give_back_result_number(dossier=dossier)  # of another book, or of last year
    if free := series.filter(dossier=None).order_by("number").first():
        free.dossier = dossier
        free.save(update_fields=["dossier"])
        return free
    last = series.aggregate(Max("number"))
    return ResultNumber.objects.create(
        dossier=dossier, unit=unit, book=book, year=year, number=(last["number__max"] or 0) + 1
    )


def give_back_result_number(*, dossier: Dossier) -> None:
    """Give back the number of a dossier whose result was not issued; of an issued one it stays."""
    ResultNumber.objects.filter(dossier=dossier, dossier__result=None).update(dossier=None)
