"""An office accredits its helpers and takes it back; only the province reads the signs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from motcua.orgs.accreditations import Accreditation

pytestmark = pytest.mark.django_db


def typed(**more):
    first, last = timezone.localdate(), timezone.localdate() + timedelta(days=100)
    days = {
        f"{name}-{part}": getattr(day, part)
        for name, day in (("from_on", first), ("last_on", last))
        for part in ("day", "month", "year")
    }
    said = {"name": "Puih Thơm", "number": "064188003456", "body": "team", "area": "làng Kon"}
    return {**said, **days, **more}


def accredit(browser, province, **more):
    return browser.post(reverse("office:accredit", args=[province.commune.pk]), typed(**more))


def test_a_commune_accredits_a_helper_until_the_end_of_the_last_day(mayor, province):
    accredit(mayor, province)

    made = Accreditation.objects.get()
    assert made.to_on == timezone.localdate() + timedelta(days=101)
    assert "Puih Thơm" in mayor.get(reverse("office:helpers")).content.decode()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"area": ""}, "địa bàn"),
        ({"number": "123"}, "Số định danh có 12 chữ số"),
        ({"last_on-year": 2040}, "731 ngày"),
    ],
)
def test_what_is_wrong_is_said_on_the_form(mayor, province, more, said):
    answer = accredit(mayor, province, **more)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_revoking_wants_a_reason(mayor, province):
    accredit(mayor, province)
    made = Accreditation.objects.get()
    url = reverse("office:revoke_helper", args=[made.pk])

    without = mayor.post(url, {"because": ""})
    mayor.post(url, {"because": "Nhận tiền"})

    made.refresh_from_db()
    assert without.status_code == 422
    assert made.revoked_because == "Nhận tiền"


def test_another_commune_is_not_theirs(mayor, province):
    answer = mayor.post(reverse("office:accredit", args=[province.other.pk]), typed())

    assert answer.status_code == 403
    assert not Accreditation.objects.exists()


def test_only_the_province_reads_the_signs(mayor, admin):
    assert mayor.get(reverse("office:helper_signs")).status_code == 403
    assert admin.get(reverse("office:helper_signs")).status_code == 200
