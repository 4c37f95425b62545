from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.dossiers import operations as dossiers
from motcua.dossiers.holding import fairness
from motcua.dossiers.holding.errors import OutOfTurn, SayGroundInWords
from motcua.dossiers.holding.fairness import TurnReason
from motcua.dossiers.holding.models import TakenOutOfTurn
from motcua.journal.models import Act
from motcua.orgs.models import Duty
from tests import factories as make

pytestmark = pytest.mark.django_db
LATER = make.MONDAY + timedelta(hours=1)


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def changed_rules(monkeypatch):
    """Return a function that changes the value of one rule."""
    known = fairness.rules()

    def change(key, value):
        changed = tuple(
            replace(each, value=value) if each.key == f"fairness.{key}" else each for each in known
        )
        monkeypatch.setattr(fairness, "rules", lambda: changed)

    return change


def take_up(office, dossier, **more):
    return dossiers.take_up(code=dossier.code, officer=office.officer, at=LATER, **more)


def test_the_first_is_taken_up_without_a_word(office):
    first, _second = office.accepted(), office.accepted(LATER)

    take_up(office, first)

    assert not TakenOutOfTurn.objects.exists()


def test_the_second_is_refused_and_the_first_is_named(office):
    first, second = office.accepted(), office.accepted(LATER)

    with pytest.raises(OutOfTurn, match=f"{first.code} của cùng thủ tục tính hạn từ trước"):
        take_up(office, second)


def test_with_a_ground_it_is_taken_and_the_act_says_why(office):
    first, second = office.accepted(), office.accepted(LATER)

    take_up(office, second, out_of_turn=TurnReason("urgent-by-law"))

    act = Act.objects.get(subject=second.subject, verb="dossier.take-up")
    assert act.data["reason"] == "Ngoài thứ tự. Pháp luật quy định giải quyết ngay hoặc ưu tiên"
    assert act.data["first"] == first.code


def test_it_is_kept_for_the_leader(office):
    office.accepted()
    office.accepted()
    third = office.accepted(LATER)

    take_up(office, third, out_of_turn=TurnReason("own-words", "Người nộp đi xa"))

    kept = TakenOutOfTurn.objects.get()
    assert (kept.dossier, kept.officer_id) == (third, office.officer.officer_id)
    assert (kept.passed_over, kept.words) == (2, "Người nộp đi xa")


def test_own_words_are_asked_for(office):
    office.accepted()
    second = office.accepted(LATER)

    with pytest.raises(SayGroundInWords):
        take_up(office, second, out_of_turn=TurnReason("own-words", " "))


def test_a_ground_that_is_none_counts_as_none(office):
    office.accepted()
    second = office.accepted(LATER)

    with pytest.raises(OutOfTurn):
        take_up(office, second, out_of_turn=TurnReason("because"))


def test_a_ground_for_what_is_in_turn_is_not_kept(office):
    first = office.accepted()

    take_up(office, first, out_of_turn=TurnReason("urgent-by-law"))

    assert not TakenOutOfTurn.objects.exists()


def test_another_procedure_does_not_stand_before(office):
    office.accepted()
    other = replace(office, version=make.publish(make.PROCEDURE.model_copy(update={"code": "1.000894"})))
    second = other.accepted(LATER)

    take_up(office, second)

    assert not TakenOutOfTurn.objects.exists()


def test_the_first_few_may_be_taken_in_any_order_where_the_rule_says_so(office, changed_rules):
    changed_rules("first", 2)
    office.accepted()
    second, third = office.accepted(), office.accepted(LATER)

    with pytest.raises(OutOfTurn):
        take_up(office, third)
    take_up(office, second)

    assert not TakenOutOfTurn.objects.exists()


@pytest.mark.parametrize("where", [{"but": ["1.001193"]}, {"only": ["1.000894"]}])
def test_where_the_rule_does_not_apply_any_order_does(office, changed_rules, where):
    changed_rules("applies", where)
    office.accepted()
    second = office.accepted(LATER)

    take_up(office, second)

    assert not TakenOutOfTurn.objects.exists()


def test_the_head_who_gives_one_out_of_turn_says_why_too(office):
    office.accepted()
    second = office.accepted(LATER)
    give = {"code": second.code, "head": office.head, "to": office.officer.officer_id, "at": LATER}

    with pytest.raises(OutOfTurn):
        dossiers.assign(**give)
    dossiers.assign(**give, out_of_turn=TurnReason("specialised"))

    kept = TakenOutOfTurn.objects.get()
    assert (kept.officer_id, kept.taken_by_id) == (office.officer.officer_id, office.head.officer_id)


def test_what_came_back_within_its_term_keeps_its_place(office):
    first, second = office.taken_up(), office.accepted(LATER)
    colleague = make.posting(office.unit, Duty.HANDLE, name="Ksor Hà")

    dossiers.take_up(code=second.code, officer=colleague, at=LATER)

    assert first.assigned_to_id == office.officer.officer_id
    assert not TakenOutOfTurn.objects.exists()
