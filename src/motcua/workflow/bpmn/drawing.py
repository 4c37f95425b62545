"""
Draws a process as SVG on the server, and says it in words for who cannot see it.

No style and no script inside (strict CSP): shapes carry classes, and plain attributes where a page has
no style for them. The list of steps is the drawing's equal, not its caption.
"""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.translation import gettext

from motcua.workflow.bpmn.layout import laid_out, scopes_of
from motcua.workflow.bpmn.model import (
    EVENTS,
    GATEWAYS,
    SCOPES,
    STEPS,
    Box,
    Definitions,
    Graph,
    Kind,
    Message,
    Node,
    Point,
    Process,
    Timer,
)
from motcua.workflow.bpmn.ways import in_order

_LINE_HEIGHT = 15.0
_LETTER = 6.6
_MARGIN = 20.0
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the process in words. ``depth`` 1 and more stand inside a sub-process."""

    id: str
    title: str
    who: str
    hours: Decimal | None
    here: bool
    depth: int


def told(process: Process, here: Collection[str] = ()) -> tuple[Told, ...]:
    """Return the steps and waits in the order in which they are met."""
    return tuple(_told(process.graph, here, 0))


def _told(graph: Graph, here: Collection[str], depth: int) -> list[Told]:
    found = []
    for node in in_order(graph):
        for each in (node, *graph.attached(node.id)):
            if (
                each.kind in STEPS | SCOPES | {Kind.SEND, Kind.RECEIVE}
                or each.trigger
                or graph.asks_a_person(each)
            ):
                hours = each.trigger.hours if isinstance(each.trigger, Timer) else each.step.hours
                found.append(Told(each.id, title_of(each, graph), each.who, hours, each.id in here, depth))
        if node.inside:
            found += _told(node.inside, here, depth + 1)
    return found


def title_of(node: Node, graph: Graph) -> str:
    """Return what a person calls a node; one without a name says what it is."""
    if node.name:
        return node.name
    if isinstance(node.trigger, Message):
        return gettext("Tin “%(name)s”") % {"name": node.trigger.name}
    if isinstance(node.trigger, Timer):
        return gettext("Hẹn giờ")
    return gettext("Chọn nhánh") if graph.asks_a_person(node) else node.id


def svg(definitions: Definitions, here: Collection[str] = (), title: str = "") -> str:
    """Return the drawing; what stands in ``here`` is marked as the place where the dossier is."""
    drawn = laid_out(definitions)
    boxes, lines = drawn.diagram.boxes, drawn.diagram.lines
    root = _canvas([*boxes.values()], [point for line in lines.values() for point in line])
    name = title or definitions.name or " · ".join(process.title for process in definitions.processes)
    SubElement(root, "title").text = gettext("Sơ đồ quy trình %(name)s") % {"name": name}
    for pool in drawn.pools:
        if pool.id in boxes:
            _frame(root, boxes[pool.id], pool.name, empty=not pool.process)
    for lane in (lane for process in drawn.processes for lane in process.lanes):
        if lane.id in boxes:
            _frame(root, boxes[lane.id], lane.name)
    for process in drawn.processes:
        for scope in scopes_of(process.graph):
            _scope(root, scope, drawn, here)
    for message in drawn.messages:
        if message.id in lines:
            _line(root, lines[message.id], message.name, "bpmn-message")
    return tostring(root, encoding="unicode")


def _canvas(boxes: list[Box], points: list[Point]) -> Element:
    xs = [x for box in boxes for x in (box.x, box.x + box.width)] + [x for x, _y in points]
    ys = [y for box in boxes for y in (box.y, box.y + box.height)] + [y for _x, y in points]
    left, top = min(xs, default=0) - _MARGIN, min(ys, default=0) - _MARGIN
    width, height = max(xs, default=0) + _MARGIN - left, max(ys, default=0) + 2 * _MARGIN - top
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "bpmn",
            "role": "img",
            "viewBox": f"{left:.0f} {top:.0f} {width:.0f} {height:.0f}",
            "width": f"{width:.0f}",
            "height": f"{height:.0f}",
            "fill": "none",
            "stroke": "currentColor",
            "font-size": "12",
        },
    )
    head = SubElement(SubElement(root, "defs"), "marker", _ARROW)
    SubElement(head, "path", {"d": "M0 0L10 5L0 10z", "fill": "currentColor", "stroke": "none"})
    return root


_ARROW = {
    "id": "bpmn-arrow",
    "viewBox": "0 0 10 10",
    "refX": "9",
    "refY": "5",
    "markerWidth": "8",
    "markerHeight": "8",
    "orient": "auto",
}


def _frame(root: Element, box: Box, name: str, *, empty: bool = False) -> None:
    group = SubElement(root, "g", {"class": "bpmn-lane"})
    SubElement(group, "rect", _rect(box))
    if empty:
        _words(group, name, *box.middle, box.width)
        return
    upright = box.height > 1.2 * box.width  # a column: its name stands on top, else along its left side
    x, y = (box.middle[0], box.y + 19) if upright else (box.x + 19, box.middle[1])
    most = max(int((box.width if upright else box.height) / _LETTER), 4)
    turned = {} if upright else {"transform": f"rotate(-90 {x:.0f} {y:.0f})"}
    label = name if len(name) <= most else name[: most - 1] + "…"
    SubElement(group, "text", _text(x, y) | turned).text = label


def _scope(root: Element, scope: Graph, drawn: Definitions, here: Collection[str]) -> None:
    boxes, lines = drawn.diagram.boxes, drawn.diagram.lines
    for node in sorted(scope.nodes, key=lambda node: bool(node.attached_to)):
        if node.id in boxes:
            _node(root, node, boxes[node.id], node.id in here)
    for flow in scope.flows:
        if flow.id in lines:
            _line(root, lines[flow.id], flow.name or flow.condition, "bpmn-flow")


def _node(root: Element, node: Node, box: Box, here: bool) -> None:  # noqa: FBT001
    group = SubElement(root, "g", {"class": f"bpmn-{node.kind.value}" + (" bpmn-here" if here else "")})
    said = gettext("%(title)s — hồ sơ đang ở đây") % {"title": node.title} if here else node.title
    SubElement(group, "title").text = said
    thick = {"stroke-width": "4"} if here else {}
    if node.kind in EVENTS:
        _event(group, node, box, thick)
    elif node.kind in GATEWAYS:
        half_wide, half_high = box.width / 2, box.height / 2
        rim = (
            f"M{box.x:.1f} {box.middle[1]:.1f}l{half_wide:.1f} {-half_high:.1f}"
            f"l{half_wide:.1f} {half_high:.1f}l{-half_wide:.1f} {half_high:.1f}z"
        )
        SubElement(group, "path", {"d": rim, "fill": "Canvas"} | thick)
        _mark(group, node.kind, box)
    else:
        SubElement(
            group, "rect", _rect(box) | {"rx": "8", "fill": "none" if node.inside else "Canvas"} | thick
        )
    if node.inside:
        _words(group, node.name, box.middle[0], box.y + 14, box.width, from_top=True)
    elif node.kind in EVENTS | GATEWAYS:
        _words(group, node.name, box.middle[0], box.y + box.height + 14, 110, from_top=True)
    else:
        _words(group, node.name, *box.middle, box.width - 8)


def _event(group: Element, node: Node, box: Box, thick: dict[str, str]) -> None:
    (x, y), radius = box.middle, box.width / 2
    place = {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "fill": "Canvas"}
    dashed = {} if node.interrupting else {"stroke-dasharray": "4 3"}
    width = {"stroke-width": "3"} if node.kind is Kind.END else {}
    SubElement(group, "circle", place | {"r": f"{radius:.1f}"} | dashed | width | thick)
    if node.kind in (Kind.CATCH, Kind.THROW, Kind.BOUNDARY):
        SubElement(group, "circle", place | {"r": f"{radius - 3:.1f}"} | dashed)
    half = radius * 0.45
    if isinstance(node.trigger, Timer):
        hands = f"M{x:.1f} {y - half:.1f}V{y:.1f}H{x + half:.1f}"
        SubElement(group, "path", {"d": hands})
    elif isinstance(node.trigger, Message):
        envelope = (
            f"M{x - half:.1f} {y - half * 0.7:.1f}h{2 * half:.1f}v{1.4 * half:.1f}h{-2 * half:.1f}z"
            f"l{half:.1f} {half * 0.7:.1f}l{half:.1f} {-half * 0.7:.1f}"
        )
        SubElement(group, "path", {"d": envelope})


def _mark(group: Element, kind: Kind, box: Box) -> None:
    (x, y), half = box.middle, box.width * 0.2
    arm = 2 * half
    if kind is Kind.EVENT_BASED:
        for radius in (half, half * 1.3):
            SubElement(group, "circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{radius:.1f}"})
        return
    if kind is Kind.EXCLUSIVE:
        cross = f"M{x - half:.1f} {y - half:.1f}l{arm:.1f} {arm:.1f}m0 {-arm:.1f}l{-arm:.1f} {arm:.1f}"
    else:
        cross = f"M{x:.1f} {y - half:.1f}v{arm:.1f}M{x - half:.1f} {y:.1f}h{arm:.1f}"
    SubElement(group, "path", {"d": cross, "stroke-width": "3"})


def _line(root: Element, points: tuple[Point, ...], name: str, kind: str) -> None:
    group = SubElement(root, "g", {"class": kind})
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dashed = {"stroke-dasharray": "6 4"} if kind == "bpmn-message" else {}
    SubElement(group, "path", {"d": path, "marker-end": "url(#bpmn-arrow)"} | dashed)
    if name:
        (x, y), (x2, y2) = max(pairwise(points), key=lambda pair: abs(pair[1][0] - pair[0][0]))
        _words(group, name, (x + x2) / 2, (y + y2) / 2 - 6, 120, from_top=True, most=1)


def _rect(box: Box) -> dict[str, str]:
    return {
        "x": f"{box.x:.1f}",
        "y": f"{box.y:.1f}",
        "width": f"{box.width:.1f}",
        "height": f"{box.height:.1f}",
    }


def _text(x: float, y: float) -> dict[str, str]:
    return {
        "x": f"{x:.1f}",
        "y": f"{y:.1f}",
        "text-anchor": "middle",
        "fill": "currentColor",
        "stroke": "none",
    }


def _words(
    group: Element,
    text: str,
    x: float,
    y: float,
    width: float,
    *,
    from_top: bool = False,
    most: int = _MOST_LINES,
) -> None:
    lines = _wrapped(text, max(int(width / _LETTER), 6), most)
    first = y if from_top else y - (len(lines) - 1) * _LINE_HEIGHT / 2 + 4
    for number, line in enumerate(lines):
        SubElement(group, "text", _text(x, first + number * _LINE_HEIGHT)).text = line


def _wrapped(text: str, letters: int, most: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: letters - 1] + "…"]
    return lines
