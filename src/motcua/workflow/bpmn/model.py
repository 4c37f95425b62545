"""
A process as we understand it: the supported part of BPMN 2.0, typed, without its XML.

Everything is frozen: a published process is never changed, only followed by the next version.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What a node is; the value is BPMN's own name of it."""

    START = "startEvent"
    END = "endEvent"
    TASK = "task"
    USER_TASK = "userTask"
    MANUAL_TASK = "manualTask"
    SEND = "sendTask"
    RECEIVE = "receiveTask"
    CATCH = "intermediateCatchEvent"
    THROW = "intermediateThrowEvent"
    BOUNDARY = "boundaryEvent"
    EXCLUSIVE = "exclusiveGateway"
    PARALLEL = "parallelGateway"
    EVENT_BASED = "eventBasedGateway"
    SUBPROCESS = "subProcess"
    CALL = "callActivity"


STEPS = frozenset({Kind.TASK, Kind.USER_TASK, Kind.MANUAL_TASK})
"""What a person does."""

SCOPES = frozenset({Kind.SUBPROCESS, Kind.CALL})
ACTIVITIES = STEPS | SCOPES | {Kind.SEND, Kind.RECEIVE}
GATEWAYS = frozenset({Kind.EXCLUSIVE, Kind.PARALLEL, Kind.EVENT_BASED})
EVENTS = frozenset({Kind.START, Kind.END, Kind.CATCH, Kind.THROW, Kind.BOUNDARY})


@dataclass(frozen=True, slots=True)
class Message:
    """Word from, or to, another agency."""

    name: str


@dataclass(frozen=True, slots=True)
class Timer:
    """``hours`` of working time to wait, or the day (and hour) in ``moment``, as ISO 8601 writes it."""

    hours: Decimal | None = None
    moment: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What our own attributes say of a step: who, in how many working hours, by which act."""

    role: str = ""
    post: str = ""
    hours: Decimal | None = None
    operation: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One element of a process. What does not belong to its kind is empty."""

    id: str
    kind: Kind
    name: str = ""
    lane: str = ""
    said: str = ""
    step: Step = Step()
    trigger: Message | Timer | None = None
    attached_to: str = ""
    interrupting: bool = True
    inside: "Graph | None" = None
    calls: str = ""
    default: str = ""

    @property
    def title(self) -> str:
        """What a person calls it."""
        return self.name or self.id

    @property
    def who(self) -> str:
        """Who does it: the post it names, else the lane it stands in."""
        return self.step.post or self.lane


@dataclass(frozen=True, slots=True)
class Flow:
    """From one node to the next. ``condition`` is CEL, or "" where there is none."""

    id: str
    source: str
    target: str
    name: str = ""
    condition: str = ""


@dataclass(frozen=True)
class Graph:
    """The nodes of one scope and what leads from one to the other."""

    nodes: tuple[Node, ...] = ()
    flows: tuple[Flow, ...] = ()

    @cached_property
    def _by_id(self) -> Mapping[str, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def _leaving(self) -> Mapping[str, tuple[Flow, ...]]:
        return _grouped(self.flows, "source")

    @cached_property
    def _arriving(self) -> Mapping[str, tuple[Flow, ...]]:
        return _grouped(self.flows, "target")

    @cached_property
    def _attached(self) -> Mapping[str, tuple[Node, ...]]:
        found: dict[str, tuple[Node, ...]] = {}
        for node in self.nodes:
            if node.attached_to:
                found[node.attached_to] = (*found.get(node.attached_to, ()), node)
        return found

    def node(self, node_id: str) -> Node:
        return self._by_id[node_id]

    def leaving(self, node_id: str) -> tuple[Flow, ...]:
        return self._leaving.get(node_id, ())

    def arriving(self, node_id: str) -> tuple[Flow, ...]:
        return self._arriving.get(node_id, ())

    def attached(self, node_id: str) -> tuple[Node, ...]:
        """The boundary events of an activity."""
        return self._attached.get(node_id, ())

    @property
    def start(self) -> Node:
        """Where it begins: reading allows exactly one."""
        return next(node for node in self.nodes if node.kind is Kind.START)

    def everything(self) -> "Iterator[tuple[Graph, Node]]":
        """Every node with its scope, those of sub-processes too, outer before inner."""
        for node in self.nodes:
            yield self, node
            if node.inside:
                yield from node.inside.everything()

    def is_raced_for(self, node: Node) -> bool:
        """Whether an event is one of those that a gateway waits for, of which the first to come decides."""
        sources = {self.node(way.source).kind for way in self.arriving(node.id)}
        return node.kind in (Kind.CATCH, Kind.RECEIVE) and Kind.EVENT_BASED in sources

    def asks_a_person(self, node: Node) -> bool:
        """Whether a person says which way it goes on: a gateway with several ways and no condition."""
        ways = self.leaving(node.id)
        return node.kind is Kind.EXCLUSIVE and len(ways) > 1 and not any(way.condition for way in ways)


def _grouped(flows: tuple[Flow, ...], end: str) -> Mapping[str, tuple[Flow, ...]]:
    found: dict[str, tuple[Flow, ...]] = {}
    for flow in flows:
        key = getattr(flow, end)
        found[key] = (*found.get(key, ()), flow)
    return found


@dataclass(frozen=True, slots=True)
class Lane:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Process:
    id: str
    name: str
    graph: Graph
    lanes: tuple[Lane, ...] = ()
    said: str = ""

    @property
    def title(self) -> str:
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class Pool:
    """Somebody who takes part; without a process it is another agency of which we see nothing inside."""

    id: str
    name: str
    process: str = ""


@dataclass(frozen=True, slots=True)
class MessageFlow:
    id: str
    source: str
    target: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a shape stands, in the units of BPMN DI (pixels)."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Diagram:
    """Boxes and lines by the id of the element they show."""

    boxes: Mapping[str, Box] = field(default_factory=dict)
    lines: Mapping[str, tuple[Point, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Definitions:
    """A whole file. ``carried`` are the kinds that it holds besides, which change nothing in a run."""

    name: str
    processes: tuple[Process, ...]
    pools: tuple[Pool, ...] = ()
    messages: tuple[MessageFlow, ...] = ()
    diagram: Diagram = Diagram()
    carried: frozenset[str] = frozenset()

    def process(self, process_id: str) -> Process:
        return next(process for process in self.processes if process.id == process_id)
