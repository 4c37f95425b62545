"""
Every way ends: all states of a scope are visited, counting a chain of plain steps as one.

A state is the set of flows on which work stands. Conditions are not evaluated: whatever a gateway may
choose, it is taken to choose. Sub-processes are looked at on their own, as one step of what holds them.
"""

from collections.abc import Collection, Iterator
from itertools import combinations

from django.utils.translation import gettext

from motcua.workflow.bpmn.faults import Fault
from motcua.workflow.bpmn.model import Flow, Graph, Kind, Node
from motcua.workflow.checks.naming import about

MOST_STATES = 20_000

State = frozenset[str]


def soundness_faults(graph: Graph) -> list[Fault]:
    """Return the faults of one scope, at most one of each kind for each node."""
    dead_ends = [
        about(node, gettext("không dẫn tới đâu: mỗi nhánh phải đi đến một sự kiện kết thúc."))
        for node in graph.nodes
        if not graph.leaving(node.id) and node.kind is not Kind.END
    ]
    return [*dead_ends, *_Exploration(graph).faults()]


def can_end(graph: Graph, nodes: Collection[str], arrived: Collection[tuple[str, str]] = ()) -> bool:
    """
    Return whether work that stands at ``nodes`` comes to the end whatever is chosen, and nothing twice.

    ``arrived`` are branches that are done, each the gateway where it waits and the node it came from.
    """
    exploration = _Exploration(graph)
    begin = [exploration.before(own) for own in nodes]
    begin += [exploration.before(join, source) for join, source in arrived]
    if None in begin or len(set(begin)) < len(begin):
        return False
    exploration.begin = frozenset(flow for flow in begin if flow)
    return exploration.is_sound()


