"""An ended unit's dossiers go to the unit that answers for its files."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from time import monotonic

import pytest
from django.db import connection, connections, transaction

from motcua.dossiers import operations as dossiers
from motcua.dossiers.clocks import reckon
from motcua.dossiers.followers import tell_the_applicant
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.succession import heirs, pass_all_on, pass_on
from motcua.dossiers.states import State
from motcua.journal.models import Act
from motcua.kernel.legal_time import VIETNAM
from motcua.notices.models import Notice
from motcua.orgs.models import Duty, Succession, UnitClosure
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = make.MONDAY.date()


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def heir(office):
    return make.unit("H21.118", name="Ủy ban nhân dân xã Ia Dom")


def followed_by(old, new, on=TODAY):
    Succession.objects.create(old=old, new=new, on=on, citation="NQ 1/2026")


def acts(dossier):
    return Act.objects.filter(subject=dossier.subject, verb="dossier.pass-on")


def test_a_dossier_under_examination_goes_on_in_the_new_unit(office, heir):
    dossier = office.taken_up()
    followed_by(office.unit, heir)

    assert pass_all_on(at=make.MONDAY) == 1

    now = Dossier.objects.get()
    assert (now.deciding_unit, now.receiving_unit, now.assigned_to) == (heir, office.desk, None)
    assert (now.code, now.place, now.due_at) == (dossier.code, dossier.place, dossier.due_at)
    assert acts(dossier).get().data["citation"] == "NQ 1/2026"


def test_desk_and_office_that_end_together_are_one_act_and_one_notice(office, heir):
    dossier = office.filed()
    desk = make.unit("H21.118.MC", parent=heir, name="Bộ phận Một cửa xã Ia Dom")
    followed_by(office.unit, heir)
    followed_by(office.desk, desk)

    pass_all_on(at=make.MONDAY)
    for _ in range(2):
        tell_the_applicant(acts(dossier).get())

    assert "Ia Dom thay" in Notice.objects.get(title__contains="được chuyển").body
    assert acts(dossier).get().data["heir"] == f"{desk.name}, {heir.name}"


def test_twice_is_once(office, heir):
    office.accepted()
    followed_by(office.unit, heir)

    assert [pass_all_on(at=make.MONDAY), pass_all_on(at=make.MONDAY)] == [1, 0]


def test_what_is_handed_over_stays_where_it_was_decided(office, heir):
    dossier = office.signed()
    dossiers.hand_over(code=dossier.code, clerk=office.clerk, to="", at=make.MONDAY)
    followed_by(office.unit, heir)

    assert pass_all_on(at=make.MONDAY) == 0


def test_a_result_not_handed_over_yet_is_handed_over_by_who_follows(office, heir):
    dossier = office.signed()
    followed_by(office.desk, heir)

    assert pass_all_on(at=make.MONDAY) == 1
    clerk = make.posting(heir, Duty.RECEIVE, name="Siu H'Bia")
    dossiers.hand_over(code=dossier.code, clerk=clerk, to="", at=make.MONDAY)

    assert Dossier.objects.get().state == State.HANDED_OVER


def shut_on_tuesday(unit):
    begins = datetime(2026, 3, 10, tzinfo=VIETNAM)
    UnitClosure.objects.create(
        unit=unit, from_at=begins, to_at=begins + timedelta(hours=23), reason="Bão số 4", citation="CĐ 05"
    )


def test_the_due_date_follows_the_calendar_of_who_decides_now(office, heir):
    dossier = office.taken_up()
    shut_on_tuesday(heir)
    followed_by(office.unit, heir)

    pass_all_on(at=make.MONDAY)

    now, act = Dossier.objects.get(), Act.objects.get(verb="dossier.move-due-date")
    assert now.due_at == dossier.due_at + timedelta(days=1)
    assert (act.data["old_due_at"][:10], act.data["new_due_at"][:10]) == ("2026-03-12", "2026-03-13")
    assert act.data["reason"].startswith("Ủy ban nhân dân xã Ia Dom giải quyết tiếp")
    assert act.data["citation"] == "NQ 1/2026"
    found = reckon(now)
    assert found is not None
    assert found.ends_at == now.due_at


def test_so_does_the_last_day_to_bring_what_is_missing(office, heir):
    dossier = office.filed()
    dossiers.ask_for_supplement(
        code=dossier.code, officer=office.clerk, items=["Bản rõ"], reason="Mờ", at=make.MONDAY - timedelta(13)
    )
    shut_on_tuesday(heir)
    followed_by(office.unit, heir)

    pass_all_on(at=make.MONDAY)

    until = Dossier.objects.get().supplement_due_at
    assert until is not None
    assert until.astimezone(VIETNAM).date() == date(2026, 3, 11)


def test_with_the_same_calendar_no_date_moves_and_nobody_is_told_it_did(office, heir):
    office.taken_up()
    followed_by(office.unit, heir)

    pass_all_on(at=make.MONDAY)

    assert not Act.objects.filter(verb="dossier.move-due-date").exists()


def test_not_before_the_day(office, heir):
    office.accepted()
    followed_by(office.unit, heir, on=TODAY + timedelta(days=1))

    assert pass_all_on(at=make.MONDAY) == 0


def test_the_heir_of_an_heir(office, heir):
    office.accepted()
    last = make.unit("H21.119")
    followed_by(office.unit, heir)
    followed_by(heir, last)

    pass_all_on(at=make.MONDAY)

    assert Dossier.objects.get().deciding_unit == last


def test_where_several_follow_people_say_who_takes_what(office, heir):
    followed_by(office.unit, heir)
    followed_by(office.unit, make.unit("H21.119"))

    assert heirs(on=date(2030, 1, 1)) == {}


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_pass_it_on_once(office, heir):
    dossier = office.accepted()
    followed_by(office.unit, heir)
    known = heirs(on=TODAY)

    assert sorted(together(lambda: pass_on(dossier_id=dossier.pk, heirs=known, at=make.MONDAY))) == [
        False,
        True,
    ]
    assert acts(dossier).count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_act_under_way_comes_first(office, heir):
    """The applicant withdraws and has not committed: passing on waits, and finds nothing to do."""
    dossier = office.accepted()
    followed_by(office.unit, heir)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            dossiers.withdraw(code=dossier.code, viewer=office.citizen, reason="", at=make.MONDAY)
            passing = pool.submit(closing, lambda: pass_all_on(at=make.MONDAY))
            wait_until_blocked()

        assert passing.result(10) == 0
    assert not acts(dossier).exists()


def together(work):
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda _: closing(work), range(2)))


def closing(work):
    try:
        return work()
    finally:
        connections.close_all()


def wait_until_blocked():
    blocked = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    until = monotonic() + 20
    with connection.cursor() as cursor:
        while not cursor.execute(blocked).fetchone()[0]:
            assert monotonic() < until, "nobody waits"
