from motcua.catalogue.facts import Stage
from motcua.dossiers.states import ENDED, MOVES, OPEN, STAGE_TURN, TURN, Move, State, Turn, is_legal


def test_every_state_and_stage_says_whose_turn_it_is():
    assert set(State) == TURN.keys()
    assert set(Stage) == STAGE_TURN.keys()


def test_every_move_has_a_rule():
    assert set(Move) == MOVES.keys()


def test_every_state_can_be_reached():
    assert {rule.target for rule in MOVES.values()} == set(State)


def test_nobody_has_to_act_in_an_ended_state_but_to_hand_over():
    waiting = {state for state in ENDED if TURN[state] != Turn.NOBODY}

    assert waiting == {State.FINISHED}


def test_every_open_state_can_be_left():
    sources = set().union(*(rule.sources for rule in MOVES.values()))

    assert sources >= OPEN


def test_a_proposal_is_made_only_while_examining():
    assert is_legal(Move.PROPOSE, State.IN_HANDLING, Stage.EXAMINE)
    assert not is_legal(Move.PROPOSE, State.IN_HANDLING, Stage.SIGN)
    assert not is_legal(Move.PROPOSE, State.RECEIVED, None)
