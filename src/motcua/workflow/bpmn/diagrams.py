"""Reads the drawing that came with a file: where each shape stands, where each line runs."""

from xml.etree.ElementTree import Element

from motcua.workflow.bpmn.model import Box, Diagram, Point
from motcua.workflow.bpmn.xml import DC, DDI, DI, reference

_FARTHEST = 1_000_000.0


def diagram_of(root: Element) -> Diagram:
    """Return the first picture of each element; what cannot be read is left to the layout."""
    boxes: dict[str, Box] = {}
    for shape in root.iter(f"{{{DI}}}BPMNShape"):
        bounds = shape.find(f"{{{DC}}}Bounds")
        box = _box(bounds) if bounds is not None else None
        if box:
            boxes.setdefault(reference(shape.get("bpmnElement")), box)
    lines: dict[str, tuple[Point, ...]] = {}
    for edge in root.iter(f"{{{DI}}}BPMNEdge"):
        points = [_point(each) for each in edge.iter(f"{{{DDI}}}waypoint")]
        known = tuple(point for point in points if point)
        if len(known) == len(points) > 1:
            lines.setdefault(reference(edge.get("bpmnElement")), known)
    return Diagram(boxes, lines)


def _numbers(element: Element, *names: str) -> list[float] | None:
    try:
        found = [float(element.get(name, "")) for name in names]
    except ValueError:
        return None
    return found if all(abs(value) < _FARTHEST for value in found) else None


def _box(bounds: Element) -> Box | None:
    found = _numbers(bounds, "x", "y", "width", "height")
    return Box(*found) if found and found[2] > 0 and found[3] > 0 else None


def _point(element: Element) -> Point | None:
    found = _numbers(element, "x", "y")
    return (found[0], found[1]) if found else None
