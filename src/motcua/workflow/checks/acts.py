"""A step calls only acts that there are."""

from django.utils.translation import gettext

from motcua.workflow.bpmn.faults import Fault
from motcua.workflow.bpmn.model import STEPS, Kind, Node, Process
from motcua.workflow.checks.naming import about

WAITS = frozenset({Kind.CATCH, Kind.RECEIVE})


def act_faults(process: Process, acts: frozenset[str] | None, awaited: frozenset[str]) -> list[Fault]:
    """
    Return the steps whose act is unknown, and what is no step and names one.

    What waits for word from elsewhere may name an act of ``awaited`` that brings it.
    """
    if acts is None:
        return []

    def is_right(node: Node) -> bool:
        return node.step.operation in (acts if node.kind in STEPS else awaited if node.kind in WAITS else ())

    why = gettext("gọi việc “%(act)s”, là việc không có.")
    return [
        about(node, why % {"act": node.step.operation})
        for _scope, node in process.graph.everything()
        if node.step.operation and not is_right(node)
    ]
