from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError

from motcua.journal.models import Act
from motcua.kernel.legal_time import VIETNAM, due, parse_term
from motcua.orgs.calendars import calendar_for, calendars_for
from motcua.orgs.errors import ClosureEndsBeforeItBegins, DayUnexplained
from motcua.orgs.models import CalendarDecision, Duty, UnitClosure, WorkingHours
from motcua.orgs.operations import close_unit, decide_day, decide_hours
from motcua.orgs.public_days import public_days, shipped_decisions
from tests import factories as make
from tests.kernel.legal_time.days import OFF, WORKED

NOW = datetime(2026, 4, 1, 8, tzinfo=VIETNAM)
MORNING = ["07:30-11:30"]


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_the_public_days_are_those_decided(year):
    marks = public_days(year)

    off = {on.isoformat() for on, mark in marks.items() if not mark.working and on.weekday() < 5}
    worked = {on.isoformat() for on, mark in marks.items() if mark.working}
    assert off == {on for on in OFF.split() if on.startswith(str(year))}
    assert worked == {on for on in WORKED if on.startswith(str(year))}


def test_every_public_day_and_shipped_decision_has_its_text():
    marks = [mark for year in range(2018, 2030) for mark in public_days(year).values()]

    assert all(mark.reason and mark.citation for mark in marks)
    assert "12729/VPCP-KGVX" in shipped_decisions()[date(2026, 1, 2)].citation


@pytest.mark.django_db
class TestDecisions:
    @pytest.fixture
    def office(self):
        return make.unit("H21.117")

    def test_a_decision_of_the_unit_wins_over_the_province_and_that_over_the_public_days(self, office):
        on = date(2026, 9, 1)
        CalendarDecision.objects.create(unit=None, on=on, working=True, reason="Tỉnh", citation="Văn bản 1")
        CalendarDecision.objects.create(unit=office, on=on, working=False, reason="Xã", citation="Văn bản 2")

        found = calendars_for([None, office.pk], around=on)

        assert found[None].mark(on).reason == "Tỉnh"
        assert found[office.pk].mark(on).reason == "Xã"

    def test_a_calendar_is_one_statement(self, office, django_assert_num_queries):
        with django_assert_num_queries(1):
            calendars_for([None, office.pk], around=date(2026, 3, 9))

    def test_hours_hold_for_their_days_and_for_their_unit(self, office):
        facts: dict[str, Any] = {
            "weekday": 5,
            "sessions": MORNING,
            "counts": Decimal("0.5"),
            "citation": "Quyết định 1",
        }
        WorkingHours.objects.create(
            unit=office, from_on=date(2026, 4, 1), to_on=date(2026, 7, 1), reason="Sáng thứ Bảy", **facts
        )

        calendar = calendar_for(office.pk, around=date(2026, 4, 1))

        assert calendar.day(date(2026, 4, 4)).weight == 0.5
        assert calendar.hours_of(date(2026, 4, 4))[0][1].time() == time(11, 30)
        assert not calendar.is_working(date(2026, 3, 28))
        assert not calendar.is_working(date(2026, 7, 4))
        assert not calendar_for(None, around=date(2026, 4, 1)).is_working(date(2026, 4, 4))

    def test_a_storm_moves_the_due_dates_of_its_unit_only(self, office):
        begins, ends = datetime(2026, 11, 5, tzinfo=VIETNAM), datetime(2026, 11, 7, tzinfo=VIETNAM)
        UnitClosure.objects.create(
            unit=office, from_at=begins, to_at=ends, reason="Bão", citation="Công điện 1"
        )

        days = {
            unit_id: due(
                received_at=datetime(2026, 11, 4, 9, tzinfo=VIETNAM),
                term=parse_term("1 ngày làm việc"),
                calendar=each,
            )
            for unit_id, each in calendars_for([None, office.pk], around=date(2026, 11, 4)).items()
        }

        assert days[None].at.day == 5
        assert days[office.pk].at.day == 9
        assert days[office.pk].days[1].reason == "Bão"

    @pytest.mark.parametrize(
        "broken", [{"counts": 2}, {"counts": -1}, {"weekday": 7}, {"to_on": date(2026, 4, 1)}]
    )
    def test_the_database_refuses_impossible_hours(self, broken):
        facts: dict[str, Any] = {"weekday": 5, "sessions": MORNING, "counts": 1, "from_on": date(2026, 4, 1)}

        with pytest.raises(IntegrityError):
            WorkingHours.objects.create(**facts | broken)

    def test_new_hours_end_those_before(self, office):
        mayor = make.posting(office, Duty.ADMINISTER)
        said: dict[str, Any] = {"reason": "Sáng thứ Bảy", "citation": "Quyết định 1", "at": NOW}
        hours: dict[str, Any] = {"unit": office, "weekday": 5, "sessions": MORNING, "counts": Decimal("0.5")}

        for from_on in (date(2026, 4, 1), date(2026, 7, 1)):
            decide_hours(admin=mayor, from_on=from_on, **hours, **said)

        found = WorkingHours.objects.order_by("from_on")
        assert [(each.from_on, each.to_on) for each in found] == [
            (date(2026, 4, 1), date(2026, 7, 1)),
            (date(2026, 7, 1), None),
        ]
        assert Act.objects.filter(verb="calendar.hours-decided").count() == 2

    def test_a_closure_recorded_twice_is_one_act(self, office):
        mayor = make.posting(office, Duty.ADMINISTER)
        times: dict[str, Any] = {"from_at": NOW, "to_at": NOW.replace(hour=17)}
        said: dict[str, Any] = {"reason": "Bão", "citation": "Công điện 1", "at": NOW}

        for _ in range(2):
            close_unit(admin=mayor, unit=office, **times, **said)

        assert UnitClosure.objects.count() == 1
        assert Act.objects.filter(verb="calendar.unit-closed").count() == 1

    def test_a_closure_that_ends_before_it_begins_or_says_no_text_is_refused(self, office):
        mayor = make.posting(office, Duty.ADMINISTER)
        said: dict[str, Any] = {"unit": office, "reason": "Bão", "from_at": NOW, "at": NOW}

        with pytest.raises(ClosureEndsBeforeItBegins):
            close_unit(admin=mayor, to_at=NOW, citation="Công điện 1", **said)
        with pytest.raises(DayUnexplained):
            close_unit(admin=mayor, to_at=NOW.replace(hour=17), citation=" ", **said)

    def test_a_half_day_decided_keeps_its_hours(self, office):
        mayor = make.posting(office, Duty.ADMINISTER)
        said: dict[str, Any] = {"reason": "Cúp điện", "citation": "Công văn 1", "at": NOW}
        on = date(2026, 4, 2)

        decide_day(
            admin=mayor, unit=office, province_wide=False, on=on, working=True,
            counts=Decimal("0.5"), sessions=MORNING, **said,
        )  # fmt: skip

        day = calendar_for(office.pk, around=on).day(on)
        assert (day.weight, day.closes.time()) == (0.5, time(11, 30))