class _Exploration:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.passed: dict[str, tuple[str, ...]] = {}
        self.target: dict[str, str] = {}
        for flow in graph.flows:
            if not self._is_plain(graph.node(flow.source)):
                self._follow(flow)
        self.begin = frozenset(flow.id for flow in graph.leaving(graph.start.id))
        self.doubled: set[str] = set()
        self._sources = {flow.id: flow.source for flow in graph.flows}
        self._main = self._main_ways()
        self._joined = {
            node.id: frozenset(head for head, target in self.target.items() if target == node.id)
            for node in graph.nodes
        }

    def _main_ways(self) -> set[str]:
        """
        Return the flows that are met without any reminder (an event that does not interrupt its step).

        What a reminder sets going beside them may be going twice, when the step itself is done again.
        """
        found: set[str] = set()
        fresh = [self.graph.start.id]
        while fresh:
            here = fresh.pop()
            cuts = [event.id for event in self.graph.attached(here) if event.interrupting]
            for flow in (flow for own in (here, *cuts) for flow in self.graph.leaving(own)):
                if flow.id not in found:
                    found.add(flow.id)
                    fresh.append(flow.target)
        return found

    def before(self, own: str, source: str = "") -> str | None:
        """Return the flow that has work on it while work stands at a node, None where none can."""
        node = self.graph.node(own)
        raced = self.graph.is_raced_for(node)
        here = node.attached_to or (self.graph.arriving(own)[0].source if raced else own)
        for flow, target in self.target.items():
            passed = self.passed[flow]
            last = passed[-1] if passed else self._sources[flow]
            if (source and target == here and last == source) or (not source and here in (*passed, target)):
                return flow
        return None

    def _is_plain(self, node: Node) -> bool:
        """Whether a node changes nothing for the ways: one in, one out, nothing attached."""
        ins, outs = self.graph.arriving(node.id), self.graph.leaving(node.id)
        fixed = node.kind in (Kind.START, Kind.END, Kind.BOUNDARY)
        return len(ins) == len(outs) == 1 and not fixed and not self.graph.attached(node.id)

    def _follow(self, flow: Flow) -> None:
        passed, here = [], flow.target
        while self._is_plain(self.graph.node(here)) and here not in passed:
            passed.append(here)
            here = self.graph.leaving(here)[0].target
        self.passed[flow.id], self.target[flow.id] = tuple(passed), here

    def is_sound(self) -> bool:
        after = self._explored()
        if after is None or self.doubled:
            return False
        return not (self._stuck(after) or self._endless(after))

    def faults(self) -> list[Fault]:
        after = self._explored()
        if after is None:
            why = gettext(
                "Quy trình có quá nhiều nhánh song song đan nhau để kiểm được; hãy tách thành quy trình con."
            )
            return [Fault(why)]
        return [
            *self._doubles(),
            *self._stuck(after),
            *self._endless(after),
            *self._unreached(after),
        ]

    def _explored(self) -> dict[State, set[State]] | None:
        """Return the states that follow each state, None when there are too many."""
        after: dict[State, set[State]] = {}
        fresh = [self.begin]
        while fresh:
            state = fresh.pop()
            if state in after:
                continue
            after[state] = set(self._moves(state))
            if len(after) > MOST_STATES:
                return None
            fresh += after[state]
        return after

    def _moves(self, state: State) -> Iterator[State]:
        for flow in state:
            node = self.graph.node(self.target[flow])
            taken = self._taken(node, flow, state)
            if taken:
                for given in self._given(node):
                    yield self._sum(state - taken, given)

    def _taken(self, node: Node, flow: str, state: State) -> State:
        """Return the flows a node takes its work from, none while it waits for another."""
        if node.kind is not Kind.PARALLEL:
            return frozenset({flow})
        waiting = self._joined[node.id]
        return waiting if waiting <= state and flow == min(waiting) else frozenset()

    def _given(self, node: Node) -> Iterator[tuple[str, ...]]:
        outs = tuple(flow.id for flow in self.graph.leaving(node.id))
        if node.kind in (Kind.EXCLUSIVE, Kind.EVENT_BASED):
            yield from ((flow,) for flow in outs)
            return
        border = [
            (event, tuple(f.id for f in self.graph.leaving(event.id)))
            for event in self.graph.attached(node.id)
        ]
        beside = [ways for event, ways in border if not event.interrupting]
        for many in range(len(beside) + 1):
            for some in combinations(beside, many):
                extra = tuple(flow for ways in some for flow in ways)
                yield outs + extra
                yield from (ways + extra for event, ways in border if event.interrupting)

    def _sum(self, rest: State, given: tuple[str, ...]) -> State:
        twice = {flow for flow in given if flow in rest or given.count(flow) > 1}
        self.doubled |= twice & self._main
        return rest | frozenset(given)

    def _doubles(self) -> list[Fault]:
        why = gettext(
            "có thể bị làm hai lần cùng lúc: "
            "các nhánh song song đi tới đây mà không chờ nhau ở một cổng song song."
        )
        first = {(*self.passed[flow], self.target[flow])[0] for flow in self.doubled}
        return [about(node, why) for node in self.graph.nodes if node.id in first]

    def _stuck(self, after: dict[State, set[State]]) -> list[Fault]:
        waiting = {
            self.target[flow] for state, moves in after.items() if state and not moves for flow in state
        }
        why = gettext("có thể chờ mãi: có nhánh đi vào cổng này không bao giờ tới.")
        return [about(node, why) for node in self.graph.nodes if node.id in waiting]

    def _endless(self, after: dict[State, set[State]]) -> list[Fault]:
        """Return a fault where work goes round without a way to the end (what is stuck is said already)."""
        before: dict[State, set[State]] = {}
        for state, moves in after.items():
            for move in moves:
                before.setdefault(move, set()).add(state)
        good = {state for state, moves in after.items() if not moves}
        fresh = list(good)
        while fresh:
            for state in before.get(fresh.pop(), set()) - good:
                good.add(state)
                fresh.append(state)
        caught = {self.target[flow] for state in after if state not in good for flow in state}
        why = gettext("đi vòng mãi: từ đây không có lối nào tới kết thúc.")
        return [about(node, why) for node in self.graph.nodes if node.id in caught][:1]

    def _unreached(self, after: dict[State, set[State]]) -> list[Fault]:
        marked = {flow for state in after for flow in state}
        reached = {self.graph.start.id}
        for flow in marked:
            reached |= {*self.passed[flow], self.target[flow]}
        stuck = {self.target[flow] for state, moves in after.items() if state and not moves for flow in state}
        reached |= {node.id for node in self.graph.nodes if node.attached_to in reached - stuck}
        why = gettext("không bao giờ tới lượt: không có đường nào dẫn tới đây.")
        return [about(node, why) for node in self.graph.nodes if node.id not in reached]
