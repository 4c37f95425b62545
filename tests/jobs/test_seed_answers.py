from datetime import date
from random import Random

from motcua.accounts.models import Person
from motcua.eforms.rules import check
from motcua.jobs.seed.answers import answer
from tests.shipped_forms import each_form

DAY = date(2026, 11, 27)
HYAO = Person(
    full_name="Siu Hyao",
    identity_number="064090001234",
    birth_date="1990-03-15",
    gender="male",
    address="làng Mrông, xã Ia Ka, tỉnh Gia Lai",
)


@each_form
def test_what_somebody_could_have_answered_is_right(form):
    for chance in range(30):
        answers = answer(form, HYAO, Random(chance), DAY)  # noqa: S311

        assert check(form, answers, on=DAY).problems == {}
