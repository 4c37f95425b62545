"""No circle runs by itself: on every way back something stops for somebody, and a gateway leads out."""

from django.utils.translation import gettext

from motcua.workflow.bpmn.faults import Fault
from motcua.workflow.bpmn.model import GATEWAYS, Graph, Kind, Node
from motcua.workflow.checks.naming import about


def spinning_faults(graph: Graph) -> list[Fault]:
    """Return the first node of a circle that would turn without anybody, or that no gateway opens."""
    silent = {node.id for node in graph.nodes if _is_silent(node, graph)}
    closed = {
        node.id
        for node in graph.nodes
        if node.kind not in (Kind.EXCLUSIVE, Kind.EVENT_BASED) or len(graph.leaving(node.id)) < 2
    }
    why_silent = gettext(
        "đi vòng không dừng: trên đường quay lại phải có bước do người làm hoặc chờ tin, giờ."
    )
    why_closed = gettext("đi vòng không có lối rẽ: đường quay lại phải đi ra từ một cổng rẽ nhánh.")
    return [
        about(graph.node(first), why)
        for among, why in ((silent, why_silent), (closed, why_closed))
        for first in [next((node.id for node in graph.nodes if _comes_back(graph, node.id, among)), None)]
        if first
    ]


def _is_silent(node: Node, graph: Graph) -> bool:
    """Whether work passes a node without stopping."""
    if node.kind is Kind.SUBPROCESS and node.inside:
        return _is_passed(node.inside)
    if graph.asks_a_person(node):
        return False
    return node.kind in (GATEWAYS - {Kind.EVENT_BASED}) | {Kind.THROW, Kind.SEND}


def _is_passed(inside: Graph) -> bool:
    """Whether some way leads through a scope without stopping."""
    fresh, seen = [inside.start.id], set[str]()
    while fresh:
        here = fresh.pop()
        if inside.node(here).kind is Kind.END:
            return True
        for flow in inside.leaving(here):
            node = inside.node(flow.target)
            if flow.target not in seen and (node.kind is Kind.END or _is_silent(node, inside)):
                seen.add(flow.target)
                fresh.append(flow.target)
    return False


def _comes_back(graph: Graph, begin: str, among: set[str]) -> bool:
    """Whether a way leads from a node back to it through such nodes only."""
    if begin not in among:
        return False
    fresh, seen = [begin], set[str]()
    while fresh:
        for flow in graph.leaving(fresh.pop()):
            if flow.target == begin:
                return True
            if flow.target in among and flow.target not in seen:
                seen.add(flow.target)
                fresh.append(flow.target)
    return False
