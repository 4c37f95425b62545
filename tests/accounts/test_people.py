import pytest

from motcua.accounts import errors
from motcua.accounts.models import Person
from motcua.accounts.operations import link_business, register_person, update_contact
from motcua.journal.actor import Actor
from motcua.journal.queries import acts_of, broken_at
from tests import factories
from tests.factories import MONDAY

pytestmark = pytest.mark.django_db
CLERK = Actor(user_id=7, name="Rơ Châm Hyao", face="counter")


def register(**facts):
    return register_person(actor=CLERK, at=MONDAY, **facts)


def verbs(subject):
    return list(acts_of(subject).values_list("verb", flat=True))


def test_somebody_new_is_written_down_as_they_say():
    registered = register(
        full_name=" Siu  Blơk ",
        identity_number="064 185 990 022",
        birth_date="2/9/1985",
        phone="0905.990.022",
    )

    person = registered.person
    assert registered.created
    assert (person.full_name, person.identity_number) == ("Siu Blơk", "064185990022")
    assert (person.birth_date, person.phone) == ("1985-09-02", "0905990022")
    assert verbs(f"person:{person.pk}") == ["person.registered"]


def test_somebody_known_is_found_by_the_number():
    first = register(full_name="Siu Blơk", identity_number="064185990022").person

    again = register(full_name="Siu Blơk", identity_number="064185990022")

    assert not again.created
    assert again.person == first
    assert verbs(f"person:{first.pk}") == ["person.registered"]


def test_what_is_known_stays_and_the_difference_is_told():
    register(full_name="Siu Blơk", identity_number="064185990022", phone="0905990022")

    again = register(full_name="Siu Bluk", identity_number="064185990022", phone="0911111111")

    assert again.differs == {"full_name": "Siu Bluk", "phone": "0911111111"}
    assert Person.objects.get().full_name == "Siu Blơk"


def test_gaps_are_filled_and_a_year_grows_into_a_date():
    person = register(full_name="Yơn", identity_number="064058990055", birth_date="1958").person

    again = register(
        full_name="Yơn", identity_number="064058990055", birth_date="30/6/1958", address="Xã Tơ Tung"
    )

    person.refresh_from_db()
    assert (person.birth_date, person.address) == ("1958-06-30", "Xã Tơ Tung")
    assert again.differs == {}
    assert acts_of(f"person:{person.pk}").reverse()[0].data == {"fields": ["birth_date", "address"]}


def test_without_a_number_names_are_no_keys():
    register(full_name="Yơn")
    register(full_name="Yơn")

    assert Person.objects.count() == 2


def test_nobody_is_written_down_without_a_name():
    with pytest.raises(errors.NameMissing):
        register(full_name="  ")

    assert not Person.objects.exists()


def test_a_person_changes_how_they_are_reached():
    person = factories.person(phone="0905990011", email="hyao@example.vn")

    update_contact(person=person, phone="0905 990 012", email="", address="Làng Ốp", actor=CLERK, at=MONDAY)

    person.refresh_from_db()
    assert (person.phone, person.email, person.address) == ("0905990012", "", "Làng Ốp")
    assert acts_of(f"person:{person.pk}").get().data == {"fields": ["phone", "email", "address"]}


def test_nothing_changed_is_nothing_done():
    person = factories.person(phone="0905990011")

    update_contact(person=person, phone="0905990011", email="", address="", actor=CLERK, at=MONDAY)

    assert not acts_of(f"person:{person.pk}").exists()


def link(person, **more):
    more.setdefault("name", "Hợp tác xã Chư Prông")
    return link_business(representative=person, tax_code="5901990048", actor=CLERK, at=MONDAY, **more)


def test_a_business_is_linked_once():
    person = factories.person()

    assert link(person) == link(person)
    assert person.represents.count() == 1


def test_a_business_does_not_change_hands_on_somebody_s_word():
    link(factories.person())
    other = factories.person("Lê Quốc Đạt", "064079990044")

    with pytest.raises(errors.RepresentedByAnother, match="Chư Prông"):
        link(other)


def test_a_business_changes_hands_when_the_provider_vouches():
    before = factories.person()
    business = link(before)
    other = factories.person("Lê Quốc Đạt", "064079990044")

    link(other, vouched=True)

    business.refresh_from_db()
    assert business.representative == other
    assert verbs(f"business:{business.pk}") == ["business.registered", "business.representative-changed"]
    assert broken_at(f"business:{business.pk}") is None
