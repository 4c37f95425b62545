from datetime import timedelta

import pytest

from motcua.accounts import errors
from motcua.accounts.operations import make_token, reset_second_factor, revoke_token
from motcua.accounts.queries import citizen_of_user, token_user
from motcua.journal.actor import Actor
from motcua.journal.queries import acts_of
from tests import factories
from tests.factories import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return factories.person()


def make(person, **more):
    wish = {"name": "Máy quét", "scopes": ["dossiers:read"], "expires_at": None} | more
    actor = Actor(user_id=person.user_id, name=person.full_name)
    return make_token(user=person.user, actor=actor, at=MONDAY, **wish)


def test_a_key_opens_in_one_query_and_is_kept_only_as_a_hash(person, django_assert_num_queries):
    plain, token = make(person)

    with django_assert_num_queries(1):
        holder = token_user(plain, MONDAY)
        assert holder is not None
        assert (holder.user, holder.person) == (person.user, person)

    assert holder.may("dossiers:read")
    assert not holder.may("dossiers:act")
    assert plain not in token.digest


def test_a_wrong_key_opens_nothing(person):
    make(person)

    assert token_user("motcua_sai", MONDAY) is None


def test_a_revoked_key_opens_nothing(person):
    plain, token = make(person)
    actor = Actor(user_id=person.user_id, name=person.full_name)

    revoke_token(token=token, actor=actor, at=MONDAY)
    revoke_token(token=token, actor=actor, at=MONDAY)

    assert token_user(plain, MONDAY) is None
    verbs = acts_of(f"user:{person.user_id}").values_list("verb", flat=True)
    assert list(verbs) == ["user.token-made", "user.token-revoked"]


def test_a_key_ends_at_its_time(person):
    plain, _ = make(person, expires_at=MONDAY + timedelta(days=1))

    assert token_user(plain, MONDAY) is not None
    assert token_user(plain, MONDAY + timedelta(days=1)) is None


def test_a_closed_account_opens_nothing(person):
    plain, _ = make(person)
    person.user.is_active = False
    person.user.save()

    assert token_user(plain, MONDAY) is None


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        ({"name": " "}, errors.TokenNameMissing),
        ({"scopes": ["everything"]}, errors.ScopeUnknown),
        ({"expires_at": MONDAY}, errors.ExpiryPassed),
    ],
)
def test_a_senseless_key_is_refused(person, wish, refusal):
    with pytest.raises(refusal):
        make(person, **wish)


def test_a_citizen_is_found_with_their_businesses_in_one_query(person, django_assert_num_queries):
    one, two = factories.business(person), factories.business(person, tax_code="5900123469")

    with django_assert_num_queries(1):
        citizen = citizen_of_user(person.user_id, at=MONDAY, face="portal")

    assert citizen is not None
    assert citizen.business_ids == {one.pk, two.pk}
    assert (citizen.person_id, citizen.actor.name) == (person.pk, "Siu Blơk")


def test_a_citizen_without_business_has_none(person):
    citizen = citizen_of_user(person.user_id, at=MONDAY)

    assert citizen is not None
    assert citizen.business_ids == frozenset()


def test_a_lost_second_factor_is_forgotten_and_journalled(person):
    actor = Actor(user_id=1, name="Quản trị")

    reset_second_factor(user=person.user, actor=actor, at=MONDAY)

    assert acts_of(f"user:{person.user_id}").get().verb == "user.second-factor-reset"
