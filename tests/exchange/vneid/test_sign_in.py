"""Citizens sign in through a real provider on loopback, from the button to the page they wanted."""

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from motcua.accounts.models import Person, User
from motcua.exchange.vneid.check import check
from motcua.exchange.vneid.messages import Claims
from motcua.journal.queries import acts_of
from tests import factories
from tests.exchange.vneid.browser import come_back, decide, leave, parameters, sign_in
from tests.sign_in import signed_in

pytestmark = pytest.mark.django_db


def is_in(client):
    return "_auth_user_id" in client.session


def test_a_citizen_signs_in_and_is_written_down(vneid, client):
    response = sign_in(client)

    assert (response.status_code, response["Location"]) == (302, "/")
    person = Person.objects.get()
    assert (person.full_name, person.identity_number) == ("Rơ Châm Hyao", "064090990011")
    assert (person.birth_date, person.gender, person.ethnicity) == ("1990-03-15", "male", "Gia Rai")
    assert client.session["_auth_user_id"] == str(person.user_id)
    assert acts_of(f"person:{person.pk}").get().address == "127.0.0.1"


def test_the_request_carries_state_nonce_and_challenge(vneid, client):
    asked = parameters(leave(client))

    assert asked["code_challenge_method"] == "S256"
    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    assert asked["scope"].split().count("openid") == 1


def test_they_return_to_the_page_they_wanted(vneid, client):
    assert sign_in(client, next_url="/dossiers/?q=a")["Location"] == "/dossiers/?q=a"


def test_they_are_never_led_elsewhere(vneid, client):
    assert sign_in(client, next_url="https://ke-gian.example/")["Location"] == "/"


def test_signing_in_again_is_the_same_person(vneid, client):
    sign_in(client)
    client.logout()

    sign_in(client)

    assert (Person.objects.count(), User.objects.count()) == (1, 1)


def test_whoever_the_counter_knows_gets_their_account(vneid, client):
    known = Person.objects.create(full_name="Rơ Châm Hyao", identity_number="064090990011")

    sign_in(client)

    known.refresh_from_db()
    assert client.session["_auth_user_id"] == str(known.user_id)


def test_the_number_decides_when_a_subject_changes(vneid, client):
    person = factories.person("Rơ Châm Hyao", "064090990011")

    sign_in(client)

    assert client.session["_auth_user_id"] == str(person.user_id)
    assert User.objects.count() == 1


def test_a_business_owner_signs_in_for_one_then_the_other(vneid, client):
    sign_in(client, number="064079990044", account="5901990048")
    sign_in(client, number="064079990044", account="5901990055")

    codes = Person.objects.get().represents.values_list("tax_code", flat=True)
    assert sorted(codes) == ["5901990048", "5901990055"]


def test_a_person_without_telephone_and_mail_signs_in(vneid, client):
    sign_in(client, number="064061990088")

    person = Person.objects.get()
    assert (person.phone, person.email) == ("", "")
    assert is_in(client)


def test_a_name_of_one_word_and_a_year_of_birth_are_kept(vneid, client):
    sign_in(client, number="064058990055")
    sign_in(client, number="064148990066")

    assert set(Person.objects.values_list("full_name", "birth_date")) == {
        ("Yơn", "1958-06-30"),
        ("Rah Lan H'Pơi", "1948"),
    }


def test_whoever_was_written_down_under_nine_digits_is_the_same(vneid, client):
    old = Person.objects.create(full_name="Đinh Yem", identity_number="231990077")

    sign_in(client, number="064068990077")

    old.refresh_from_db()
    assert old.identity_number == "064068990077"
    assert Person.objects.count() == 1


def test_whoever_does_not_agree_is_told_that_nothing_was_sent(vneid, client):
    response = sign_in(client, step="deny", next_url="/dossiers/")

    assert "Không có gì được gửi đi" in response.content.decode()
    assert 'name="next" value="/dossiers/"' in response.content.decode()
    assert not is_in(client)


def test_a_closed_account_stays_out(vneid, client):
    person = factories.person("Rơ Châm Hyao", "064090990011")
    User.objects.filter(person=person).update(is_active=False)

    response = sign_in(client)

    assert response["Location"] == "/accounts/inactive/"
    assert not is_in(client)


@pytest.mark.parametrize("state", ["", "sai"])
def test_an_answer_nobody_asked_for_is_refused(vneid, client, state):
    back = decide(leave(client))
    asked = parameters(back)["state"]

    response = come_back(client, back.replace(asked, state))

    assert response.status_code == 400
    assert not is_in(client)


def test_another_browsers_answer_is_refused(vneid, client):
    back = decide(leave(Client()))

    assert come_back(client, back).status_code == 400
    assert not is_in(client)


def test_an_answer_is_good_once(vneid, client):
    back = decide(leave(client))
    come_back(client, back)
    client.session.flush()

    assert come_back(client, back).status_code == 400


