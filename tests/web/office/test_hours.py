"""Hours of a weekday on the pages of the administration."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from motcua.journal.models import Act
from motcua.orgs.models import WorkingHours
from tests.web.staff_pages import text_of

DECIDE = "office:decide_hours"


def soon(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def saturdays(province, day):
    """Return what the form of a Saturday-morning desk posts."""

    def facts(place=None, **more):
        given = {
            "place": place or str(province.commune.pk), "weekday": "5", "morning": "7h30 – 11h30",
            "afternoon": "", "counts": "0.5", "reason": "Sáng thứ Bảy", "citation": "Quyết định 1/QĐ-UBND",
        }  # fmt: skip
        return given | day("from_on", "2026-04-01") | more

    return facts


@pytest.fixture
def row(province):
    def make(**more):
        facts = {
            "unit": province.commune, "weekday": 5, "sessions": ["07:30-11:30"], "counts": Decimal("0.5"),
            "from_on": soon(-30), "reason": "Sáng thứ Bảy", "citation": "Quyết định 1",
        }  # fmt: skip
        return WorkingHours.objects.create(**facts | more)

    return make


def test_a_commune_opens_on_saturday_mornings(province, mayor, saturdays, sent):
    page = text_of(sent(mayor, reverse(DECIDE), saturdays()))

    hours = WorkingHours.objects.get()
    assert (hours.unit, hours.weekday, hours.sessions) == (province.commune, 5, ["07:30-11:30"])
    assert (hours.counts, hours.from_on) == (Decimal("0.5"), date(2026, 4, 1))
    assert "thứ Bảy, 07:30–11:30 tính 0,5 ngày" in page
    assert Act.objects.get(verb="calendar.hours-decided").data["unit"] == province.commune.pk


def test_it_is_said_first_how_many_days_change(mayor, saturdays):
    page = mayor.post(reverse(DECIDE), saturdays())

    assert "trong 12 tháng; về sau cũng vậy" in text_of(page)
    assert "thêm 25 ngày" in text_of(page)
    assert "và 36 ngày nữa" in text_of(page)
    assert not WorkingHours.objects.exists()


def test_a_desk_with_people_on_duty_changes_no_working_day(mayor, saturdays):
    assert "Không ngày làm việc nào đổi" in text_of(mayor.post(reverse(DECIDE), saturdays(counts="0")))


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"morning": "sáng"}, "Hãy ghi giờ mở và giờ đóng, ví dụ 07:30-11:30."),
        ({"morning": "2[3-6]:00-26:00"}, "Hãy ghi giờ mở và giờ đóng"),
        ({"morning": "11:30-07:30"}, "Giờ đóng phải sau giờ mở"),
        ({"afternoon": "11:00-12:00"}, "Buổi sau phải bắt đầu khi buổi trước đã hết."),
        ({"morning": ""}, "Ngày được tính vào thời hạn thì phải có giờ làm việc"),
        ({"counts": ""}, "Hãy chọn ngày này tính bao nhiêu vào thời hạn."),
        ({"weekday": "7"}, "Hãy chọn một trong những mục đã cho."),
        ({"citation": ""}, "Hãy ghi văn bản quyết định"),
        ({"from_on-year": "99999"}, "Hãy ghi"),
        ({"place": "tinh"}, "Hãy chọn một trong những mục đã cho."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(mayor, saturdays, broken, said):
    answer = mayor.post(reverse(DECIDE), saturdays(**broken))

    assert answer.status_code == 422
    assert said in text_of(answer)


def test_a_whole_day_off_needs_no_hours(mayor, saturdays, sent):
    sent(mayor, reverse(DECIDE), saturdays(morning="", counts="0", weekday="4"))

    assert WorkingHours.objects.get().sessions == []


def test_the_list_says_what_can_be_done(province, mayor, row):
    ended, running = row(to_on=soon(-1), from_on=soon(-60)), row()
    to_come, taken_back = row(from_on=soon(20)), row(from_on=soon(30), withdrawn_at=timezone.now())

    listed = mayor.get(reverse("office:hours"), {"don-vi": province.commune.pk})

    html = listed.content.decode()
    assert [word for word in ("Đang áp dụng", "Sắp áp dụng", "Đã hết", "Đã bỏ") if word not in html] == []
    assert reverse("office:end_hours", args=[running.pk]) in html
    assert reverse("office:withdraw_hours", args=[to_come.pk]) in html
    for gone in (ended, taken_back):
        assert f"gio/{gone.pk}/" not in html


def test_hours_end_once_it_is_seen_what_changes(mayor, row, day, sent):
    hours = row()
    url = reverse("office:end_hours", args=[hours.pk])

    shown = text_of(mayor.post(url, day("on", soon(0).isoformat())))
    sent(mayor, url, day("on", soon(0).isoformat()))

    hours.refresh_from_db()
    assert re.search(r"bớt 2[3-6](,5)? ngày", shown)
    assert hours.to_on == soon(0)


def test_hours_do_not_end_before_they_begin(mayor, row, day):
    answer = mayor.post(reverse("office:end_hours", args=[row().pk]), day("on", soon(-30).isoformat()))

    assert answer.status_code == 422
    assert "Ngày kết thúc phải sau ngày bắt đầu" in text_of(answer)


def test_hours_to_come_are_taken_back(mayor, row):
    hours = row(from_on=soon(20))
    url = reverse("office:withdraw_hours", args=[hours.pk])

    assert "Nhật ký vẫn giữ quyết định đã ghi" in text_of(mayor.get(url))
    answers = [mayor.post(url).status_code for _ in range(2)]

    hours.refresh_from_db()
    assert answers == [302, 302]
    assert hours.withdrawn_at is not None
    assert mayor.get(url).status_code == 302
    assert mayor.get(reverse("office:end_hours", args=[hours.pk])).status_code == 302


def test_hours_that_have_begun_are_not_taken_back(mayor, row):
    answer = mayor.post(reverse("office:withdraw_hours", args=[row().pk]))

    assert answer.status_code == 409
    assert "chỉ kết thúc được" in text_of(answer)


def test_a_commune_leaves_the_hours_of_the_province_and_of_others_alone(province, mayor, row):
    for hours in (row(unit=None), row(unit=province.other, from_on=soon(20))):
        for name in ("end_hours", "withdraw_hours"):
            assert mayor.get(reverse(f"office:{name}", args=[hours.pk])).status_code == 403
            assert mayor.post(reverse(f"office:{name}", args=[hours.pk])).status_code == 403
    assert mayor.get(reverse("office:hours"), {"don-vi": province.other.pk}).status_code == 403
