import pytest

from motcua.eforms import elements
from motcua.eforms.definition import FieldType
from motcua.kernel.citations import references, why_not_a_citation
from motcua.kernel.likeness import Grade
from motcua.kernel.texts import legal_texts

# What the population register answers (law.md section 7), and what the earlier forms were filled in with.
OF_THE_REGISTER = [
    "full_name", "other_name", "identity_number", "old_identity_number", "birth_date", "gender", "ethnicity",
    "religion", "marital_status", "blood_group", "birth_registered_at", "home_town", "permanent_address",
    "present_address", "nationality", "relation_to_head", "phone", "email", "address",
]  # fmt: skip


def test_every_element_stands_on_a_text_we_know():
    told = elements.dictionary()

    for each in (*told.registers, *told.sensitivities, *told.elements):
        assert not why_not_a_citation(each.citation, certain=each.certain), each.key
        assert all(text.number in legal_texts() for text in references(each.citation)), each.citation


def test_names_are_told_apart_within_a_kind_and_in_english():
    found = elements.all_elements().values()

    assert len({(each.kind, each.name) for each in found}) == len(found)
    assert len({(each.kind, each.english) for each in found}) == len(found)


@pytest.mark.parametrize("name", OF_THE_REGISTER)
def test_what_the_population_register_holds_is_in_the_dictionary(name):
    element = elements.get(f"person.{name}")

    assert element.source is not None
    assert element.source.key == "population"


def test_what_reveals_descent_belief_or_crime_is_sensitive():
    sensitive = {each.key for each in elements.all_elements().values() if each.sensitivity == "sensitive"}

    assert sensitive >= {"person.ethnicity", "person.religion", "person.blood_group", "person.convictions"}


def test_nothing_of_a_person_is_public():
    of_people = [each for each in elements.all_elements().values() if each.kind == elements.Kind.PERSON]

    assert all(each.sensitivity != "public" for each in of_people)


def test_a_choice_lists_its_answers():
    choices = [each for each in elements.all_elements().values() if each.type == FieldType.CHOICE]

    assert all(each.options for each in choices)


def test_an_element_that_is_not_there_is_said():
    with pytest.raises(elements.UnknownElement):
        elements.get("person.favourite_colour")


@pytest.mark.parametrize(
    ("query", "key"),
    [("dan toc", "person.ethnicity"), ("Thửa đất", "land.plot"), ("date of birth", "person.birth_date")],
)
def test_the_dictionary_is_searched_without_marks(query, key):
    assert key in [each.key for each in elements.find(query)]


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("person.full_name", "  Siu  H’Lơm ", "Siu H'Lơm"),
        ("person.birth_date", "3/1956", "1956-03"),
        ("person.identity_paper_issued_on", "1956", None),
        ("person.gender", "Nữ", "female"),
        ("person.gender", "female", "female"),
        ("person.gender", "bà", None),
        ("person.phone", "+84 912 345 678", "0912345678"),
        ("person.email", "không có", None),
        ("person.has_spouse", "Có", "yes"),
        ("business.tax_code", "01 0023 3488", "0100233488"),
        ("business.capital", "1,5 triệu đồng", 1_500_000),
        ("business.workers", "12", 12),
        ("business.workers", "0", 0),
        ("person.occupation", " làm  nông ", "làm nông"),
        ("person.full_name", "   ", None),
    ],
)
def test_a_value_is_read_into_its_one_spelling(key, typed, value):
    assert elements.read(key, typed) == value


@pytest.mark.parametrize(
    ("key", "one", "other", "grade"),
    [
        ("person.full_name", "NGUYỄN THỊ HOÀ", "Nguyễn Thị Hòa", Grade.SAME),
        ("person.birth_date", "1990", "1990-11-27", Grade.ALIKE),
        ("person.identity_number", "231990077", "064090990011", Grade.ALIKE),
        ("person.ethnicity", "Jrai", "Gia-rai", Grade.SAME),
        ("person.ethnicity", "Jrai", "Ba Na", Grade.DIFFERENT),
        ("person.nationality", "Việt Nam", "VIETNAM", Grade.SAME),
        ("person.occupation", "Làm nông", "lam nong", Grade.ALIKE),
        ("person.permanent_address", "xã Ia Dom, Đức Cơ, Gia Lai", "xã Ia Dom, tỉnh Gia Lai", Grade.ALIKE),
        ("person.email", "An@vidu.vn", "an@vidu.vn", Grade.SAME),
        ("person.gender", "male", "female", Grade.DIFFERENT),
        ("person.birth_year", 1990, "1990", Grade.SAME),
        ("business.capital", "1.500.000", 1500000, Grade.SAME),
        ("business.capital", "", "0", Grade.DIFFERENT),
        ("business.tax_code", "0314409058-002", "0314409058", Grade.ALIKE),
    ],
)
def test_two_values_of_an_element_are_compared_by_its_kind(key, one, other, grade):
    assert elements.compare(key, one, other).grade == grade
