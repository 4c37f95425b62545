"""Who may open the administration, and how far it reaches."""

import pytest
from django.urls import reverse

from motcua.orgs.models import Duty, Officer
from tests import factories as make

PAGES = [
    "home",
    "connections",
    "units",
    "officers",
    "calendar",
    "decide_day",
    "hours",
    "decide_hours",
    "closures",
    "close_unit",
    "procedures",
    "journal",
]
WHOLE = ["import"]


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_for_administrators(admin, mayor, name):
    assert admin.get(reverse(f"office:{name}")).status_code == 200
    assert mayor.get(reverse(f"office:{name}")).status_code == 200


@pytest.mark.parametrize("name", PAGES + WHOLE)
def test_nobody_else_opens_them(province, client, name):
    clerk = province.client(make.posting(province.desk, Duty.RECEIVE))
    citizen = make.person()
    url = reverse(f"office:{name}")

    assert client.get(url).status_code == 302
    assert clerk.get(url).status_code == 403
    client.force_login(citizen.user)
    assert client.get(url).status_code == 403


def test_an_administrator_of_a_commune_sees_it_and_what_lies_below(province, mayor):
    listed = mayor.get(reverse("office:units"), {"q": "h21"}).content.decode()

    assert "Chư Prông" in listed
    assert "Bàu Cạn" not in listed
    assert mayor.get(reverse("office:unit", args=[province.desk.pk])).status_code == 200


@pytest.mark.parametrize("name", ["unit", "describe_unit", "end_unit", "add_unit", "add_post", "add_officer"])
def test_an_administrator_of_a_commune_changes_no_other(province, mayor, name):
    for unit in (province.other, province.unit):
        answer = mayor.get(reverse(f"office:{name}", args=[unit.pk]))

        assert answer.status_code == 403
        assert "mới làm được việc này" in answer.content.decode()


def test_only_the_province_publishes_procedures(mayor):
    make.publish()

    for url in (reverse("office:import"), reverse("office:edit", args=["1.001193"])):
        assert mayor.get(url).status_code == 403
    assert mayor.get(reverse("office:procedure", args=["1.001193"])).status_code == 200


def test_an_officer_of_elsewhere_is_not_shown(province, mayor):
    stranger = make.posting(province.other, Duty.SIGN, name="Người Lạ")

    for name in ("officer", "account", "password", "second_factor"):
        assert mayor.get(reverse(f"office:{name}", args=[stranger.officer_id])).status_code == 403


def test_who_works_elsewhere_too_is_not_kept_by_the_commune_alone(province, mayor, admin):
    """Else a commune could appoint the province's administrator, then reset the password and sign in."""
    target = Officer.objects.get(pk=province.admin.officer_id)
    post = province.commune.posts.get()
    make.Appointment.objects.create(officer=target, post=post, from_on=make.SINCE)
    url = reverse("office:password", args=[target.pk])

    answer = mayor.post(url)

    assert answer.status_code == 403
    assert target.user.password == Officer.objects.get(pk=target.pk).user.password


def test_the_journal_of_a_commune_holds_its_own_acts_only(province, admin, mayor):
    for unit in (province.commune, province.other):
        admin.post(
            reverse("office:describe_unit", args=[unit.pk]),
            {"name": unit.name, "address": f"Số 1, {unit.code}", "phone": ""},
        )

    listed = mayor.get(reverse("office:journal")).content.decode()

    assert "Số 1, H21.117" in listed
    assert "Số 1, H21.118" not in listed
    assert mayor.get(reverse("office:subject", args=[province.other.subject])).status_code == 404
