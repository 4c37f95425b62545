"""Faults about a node."""

from motcua.workflow.bpmn.faults import Fault
from motcua.workflow.bpmn.model import Node
from motcua.workflow.bpmn.subset import label_of


def about(node: Node, why: str) -> Fault:
    return Fault(why, node.kind.value, label_of(node.kind.value), node.name, node.id)
