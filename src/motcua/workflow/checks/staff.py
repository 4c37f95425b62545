"""Somebody holds every role and post that a step names."""

from typing import Protocol

from django.utils.translation import gettext

from motcua.workflow.bpmn.faults import Fault
from motcua.workflow.bpmn.model import STEPS, Process
from motcua.workflow.checks.naming import about


class Staffed(Protocol):
    """Says whether somebody in the office holds a role (a duty, "" for any) in a post ("" for any)."""

    def __call__(self, role: str, post: str) -> bool: ...


def staff_faults(process: Process, staffed: Staffed | None) -> list[Fault]:
    if staffed is None:
        return []
    found = []
    for _scope, node in process.graph.everything():
        if node.kind not in STEPS:
            continue
        if not node.step.role and not node.who:
            found.append(about(node, gettext("chưa nói ai làm.")))
        elif not staffed(node.step.role, node.who):
            who = node.who or node.step.role
            found.append(about(node, gettext("không ai trong đơn vị giữ vị trí “%(who)s”.") % {"who": who}))
    return found
