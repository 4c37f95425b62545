"""Days off and worked, and the month in which everything decided shows."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from motcua.journal.models import Act
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import CalendarDecision, UnitClosure, WorkingHours
from motcua.web.office.pages import SECTIONS
from tests.web.staff_pages import at_most, text_of


def storm(day, place, **more):
    facts = {"place": place, "working": "no", "reason": "Bão số 3", "citation": "Công văn 12/UBND-NC"}
    return facts | day("on", "2026-03-10") | more


@pytest.fixture
def month(admin):
    """Return the text of a month, of the province or of a unit."""

    def read(asked, unit=None):
        place = {"don-vi": unit.pk} if unit else {}
        return text_of(admin.get(reverse("office:calendar"), {"thang": asked, **place}))

    return read


def test_a_commune_closes_itself_and_takes_it_back(province, mayor, day, sent):
    url = reverse("office:decide_day")

    for _ in range(2):
        page = sent(mayor, url, storm(day, str(province.commune.pk)))

    decision = CalendarDecision.objects.get()
    assert (decision.unit, decision.on) == (province.commune, date(2026, 3, 10))
    assert "thứ Ba, 10/03/2026" in text_of(page)
    assert "Công văn 12/UBND-NC" in text_of(page)
    assert Act.objects.filter(verb="calendar.day-decided").count() == 1

    withdraw = reverse("office:withdraw_day", args=[decision.pk])
    asked = text_of(mayor.get(withdraw))
    assert "Bão số 3 (Công văn 12/UBND-NC)" in asked
    assert "thêm 1 ngày" in asked
    answers = [mayor.post(withdraw).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert not CalendarDecision.objects.exists()
    assert Act.objects.filter(verb="calendar.day-withdrawn").count() == 1


def test_what_changes_is_said_before_anything_is_saved(province, mayor, day):
    url, facts = reverse("office:decide_day"), storm(day, str(province.commune.pk))

    page = mayor.post(url, facts)

    assert page.status_code == 200
    assert "bớt 1 ngày" in text_of(page)
    assert "thứ Ba, 10/03/2026 Làm việc 07:30–11:30, 13:00–17:00 Nghỉ" in text_of(page)
    assert not CalendarDecision.objects.exists()


def test_other_answers_are_shown_again_before_they_are_saved(province, mayor, day):
    url, facts = reverse("office:decide_day"), storm(day, str(province.commune.pk))
    seen = mayor.post(url, facts).context["seen"]

    page = mayor.post(url, facts | day("on", "2026-03-11") | {"seen": seen})

    assert "thứ Tư, 11/03/2026" in text_of(page)
    assert not CalendarDecision.objects.exists()


def test_a_day_off_that_was_one_changes_nothing_and_says_so(province, mayor, day):
    page = mayor.post(
        reverse("office:decide_day"), storm(day, str(province.commune.pk), **day("on", "2026-03-08"))
    )

    assert "Không ngày làm việc nào đổi" in text_of(page)


@pytest.mark.parametrize(
    ("half", "on", "hours"),
    [
        ("morning", "2026-03-10", "07:30-11:30"),
        ("afternoon", "2026-03-10", "13:00-17:00"),
        ("morning", "2026-03-14", "07:30-11:30"),  # a Saturday has the hours of its Monday
    ],
)
def test_half_a_day_keeps_its_usual_hours(province, mayor, day, sent, half, on, hours):
    facts = storm(day, str(province.commune.pk), working=half, **day("on", on))

    sent(mayor, reverse("office:decide_day"), facts)

    decision = CalendarDecision.objects.get()
    assert (decision.working, decision.counts, decision.sessions) == (True, Decimal("0.5"), [hours])


def test_the_places_to_choose_are_those_administered(province, admin, mayor):
    url = reverse("office:decide_day")

    of_all, of_one = text_of(admin.get(url)), text_of(mayor.get(url))

    assert "Toàn tỉnh" in of_all
    assert "xã Bàu Cạn" in of_all
    assert "xã Chư Prông" in of_one
    assert "Toàn tỉnh" not in of_one
    assert "xã Bàu Cạn" not in of_one


def test_a_commune_does_not_close_the_province(province, mayor, day):
    answer = mayor.post(reverse("office:decide_day"), storm(day, "tinh"))

    assert answer.status_code == 422
    assert not CalendarDecision.objects.exists()


def test_the_province_closes_everywhere(province, admin, mayor, day, sent):
    sent(admin, reverse("office:decide_day"), storm(day, "tinh"))

    decision = CalendarDecision.objects.get()
    shown = text_of(mayor.get(reverse("office:calendar"), {"thang": "2026-03"}))
    assert decision.unit is None
    assert "Bão số 3" in shown
    assert mayor.get(reverse("office:withdraw_day", args=[decision.pk])).status_code == 403
    assert mayor.post(reverse("office:withdraw_day", args=[decision.pk])).status_code == 403


def test_a_reason_and_its_text_are_asked_for(province, admin, day):
    answer = admin.post(reverse("office:decide_day"), storm(day, "tinh", reason="", citation=""))

    assert "Hãy ghi lý do, ví dụ Bão số 3." in text_of(answer)
    assert "Hãy ghi văn bản quyết định" in text_of(answer)


@pytest.mark.parametrize("year", ["1999", "9999"])
def test_years_no_calendar_reaches_are_mended(province, admin, day, year):
    answer = admin.post(reverse("office:decide_day"), storm(day, "tinh", **{"on-year": year}))

    assert answer.status_code == 422
    assert "Hãy ghi năm từ 2018 đến 2100." in text_of(answer)


def test_a_month_counts_its_working_days(province, admin):
    with at_most(16):
        page = text_of(admin.get(reverse("office:calendar"), {"thang": "2026-02"}))

    assert "15 ngày làm việc" in page
    assert "Mùng hai Tết Nguyên Đán" in page


def test_a_month_far_ahead_knows_its_holidays(month):
    assert "Quốc khánh" in month("2041-09")


def test_nonsense_months_and_places_show_the_province_of_this_month(admin):
    for asked in ("", "2026-13", "9999-01", "x"):
        assert admin.get(reverse("office:calendar"), {"thang": asked, "don-vi": asked}).status_code == 200


def test_a_shipped_decision_known_from_a_secondary_source_is_to_be_confirmed(month):
    assert "cần xác nhận" in month("2026-08")
    assert "cần xác nhận" not in month("2026-01")


def test_a_unit_shows_its_saturdays_and_the_province_does_not(province, month):
    WorkingHours.objects.create(
        unit=province.commune, weekday=5, sessions=["07:30-11:30"], counts=Decimal("0.5"),
        from_on=date(2026, 3, 8), reason="Sáng thứ Bảy", citation="Quyết định 1",
    )  # fmt: skip

    shown = month("2026-03", province.commune)

    assert "thứ Bảy, 14/03/2026 Tính 0,5 ngày 07:30–11:30 Sáng thứ Bảy Quyết định 1" in shown
    assert "thứ Bảy, 07/03/2026" not in shown
    assert "23,5 ngày làm việc" in shown
    assert "Sáng thứ Bảy" not in month("2026-03")


def test_a_desk_where_people_are_only_on_duty_shows_its_hours(province, month):
    WorkingHours.objects.create(
        weekday=5, sessions=["07:30-11:30"], counts=0, from_on=date(2026, 3, 1), reason="Trực",
        citation="Quyết định 1",
    )  # fmt: skip

    assert "Có người trực, không tính 07:30–11:30 Trực" in month("2026-03", province.commune)


def test_a_closure_shows_on_the_days_it_shuts(province, month):
    shut = datetime(2026, 3, 13, 14, tzinfo=VIETNAM)
    UnitClosure.objects.create(
        unit=province.commune,
        from_at=shut,
        to_at=shut + timedelta(days=3),
        reason="Lũ",
        citation="Công điện 2",
    )

    shown = month("2026-03", province.commune)

    assert "thứ Sáu, 13/03/2026 Tính 0,5 ngày 07:30–11:30, 13:00–14:00 Lũ, từ 14:00" in shown
    assert "thứ Bảy, 14/03/2026 Nghỉ" not in shown
    assert "thứ Hai, 16/03/2026 Tính 0,5 ngày" not in shown
    assert "thứ Hai, 16/03/2026 Không tính ngày 14:00–17:00" in shown


def test_the_many_sections_are_one_line_on_a_phone_with_the_current_one_named(admin):
    page = admin.get(reverse("office:calendar")).content.decode()

    folded = page.split('<details class="more">', 1)[1].split("</details>", 1)[0]
    assert "Quản trị: Lịch làm việc" in " ".join(folded.split())
    assert folded.count("<a ") == len(SECTIONS)
