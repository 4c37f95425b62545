"""What comes after a step, in words: the ways a drawing shows with diamonds and arrows."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext

from motcua.workflow.bpmn.drawing import title_of
from motcua.workflow.bpmn.model import Flow, Graph, Kind, Node


@dataclass(frozen=True, slots=True)
class Then:
    """One way on. ``said`` is when it is taken, "" where it is the only one."""

    said: str
    target: str


def ways_on(graph: Graph, node: Node, listed: Collection[str]) -> tuple[Then, ...]:
    """Return where it goes on after ``node``: to what is ``listed``, through the gateways that are not."""
    ways = graph.leaving(node.id)
    return tuple(dict.fromkeys(then for way in ways for then in _then(graph, way, listed, "", frozenset())))


def _then(
    graph: Graph, way: Flow, listed: Collection[str], said: str, met: frozenset[str]
) -> tuple[Then, ...]:
    said = ", ".join(filter(None, (said, _said(graph, way))))
    target = graph.node(way.target)
    if target.id in listed or target.kind is Kind.END or target.id in met:
        return (Then(said, _title(target, graph)),)
    return tuple(
        then
        for onward in graph.leaving(target.id)
        for then in _then(graph, onward, listed, said, met | {target.id})
    )


def _said(graph: Graph, way: Flow) -> str:
    """Return when a way is taken."""
    source = graph.node(way.source)
    several = len(graph.leaving(source.id)) > 1
    if way.name or way.condition:
        return way.name or gettext("khi %(condition)s") % {"condition": way.condition}
    if source.kind is Kind.PARALLEL and several:
        return gettext("cùng lúc")
    if source.kind is Kind.EXCLUSIVE and several and source.default == way.id:
        return gettext("còn lại")
    return ""


def _title(node: Node, graph: Graph) -> str:
    return gettext("kết thúc") if node.kind is Kind.END and not node.name else title_of(node, graph)
