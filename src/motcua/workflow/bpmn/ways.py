"""The ways through a scope: what comes after what, which flows lead back, how far each node is."""

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.workflow.bpmn.model import Flow, Graph, Node


@dataclass(frozen=True, slots=True)
class Way:
    """A flow as steps follow each other: one that leaves a border event leaves the step it is on."""

    flow: Flow
    source: str
    target: str


def ways_of(graph: Graph) -> tuple[Way, ...]:
    hosts = {node.id: node.attached_to for node in graph.nodes if node.attached_to}
    return tuple(Way(flow, hosts.get(flow.source, flow.source), flow.target) for flow in graph.flows)


def back_flows(graph: Graph) -> frozenset[str]:
    """Return the flows that lead back to where one has been: without them there is no circle."""
    leaving: dict[str, list[Way]] = {}
    for way in ways_of(graph):
        leaving.setdefault(way.source, []).append(way)
    back, on_way, done = set[str](), set[str](), set[str]()
    for node in _beginnings(graph):
        if node.id in done:
            continue
        stack = [(node.id, iter(leaving.get(node.id, ())))]
        on_way.add(node.id)
        while stack:
            here, rest = stack[-1]
            onward = next(rest, None)
            if onward is None:
                on_way.discard(here)
                done.add(here)
                stack.pop()
            elif onward.target in on_way:
                back.add(onward.flow.id)
            elif onward.target not in done:
                on_way.add(onward.target)
                stack.append((onward.target, iter(leaving.get(onward.target, ()))))
    return frozenset(back)


def _beginnings(graph: Graph) -> list[Node]:
    """The start first, then what nothing leads to, then the rest: circles nobody enters."""
    free = [node for node in graph.nodes if not node.attached_to]
    return sorted(free, key=lambda node: (node.kind != "startEvent", bool(graph.arriving(node.id))))


def in_order(graph: Graph) -> tuple[Node, ...]:
    """Return the nodes so that each comes after all that lead to it (ways back left out)."""
    back = back_flows(graph)
    forward = [way for way in ways_of(graph) if way.flow.id not in back]
    missing = {node.id: 0 for node in graph.nodes if not node.attached_to}
    after: dict[str, list[str]] = {}
    for way in forward:
        missing[way.target] = missing.get(way.target, 0) + 1
        after.setdefault(way.source, []).append(way.target)
    ready = [node.id for node in _beginnings(graph) if not missing[node.id]]
    found = []
    while ready:
        here = ready.pop(0)
        found.append(graph.node(here))
        for target in after.get(here, ()):
            missing[target] -= 1
            if not missing[target]:
                ready.append(target)
    return tuple(found)


def layers_of(graph: Graph) -> Mapping[str, int]:
    """Return how many nodes lie before each on its longest way."""
    back = back_flows(graph)
    layers = {node.id: 0 for node in graph.nodes if not node.attached_to}
    for node in in_order(graph):
        for way in ways_of(graph):
            if way.source == node.id and way.flow.id not in back:
                layers[way.target] = max(layers[way.target], layers[node.id] + 1)
    return layers
