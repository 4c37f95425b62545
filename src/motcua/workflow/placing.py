"""
A run that stands at given places: nothing before them is kept but what is known.

The library knows only runs that came step by step. What leaves the line of a process (a dossier sent back,
another version, a course set right) begins here: the start has happened, and work stands where it is put.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs import BpmnProcessSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from motcua.workflow.bpmn.model import Graph, Kind, Node
from motcua.workflow.specs import ASK, NODE


@dataclass(frozen=True, slots=True)
class Arrival:
    """A branch that is done and waits for the others at a gateway; ``source`` is where it came from."""

    join: str
    source: str


@dataclass
class Marking:
    """Where work stands in one scope, and in the sub-processes that stand open in it."""

    nodes: list[str] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)
    inside: dict[str, "Marking"] = field(default_factory=dict)

    def at(self, within: Sequence[str]) -> "Marking":
        """Return the marking of a scope further in, opened where it was not."""
        here = self
        for own in within:
            here = here.inside.setdefault(own, Marking())
        return here

    def scopes(self, within: tuple[str, ...] = ()) -> "Iterable[tuple[tuple[str, ...], Marking]]":
        yield within, self
        for own, inner in self.inside.items():
            yield from inner.scopes((*within, own))


def placed(
    spec: BpmnProcessSpec,
    inner: Mapping[str, BpmnProcessSpec],
    graphs: Mapping[str, Graph],
    marking: Marking,
    facts: Mapping[str, Any],
) -> BpmnWorkflow:
    """Return a run that stands as ``marking`` says. ``graphs`` holds the scope of each node by its id."""
    workflow = BpmnWorkflow(spec, dict(inner))
    root = workflow.task_tree
    root.set_data(**facts)
    _place(workflow, root, graphs, marking)
    return workflow


def _place(workflow: BpmnWorkflow, start: Task, graphs: Mapping[str, Graph], marking: Marking) -> None:
    start._drop_children(force=True)
    start._set_state(TaskState.COMPLETED)
    specs = start.workflow.spec.task_specs
    for arrival in marking.arrivals:
        came = _put(start, specs[arrival.source])
        came._set_state(TaskState.COMPLETED)
        came._drop_children(force=True)
        _enter(_put(came, specs[NODE + arrival.join]))
    nodes = [(graphs[own], graphs[own].node(own)) for own in (*marking.nodes, *marking.inside)]
    for entry in dict.fromkeys(entry_of(graph, node) for graph, node in nodes):
        _enter(_put(start, specs[entry]))
    if not marking.inside:
        return
    _open(start)
    for own, inside in marking.inside.items():
        holder = next(task for task in start.workflow.tasks.values() if task.task_spec.name == NODE + own)
        scope = workflow.subprocesses[holder.id]
        _place(workflow, scope.task_tree, graphs, inside)


def _put(parent: Task, spec: Any) -> Task:
    task = parent._add_child(spec, TaskState.FUTURE)
    task.triggered = True
    return task


def _enter(task: Task) -> None:
    """Let work come to a task, as the library does it where a branch is begun anew."""
    task.task_spec._predict(task, mask=TaskState.PREDICTED_MASK | TaskState.FUTURE)
    task.task_spec._update(task)


def _open(start: Task) -> None:
    """Let the borders of sub-processes be passed, so that these are begun."""
    for task in list(start.workflow.tasks.values()):
        if task.has_state(TaskState.READY) and task.task_spec.name.endswith(".split"):
            task.run()


def exit_of(graph: Graph, own: str) -> str:
    """Return the name of the specification from which work leaves a node."""
    return f"{NODE}{own}.join" if graph.attached(own) else NODE + own


def entry_of(graph: Graph, node: Node) -> str:
    """Return the name of the specification through which work comes to a node."""
    if node.attached_to:
        return f"{NODE}{node.attached_to}.split"
    if graph.is_raced_for(node):
        return f"{NODE}{graph.arriving(node.id)[0].source}.split"
    if graph.attached(node.id) or node.kind is Kind.EVENT_BASED:
        return f"{NODE}{node.id}.split"
    return (ASK if graph.asks_a_person(node) else NODE) + node.id
