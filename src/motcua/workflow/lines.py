"""How the places of a process lie to each other: within what, before what, with which act."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from motcua.workflow.bpmn.model import Definitions, Graph, Kind, Node
from motcua.workflow.bpmn.ways import back_flows, in_order, ways_of


@dataclass(frozen=True, slots=True)
class Spot:
    """A node and where it stands: in which scope, within which sub-processes (outer first)."""

    node: Node
    graph: Graph
    within: tuple[str, ...] = ()


class Lines:
    """One process of a file with everything that runs inside it, read once."""

    def __init__(self, definitions: Definitions, main: str) -> None:
        self.definitions = definitions
        self.main = definitions.process(main).graph
        self.spots: dict[str, Spot] = {}
        for spot in self._spots(self.main, ()):
            self.spots.setdefault(spot.node.id, spot)  # what is called twice is entered at its first call
        self._after: dict[int, Mapping[str, frozenset[str]]] = {}

    def _spots(self, graph: Graph, within: tuple[str, ...]) -> Iterator[Spot]:
        for node in graph.nodes:
            yield Spot(node, graph, within)
            if inside := self.inside(node):
                yield from self._spots(inside, (*within, node.id))

    def inside(self, node: Node) -> Graph | None:
        """Return the scope that a sub-process or a call opens."""
        if node.kind is Kind.CALL:
            return self.definitions.process(node.calls).graph
        return node.inside

    @cached_property
    def by_act(self) -> Mapping[str, tuple[str, ...]]:
        """The steps, by the act they name, in the order of the process."""
        found: dict[str, list[str]] = {}
        for node in self.in_order:
            if node.step.operation:
                found.setdefault(node.step.operation, []).append(node.id)
        return {act: tuple(nodes) for act, nodes in found.items()}

    @cached_property
    def in_order(self) -> tuple[Node, ...]:
        """Every node, so that each comes after what leads to it (ways back left out)."""
        return tuple(self._ordered(self.main))

    def _ordered(self, graph: Graph) -> Iterator[Node]:
        borders = {node.attached_to: node for node in graph.nodes if node.attached_to}
        for node in in_order(graph):
            yield node
            if inside := self.inside(node):
                yield from self._ordered(inside)
            if node.id in borders:
                yield from graph.attached(node.id)

    def leads(self, one: str, other: str) -> bool:
        """Return whether work at ``one`` comes to ``other`` without going back."""
        here, there = self.spots.get(one), self.spots.get(other)
        if here is None or there is None:
            return False
        first, second = (*here.within, self._host(here)), (*there.within, self._host(there))
        for depth, (a, b) in enumerate(zip(first, second, strict=False)):
            if a != b:
                graph = self.scope(first[:depth])
                return b in self._reached(graph).get(a, frozenset())
        return False

    def into(self, spot: Spot | None) -> tuple[str, ...]:
        """Return the nodes from which ways lead to a node."""
        return tuple(way.source for way in spot.graph.arriving(spot.node.id)) if spot else ()

    def _host(self, spot: Spot) -> str:
        """Return the node, or the step on whose border it stands."""
        return spot.node.attached_to or spot.node.id

    def scope(self, within: Collection[str]) -> Graph:
        """Return the scope that opens within these sub-processes, outer first."""
        graph = self.main
        for own in within:
            inside = self.inside(graph.node(own))
            assert inside is not None, "within names what has an inside"
            graph = inside
        return graph

    def _reached(self, graph: Graph) -> Mapping[str, frozenset[str]]:
        """Return, by node, all that come after it."""
        if id(graph) not in self._after:
            back, after = back_flows(graph), dict[str, set[str]]()
            for way in ways_of(graph):
                if way.flow.id not in back:
                    after.setdefault(way.source, set()).add(way.target)
            found: dict[str, frozenset[str]] = {}
            for node in reversed(in_order(graph)):
                own = after.get(node.id, set())
                found[node.id] = frozenset(own).union(*(found.get(each, frozenset()) for each in own))
            self._after[id(graph)] = found
        return self._after[id(graph)]


def host_of(spot: Spot) -> str:
    """Return the node by which work comes to a place: its step, or the gateway that waits for events."""
    if spot.graph.is_raced_for(spot.node):
        return spot.graph.arriving(spot.node.id)[0].source
    return spot.node.attached_to or spot.node.id
