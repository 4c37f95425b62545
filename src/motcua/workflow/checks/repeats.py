"""No step repeats an earlier one: same content, same person, one after the other."""

from django.utils.translation import gettext

from motcua.kernel.text import fold
from motcua.workflow.bpmn.faults import Fault
from motcua.workflow.bpmn.model import STEPS, Graph, Node, Process
from motcua.workflow.bpmn.ways import back_flows, in_order, ways_of
from motcua.workflow.checks.naming import about


def repeat_faults(process: Process) -> list[Fault]:
    scopes = [process.graph, *(node.inside for _scope, node in process.graph.everything() if node.inside)]
    return [fault for scope in scopes for fault in _in_scope(scope)]


def _in_scope(graph: Graph) -> list[Fault]:
    earlier = _earlier(graph)
    found = []
    for node in graph.nodes:
        if node.kind not in STEPS or not node.name:
            continue
        same = next(
            (graph.node(each) for each in earlier.get(node.id, ()) if _key(graph.node(each)) == _key(node)),
            None,
        )
        if same:
            said = gettext("lặp lại bước “%(name)s” (mã %(id)s) đã làm trước đó.")
            found.append(about(node, said % {"name": same.name, "id": same.id}))
    return found


def _key(node: Node) -> tuple[str, ...]:
    return fold(node.name), fold(node.who), node.step.role, node.step.operation


def _earlier(graph: Graph) -> dict[str, set[str]]:
    """Return for each node all that may have been done before it, ways back left out."""
    back = back_flows(graph)
    ways = [way for way in ways_of(graph) if way.flow.id not in back]
    found: dict[str, set[str]] = {}
    for node in in_order(graph):
        for way in ways:
            if way.source == node.id:
                found.setdefault(way.target, set()).update(found.get(node.id, set()), {node.id})
    return found
