from typing import ClassVar

import pytest

from motcua.accounts.operations import About, look_up
from motcua.accounts.population import Answer, Found, NotFound, Question, RegisteredPerson, Unavailable
from motcua.journal.actor import Actor
from motcua.journal.queries import acts_of
from tests import factories
from tests.factories import MONDAY

pytestmark = pytest.mark.django_db
SIU = RegisteredPerson(identity_number="064185990022", full_name="Siu Blơk", residence="Xã Ia Dom")


class Answering:
    """A register of this test: says what it is told to, remembers what it was asked."""

    answer: ClassVar[Answer] = NotFound()
    asked: ClassVar[list[Question]] = []

    def look_up(self, question: Question, *, within: float) -> Answer:
        self.asked.append(question)
        return self.answer


@pytest.fixture(autouse=True)
def answering(settings):
    settings.MOTCUA_POPULATION = f"{__name__}.Answering"
    Answering.answer = NotFound()
    Answering.asked.clear()
    return Answering


@pytest.fixture
def siu():
    return factories.person("Siu Blơk", "064185990022", birth_date="1985-09-02")


def ask(person, about=None):
    return look_up(
        about=about or About(person.identity_number, person.full_name, person.birth_date),
        by=person,
        purpose="Đăng ký khai sinh",
        service="1.001193",
        actor=Actor(user_id=1, name=person.full_name, face="portal"),
        at=MONDAY,
        within=1.5,
    )


def acts(person):
    return [act.data for act in acts_of(f"person:{person.pk}") if act.verb == "person.looked-up"]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [(Found(SIU, MONDAY), "found"), (NotFound(), "not-found"), (Unavailable("down"), "down")],
)
def test_every_question_leaves_an_act_with_its_purpose_and_outcome(siu, answering, answer, outcome):
    answering.answer = answer

    assert ask(siu) == answer
    (act,) = acts(siu)
    assert (act["outcome"], act["purpose"], act["service"]) == (outcome, "Đăng ký khai sinh", "1.001193")
    assert act["reference"] == answering.asked[0].reference


def test_what_the_register_said_and_whole_numbers_are_not_in_the_journal(siu, answering):
    answering.answer = Found(SIU, MONDAY)

    ask(siu)

    assert "Xã Ia Dom" not in str(acts(siu))
    assert "064185990022" not in str(acts(siu))


def test_somebody_whose_birth_is_not_known_is_asked_for_by_the_year_in_the_number(siu, answering):
    ask(siu, About("064083990156", "Siu Thuin"))

    assert answering.asked[0].birth_date == "1983"


def test_without_a_number_nobody_is_asked_and_nothing_is_written(siu, answering):
    assert isinstance(ask(siu, About("", "Siu Thuin", "1983")), NotFound)
    assert answering.asked == []
    assert acts(siu) == []
