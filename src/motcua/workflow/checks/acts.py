"""A step calls only acts that there are."""

from django.utils.translation import gettext

from motcua.workflow.bpmn.faults import Fault
from motcua.workflow.bpmn.model import STEPS, Process
from motcua.workflow.checks.naming import about


def act_faults(process: Process, acts: frozenset[str] | None) -> list[Fault]:
    """Return the steps whose act is unknown, and what is no step and names one."""
    if acts is None:
        return []
    why = gettext("gọi việc “%(act)s”, là việc không có.")
    return [
        about(node, why % {"act": node.step.operation})
        for _scope, node in process.graph.everything()
        if node.step.operation and (node.kind not in STEPS or node.step.operation not in acts)
    ]
