"""The demo's stories: each turn leads where it says, told by real operations at moments of working days."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import transaction

import motcua.catalogue
from motcua.catalogue.importing.sources import read_records
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.operations import import_records
from motcua.dossiers.models import Dossier, NumberBlock
from motcua.dossiers.states import State
from motcua.jobs.own_data import import_offices
from motcua.jobs.seed import people, telling, words
from motcua.jobs.seed.casting import Casting
from motcua.jobs.seed.office import office_of
from motcua.jobs.seed.staff import ensure_staff
from motcua.jobs.seed.turns import TURNS
from motcua.journal.actor import SYSTEM
from motcua.journal.models import Act
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Unit, UnitClosure

pytestmark = pytest.mark.django_db

DATA = Path(motcua.catalogue.__file__).parent / "data"
SHIPPED = ("forms", "ho-tich-khai-sinh.yaml", "chung-thuc.yaml", "xay-dung.yaml")
FRIDAY_NOON = datetime(2026, 11, 13, 5, 30, tzinfo=UTC)
AFTER_TET = datetime(2026, 2, 23, 0, 5, tzinfo=UTC)  # the first minutes of work after nine days off
SUNDAY_NIGHT = datetime(2026, 11, 15, 20, 0, tzinfo=UTC)

ENDS = {
    "unopened": State.FILED,
    "waits_at_desk": State.FILED,
    "supplement_waits": State.SUPPLEMENT_ASKED,
    "never_supplemented": State.STOPPED,
    "refused_at_desk": State.NOT_ACCEPTED,
    "withdrawn": State.WITHDRAWN,
    "with_officer": State.IN_HANDLING,
    "with_head": State.IN_HANDLING,
    "with_signer": State.IN_HANDLING,
    "fetched_later": State.FINISHED,
    "stopped": State.STOPPED,
    "payment_waits": State.PAYMENT_ASKED,
    "opinion_waits": State.IN_HANDLING,
    "opinion_overdue": State.IN_HANDLING,
    "extended_now": State.IN_HANDLING,
    "apology_waits": State.IN_HANDLING,
    "error_reported": State.FINISHED,
    "correction_waits": State.FINISHED,
}
"""Where a turn ends that does not end with a result handed over."""
OCCASIONS = [key for key, said in words.known().items() if isinstance(said, list) and "reason" in str(said)]


@pytest.fixture
def commune(monkeypatch):
    """Xã Chư Prông with its people, a few procedures in force, and forty applicants."""
    monkeypatch.setattr(people, "PEOPLE", 40)
    import_offices()
    ensure_staff()
    records = [reading.record for name in SHIPPED for reading in read_records(DATA / name)]
    import_records(records=[record for record in records if record], at=FRIDAY_NOON - timedelta(days=400))
    return Unit.objects.get(code="H21.117", to_on=None)


def casting(unit: Unit, now: datetime) -> Casting:
    people.ensure_people(Random(1), at=now)  # noqa: S311
    office = office_of(unit, today=now.astimezone(VIETNAM).date())
    versions = ProcedureVersion.objects.filter(content__decided_by="commune").select_related("form")
    return Casting(office, list(versions.order_by("code")), people.applicants(), now)


def told(count: int, now: datetime = FRIDAY_NOON) -> int:
    people.ensure_people(Random(1), at=now)  # noqa: S311
    return telling.tell_unit("H21.117", count, now, 7)


def test_every_turn_leads_where_it_says(commune):
    cast = casting(commune, FRIDAY_NOON)
    tales = [cast.tale(turn, Random(f"{number}")) for number, turn in enumerate(TURNS)]  # noqa: S311

    cut_short = telling.play([turn.scene(tale) for tale, turn in tales], FRIDAY_NOON)

    states = dict(Dossier.objects.values_list("code", "state"))
    found = {turn.name: states[tale.code] for tale, turn in tales}
    assert cut_short == 0
    assert [turn for _tale, turn in tales] == list(TURNS)
    assert found == {turn.name: ENDS.get(turn.name, State.HANDED_OVER) for turn in TURNS}


def test_people_act_in_the_order_of_time_and_while_the_office_is_open(commune):
    calendar = casting(commune, FRIDAY_NOON).office.calendar

    told(30)

    acts = Act.objects.filter(verb__startswith="dossier.").order_by("pk")
    moments = list(acts.values_list("at", flat=True))
    by_people = [act.at for act in acts.exclude(actor_name=SYSTEM.name)]
    outside = [at for at in by_people if not any(a <= at <= b for a, b in calendar.hours_of(local_day(at)))]
    assert moments == sorted(moments)
    assert not outside


def test_the_same_seed_tells_the_same(commune):
    first, again = (kept_and_forgotten(10) for _time in range(2))

    assert first == again


@pytest.mark.parametrize("now", [AFTER_TET, SUNDAY_NIGHT])
def test_it_is_told_as_of_any_moment(commune, now):
    told(25, now)

    assert Dossier.objects.filter(filed_at__lt=now).count() == 25


def test_the_office_shown_had_a_storm_a_second_desk_and_days_in_the_villages(commune):
    told(telling.ENOUGH)

    storm = local_day(UnitClosure.objects.get().from_at)
    acts = Act.objects.filter(verb__startswith="dossier.")
    worked = acts.filter(at__date=storm).exclude(verb="dossier.move-due-date")
    blocks = [(block.size, block.released_at is None) for block in NumberBlock.objects.order_by("on")]
    assert Dossier.objects.count() == telling.ENOUGH
    assert {"dossier.move-due-date", "dossier.pass-on"} <= set(acts.values_list("verb", flat=True))
    assert not worked.exists()
    assert blocks == [(10, False), (10, True)]


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_what_is_said_leaves_no_gap(occasion):
    version = ProcedureVersion(code="1.013225", field="Hoạt động xây dựng")

    said = [
        words.say(
            occasion,
            version,
            Random(number),  # noqa: S311
            paper="Đơn",
            unit="Ủy ban nhân dân xã Ia Dom",
            place="xã Ia Dom",
            number="412",
        )
        for number in range(30)
    ]

    assert not [each for each in said if "{" in str(list(each.values()))]


def local_day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()


def kept_and_forgotten(count: int) -> Sequence[object]:
    """Tell, return what was told, and take it back."""
    with transaction.atomic():
        told(count)
        found = list(
            Dossier.objects.order_by("code").values_list("code", "state", "due_at", "ended_at", "applicant")
        )
        transaction.set_rollback(True)
    return found
