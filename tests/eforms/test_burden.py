"""What a form costs who answers it, and what it asks though it is known."""

import pytest

from motcua.eforms import editing
from motcua.eforms.asking_again import asked_again, known_elements, looked_up
from motcua.eforms.burden import Asked, burden, grade
from motcua.eforms.definition import FieldType, FormField
from motcua.eforms.elements import exists, get
from tests.shipped_forms import each_form, forms

BIRTH = next(form for form in forms() if form.code == "dang-ky-khai-sinh")


def test_questions_are_counted_for_everybody_and_at_most():
    conditional = sum(1 for item in BIRTH.items.values() if item.when)

    cost = burden(BIRTH)

    assert cost.questions == Asked(len(BIRTH.items) - conditional, len(BIRTH.items))
    assert cost.spared.most > cost.spared.least > 0


def test_a_question_more_costs_time_and_a_paper_more_costs_more():
    longer = editing.add(BIRTH, FormField(key="ke", label="Kể lại", type=FieldType.LONG_TEXT), within="tre")

    assert burden(longer).minutes.least > burden(BIRTH).minutes.least
    assert burden(BIRTH, Asked(1, 3)).minutes.most == burden(BIRTH, Asked(0, 0)).minutes.most + 6


def test_what_arrives_filled_in_takes_less_time():
    name = FormField(key="ten", label="Tên", type=FieldType.ADDRESS)
    known = name.model_copy(update={"element": "person.address", "of": "mother"})

    asked, spared = (
        burden(
            editing.add(
                BIRTH.model_copy(update={"sections": BIRTH.sections[:1]}), each, within="nguoi_yeu_cau"
            )
        )
        for each in (name, known)
    )

    assert (asked.spared.least + 1, asked.minutes.least) == (spared.spared.least, spared.minutes.least)


@pytest.mark.parametrize(
    ("text", "level"), [("", 0.0), ("123 456", 0.0), ("Ai đi?", 0.0), ("Trường nghiêng.", 7.4)]
)
def test_the_grade_follows_the_formula(text, level):
    assert grade([text]) == level


def test_the_hardest_words_are_named_first():
    hard = (
        "Nghiên cứu phương thức chuyển nhượng quyền sử dụng những công trình phúc lợi thuộc đường liên tỉnh"
    )
    worse = editing.add(BIRTH, FormField(key="kho", label=hard), within="tre")

    assert burden(worse).hardest[0].key == "kho"


@each_form
def test_the_shipped_forms_ask_for_nothing_that_is_known(form):
    assert asked_again(form) == []


def test_those_who_can_be_looked_up_are_the_applicant_their_spouse_and_parents():
    assert looked_up(BIRTH) == {"applicant", "business", "mother", "father"}
    record = next(form for form in forms() if form.code == "ly-lich-tu-phap")
    assert looked_up(record) == {"applicant", "business", "person", "mother", "father", "spouse"}


@pytest.mark.parametrize(
    "label",
    [
        "Họ và tên người làm chứng",
        "Ngày sinh",
        "Số căn cước của bạn",
        "Dân tộc",
        "Mã số thuế",
        "Nơi thường trú",
    ],
)
def test_a_plain_question_about_what_is_known_is_not_published(label):
    (flaw,) = asked_again(editing.add(BIRTH, FormField(key="them", label=label), within="tre"))

    assert flaw.place == "them"
    assert "đang giữ" in flaw.message


@pytest.mark.parametrize(
    "facts",
    [
        {"label": "Ngày sinh", "asked_because": "Người làm chứng không có trong dữ liệu dân cư."},
        {"label": "Ngày sinh", "element": "person.birth_date", "of": "child"},
        {"label": "Ngày sinh con gà"[:8] + "hoạt"},
        {"label": "Lý do"},
    ],
)
def test_what_is_bound_or_explained_or_something_else_is_published(facts):
    asked = BIRTH.model_copy(update={"sections": (BIRTH.sections[0],)})

    assert asked_again(editing.add(asked, FormField(key="them", **facts), within="nguoi_yeu_cau")) == []


def test_one_thing_is_not_asked_twice():
    again = FormField(key="them", label="Tên bạn", element="person.full_name", of="applicant")

    (flaw,) = asked_again(editing.add(BIRTH, again, within="tre"))

    assert "đã hỏi điều này" in flaw.message


def test_every_element_listed_is_in_the_dictionary_and_held_by_a_register():
    assert all(exists(key) and get(key).source for key in known_elements())
