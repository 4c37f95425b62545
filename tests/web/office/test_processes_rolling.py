"""Many processes rolled out together through the pages: tried here, wider, for all, taken back."""

import pytest
from django.urls import reverse

from motcua.orgs.models import Duty
from motcua.workflow.models import ProcessVersion, RollOut
from motcua.workflow.queries import version_for
from tests import factories as make
from tests.web.staff_pages import text_of
from tests.workflow.makers import chain, step
from tests.workflow.offices import CODE, ROW, draft

NEW = "office:roll_out_new"


@pytest.fixture
def ready(province):
    make.publish()
    return draft(ROW)


def begun(client, *versions, **more):
    facts = {"title": "Hộ tịch 2027", "version": [each.pk for each in versions], "share": "0"} | more
    return client.post(reverse(NEW), facts)


def act(client, what, **more):
    url = reverse("office:roll_out", args=[RollOut.objects.get().pk])
    return client.post(url, {"act": what} | more, follow=True)


def test_chosen_units_try_it_first_and_others_do_not(province, admin, ready):
    answer = begun(admin, ready, unit=[province.commune.pk])
    page = text_of(admin.get(answer["Location"]))

    tried = version_for(CODE, province.commune.pk)
    assert tried is not None
    assert tried.pk == ready.pk
    assert version_for(CODE, province.other.pk) is None
    assert "Hộ tịch 2027" in page
    assert province.commune.name in page


def test_it_is_widened_and_put_in_force_for_all(province, admin, ready):
    begun(admin, ready)

    wider = act(admin, "widen", share="40", unit=[province.other.pk])
    done = act(admin, "finish")

    assert "40% hồ sơ mới" in text_of(wider)
    assert "Đã công bố cho mọi nơi." in text_of(done)
    ready.refresh_from_db()
    assert ready.published_at is not None


def test_it_is_taken_back_with_a_reason_only(province, admin, ready):
    begun(admin, ready)

    without = act(admin, "back", reason="")
    done = act(admin, "back", reason="Sai giờ")
    again = act(admin, "finish")

    assert without.status_code == 409
    assert "Hãy ghi rõ lý do." in text_of(without)
    assert "Đã rút lại đợt triển khai." in text_of(done)
    assert again.status_code == 409
    assert not ProcessVersion.objects.filter(published_at__isnull=False).exists()


def test_a_draft_with_faults_is_no_choice_and_nothing_begins_without_one(province, admin):
    make.publish()
    faulty = draft(step("nhan", "Nhận", role="handle", hours="4") + chain("s", "nhan"))

    page = admin.get(reverse(NEW))
    forced = begun(admin, faulty)
    nothing = begun(admin)

    assert "chỗ phải sửa" in text_of(page)
    assert f'value="{faulty.pk}"' not in page.content.decode()
    assert (forced.status_code, nothing.status_code) == (422, 422)
    assert RollOut.objects.count() == 0


def test_a_commune_neither_begins_nor_ends_what_is_everybodys(province, admin, mayor, ready):
    refused = begun(mayor, ready)
    begun(admin, ready)
    ended = act(mayor, "finish")

    assert refused.status_code == 403
    assert ended.status_code == 403
    assert RollOut.objects.get().finished_at is None


def test_a_unit_of_duty_is_needed_to_look(province, ready):
    clerk = province.client(make.posting(province.desk, Duty.RECEIVE, name="Rơ Châm Hyao"))

    assert clerk.get(reverse("office:roll_outs")).status_code == 403
