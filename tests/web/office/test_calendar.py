"""Days off and worked."""

from datetime import date

from django.urls import reverse

from motcua.journal.models import Act
from motcua.orgs.models import CalendarDecision
from tests.web.staff_pages import at_most, text_of


def storm(day, place, **more):
    facts = {"place": place, "working": "no", "reason": "Bão số 3", "citation": "Công văn 12/UBND-NC"}
    return facts | day("on", "2026-03-10") | more


def test_a_commune_closes_itself_and_takes_it_back(province, mayor, day):
    url = reverse("office:decide_day")

    for _ in range(2):
        page = mayor.post(url, storm(day, str(province.commune.pk)), follow=True)

    decision = CalendarDecision.objects.get()
    assert (decision.unit, decision.on) == (province.commune, date(2026, 3, 10))
    assert "thứ Ba, 10/03/2026" in text_of(page)
    assert "Công văn 12/UBND-NC" in text_of(page)
    assert Act.objects.filter(verb="unit.day-decided").count() == 1

    withdraw = reverse("office:withdraw_day", args=[decision.pk])
    assert "Bão số 3 (Công văn 12/UBND-NC)" in text_of(mayor.get(withdraw))
    answers = [mayor.post(withdraw).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert not CalendarDecision.objects.exists()
    assert Act.objects.filter(verb="unit.day-withdrawn").count() == 1


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


def test_the_province_closes_everywhere(province, admin, mayor, day):
    admin.post(reverse("office:decide_day"), storm(day, "tinh"))

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


def test_a_month_counts_its_working_days(province, admin):
    with at_most(14):
        page = text_of(admin.get(reverse("office:calendar"), {"thang": "2026-02"}))

    assert "15 ngày làm việc" in page
    assert "Mùng hai Tết Nguyên Đán" in page


def test_nonsense_months_show_this_one(admin):
    for asked in ("", "2026-13", "9999-01", "x"):
        assert admin.get(reverse("office:calendar"), {"thang": asked}).status_code == 200
