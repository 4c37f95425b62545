from dataclasses import replace

import pytest

from motcua.accounts import errors
from motcua.accounts.identity import VerifiedBusiness, VerifiedIdentity
from motcua.accounts.models import Person, User
from motcua.accounts.operations import recognise_person
from motcua.accounts.queries import vouched_differently
from motcua.journal.queries import acts_of
from tests import factories
from tests.factories import MONDAY

pytestmark = pytest.mark.django_db
BLOK = VerifiedIdentity(
    subject="abc",
    identity_number="064185990022",
    full_name="Siu Blơk",
    birth_date="1985-09-02",
    gender="female",
    nationality="Việt Nam",
)


def recognise(identity=BLOK):
    return recognise_person(identity=identity, at=MONDAY, address="203.0.113.7")


def test_somebody_new_gets_a_person_and_an_account_without_password():
    recognised = recognise()

    person = Person.objects.get()
    assert recognised.created
    assert person.user == recognised.user
    assert (person.full_name, person.gender, person.verified_at) == ("Siu Blơk", "female", MONDAY)
    assert not person.user.has_usable_password()


def test_the_user_name_does_not_give_the_number_away():
    user = recognise().user

    assert user.username.startswith("cd-")
    assert "064185990022" not in user.username


def test_whoever_the_counter_wrote_down_gets_the_account():
    person = Person.objects.create(full_name="Siu Blơk", identity_number="064185990022")

    recognised = recognise()

    person.refresh_from_db()
    assert person.user == recognised.user
    assert person.birth_date == "1985-09-02"
    assert Person.objects.count() == 1


def test_signing_in_again_makes_nothing_new():
    first = recognise()

    again = recognise()

    assert again.user == first.user
    assert not again.created
    assert User.objects.count() == 1


def test_a_name_that_differs_is_kept_and_noted():
    person = factories.person("Siu Bluk", "064185990022")

    recognised = recognise()

    person.refresh_from_db()
    assert person.full_name == "Siu Bluk"
    assert recognised.differs == {"full_name": "Siu Blơk"}
    assert vouched_differently(person) == {"full_name": "Siu Blơk"}


def test_another_telephone_number_is_no_difference():
    factories.person("Siu Blơk", "064185990022", phone="0905990022")

    assert recognise(replace(BLOK, phone="0911111111")).differs == {}


def test_nine_old_digits_become_twelve():
    old = Person.objects.create(full_name="SIU BLOK", identity_number="231990077", birth_date="1985")

    recognised = recognise(replace(BLOK, old_identity_number="231990077"))

    assert recognised.person == old
    assert Person.objects.get().identity_number == "064185990022"


@pytest.mark.parametrize(
    "stranger",
    [
        {"full_name": "Nay H'Brim"},
        {"full_name": "Siu Blôk", "birth_date": "1985"},
        {"full_name": "Siu Blơk", "birth_date": "1960"},
    ],
)
def test_old_digits_of_somebody_else_do_not_count(stranger):
    Person.objects.create(identity_number="231990077", **stranger)

    recognise(replace(BLOK, old_identity_number="231990077"))

    assert Person.objects.count() == 2


def test_without_a_number_nobody_is_recognised():
    with pytest.raises(errors.IdentityNotVouched):
        recognise(replace(BLOK, identity_number=""))

    assert not Person.objects.exists()


def test_a_business_account_links_the_business():
    business = VerifiedBusiness(name="Hợp tác xã Chư Prông", tax_code="5901990048")

    person = recognise(replace(BLOK, business=business)).person

    assert person.represents.get().verified_at == MONDAY


def test_each_sign_in_is_an_act_with_its_origin():
    person = recognise().person

    act = acts_of(f"person:{person.pk}").get()
    assert (act.verb, act.address, act.actor_id) == ("person.signed-in", "203.0.113.7", person.user_id)
