"""
Lays a process out where its file has no drawing: a column for each step of the way, a band for each lane.

Lines run in the gaps between columns and, where they pass a column, in a row kept free for them; ways
back run below everything. Nothing crosses a box.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from motcua.workflow.bpmn.model import (
    EVENTS,
    GATEWAYS,
    Box,
    Definitions,
    Diagram,
    Graph,
    Node,
    Point,
    Process,
)
from motcua.workflow.bpmn.ways import Way, back_flows, in_order, layers_of, ways_of

STEP = (150.0, 80.0)
EVENT = (36.0, 36.0)
GATEWAY = (50.0, 50.0)
GAP = 70.0
ROW_GAP = 44.0
MARGIN = 30.0
LANE_TITLE = 30.0
CHANNEL = 16.0
_SPREAD = 5


def laid_out(definitions: Definitions) -> Definitions:
    """Return the file with a drawing: its own where it is whole, ours where anything is missing."""
    if is_whole(definitions):
        return definitions
    boxes: dict[str, Box] = {}
    lines: dict[str, tuple[Point, ...]] = {}
    top = MARGIN
    for process in definitions.processes:
        top = _place_process(process, definitions, top, boxes, lines) + 2 * MARGIN
    for pool in definitions.pools:
        if not pool.process:
            width = max((box.x + box.width for box in boxes.values()), default=300.0) - MARGIN
            boxes[pool.id] = Box(MARGIN, top, width, 60.0)
            top += 60.0 + 2 * MARGIN
    for flow in definitions.messages:
        if flow.source in boxes and flow.target in boxes:
            lines[flow.id] = _between(boxes[flow.source], boxes[flow.target])
    return _with(definitions, Diagram(boxes, lines))


def _with(definitions: Definitions, diagram: Diagram) -> Definitions:
    return Definitions(
        definitions.name,
        definitions.processes,
        definitions.pools,
        definitions.messages,
        diagram,
        definitions.carried,
    )


def is_whole(definitions: Definitions) -> bool:
    """Whether every node and flow that must be seen has its place in the drawing."""
    diagram = definitions.diagram
    return bool(diagram.boxes) and all(
        all(node.id in diagram.boxes for node in scope.nodes)
        and all(flow.id in diagram.lines for flow in scope.flows)
        for process in definitions.processes
        for scope in scopes_of(process.graph)
    )


def scopes_of(graph: Graph) -> list[Graph]:
    return [graph, *(inner for node in graph.nodes if node.inside for inner in scopes_of(node.inside))]


def _place_process(
    process: Process,
    definitions: Definitions,
    top: float,
    boxes: dict[str, Box],
    lines: dict[str, tuple[Point, ...]],
) -> float:
    """Place one process below ``top`` and return where it ends."""
    pool = next((pool for pool in definitions.pools if pool.process == process.id), None)
    left = MARGIN + (LANE_TITLE if pool else 0) + (LANE_TITLE if process.lanes else 0)
    scope = _Scope(process.graph, tuple(lane.name for lane in process.lanes))
    scope.place(left, top)
    boxes |= scope.boxes
    lines |= scope.lines
    lane_left = MARGIN + (LANE_TITLE if pool else 0)
    for lane in process.lanes:
        band = scope.bands.get(lane.name)
        if band:
            boxes[lane.id] = Box(lane_left, band[0], left - lane_left + scope.width, band[1])
    if pool:
        boxes[pool.id] = Box(MARGIN, top, left - MARGIN + scope.width, scope.height)
    return top + scope.height


@dataclass
class _Item:
    """What takes a place in a column: a node, or the passing of a line ("" has no node)."""

    layer: int
    lane: str
    node: Node | None = None
    size: tuple[float, float] = (0.0, 24.0)
    before: list["_Item"] = field(default_factory=list)
    row: int = 0
    middle: Point = (0.0, 0.0)


class _Scope:
    """One scope, laid out: sub-processes first, since their size is theirs."""

    def __init__(self, graph: Graph, lanes: Sequence[str] = ()) -> None:
        self.graph = graph
        self.boxes: dict[str, Box] = {}
        self.lines: dict[str, tuple[Point, ...]] = {}
        self.bands: dict[str, tuple[float, float]] = {}
        self._inner = {node.id: _Scope(node.inside) for node in graph.nodes if node.inside}
        for inner in self._inner.values():
            inner.place(0, 0)
        self._back = back_flows(graph)
        self._layers = layers_of(graph)
        used = {_own_lane(node) for node in graph.nodes}
        self._lanes = [lane for lane in dict.fromkeys(lanes) if lane in used] or [""]
        self._items: dict[str, _Item] = {}
        self._passing: dict[str, list[_Item]] = {}
        self.width = self.height = 0.0

    def place(self, left: float, top: float) -> None:
        self._make_items()
        self._choose_rows()
        self._set_middles(left, top)
        for number, way in enumerate(ways_of(self.graph)):
            self.lines[way.flow.id] = self._line(way, number)
        self._place_inner()

    def _size(self, node: Node) -> tuple[float, float]:
        if node.id in self._inner:
            inner = self._inner[node.id]
            return inner.width + 2 * MARGIN, inner.height + MARGIN
        return EVENT if node.kind in EVENTS else GATEWAY if node.kind in GATEWAYS else STEP

    def _lane(self, node: Node) -> str:
        """Its own lane; of what stands in none, that of a neighbour."""
        ways = ways_of(self.graph)
        before = [self.graph.node(way.source) for way in ways if way.target == node.id]
        after = [self.graph.node(way.target) for way in ways if way.source == node.id]
        lanes = [_own_lane(each) for each in (node, *before, *after)]
        return next((lane for lane in lanes if lane in self._lanes), self._lanes[0])

    def _make_items(self) -> None:
        for node in self.graph.nodes:
            if not node.attached_to:
                self._items[node.id] = _Item(self._layers[node.id], self._lane(node), node, self._size(node))
        for way in ways_of(self.graph):
            if way.flow.id in self._back:
                continue
            source, target = self._items[way.source], self._items[way.target]
            last, passing = source, []
            for layer in range(source.layer + 1, target.layer):
                passing.append(_Item(layer, target.lane, before=[last]))
                last = passing[-1]
            target.before.append(last)
            self._passing[way.flow.id] = passing

    def _choose_rows(self) -> None:
        """Give each item the row of what leads to it, where that is free: a straight line reads best."""
        order = {node.id: place for place, node in enumerate(in_order(self.graph))}
        items = [*self._items.values(), *(item for passing in self._passing.values() for item in passing)]
        taken: set[tuple[str, int, int]] = set()
        items.sort(
            key=lambda item: (item.layer, item.node is None, order.get(item.node.id, 0) if item.node else 0)
        )
        for item in items:
            wanted = [before.row for before in item.before if before.lane == item.lane]
            row = min(wanted, default=0)
            while (item.lane, item.layer, row) in taken:
                row += 1
            item.row = row
            taken.add((item.lane, item.layer, row))
        self._all = items

    def _set_middles(self, left: float, top: float) -> None:
        columns = self._columns(left)
        y = top + MARGIN
        for lane in self._lanes:
            begin = y - MARGIN
            rows = sorted({item.row for item in self._all if item.lane == lane}) or [0]
            for row in range(rows[-1] + 1):
                here = [item for item in self._all if item.lane == lane and item.row == row]
                height = max((item.size[1] for item in here), default=EVENT[1])
                for item in here:
                    item.middle = (columns[item.layer], y + height / 2)
                y += height + ROW_GAP
            self.bands[lane] = (begin, y - begin)
            y += MARGIN
        backs = len(self._back)
        self._below = y - MARGIN
        self.height = self._below + backs * CHANNEL + (MARGIN if backs else 0) - top
        if backs and self._lanes:
            begin, height = self.bands[self._lanes[-1]]
            self.bands[self._lanes[-1]] = (begin, top + self.height - begin)
        for item in self._items.values():
            assert item.node is not None
            self._put(item.node, item.middle, item.size)

    def _columns(self, left: float) -> list[float]:
        """Return the middle of each column."""
        found, x = [], left + MARGIN
        for layer in range(max(item.layer for item in self._all) + 1):
            width = self._width_of(layer)
            found.append(x + width / 2)
            x += width + GAP
        self.width = x - GAP + MARGIN - left
        return found

    def _put(self, node: Node, middle: Point, size: tuple[float, float]) -> None:
        box = Box(middle[0] - size[0] / 2, middle[1] - size[1] / 2, *size)
        self.boxes[node.id] = box
        events = self.graph.attached(node.id)
        for place, event in enumerate(events, start=1):
            x = box.x + box.width * place / (len(events) + 1)
            self.boxes[event.id] = Box(x - EVENT[0] / 2, box.y + box.height - EVENT[1] / 2, *EVENT)

    def _line(self, way: Way, number: int) -> tuple[Point, ...]:
        shift = (number % _SPREAD - _SPREAD // 2) * 6.0
        points, target = self._start(way), self._items[way.target]
        end = (self.boxes[way.target].x, target.middle[1])
        if way.flow.id in self._back:
            channel = self._below + CHANNEL * (sorted(self._back).index(way.flow.id) + 0.5)
            right, near = self._gap_after(way.source) + shift, self._gap_before(target) + shift
            points += [(right, points[-1][1]), (right, channel), (near, channel), (near, end[1]), end]
            return tidied(points)
        for stop in [*self._passing[way.flow.id], target]:
            bend = max(self._gap_before(stop) + shift, points[-1][0])
            points += [(bend, points[-1][1]), (bend, stop.middle[1]), stop.middle]
        points[-1] = end
        return tidied(points)

    def _start(self, way: Way) -> list[Point]:
        box = self.boxes[way.flow.source]
        if way.flow.source == way.source:
            return [(box.x + box.width, box.middle[1])]
        down = box.y + box.height + ROW_GAP / 3
        return [(box.middle[0], box.y + box.height), (box.middle[0], down)]

    def _gap_after(self, node_id: str) -> float:
        item = self._items[node_id]
        return item.middle[0] + self._width_of(item.layer) / 2 + GAP / 2

    def _gap_before(self, item: _Item) -> float:
        return item.middle[0] - self._width_of(item.layer) / 2 - GAP / 2

    def _width_of(self, layer: int) -> float:
        return max(each.size[0] for each in self._all if each.layer == layer)

    def _place_inner(self) -> None:
        for node_id, inner in self._inner.items():
            box = self.boxes[node_id]
            x, y = box.x + MARGIN, box.y + MARGIN / 2
            self.boxes |= {key: Box(b.x + x, b.y + y, b.width, b.height) for key, b in inner.boxes.items()}
            self.lines |= {
                key: tuple((px + x, py + y) for px, py in line) for key, line in inner.lines.items()
            }


def tidied(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return a line without points that lie on the way between their neighbours."""
    found: list[Point] = []
    for point in points:
        if found and point == found[-1]:
            continue
        if len(found) > 1 and _in_line(found[-2], found[-1], point):
            found[-1] = point
        else:
            found.append(point)
    return tuple(found)


def _in_line(first: Point, middle: Point, last: Point) -> bool:
    return first[0] == middle[0] == last[0] or first[1] == middle[1] == last[1]


def _own_lane(node: Node) -> str:
    """Return its lane; of a sub-process that stands in none, that of the first step inside."""
    if node.lane or not node.inside:
        return node.lane
    return next((inner.lane for _scope, inner in node.inside.everything() if inner.lane), "")


def _between(source: Box, target: Box) -> tuple[Point, ...]:
    """A line of messages: down or up, with one bend halfway where the two do not stand below each other."""
    down = source.y <= target.y
    leaves, arrives = (source.y + source.height, target.y) if down else (source.y, target.y + target.height)
    x, end = source.middle[0], target.middle[0]
    end = x if target.x <= x <= target.x + target.width else end
    halfway = (leaves + arrives) / 2
    return tidied([(x, leaves), (x, halfway), (end, halfway), (end, arrives)])
