"""A process runs: somebody nameable is always waited for, until it ends."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.workflow.bpmn import read
from motcua.workflow.bpmn.drawing import title_of
from motcua.workflow.bpmn.model import Flow, Graph, Kind
from motcua.workflow.checks import shape_faults
from motcua.workflow.engine import Plan, Run, Waiting, Waits
from motcua.workflow.errors import NotWaiting, NoWayBack, NoWayOn, WayUnknown
from tests.workflow.makers import EXPORTS, MIWG, chain, flow, gateway, process, step
from tests.workflow.processes import PROCESSES

DAY = date(2026, 11, 24)
MOST_STEPS = 80


def plan(inside: str) -> Plan:
    return Plan(read(process(inside)), "p")


def waiting(run: Run) -> list[str]:
    return [place.token for place in run.waiting()]


def go(run: Run, place: Waiting, pick: int = 0, **facts) -> None:
    """Do what a place waits for."""
    if place.waits is Waits.STEP:
        run.complete(place.token, facts, on=DAY)
    elif place.waits is Waits.CHOICE:
        run.choose(place.token, place.ways[pick % len(place.ways)].id, on=DAY)
    else:
        run.arrive(place.token, facts, on=DAY)


def driven(made, process_id: str, data) -> Run:
    """Run a process to its end, or to the most steps, doing at each turn what ``data`` draws."""
    ready = Plan(made, process_id)
    run = ready.start({"x": data.draw(st.integers(0, 3))}, on=DAY)
    for _turn in range(MOST_STEPS):
        if run.ended:
            break
        places = run.waiting()
        assert places, "neither ended nor waiting for anybody"
        for place in places:
            assert title_of(place.node, ready.places[place.node.id].graph)
        go(run, places[data.draw(st.integers(0, len(places) - 1))], data.draw(st.integers(0, 9)))
        if data.draw(st.booleans()):
            state = run.state()
            run = ready.restore(state)
            assert run.state() == state
    return run


@settings(max_examples=40, deadline=None)
@given(PROCESSES, st.data())
def test_a_random_process_ends_or_waits_for_someone_nameable(made, data):
    run = driven(made, "p", data)

    assert run.ended != bool(run.waiting())


def broken(made, data):
    """A process with a few flows led elsewhere, taken away or added."""
    graph = made.processes[0].graph
    flows, nodes = list(graph.flows), [node for node in graph.nodes if not node.attached_to]
    targets = [node.id for node in nodes if node.kind is not Kind.START]
    sources = [node.id for node in nodes if node.kind is not Kind.END]
    for number in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(0, len(flows) - 1))
        change = data.draw(st.sampled_from(["lead", "add"]))
        if change == "lead":
            flows[at] = replace(flows[at], target=data.draw(st.sampled_from(targets)))
        else:
            source, target = data.draw(st.sampled_from(sources)), data.draw(st.sampled_from(targets))
            flows.append(Flow(f"more{number}", source, target))
    process_ = replace(made.processes[0], graph=Graph(graph.nodes, tuple(flows)))
    return replace(made, processes=(process_,))


@settings(max_examples=120, deadline=None)
@given(PROCESSES, st.data())
def test_what_the_checks_let_pass_never_gets_stuck(made, data):
    changed = broken(made, data)
    graph = changed.processes[0].graph
    if shape_faults(changed.processes[0]) or not all(
        _readable(graph, node) and _readable_race(graph, node) for node in graph.nodes
    ):
        return  # it would never be published

    run = driven(changed, "p", data)

    assert run.ended != bool(run.waiting())


def _readable(graph, node) -> bool:
    """Whether a gateway is as reading and checking allow it: no condition at all, or all but the default."""
    ways = graph.leaving(node.id)
    if node.kind is not Kind.EXCLUSIVE or not any(way.condition for way in ways):
        return True
    return [way.id for way in ways if not way.condition] == [node.default]


def _readable_race(graph, node) -> bool:
    ways = graph.leaving(node.id)
    targets = [graph.node(way.target) for way in ways]
    if node.kind is not Kind.EVENT_BASED:
        return True
    return len(ways) > 1 and all(graph.is_raced_for(t) and len(graph.arriving(t.id)) == 1 for t in targets)


@settings(max_examples=20, deadline=None)
@given(PROCESSES)
def test_the_same_history_gives_the_same_state(made):
    def history() -> list[str]:
        run = Plan(made, "p").start({}, on=DAY)
        states = [run.state()]
        while run.waiting() and len(states) < 40:
            go(run, run.waiting()[-1])
            states.append(run.state())
        return states

    assert history() == history()


RUN = [*sorted(EXPORTS.glob("*.bpmn")), *(MIWG / f"A.{name}.bpmn" for name in ("1.0", "2.0", "4.0", "4.1"))]


@pytest.mark.parametrize("path", RUN, ids=lambda path: path.stem)
def test_every_process_of_every_file_that_is_read_runs_to_its_end(path):
    if not path.exists():
        pytest.skip("the reference models of the BPMN MIWG are not here")
    found = read(path.read_bytes())

    for each in found.processes:
        run = Plan(found, each.id).start({}, on=DAY)
        for _turn in range(30):
            if run.waiting():
                go(run, run.waiting()[0])
        assert run.ended, each.title


def test_a_straight_row_is_done_step_by_step():
    run = plan(step("a") + step("b", tag="manualTask") + chain("s", "a", "b", "e")).start({}, on=DAY)

    seen = []
    while run.waiting():
        seen.append(waiting(run))
        go(run, run.waiting()[0])

    assert (seen, run.ended) == ([["a"], ["b"]], True)


def test_a_step_that_is_done_is_waited_for_no_more():
    run = plan(step("a") + step("b") + chain("s", "a", "b", "e")).start({}, on=DAY)
    run.complete("a", {}, on=DAY)

    with pytest.raises(NotWaiting, match="“a”"):
        run.complete("a", {}, on=DAY)


BY_AGE = (
    gateway("g", default="g-b") + step("a") + step("b") + chain("s", "g")
    + flow("g", "a", "age_on(birth, today) &lt; 14") + flow("g", "b") + chain("a", "e") + chain("b", "e")
)  # fmt: skip


@pytest.mark.parametrize(("birth", "expected"), [("2020-01-01", "a"), ("1990-01-01", "b"), (None, "b")])
def test_conditions_are_cel_over_the_facts_and_the_day(birth, expected):
    run = plan(BY_AGE).start({"birth": birth}, on=DAY)

    assert waiting(run) == [expected]


def test_the_day_of_a_condition_is_the_day_that_is_given():
    run = plan(BY_AGE).start({"birth": "2020-01-01"}, on=date(2034, 1, 2))

    assert waiting(run) == ["b"]


def test_what_a_step_makes_known_decides_what_follows():
    inside = step("a") + gateway("g", default="g-c") + step("b") + step("c") + chain("s", "a", "g")
    run = plan(inside + flow("g", "b", "complete") + flow("g", "c") + chain("b", "e") + chain("c", "e"))
    begun = run.start({}, on=DAY)

    begun.complete("a", {"complete": True}, on=DAY)

    assert waiting(begun) == ["b"]
    assert begun.facts == {"complete": True}


def test_no_condition_that_holds_is_refused_by_the_gateway():
    inside = gateway("g") + step("a") + step("b") + chain("s", "g") + chain("a", "e") + chain("b", "e")
    ready = plan(inside + flow("g", "a", "x == 1") + flow("g", "b", "x == 2"))

    with pytest.raises(NoWayOn, match="“g”"):
        ready.start({"x": 3}, on=DAY)


ASKED = step("a") + gateway("g") + step("b") + chain("s", "a", "g", "b", "e") + flow("g", "a", name="Làm lại")


def test_a_person_chooses_and_may_send_back_as_often_as_needed():
    run = plan(ASKED).start({}, on=DAY)
    tokens = []
    for way in ("g-a", "g-a", "g-b"):
        tokens.append(waiting(run)[0])
        go(run, run.waiting()[0])
        run.choose(waiting(run)[0], way, on=DAY)

    assert tokens == ["a", "a~2", "a~3"]
    assert waiting(run) == ["b"]


def test_a_way_that_is_none_is_refused():
    run = plan(ASKED).start({}, on=DAY)
    run.complete("a", {}, on=DAY)

    with pytest.raises(WayUnknown):
        run.choose("g", "s-a", on=DAY)


def test_branches_side_by_side_wait_for_each_other_and_keep_what_each_knew():
    inside = gateway("g", "parallel") + gateway("j", "parallel") + step("a") + step("b") + step("c")
    run = plan(inside + chain("s", "g", "a", "j", "c", "e") + chain("g", "b", "j")).start({}, on=DAY)

    run.complete("b", {"police": "yes"}, on=DAY)
    assert waiting(run) == ["a"]
    run.complete("a", {"land": "no"}, on=DAY)

    assert waiting(run) == ["c"]
    run.complete("c", {}, on=DAY)
    assert run.ended


MESSAGE = (
    '<intermediateCatchEvent id="w" name="Thuế trả lời"><messageEventDefinition/></intermediateCatchEvent>'
)


def test_a_message_is_awaited_by_name_and_brings_facts():
    run = plan(MESSAGE + step("a") + chain("s", "w", "a", "e")).start({}, on=DAY)
    place = run.waiting()[0]

    run.message("Thuế trả lời", {"tax": 5}, on=DAY)

    assert (place.waits, place.message) == (Waits.MESSAGE, "Thuế trả lời")
    assert waiting(run) == ["a"]
    assert run.waiting()[0].token == "a"
    run.complete("a", {}, on=DAY)
    assert run.facts == {"tax": 5}


def test_a_message_nobody_waits_for_is_refused():
    run = plan(step("a") + chain("s", "a", "e")).start({}, on=DAY)

    with pytest.raises(NotWaiting):
        run.message("Thuế trả lời", {}, on=DAY)


def test_a_message_that_leaves_is_told():
    run = plan(step("a") + step("b", "Gửi thuế", tag="sendTask") + chain("s", "a", "b", "e")).start(
        {}, on=DAY
    )

    run.complete("a", {}, on=DAY)

    assert run.sent == ["Gửi thuế"]
    assert run.ended


ROUNDS = (
    gateway("m") + gateway("g", "parallel") + gateway("j", "parallel") + gateway("x") + step("a") + step("b")
    + step("c") + chain("s", "m", "g", "a", "j", "x", "e") + chain("g", "b", "j") + chain("g", "c", "j")
    + flow("x", "m")
)  # fmt: skip


def test_branches_in_a_loop_wait_for_each_other_in_every_round():
    ready = plan(ROUNDS)
    run = ready.start({}, on=DAY)
    for number, order in enumerate(("bca", "abc", "cab", "bac"), start=1):
        suffix = f"~{number}" if number > 1 else ""
        for done, own in enumerate(order, start=1):
            run.complete(own + suffix, {}, on=DAY)
            run = ready.restore(run.state())
            left = sorted(order[done:]) or ["x"]
            assert sorted(waiting(run)) == [each + suffix for each in left]
        run.choose("x" + suffix, "x-m" if number < 4 else "x-e", on=DAY)

    assert run.ended


def test_one_can_return_into_a_branch_whose_join_is_behind():
    inside = gateway("g", "parallel") + gateway("j", "parallel") + step("a") + step("b") + step("c")
    run = plan(inside + chain("s", "g", "a", "j", "c", "e") + chain("g", "b", "j")).start({}, on=DAY)
    run.complete("b", {}, on=DAY)
    run.complete("a", {}, on=DAY)

    run.return_to("a", on=DAY)
    assert waiting(run) == ["a~2"]
    run.complete("a~2", {}, on=DAY)

    assert waiting(run) == ["c~2"]


RACE = (
    gateway("g", "eventBased")
    + MESSAGE
    + '<receiveTask id="r" name="Công an trả lời"/><intermediateCatchEvent id="t"><timerEventDefinition>'
    + "<timeDuration>P2D</timeDuration></timerEventDefinition></intermediateCatchEvent>"
    + step("a")
    + step("b")
    + chain("s", "g", "w", "a", "e")
    + chain("g", "r", "a")
    + chain("g", "t", "b", "e")
)


@pytest.mark.parametrize(("first", "then"), [("w", "a"), ("r", "a"), ("t", "b")])
def test_of_several_events_awaited_the_first_decides(first, then):
    ready = plan(RACE)
    run = ready.start({}, on=DAY)
    assert sorted(waiting(run)) == ["r", "t", "w"]

    run = ready.restore(run.state())
    run.arrive(first, {}, on=DAY)

    assert waiting(run) == [then]
    run.complete(then, {}, on=DAY)
    assert run.ended


def bordered(cancel: str) -> str:
    timer = "<timerEventDefinition><timeDuration>PT4H</timeDuration></timerEventDefinition>"
    event = f'<boundaryEvent id="t" attachedToRef="a" cancelActivity="{cancel}">{timer}</boundaryEvent>'
    ends = '<endEvent id="e2"/>'
    return (
        step("a")
        + event
        + step("late")
        + step("b")
        + ends
        + chain("s", "a", "b", "e")
        + chain("t", "late", "e2")
    )


def test_a_timer_that_interrupts_takes_the_step_away():
    run = plan(bordered("true")).start({}, on=DAY)
    assert waiting(run) == ["a", "t"]

    run.arrive("t", {}, on=DAY)

    assert waiting(run) == ["late"]
    run.complete("late", {}, on=DAY)
    assert run.ended


def test_a_timer_that_reminds_leaves_the_step_where_it_is():
    run = plan(bordered("false")).start({}, on=DAY)

    run.arrive("t", {}, on=DAY)
    assert sorted(waiting(run)) == ["a", "late"]
    run.complete("a", {}, on=DAY)
    run.complete("late", {}, on=DAY)

    assert waiting(run) == ["b"]


def test_a_step_that_is_done_in_time_ends_its_timer():
    run = plan(bordered("true")).start({}, on=DAY)

    run.complete("a", {}, on=DAY)

    assert waiting(run) == ["b"]
    with pytest.raises(NotWaiting):
        run.arrive("t", {}, on=DAY)


def inside_of(inner: str) -> str:
    return f'<subProcess id="u" name="Thẩm định"><startEvent id="is"/>{inner}<endEvent id="ie"/></subProcess>'


def test_a_sub_process_says_within_what_a_step_stands():
    ready = plan(inside_of(step("x") + chain("is", "x", "ie")) + step("b") + chain("s", "u", "b", "e"))
    run = ready.start({"k": 1}, on=DAY)
    assert run.waiting()[0].within == ("u",)

    run.complete("x", {"seen": True}, on=DAY)

    assert waiting(run) == ["b"]
    run.complete("b", {}, on=DAY)
    assert run.facts == {"k": 1, "seen": True}


def test_two_ways_between_the_same_nodes_are_one_step():
    inside = gateway("g", default="d") + step("a") + chain("s", "g") + flow("g", "a", "x == 1")
    run = plan(inside + '<sequenceFlow id="d" sourceRef="g" targetRef="a"/>' + chain("a", "e")).start(
        {}, on=DAY
    )

    assert waiting(run) == ["a"]
    run.complete("a", {}, on=DAY)
    assert run.ended


def test_one_can_return_to_a_step_that_was_done():
    ready = plan(step("a") + step("b") + step("c") + chain("s", "a", "b", "c", "e"))
    run = ready.start({}, on=DAY)
    run.complete("a", {"first": 1}, on=DAY)
    run.complete("b", {"wrong": 1}, on=DAY)

    run.return_to("a", on=DAY)

    assert waiting(run) == ["a~2"]
    again = ready.restore(run.state())
    for token in ("a~2", "b~2", "c~2"):
        again.complete(token, {}, on=DAY)
    assert again.ended
    assert "wrong" not in again.facts


def test_one_cannot_return_while_other_work_stands_beside_it():
    inside = gateway("g", "parallel") + gateway("j", "parallel") + step("a") + step("a2") + step("b")
    run = plan(inside + chain("s", "g", "a", "a2", "j", "e") + chain("g", "b", "j")).start({}, on=DAY)
    run.complete("a", {}, on=DAY)

    with pytest.raises(NoWayBack, match="“a”"):
        run.return_to("a", on=DAY)
    with pytest.raises(NoWayBack):
        run.return_to("nothing", on=DAY)


def test_facts_may_hold_what_looks_like_a_number_of_the_library():
    ready = plan(step("a") + step("b") + chain("s", "a", "b", "e"))
    dossier = "0b5b6a0e-7a39-4f0e-9d57-2f6f0d4b9a11"
    run = ready.start({"dossier": dossier}, on=DAY)

    again = ready.restore(run.state())
    again.complete("a", {}, on=DAY)

    assert again.facts == {"dossier": dossier}
