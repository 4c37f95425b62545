from collections import Counter
from datetime import date

import pytest

from motcua.journal.actor import SYSTEM
from motcua.orgs import operations as orgs
from motcua.orgs import queries
from motcua.orgs.calendars import calendar_for
from motcua.orgs.errors import CodeInUse, NotAdministrator, UnitStillUsed
from motcua.orgs.models import CalendarDecision, Duty, Officer, Unit, UnitKind
from motcua.orgs.postings import posting_of
from motcua.orgs.tree import DATA, read_tree
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def gia_lai():
    for name in ("gia-lai-2025.yaml", "gia-lai-before-2025-07.yaml"):
        orgs.import_tree(tree=read_tree(DATA / name), actor=SYSTEM, at=make.MONDAY)


def test_gia_lai_has_its_communes_departments_and_desks(gia_lai):
    kinds = Counter(Unit.objects.on(date(2026, 3, 9)).values_list("kind", flat=True))

    assert (kinds["commune"], kinds["ward"]) == (110, 25)
    assert kinds["department"] == 17  # 14, provincial police, social insurance, taxes
    assert kinds["desk"] == 153
    assert kinds["police"] == 135


def test_before_the_merger_there_were_seventeen_districts(gia_lai):
    then = Unit.objects.on(date(2025, 6, 30))

    assert then.filter(kind=UnitKind.DISTRICT).count() == 17
    assert not Unit.objects.on(date(2025, 7, 1)).filter(kind=UnitKind.DISTRICT).exists()


def test_importing_again_adds_nothing(gia_lai):
    tree = read_tree(DATA / "gia-lai-2025.yaml")

    assert orgs.import_tree(tree=tree, actor=SYSTEM, at=make.MONDAY) == 0


def test_a_commune_receives_at_its_own_desk(gia_lai):
    commune = queries.unit_by_code("H21.117", on=date(2026, 3, 9))

    assert commune is not None
    desk = queries.desk_of(commune, on=date(2026, 3, 9))

    assert desk.name == "Trung tâm Phục vụ hành chính công xã Chư Prông"


def test_an_administrator_administers_what_lies_below(gia_lai):
    province = Unit.objects.get(code="H21")
    admin = make.posting(province, Duty.ADMINISTER)
    commune = Unit.objects.get(code="H21.117")

    added = orgs.add_unit(
        admin=admin,
        parent=commune,
        code="H21.117.KT",
        name="Phòng Kinh tế",
        kind=UnitKind.DEPARTMENT,
        from_on=date(2026, 3, 9),
        at=make.MONDAY,
    )

    assert added.parent == commune


def test_a_clerk_administers_nothing(gia_lai):
    commune = Unit.objects.get(code="H21.117")
    clerk = make.posting(commune, Duty.RECEIVE)

    with pytest.raises(NotAdministrator):
        orgs.add_post(admin=clerk, unit=commune, title="Phó", duties=[Duty.SIGN], at=make.MONDAY)


def test_a_code_in_force_is_not_given_twice(gia_lai):
    province = Unit.objects.get(code="H21")

    with pytest.raises(CodeInUse, match="xã Chư Prông"):
        orgs.add_unit(
            admin=make.posting(province, Duty.ADMINISTER),
            parent=province,
            code="H21.117",
            name="Trùng",
            kind=UnitKind.COMMUNE,
            from_on=date(2026, 3, 9),
            at=make.MONDAY,
        )


def test_a_unit_with_people_in_it_is_not_ended(gia_lai):
    province, commune = Unit.objects.get(code="H21"), Unit.objects.get(code="H21.117")
    make.posting(commune, Duty.HANDLE)

    with pytest.raises(UnitStillUsed):
        orgs.end_unit(
            admin=make.posting(province, Duty.ADMINISTER),
            unit=commune,
            on=date(2026, 4, 1),
            at=make.MONDAY,
        )


def test_the_duties_of_an_ended_appointment_are_gone_that_day(gia_lai):
    province, commune = Unit.objects.get(code="H21"), Unit.objects.get(code="H21.117")
    officer = Officer.objects.get(pk=make.posting(commune, Duty.HANDLE).officer_id)
    orgs.end_appointment(
        admin=make.posting(province, Duty.ADMINISTER),
        appointment=officer.appointments.get(),
        on=date(2026, 4, 1),
        at=make.MONDAY,
    )

    before = posting_of(officer, on=date(2026, 3, 31))
    after = posting_of(officer, on=date(2026, 4, 1))

    assert before.may(Duty.HANDLE, commune.pk)
    assert not after.holds(*Duty)


def test_a_decision_wins_over_the_public_holidays(gia_lai):
    friday, saturday = date(2026, 1, 2), date(2026, 1, 10)
    for on, working in ((friday, False), (saturday, True)):
        CalendarDecision.objects.create(
            on=on, working=working, reason="Hoán đổi ngày làm việc", citation="Thông báo của Bộ Nội vụ"
        )

    calendar = calendar_for(None, around=friday)

    assert not calendar.is_working(friday)
    assert calendar.is_working(saturday)
    assert not calendar.is_working(date(2026, 2, 17))  # Tết


def test_a_storm_closes_one_commune_only(gia_lai):
    commune, other = Unit.objects.get(code="H21.117"), Unit.objects.get(code="H21.118")
    day = date(2026, 3, 10)
    CalendarDecision.objects.create(
        unit=commune, on=day, working=False, reason="Bão số 3", citation="Quyết định của UBND xã"
    )

    assert not calendar_for(commune.pk, around=day).is_working(day)
    assert calendar_for(other.pk, around=day).is_working(day)
