"""Closures on the pages of the administration."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Dossier
from motcua.journal.models import Act
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import UnitClosure
from tests import factories as make
from tests.web.staff_pages import at_most, text_of

CLOSE = "office:close_unit"


@pytest.fixture
def storm(province, day):
    """Return what the form of a storm posts: from a Thursday afternoon to a Monday morning."""

    def facts(**more):
        given = {
            "place": str(province.commune.pk), "from_time": "14h", "to_time": "7:30",
            "reason": "Bão số 13", "citation": "Công điện 4/CĐ-UBND",
        }  # fmt: skip
        return given | day("from_on", "2026-11-05") | day("to_on", "2026-11-09") | more

    return facts


@pytest.fixture
def row(province):
    def make(hours, **more):
        from_at = timezone.now() + timedelta(hours=hours)
        facts = {"unit": province.commune, "from_at": from_at, "to_at": from_at + timedelta(hours=48)}
        return UnitClosure.objects.create(**facts | {"reason": "Bão", "citation": "Công điện 1"} | more)

    return make


def test_a_commune_is_shut_by_a_storm(province, mayor, storm, sent):
    page = text_of(sent(mayor, reverse(CLOSE), storm()))

    closure = UnitClosure.objects.get()
    assert closure.unit == province.commune
    assert closure.from_at == datetime(2026, 11, 5, 14, tzinfo=VIETNAM)
    assert closure.to_at == datetime(2026, 11, 9, 7, 30, tzinfo=VIETNAM)
    assert "14:00 thứ Năm, 05/11/2026" in page
    told = Act.objects.get(verb="calendar.unit-closed").data
    assert (told["unit"], told["from_on"], told["to_on"]) == (province.commune.pk, "2026-11-05", "2026-11-10")


def test_it_is_said_first_which_working_days_change(mayor, storm):
    page = text_of(mayor.post(reverse(CLOSE), storm()))

    assert "2 ngày, kể từ thứ Năm, 05/11/2026" in page
    assert "bớt 1,5 ngày" in page
    assert "Tính 0,5 ngày 07:30–11:30, 13:00–14:00" in page
    assert not UnitClosure.objects.exists()


def test_it_is_said_how_many_applicants_may_get_another_last_day(province, mayor, storm):
    office, october = make.office("H21.133"), make.MONDAY.replace(month=10, day=26)
    filed = office.filed(october)
    dossiers.ask_for_supplement(
        code=filed.code, officer=office.clerk, items=["Bản rõ"], reason="Mờ", at=october
    )
    assert "có thể đổi hạn" not in text_of(mayor.post(reverse(CLOSE), storm()))

    Dossier.objects.update(deciding_unit=province.commune)

    assert "Hồ sơ đang chờ người nộp có thể đổi hạn 1" in text_of(mayor.post(reverse(CLOSE), storm()))


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"from_time": "chiều"}, "Hãy ghi giờ và phút, ví dụ 13:30."),
        ({"from_time": "24:30"}, "Hãy ghi giờ và phút, ví dụ 13:30."),
        ({"to_time": ""}, "Hãy ghi giờ mở cửa lại, ví dụ 07:30."),
        ({"to_on-day": "4"}, "Đơn vị phải mở cửa lại sau lúc đóng cửa."),
        ({"to_on-month": ""}, "Hãy ghi đủ ngày, tháng, năm"),
        ({"reason": ""}, "Hãy ghi lý do, ví dụ Bão số 13."),
        ({"citation": ""}, "Hãy ghi văn bản quyết định"),
        ({"place": "tinh"}, "Hãy chọn một trong những mục đã cho."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(mayor, storm, broken, said):
    answer = mayor.post(reverse(CLOSE), storm(**broken))

    assert answer.status_code == 422
    assert said in text_of(answer)


def test_the_list_says_what_can_be_done(province, mayor, row):
    passed, taken_back = row(-72), row(72, withdrawn_at=timezone.now())
    now, to_come = row(-1), row(24)

    with at_most(16):
        html = mayor.get(reverse("office:closures"), {"don-vi": province.commune.pk}).content.decode()

    words = ("Đang đóng cửa", "Sắp đóng cửa", "Đã qua", "Đã bỏ")
    assert [word for word in words if word not in html] == []
    for closure in (now, to_come):
        assert reverse("office:reopen_unit", args=[closure.pk]) in html
    assert html.count("/bo/") == 1
    assert reverse("office:withdraw_closure", args=[to_come.pk]) in html
    for gone in (passed, taken_back):
        assert f"dong-cua/{gone.pk}/" not in html


def test_who_runs_the_province_sees_at_once_every_unit_that_is_shut(province, admin, mayor, row):
    row(-1, reason="Lũ quét")
    row(-72, reason="Mất điện")
    row(24, unit=province.other, reason="Bão số 14")
    row(24, unit=province.other, reason="Nhầm ngày", withdrawn_at=timezone.now())

    with at_most(16):
        page = text_of(admin.get(reverse("office:closures")))

    assert [word for word in ("Lũ quét", "Bão số 14") if word not in page] == []
    assert [word for word in ("Mất điện", "Nhầm ngày") if word in page] == []
    assert "Bão số 14" not in text_of(mayor.get(reverse("office:closures"), {"don-vi": "tinh"}))


def test_a_unit_opens_earlier(mayor, row, day, sent):
    closure = row(-1)
    until = timezone.localtime(closure.from_at + timedelta(hours=2)).replace(second=0, microsecond=0)
    facts = day("to_on", f"{until:%Y-%m-%d}") | {"to_time": f"{until:%H:%M}"}

    page = sent(mayor, reverse("office:reopen_unit", args=[closure.pk]), facts)

    closure.refresh_from_db()
    assert closure.to_at == until
    assert "Đã ghi mở cửa lại lúc" in text_of(page)


def test_a_unit_does_not_open_before_it_was_shut(mayor, row, day):
    answer = mayor.post(
        reverse("office:reopen_unit", args=[row(-1).pk]), day("to_on", "2020-01-06") | {"to_time": "7:30"}
    )

    assert answer.status_code == 422
    assert "Đơn vị phải mở cửa lại sau lúc đóng cửa." in text_of(answer)


def test_a_closure_that_has_passed_stays(mayor, row, day, sent):
    closure = row(-72)
    facts = day("to_on", f"{timezone.localdate():%Y-%m-%d}") | {"to_time": "23:59"}

    answers = [
        sent(mayor, reverse("office:reopen_unit", args=[closure.pk]), facts),
        mayor.post(reverse("office:withdraw_closure", args=[closure.pk])),
    ]

    assert [answer.status_code for answer in answers] == [422, 409]
    assert all("đã qua nên giữ nguyên" in text_of(answer) for answer in answers)


def test_a_closure_to_come_is_taken_back(mayor, row):
    closure = row(24)
    url = reverse("office:withdraw_closure", args=[closure.pk])

    assert "Đơn vị mở cửa như thường lệ." in text_of(mayor.get(url))
    answers = [mayor.post(url).status_code for _ in range(2)]

    closure.refresh_from_db()
    assert answers == [302, 302]
    assert closure.withdrawn_at is not None
    assert Act.objects.filter(verb="calendar.closure-withdrawn").count() == 1
    assert mayor.get(url).status_code == 302
    assert mayor.get(reverse("office:reopen_unit", args=[closure.pk])).status_code == 302


def test_a_commune_leaves_the_closures_of_the_province_and_of_others_alone(province, mayor, row):
    for closure in (row(24, unit=None), row(24, unit=province.other)):
        for name in ("reopen_unit", "withdraw_closure"):
            assert mayor.get(reverse(f"office:{name}", args=[closure.pk])).status_code == 403
            assert mayor.post(reverse(f"office:{name}", args=[closure.pk])).status_code == 403


def test_the_acts_are_told_in_the_journal(province, admin, mayor, storm, sent):
    sent(mayor, reverse(CLOSE), storm())

    told = text_of(admin.get(reverse("office:journal"), {"loai": "lich"}))

    assert "Đóng cửa từ 14:00 thứ Năm, 05/11/2026 đến 07:30 thứ Hai, 09/11/2026" in told
    assert "riêng đơn vị · Bão số 13 · Công điện 4/CĐ-UBND" in told
