from motcua.catalogue.facts import Stage
from motcua.dossiers.policies import APPLICANT_MOVES, DUTIES, IN_OTHER_HANDS, SYSTEM_MOVES
from motcua.dossiers.states import (
    ENDED,
    MOVES,
    OPEN,
    PLACES,
    TURN,
    WAITING,
    Move,
    Place,
    State,
    Turn,
    is_legal,
    targets,
)

BEGINNINGS = {Move.FILE, Move.RECEIVE}


def test_the_ten_states_carry_the_numbers_of_the_national_list():
    assert [state.value for state in State] == list(range(1, 11))


def test_every_state_has_a_place_and_every_place_says_whose_turn_it_is():
    assert {place.state for place in PLACES} == set(State)
    assert set(TURN) == PLACES


def test_every_move_has_its_steps_between_places_of_the_table():
    assert set(Move) == MOVES.keys()
    assert all(MOVES.values())
    places = {place for steps in MOVES.values() for step in steps for place in step}
    assert places == PLACES | {None}


def test_every_place_can_be_reached():
    reached: set[Place | None] = {None}
    while more := {to for steps in MOVES.values() for come, to in steps if come in reached} - reached:
        reached |= more

    assert reached == PLACES | {None}


def test_only_filing_and_receiving_begin_a_dossier():
    assert {move for move in Move if targets(move, None)} == BEGINNINGS


def test_every_open_place_leads_to_an_end():
    ends = {place for place in PLACES if place.state in ENDED}
    while more := {come for steps in MOVES.values() for come, to in steps if to in ends and come} - ends:
        ends |= more

    assert ends == PLACES


def test_what_has_ended_is_not_opened_again():
    opened = {(come, to) for steps in MOVES.values() for come, to in steps if come and come.state in ENDED}

    assert all(to.state in ENDED for _come, to in opened)


def test_nobody_has_to_act_on_an_ended_dossier_but_to_give_or_correct_its_result():
    waiting = {place.state for place in PLACES if place.state in ENDED and TURN[place] != Turn.NOBODY}

    assert waiting == {State.FINISHED}
    assert OPEN.isdisjoint(ENDED)
    assert WAITING <= OPEN


def test_every_move_is_somebodys():
    asked = {
        Move.ASK_FOR_SUPPLEMENT,
        Move.ASK_FOR_PAYMENT,
        Move.SEND_BACK,
        *IN_OTHER_HANDS,
    }  # whose they are, the place says

    assert set(Move) - BEGINNINGS == DUTIES.keys() | APPLICANT_MOVES | SYSTEM_MOVES | asked


def test_a_proposal_is_made_only_while_examining():
    assert is_legal(Move.PROPOSE, Place(State.IN_HANDLING, Stage.EXAMINE))
    assert not is_legal(Move.PROPOSE, Place(State.IN_HANDLING, Stage.SIGN))
    assert not is_legal(Move.PROPOSE, Place(State.RECEIVED))


def test_a_result_under_correction_is_not_handed_over():
    assert is_legal(Move.HAND_OVER, Place(State.FINISHED))
    assert not is_legal(Move.HAND_OVER, Place(State.FINISHED, Stage.EXAMINE))
