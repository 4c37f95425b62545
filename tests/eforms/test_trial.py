"""A form tried on sample answers says what a citizen would meet."""

from datetime import date
from random import Random

from motcua.accounts.models import Person
from motcua.eforms.definition import FormField
from motcua.eforms.rules import check
from motcua.eforms.trial import answers_asking, misfits, run
from motcua.jobs.seed.answers import answer
from tests.shipped_forms import each_form, forms

TODAY = date(2026, 11, 24)
BIRTH = next(form for form in forms() if form.code == "dang-ky-khai-sinh")
SOMEBODY = Person(full_name="Siu Blơk", identity_number="064190001234", birth_date="1990-11-27")


@each_form
def test_right_answers_have_no_problem_and_fit_the_schema(form):
    tried = run(form, answer(form, SOMEBODY, Random(3), TODAY), on=TODAY)  # noqa: S311

    assert tried.wrong == ()
    assert tried.misfits == ()
    assert tried.asked


def test_no_answers_are_wrong_by_their_labels():
    tried = run(BIRTH, {}, on=TODAY)

    assert ("applicant_name", "Họ và tên") in [(wrong.key, wrong.label) for wrong in tried.wrong]
    assert tried.misfits == ()


def test_papers_and_who_confirms_follow_from_the_answers():
    given = {
        "applicant_relation": "mother",
        "has_mother": "yes",
        "has_father": "yes",
        "birth_proof": "electronic",
    }

    tried = run(BIRTH, given, on=TODAY)

    assert dict(tried.papers)["giay-chung-sinh"] is False
    assert [other.key for other in tried.confirming] == ["father"]
    assert tried.oneself == ("Người mẹ",)


def test_what_the_schema_says_is_passed_on():
    tried = run(BIRTH, {}, on=TODAY)
    wrong = BIRTH.model_copy(
        update={
            "sections": (BIRTH.sections[0].model_copy(update={"fields": (FormField(key="x", label="X"),)}),)
        }
    )

    assert list(misfits(wrong, tried.checked))


@each_form
def test_answers_are_found_under_which_each_question_is_asked(form):
    unasked = [
        key
        for key, item in form.items.items()
        if item.when and key not in check(form, answers_asking(form, key, on=TODAY), on=TODAY).asked
    ]

    assert unasked == []
