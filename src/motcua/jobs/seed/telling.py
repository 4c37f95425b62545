"""Telling many stories: who, what, when, spread over two processes."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime, timedelta
from random import Random

from django.db import connections

from motcua.accounts.models import Person
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.models import Dossier
from motcua.jobs.processes import die_with_parent
from motcua.jobs.seed import people
from motcua.jobs.seed.staff import BUSY
from motcua.jobs.seed.story import Office, Story
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.calendars import calendar_for
from motcua.orgs.models import COMMUNE_KINDS, Appointment, Duty, Unit
from motcua.orgs.postings import Posting, posting_of
from motcua.orgs.queries import desk_of

DAYS = 182
FRESH = 0.15  # the share filed in the last days, much of which still lies on a desk
SHOWN = "H21.117"  # xã Chư Prông
WEIGHTS = {
    "1.001193": 10,
    "1.004873": 8,
    "2.000815": 14,
    "1.001612": 6,
    "1.013225": 5,
    "3.000333": 10,
}


def tell(*, count: int, now: datetime, progress: Callable[[int], object], seed: int = 2026) -> int:
    """
    Tell ``count`` dossiers filed in the six months before ``now``; return how many there are.

    The same ``seed``, ``count`` and ``now`` tell the same dossiers.
    """
    _ensure_people(Random(seed))  # noqa: S311
    codes = sorted(BUSY, key=lambda code: Random(f"{seed}-{code}").random())  # noqa: S311
    share = _shares(codes, count)
    connections.close_all()
    with ProcessPoolExecutor(max_workers=min(os.cpu_count() or 1, 4), initializer=_set_up) as pool:
        tasks = [pool.submit(_tell_unit, code, share[code], now, seed) for code in codes]
        for done, task in enumerate(tasks, start=1):
            task.result()
            progress(sum(share[code] for code in codes[:done]))
    return Dossier.objects.count()


def _shares(codes: list[str], count: int) -> dict[str, int]:
    """Return how many dossiers each office gets: the one whose log-ins we print gets three times as many."""
    weights = {code: 3 if code == SHOWN else 1 for code in codes}
    ends = [count * sum(list(weights.values())[: i + 1]) // sum(weights.values()) for i in range(len(codes))]
    return {code: end - start for code, start, end in zip(codes, [0, *ends], ends, strict=False)}


def _set_up() -> None:
    import django

    django.setup()
    connections.close_all()
    die_with_parent()


def _ensure_people(random: Random) -> None:
    places = list(
        Unit.objects.filter(kind__in=COMMUNE_KINDS, to_on=None)
        .order_by("code")
        .values_list("name", flat=True)
    )
    places = [place.replace("Ủy ban nhân dân ", "") for place in places]
    Person.objects.bulk_create(people.people(random, 400, places), ignore_conflicts=True)


def _tell_unit(code: str, count: int, now: datetime, seed: int) -> None:
    random = Random(f"{seed}-{code}-{count}")  # noqa: S311
    unit = Unit.objects.get(code=code, to_on=None)
    office = _office(unit, now.astimezone(VIETNAM).date())
    versions = _versions_of(unit)
    if not versions:
        return
    weights = [WEIGHTS.get(version.code, 1) for version in versions]
    persons = list(Person.objects.filter(user=None).order_by("identity_number")[:400])
    moments = sorted(_moment(office, random, now) for _ in range(count))
    for filed_at in moments:
        version = random.choices(versions, weights)[0]
        Story(office, random, now).tell(version, random.choice(persons), filed_at)


def _versions_of(unit: Unit) -> list[ProcedureVersion]:
    decided_by = "commune" if unit.kind in COMMUNE_KINDS else unit.code
    return list(
        ProcedureVersion.objects.filter(to_on=None, content__decided_by=decided_by)
        .select_related("form")
        .order_by("code")
    )


def _office(unit: Unit, today: date) -> Office:
    desk = desk_of(unit, on=today)
    return Office(
        unit=unit,
        desk=desk,
        clerks=_postings(desk, Duty.RECEIVE, today),
        officers=_postings(unit, Duty.HANDLE, today),
        head=_postings(unit, Duty.REVIEW, today)[0],
        signer=_postings(unit, Duty.SIGN, today)[0],
        calendar=calendar_for(unit.pk, around=today - timedelta(days=90)),
    )


def _postings(unit: Unit, duty: Duty, today: date) -> list[Posting]:
    found = Appointment.objects.filter(post__unit=unit, post__duties__contains=[duty], to_on=None)
    return [
        posting_of(appointment.officer, on=today, face="seed")
        for appointment in found.select_related("officer").order_by("pk")
    ]


def _moment(office: Office, random: Random, now: datetime) -> datetime:
    """Return a moment of a working day in the six months before ``now``; and more in the last days."""
    while True:
        back = 3 * random.random() if random.random() < FRESH else DAYS * random.random() ** 1.3
        on = (now - timedelta(days=back)).astimezone(VIETNAM).date()
        hours = office.calendar.hours_of(on)
        if hours:
            opens, closes = random.choice(hours)
            moment = opens + (closes - opens) * random.random()
            if moment < now:
                return moment
