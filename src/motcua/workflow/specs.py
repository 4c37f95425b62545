"""
Our model as specifications of SpiffWorkflow, built directly: no XML is read a second time.

Names are ``n:<id>``, so that no file can name a node as the library names its own. Messages and timers
are both events that whoever runs the process delivers (``in:<id>``): the library's clock is never asked.
A gateway that asks a person gets a task before it (``ask:<id>``). One that waits for events becomes a task
nobody does (``hold:<id>``), with the events on its border: the first takes it away, as BPMN means it.
"""

from collections.abc import Mapping

from SpiffWorkflow.bpmn.specs import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit, SimpleBpmnTask
from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    EndEvent,
    ExclusiveGateway,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    ManualTask,
    ReceiveTask,
    SendTask,
    StartEvent,
    SubWorkflowTask,
    UserTask,
)
from SpiffWorkflow.bpmn.specs.event_definitions import MessageEventDefinition, NoneEventDefinition

from motcua.workflow.bpmn.model import Definitions, Flow, Graph, Kind, Node
from motcua.workflow.joins import Join

NODE, ASK, HOLD, IN, OUT = "n:", "ask:", "hold:", "in:", "out:"
CHOSEN = "chosen "
"""Begins a condition of ours: ``chosen <gateway> <flow>``."""

_PLAIN: Mapping[Kind, type[BpmnTaskSpec]] = {
    Kind.TASK: UserTask,
    Kind.USER_TASK: UserTask,
    Kind.MANUAL_TASK: ManualTask,
    Kind.EXCLUSIVE: ExclusiveGateway,
    Kind.PARALLEL: Join,
}
_WITH_EVENT: Mapping[Kind, type[BpmnTaskSpec]] = {
    Kind.START: StartEvent,
    Kind.END: EndEvent,
    Kind.CATCH: IntermediateCatchEvent,
    Kind.RECEIVE: ReceiveTask,
    Kind.THROW: IntermediateThrowEvent,
    Kind.SEND: SendTask,
}
_SENDS = frozenset({Kind.END, Kind.THROW, Kind.SEND})
_WAITS = frozenset({Kind.CATCH, Kind.RECEIVE})


def specs_of(definitions: Definitions, process_id: str) -> tuple[BpmnProcessSpec, dict[str, BpmnProcessSpec]]:
    """Return the specification of a process, and those of what runs inside it by their names."""
    inner: dict[str, BpmnProcessSpec] = {}
    return _spec(definitions.process(process_id).graph, f"p:{process_id}", definitions, inner), inner


def _spec(
    graph: Graph, name: str, definitions: Definitions, inner: dict[str, BpmnProcessSpec]
) -> BpmnProcessSpec:
    spec = BpmnProcessSpec(name=name)
    scope = _Scope(graph, spec)
    for node in graph.nodes:
        if node.kind is Kind.SUBPROCESS and node.inside:
            inner[f"s:{node.id}"] = _spec(node.inside, f"s:{node.id}", definitions, inner)
        elif node.kind is Kind.CALL and f"p:{node.calls}" not in inner:
            called = definitions.process(node.calls).graph
            inner[f"p:{node.calls}"] = _spec(called, f"p:{node.calls}", definitions, inner)
        scope.add(node)
    scope.connect()
    return spec


class _Scope:
    """Specifications of one scope. ``into`` is where work enters a node, ``out_of`` where it leaves it."""

    def __init__(self, graph: Graph, spec: BpmnProcessSpec) -> None:
        self.graph = graph
        self.spec = spec
        self.into: dict[str, BpmnTaskSpec] = {}
        self.out_of: dict[str, BpmnTaskSpec] = {}

    def add(self, node: Node) -> None:
        made = self._made(node)
        self.into[node.id] = self.out_of[node.id] = made
        if self.graph.asks_a_person(node):
            asked = UserTask(self.spec, ASK + node.id)
            asked.connect(made)
            self.into[node.id] = asked

    def _made(self, node: Node) -> BpmnTaskSpec:
        name = NODE + node.id
        if node.kind in _PLAIN:
            return _PLAIN[node.kind](self.spec, name)
        if node.kind is Kind.EVENT_BASED:
            return UserTask(self.spec, HOLD + node.id)
        if node.kind is Kind.BOUNDARY or self.graph.is_raced_for(node):
            event = MessageEventDefinition(IN + node.id)
            return BoundaryEvent(self.spec, name, event, node.interrupting)
        if node.kind in _WITH_EVENT:
            return _WITH_EVENT[node.kind](self.spec, name, _event(node))
        inside = f"p:{node.calls}" if node.calls else f"s:{node.id}"
        return SubWorkflowTask(self.spec, name, subworkflow_spec=inside)

    def connect(self) -> None:
        self.spec.start.connect(self.into[self.graph.start.id])
        for node in self.graph.nodes:
            if events := self._border(node):
                self._guard(node, [self.into[event.id] for event in events])
        for node in self.graph.nodes:
            if node.kind is Kind.EVENT_BASED:
                continue
            ways = self.graph.leaving(node.id)
            for way in ways:
                self._way(node, way, self._target(way, ways))
            if not ways:  # what leads nowhere has ended
                self.out_of[node.id].connect(self.spec.end)

    def _border(self, node: Node) -> list[Node]:
        if node.kind is Kind.EVENT_BASED:
            return [self.graph.node(way.target) for way in self.graph.leaving(node.id)]
        return list(self.graph.attached(node.id))

    def _guard(self, node: Node, events: list[BpmnTaskSpec]) -> None:
        """Run an activity together with the events on its border, as the library's own parser does."""
        split = BoundaryEventSplit(self.spec, f"{NODE}{node.id}.split")
        join = BoundaryEventJoin(self.spec, f"{NODE}{node.id}.join", split_task=split.name, cancel=True)
        split.connect(self.into[node.id])
        self.out_of[node.id].connect(join)
        for event in events:
            split.connect(event)
            event.connect(join)
        self.into[node.id] = split

    def _target(self, way: Flow, ways: tuple[Flow, ...]) -> BpmnTaskSpec:
        """Return where a way leads; two ways between the same nodes each pass a point of their own."""
        target = self.into[way.target]
        if sum(other.target == way.target for other in ways) == 1:
            return target
        passed = SimpleBpmnTask(self.spec, f"f:{way.id}")
        passed.connect(target)
        return passed

    def _way(self, node: Node, way: Flow, target: BpmnTaskSpec) -> None:
        leave: BpmnTaskSpec = self.out_of[node.id]
        if self.graph.asks_a_person(node):
            leave.connect_outgoing_if(f"{CHOSEN}{node.id} {way.id}", target)
        elif node.kind is Kind.EXCLUSIVE and way.condition and way.id != node.default:
            leave.connect_outgoing_if(way.condition, target)
        else:
            leave.connect(target)


def _event(node: Node) -> NoneEventDefinition | MessageEventDefinition:
    if node.kind in _WAITS:
        return MessageEventDefinition(IN + node.id)
    return (
        MessageEventDefinition(OUT + node.id)
        if node.kind in _SENDS and node.trigger
        else NoneEventDefinition()
    )
