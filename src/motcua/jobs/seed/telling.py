"""Telling many stories: the people, then every office by itself, spread over two processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from heapq import heapify, heappop, heappush
from random import Random

from django.db import connections

from motcua.catalogue.facts import INTERLINKED, Audience
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.errors import MoveNotAllowed
from motcua.dossiers.models import Dossier
from motcua.jobs.processes import die_with_parent
from motcua.jobs.seed import digitised, people, scenes
from motcua.jobs.seed.casting import Casting
from motcua.jobs.seed.happenings import SHUT_IN, SecondDesk, Storm, simple, villages
from motcua.jobs.seed.office import Office, office_of
from motcua.jobs.seed.staff import ADMIN, BUSY
from motcua.jobs.seed.tale import Moments, Tale
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import COMMUNE_KINDS, Officer, Unit, UnitClosure
from motcua.orgs.postings import Posting, posting_of

SHOWN = "H21.117"  # xã Chư Prông
IN_VILLAGES = (6, 4)  # received without the network, by day out
AT_SECOND_DESK = 5
ENOUGH = 60  # fewer dossiers leave none for the villages


def tell(*, count: int, now: datetime, progress: Callable[[int], object], seed: int = 2026) -> int:
    """
    Tell ``count`` dossiers filed in the six months before ``now``; return how many there are.

    The same ``seed``, ``count`` and ``now`` tell the same dossiers.
    """
    people.ensure_people(Random(seed), at=now)  # noqa: S311
    codes = sorted(BUSY, key=lambda code: Random(f"{seed}-{code}").random())  # noqa: S311
    share = _shares(codes, count)
    connections.close_all()
    with ProcessPoolExecutor(max_workers=min(os.cpu_count() or 1, 4), initializer=_set_up) as pool:
        tasks = [pool.submit(tell_unit, code, share[code], now, seed) for code in codes]
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


def tell_unit(code: str, count: int, now: datetime, seed: int) -> int:
    """Tell one office, in the order in which its people did everything; return how many were cut short."""
    unit = Unit.objects.get(code=code, to_on=None)
    office = office_of(unit, today=now.astimezone(VIETNAM).date())
    versions = _versions_of(unit)
    if not versions:
        return 0
    random = Random(f"{seed}-{code}-{count}")  # noqa: S311
    return play([*_storm(office, now, random), *_tales(office, versions, count, now, seed)], now)


def play(told: Iterable[Moments], now: datetime) -> int:
    """Let everything told happen in the order of time, until ``now``; return how many were cut short."""
    queue = [(moment, number, each) for number, each in enumerate(told) if (moment := next(each, now)) < now]
    heapify(queue)
    cut_short = 0
    while queue:
        _moment, number, each = heappop(queue)
        try:
            moment = next(each, now)
        except MoveNotAllowed:  # the worker of a running trial was faster: it ends here
            cut_short += 1
            continue
        if moment < now:
            heappush(queue, (moment, number, each))
    return cut_short


def _tales(
    office: Office, versions: list[ProcedureVersion], count: int, now: datetime, seed: int
) -> Iterator[Moments]:
    """Yield the dossiers of an office: of its counter, and of the other places where it receives."""
    casting = Casting(office, versions, people.applicants(), now)
    if office.unit.code == SHOWN and count >= ENOUGH:
        elsewhere = [*_in_villages(casting, seed), *_at_second_desk(casting, seed)]
        count -= sum(tale is not None for tale, _told in elsewhere)
        yield from (told for _tale, told in elsewhere)
        yield scenes.half_filled(casting.draft(Random(f"{seed}-draft")))  # noqa: S311
    if office.unit.code == SHOWN and count:
        yield digitised.at_the_desk(office, now, Random(f"{seed}-digitised"))  # noqa: S311
    for tale, turn in casting.tales(count, f"{seed}-{office.unit.code}-{count}"):
        yield turn.scene(tale)


Told = Iterator[tuple[Tale | None, Moments]]


def _in_villages(casting: Casting, seed: int) -> Told:
    """Yield two days out without the network, and what was received there."""
    random = Random(f"{seed}-villages")  # noqa: S311
    known = simple(casting.versions)
    for village, received in zip(villages(casting.office, casting.now, random), IN_VILLAGES, strict=True):
        yield None, village.happen()
        for number in range(received):
            own = Random(f"{seed}-{village.on}-{number}")  # noqa: S311
            facts = {"version": own.choice(known), "person": own.choice(casting.people)}
            tale = village.received(number, random=own, now=casting.now, **facts)
            yield tale, scenes.ordinary(tale)


def _at_second_desk(casting: Casting, seed: int) -> Told:
    """Yield a desk that ended, once, and what was received there: the last of it is passed on."""
    desk = SecondDesk(casting.office, _admin(casting.now), casting.now)
    if Unit.objects.filter(code=desk.code).exists():
        return
    desk.open()
    yield None, desk.happen()
    for number in range(AT_SECOND_DESK):
        tale = casting.received_at(desk.office, desk.day(number), Random(f"{seed}-desk-{number}"))  # noqa: S311
        desk.tales.append(tale)
        yield tale, scenes.ordinary(tale)


def _storm(office: Office, now: datetime, random: Random) -> Iterator[Moments]:
    """Yield the day the office was shut, once. It is planned before anything else: nobody works that day."""
    days_ago = SHUT_IN.get(office.unit.code)
    if days_ago and not UnitClosure.objects.filter(unit=office.unit).exists():
        yield Storm(office, _admin(now), days_ago, now, random).happen()


def _admin(now: datetime) -> Posting:
    return posting_of(Officer.objects.get(user__username=ADMIN), on=now.date(), face="seed")


def _versions_of(unit: Unit) -> list[ProcedureVersion]:
    decided_by = "commune" if unit.kind in COMMUNE_KINDS else unit.code
    return list(
        ProcedureVersion.objects.filter(to_on=None, audience=Audience.PUBLIC, content__decided_by=decided_by)
        .exclude(content__type__startswith=INTERLINKED)  # filed in parts
        .select_related("form")
        .order_by("code")
    )
