"""Accounts of members of staff."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from motcua.journal.models import Act
from motcua.orgs.models import Duty, Officer
from tests import factories as make
from tests.web.staff_pages import at_most, text_of

PASSWORD = re.compile(r"\b(?:[a-z2-9]{4}-){3}[a-z2-9]{4}\b")
FACTS = {"full_name": "Rơ Châm Hyao", "username": "chuprong.hyao"}


def password_on(page) -> str:
    found = PASSWORD.search(text_of(page))
    return found.group() if found else ""


@pytest.fixture
def clerk(province):
    return Officer.objects.get(pk=make.posting(province.desk, Duty.RECEIVE, name="Siu Thu").officer_id)


def test_a_first_password_is_shown_once_and_opens_the_account(province, mayor):
    added = mayor.post(reverse("office:add_officer", args=[province.commune.pk]), FACTS)
    officer = Officer.objects.get(user__username="chuprong.hyao")

    first, second = (mayor.get(added["Location"]) for _ in range(2))

    assert officer.user.check_password(password_on(first))
    assert officer.user.password_is_temporary
    assert not PASSWORD.search(text_of(second))
    assert first["Cache-Control"] == "no-store, private"


def test_a_second_press_leads_to_the_same_officer(province, mayor):
    url = reverse("office:add_officer", args=[province.commune.pk])

    first, second = (mayor.post(url, FACTS) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert PASSWORD.search(text_of(mayor.get(second["Location"])))


def test_a_name_of_somebody_else_is_refused(province, mayor, clerk):
    url = reverse("office:add_officer", args=[province.commune.pk])
    mayor.post(url, FACTS)

    answer = mayor.post(url, FACTS | {"full_name": "Người Khác"})

    assert answer.status_code == 422
    assert "Tên đăng nhập chuprong.hyao đã có người dùng." in text_of(answer)


def test_a_closed_account_is_signed_out_at_once(province, mayor, clerk):
    at_work = Client()
    at_work.force_login(clerk.user)
    url = reverse("office:account", args=[clerk.pk])

    asked = mayor.get(url)
    page = mayor.post(url, follow=True)

    assert "Khóa tài khoản của Siu Thu?" in text_of(asked)
    assert "Đã khóa tài khoản của Siu Thu." in text_of(page)
    assert (
        "_auth_user_id" not in at_work.get("/").wsgi_request.session
        or not at_work.get("/").wsgi_request.user.is_authenticated
    )

    mayor.post(f"{url}?mo=1")

    clerk.user.refresh_from_db()
    assert clerk.user.is_active
    assert list(Act.objects.filter(subject=clerk.subject).values_list("verb", flat=True)) == [
        "user.closed",
        "user.opened",
    ]


def test_a_new_password_ends_the_sessions_of_the_old(province, mayor, clerk):
    at_work = Client()
    at_work.force_login(clerk.user)

    page = mayor.post(reverse("office:password", args=[clerk.pk]), follow=True)

    clerk.user.refresh_from_db()
    assert clerk.user.check_password(password_on(page))
    assert not at_work.get("/").wsgi_request.user.is_authenticated


def test_a_lost_second_factor_is_forgotten(province, mayor, clerk):
    Authenticator.objects.create(user=clerk.user, type=Authenticator.Type.TOTP, data={"secret": "x"})

    mayor.post(reverse("office:second_factor", args=[clerk.pk]))

    assert not Authenticator.objects.exists()
    assert Act.objects.filter(verb="user.second-factor-reset").count() == 1


@pytest.mark.parametrize("name", ["account", "password", "second_factor"])
def test_nobody_does_it_to_themselves(province, mayor, name):
    answer = mayor.post(reverse(f"office:{name}", args=[province.mayor.officer_id]))

    assert answer.status_code == 409
    assert "hãy nhờ người quản trị khác" in text_of(answer)


def test_people_are_listed_by_given_name_and_found_without_marks(province, mayor, clerk):
    make.posting(province.commune, Duty.SIGN, name="Đỗ Bình")

    with at_most(12):
        page = text_of(mayor.get(reverse("office:officers")))
    found = text_of(mayor.get(reverse("office:officers"), {"q": "do binh"}))

    assert page.index("Đỗ Bình") < page.index("Siu Thu")
    assert "Siu Thu" not in found
