"""BPMN 2.0 as far as offices need it: read, laid out, written, drawn. Pure."""

from motcua.workflow.bpmn.model import Definitions, Flow, Graph, Kind, Node, Process, Step
from motcua.workflow.bpmn.reading import read

__all__ = ["Definitions", "Flow", "Graph", "Kind", "Node", "Process", "Step", "read"]
