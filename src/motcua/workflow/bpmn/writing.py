"""Writes our model as a BPMN 2.0 file that any tool opens, drawing included."""

from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from motcua.workflow.bpmn.layout import laid_out
from motcua.workflow.bpmn.model import (
    Definitions,
    Diagram,
    Flow,
    Graph,
    Kind,
    Message,
    Node,
    Process,
    Step,
    Timer,
)
from motcua.workflow.bpmn.xml import DC, DDI, DI, MODEL, OURS

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
for _prefix, _uri in {"bpmn": MODEL, "bpmndi": DI, "dc": DC, "di": DDI, "motcua": OURS, "xsi": _XSI}.items():
    register_namespace(_prefix, _uri)


def written(definitions: Definitions) -> bytes:
    """Return the file. The same model gives the same bytes."""
    drawn = laid_out(definitions)
    root = Element(
        f"{{{MODEL}}}definitions", {"targetNamespace": OURS, "exporter": "Một Cửa", "name": drawn.name}
    )
    names = sorted({name for process in drawn.processes for name in _messages(process.graph)})
    messages = {name: f"Message_{number}" for number, name in enumerate(names, start=1)}
    for name, own in messages.items():
        _sub(root, "message", id=own, name=name)
    _collaboration(root, drawn)
    for process in drawn.processes:
        _process(root, process, messages)
    _diagram(root, drawn)
    indent(root)
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def _sub(parent: Element, tag: str, space: str = MODEL, **attributes: str) -> Element:
    return SubElement(parent, f"{{{space}}}{tag}", {key: value for key, value in attributes.items() if value})


def _messages(graph: Graph) -> set[str]:
    return {node.trigger.name for _scope, node in graph.everything() if isinstance(node.trigger, Message)}


def _collaboration(root: Element, drawn: Definitions) -> None:
    if not drawn.pools:
        return
    collaboration = _sub(root, "collaboration", id="Collaboration_1")
    for pool in drawn.pools:
        _sub(collaboration, "participant", id=pool.id, name=pool.name, processRef=pool.process)
    for flow in drawn.messages:
        _sub(
            collaboration,
            "messageFlow",
            id=flow.id,
            name=flow.name,
            sourceRef=flow.source,
            targetRef=flow.target,
        )


def _process(root: Element, process: Process, messages: dict[str, str]) -> None:
    element = _sub(root, "process", id=process.id, name=process.name, isExecutable="true")
    _say(element, process.said)
    if process.lanes:
        lanes = _sub(element, "laneSet", id=f"{process.id}_lanes")
        for lane in process.lanes:
            own = _sub(lanes, "lane", id=lane.id, name=lane.name)
            for _scope, node in process.graph.everything():
                if node.lane == lane.name:
                    _sub(own, "flowNodeRef").text = node.id
    _graph(element, process.graph, messages)


def _say(element: Element, text: str) -> None:
    if text:
        _sub(element, "documentation").text = text


def _graph(element: Element, graph: Graph, messages: dict[str, str]) -> None:
    for node in graph.nodes:
        _node(element, node, messages)
    for flow in graph.flows:
        _flow(element, flow)


def _node(parent: Element, node: Node, messages: dict[str, str]) -> None:
    element = _sub(
        parent,
        node.kind.value,
        id=node.id,
        name=node.name,
        attachedToRef=node.attached_to,
        cancelActivity="" if node.interrupting else "false",
        calledElement=node.calls,
        default=node.default,
    )
    _say(element, node.said)
    if node.step != Step():
        said = {
            "role": node.step.role,
            "post": node.step.post,
            "hours": f"{node.step.hours:f}" if node.step.hours else "",
            "operation": node.step.operation,
            "form": node.step.form,
        }
        _sub(_sub(element, "extensionElements"), "step", OURS, **said)
    if isinstance(node.trigger, Message):
        if node.kind in (Kind.SEND, Kind.RECEIVE):
            element.set("messageRef", messages[node.trigger.name])
        else:
            _sub(element, "messageEventDefinition", messageRef=messages[node.trigger.name])
    elif isinstance(node.trigger, Timer):
        timer = _sub(element, "timerEventDefinition")
        kind, said_time = (
            ("timeDuration", _duration(node.trigger)) if node.trigger.hours else ("timeDate", "")
        )
        time = _sub(timer, kind)
        time.set(f"{{{_XSI}}}type", "bpmn:tFormalExpression")
        time.text = said_time or node.trigger.moment
    if node.inside:
        _graph(element, node.inside, messages)


def _duration(timer: Timer) -> str:
    """Write hours as whole minutes where hours do not say it exactly in short."""
    assert timer.hours is not None
    minutes = timer.hours * 60
    return (
        f"PT{timer.hours.normalize():f}H"
        if minutes % 60 == 0 or minutes != int(minutes)
        else f"PT{int(minutes)}M"
    )


def _flow(parent: Element, flow: Flow) -> None:
    element = _sub(
        parent, "sequenceFlow", id=flow.id, name=flow.name, sourceRef=flow.source, targetRef=flow.target
    )
    if flow.condition:
        condition = _sub(element, "conditionExpression")
        condition.set(f"{{{_XSI}}}type", "bpmn:tFormalExpression")
        condition.text = flow.condition


def _diagram(root: Element, drawn: Definitions) -> None:
    diagram = _sub(root, "BPMNDiagram", DI, id="Diagram_1")
    shown = "Collaboration_1" if drawn.pools else drawn.processes[0].id
    plane = _sub(diagram, "BPMNPlane", DI, id="Plane_1", bpmnElement=shown)
    picture: Diagram = drawn.diagram
    expanded = {
        node.id for process in drawn.processes for _scope, node in process.graph.everything() if node.inside
    }
    lanes = {lane.id for process in drawn.processes for lane in process.lanes} | {
        pool.id for pool in drawn.pools
    }
    for own, box in picture.boxes.items():
        shape = _sub(plane, "BPMNShape", DI, id=f"{own}_di", bpmnElement=own)
        if own in lanes:
            shape.set("isHorizontal", "true")
        if own in expanded:
            shape.set("isExpanded", "true")
        _sub(shape, "Bounds", DC, x=_n(box.x), y=_n(box.y), width=_n(box.width), height=_n(box.height))
    for own, line in picture.lines.items():
        edge = _sub(plane, "BPMNEdge", DI, id=f"{own}_di", bpmnElement=own)
        for x, y in line:
            _sub(edge, "waypoint", DDI, x=_n(x), y=_n(y))


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