@pytest.mark.parametrize("fault", ["nonce", "signature", "issuer", "subject", "garbage"])
def test_an_untrue_answer_lets_nobody_in(vneid, client, fault):
    back = decide(leave(client, "/dossiers/"))
    vneid.set_fault(fault)

    response = come_back(client, back)

    assert response.status_code in {502, 503}
    assert not is_in(client)
    assert not Person.objects.exists()


def test_a_wrong_verifier_lets_nobody_in(vneid, client):
    back = decide(leave(client))
    session = client.session
    state = session["socialaccount_states"][parameters(back)["state"]][0]
    state["pkce_code_verifier"] = "w" * 60
    session.save()

    assert come_back(client, back).status_code == 502
    assert not is_in(client)


@pytest.mark.parametrize("fault", ["token", "userinfo"])
def test_a_provider_that_fails_half_way_is_a_clear_page_that_keeps_the_place(vneid, client, fault):
    back = decide(leave(client, "/dossiers/"))
    vneid.set_fault(fault)

    response = come_back(client, back)

    page = response.content.decode()
    assert response.status_code in {502, 503}
    assert 'name="next" value="/dossiers/"' in page
    vneid.set_fault("")
    assert sign_in(client, next_url="/dossiers/")["Location"] == "/dossiers/"


def test_a_provider_that_is_down_at_the_start_is_a_clear_page(vneid, client):
    vneid.set_fault("down")

    response = client.post("/accounts/vneid/login/", {"next": "/dossiers/"})

    page = response.content.decode()
    assert response.status_code == 503
    assert "VNeID chưa trả lời" in page
    assert 'name="next" value="/dossiers/"' in page


def test_a_provider_that_goes_down_on_the_way_back_can_be_tried_again(vneid, client):
    back = decide(leave(client, "/dossiers/"))
    vneid.set_fault("down")

    response = come_back(client, back)

    assert response.status_code == 503
    assert parameters(back)["code"] in response.content.decode()
    vneid.set_fault("")
    assert come_back(client, back)["Location"] == "/dossiers/"


def test_a_slow_provider_does_not_hold_anybody(vneid, client, settings):
    settings.MOTCUA_VNEID_TIMEOUT = 0.1
    vneid.delay = 1.0

    assert client.post("/accounts/vneid/login/").status_code == 503


def test_an_unreachable_provider_is_a_clear_page(client, settings):
    settings.MOTCUA_VNEID_URL = "http://127.0.0.1:1"

    assert client.post("/accounts/vneid/login/").status_code == 503


def test_without_a_provider_the_page_says_so(client, settings):
    settings.MOTCUA_VNEID_URL = ""

    assert client.post("/accounts/vneid/login/")["Location"] == "/sign-in/"
    assert "chưa mở" in client.get("/sign-in/").content.decode()


def test_an_address_kept_from_yesterday_leads_to_the_button(vneid, client):
    assert client.get("/accounts/vneid/login/?next=/a/")["Location"] == "/sign-in/?next=%2Fa%2F"


def test_an_identity_that_is_not_vouched_is_refused_in_words(vneid, client, monkeypatch):
    back = decide(leave(client))
    real = Claims.to_identity
    monkeypatch.setattr(Claims, "to_identity", lambda c: real(c.model_copy(update={"identity_number": ""})))

    response = come_back(client, back)

    assert response.status_code == 409
    assert "không gửi số định danh" in response.content.decode()


def test_leaving_ends_the_session_at_the_provider_too(vneid, client):
    sign_in(client)

    leaving = client.post("/sign-out/")["Location"]

    assert leaving.startswith(f"{vneid.provider.issuer}/logout?")
    assert not is_in(client)
    assert httpx.get(leaving).headers["Location"] == "http://testserver/signed-out/"


def test_leaving_works_when_the_provider_is_down(vneid, client):
    sign_in(client)
    vneid.set_fault("down")

    response = client.post("/sign-out/", follow=True)

    assert "đóng hết cửa sổ" in response.content.decode()
    assert not is_in(client)


def test_staff_cannot_be_tied_to_a_citizens_account(vneid):
    """``process=connect`` would hang VNeID onto whoever is signed in."""
    posting = factories.posting(factories.unit())
    client = signed_in(posting)

    url = client.post("/accounts/vneid/login/?process=connect&scope=x", {"process": "connect"})["Location"]
    come_back(client, decide(url))

    assert client.session["_auth_user_id"] == str(Person.objects.get().user_id)


def test_personal_data_is_not_kept_twice(vneid, client):
    sign_in(client)

    assert SocialAccount.objects.get().extra_data.keys() == {"sub"}
    assert not SocialToken.objects.exists()


def test_the_check_says_whether_it_answers(vneid, settings):
    assert check().ok
    vneid.set_fault("garbage")
    assert not check().ok
    settings.MOTCUA_VNEID_URL = ""
    assert "MOTCUA_VNEID_URL" in check().detail
