"""Reads a BPMN 2.0 file of any tool into our own model, or says everything that keeps it from running."""

from collections.abc import Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element

from django.utils.translation import gettext

from motcua.workflow.bpmn import elements
from motcua.workflow.bpmn.diagrams import diagram_of
from motcua.workflow.bpmn.faults import Fault
from motcua.workflow.bpmn.model import (
    ACTIVITIES,
    Definitions,
    Flow,
    Graph,
    Kind,
    Lane,
    MessageFlow,
    Node,
    Pool,
    Process,
)
from motcua.workflow.bpmn.subset import is_carried, label_of
from motcua.workflow.bpmn.xml import below, children, name_of, opened, reference, tag_of, text_of
from motcua.workflow.errors import ProcessUnreadable

_KINDS: Mapping[str, Kind] = {kind.value: kind for kind in Kind}
MOST_NODES = 3_000
DEEPEST = 5
_SAID_AT_ONCE = 12


def read(data: bytes) -> Definitions:
    """
    Return the processes of a file.

    :raises ProcessUnreadable: with every fault, if anything in it stands outside the subset.
    """
    root = opened(data)
    if isinstance(root, Fault):
        raise unreadable([root])
    reader = _Reader(root)
    found = reader.definitions()
    if reader.faults:
        raise unreadable(reader.faults)
    return found


def unreadable(faults: list[Fault]) -> ProcessUnreadable:
    """Return the refusal that says these faults."""
    said = "\n".join(str(fault) for fault in faults[:_SAID_AT_ONCE])
    if more := len(faults) - _SAID_AT_ONCE:
        said += "\n" + gettext("… và %(more)s lỗi nữa.") % {"more": more} if more > 0 else ""
    return ProcessUnreadable(said=said, faults=tuple(faults))


class _Reader:
    """Walks one file once; keeps what it complains of."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.faults: list[Fault] = []
        self.carried: set[str] = set()
        self.ids: set[str] = set()
        self.messages = _names(root, "message")
        self.resources = _names(root, "resource")
        self.called = {process.get("id", "") for process in children(root, "process")}

    def complain(self, element: Element | None, why: str, kind: str = "") -> None:
        if element is None:
            self.faults.append(Fault(why))
            return
        kind = kind or tag_of(element)
        self.faults.append(Fault(why, kind, label_of(kind), name_of(element), element.get("id", "")))

    def definitions(self) -> Definitions:
        for child in self.root:
            tag = tag_of(child)
            if tag and tag not in ("process", "collaboration", "message") and not is_carried(tag):
                self.complain(child, gettext("không chạy được ở đây."))
            elif tag and tag not in ("process", "collaboration", "message"):
                self.carried.add(tag)
        processes = tuple(filter(None, (self._process(each) for each in children(self.root, "process"))))
        if not processes and not self.faults:
            self.complain(None, gettext("Tệp không có quy trình nào có bước bên trong."))
        self._refuse_circles(processes)
        return Definitions(
            name=name_of(self.root),
            processes=processes,
            pools=tuple(self._pools(processes)),
            messages=tuple(
                MessageFlow(
                    flow.get("id", ""),
                    reference(flow.get("sourceRef")),
                    reference(flow.get("targetRef")),
                    name_of(flow),
                )
                for flow in below(self.root, "messageFlow")
            ),
            diagram=diagram_of(self.root),
            carried=frozenset(self.carried),
        )

    def _process(self, element: Element) -> Process | None:
        """Return a process; None for one with nothing inside, which stands for another agency."""
        if not any(tag_of(child) in _KINDS for child in element.iter()):
            return None
        self._known(element)
        lanes = {
            reference(node.text): lane
            for lane in below(element, "lane")
            for node in children(lane, "flowNodeRef")
        }
        graph = self._scope(element, {node: name_of(lane) for node, lane in lanes.items()}, depth=1)
        return Process(
            id=element.get("id", ""),
            name=name_of(element) or self._name_of_pool(element.get("id", "")),
            graph=graph,
            lanes=tuple(Lane(lane.get("id", ""), name_of(lane)) for lane in below(element, "lane")),
            said=text_of(element, "documentation"),
        )

    def _name_of_pool(self, process: str) -> str:
        pools = below(self.root, "participant")
        return next((name_of(pool) for pool in pools if reference(pool.get("processRef")) == process), "")

    def _known(self, element: Element) -> None:
        """Complain of an element without an id, and of an id that is used twice."""
        own = element.get("id", "")
        if not own:
            self.complain(element, gettext("không có mã (id)."))
        elif own in self.ids:
            self.complain(element, gettext("mã này đã có ở một phần tử khác."))
        self.ids.add(own)

    def _scope(self, element: Element, lanes: Mapping[str, str], depth: int) -> Graph:
        nodes, flows = [], []
        for child in element:
            tag = tag_of(child)
            if tag == "sequenceFlow":
                flows.append(child)
            elif tag in _KINDS:
                nodes.append(self._node(child, _KINDS[tag], lanes, depth))
            elif tag and tag not in _NOT_STEPS and not is_carried(tag):
                self._known(child)
                self.complain(child, gettext("không chạy được ở đây."))
                nodes.append(Node(child.get("id", ""), Kind.TASK, name_of(child)))  # its flows are no faults
            elif tag and tag not in _NOT_STEPS and tag != "laneSet":
                self.carried.add(tag)
        if len(self.ids) > MOST_NODES:
            self.complain(None, gettext("Tệp có quá nhiều bước: tối đa %(most)s.") % {"most": MOST_NODES})
            return Graph()
        graph = self._with_defaults(Graph(tuple(nodes), tuple(self._flows(flows, nodes))))
        self._check_scope(element, graph)
        return graph

    def _with_defaults(self, graph: Graph) -> Graph:
        """Make the one way without a condition the default of its gateway; complain of several."""
        nodes = []
        for node in graph.nodes:
            ways = graph.leaving(node.id) if node.kind is Kind.EXCLUSIVE else ()
            free = [way.id for way in ways if not way.condition and way.id != node.default]
            if len(ways) > 1 and free and any(way.condition for way in ways):
                if node.default or len(free) > 1:
                    why = gettext(
                        "có nhánh không ghi điều kiện; chỉ một nhánh, nhánh mặc định, được như vậy."
                    )
                    kind = node.kind.value
                    self.faults.append(Fault(why, kind, label_of(kind), node.name, node.id))
                else:
                    node = replace(node, default=free[0])
            nodes.append(node)
        return Graph(tuple(nodes), graph.flows)

    def _node(self, element: Element, kind: Kind, lanes: Mapping[str, str], depth: int) -> Node:
        self._known(element)
        elements.refuse_what_we_do_not_do(element, kind, self.complain)
        if kind is not Kind.SUBPROCESS:
            self.carried |= elements.carried_parts(element, self.complain)
        inside = self._inside(element, lanes, depth) if kind is Kind.SUBPROCESS else None
        return Node(
            id=element.get("id", ""),
            kind=kind,
            name=name_of(element),
            lane=lanes.get(element.get("id", ""), ""),
            said=text_of(element, "documentation"),
            step=elements.step_of(element, self.resources, self.complain),
            trigger=elements.trigger_of(element, kind, self.messages, self.complain),
            attached_to=reference(element.get("attachedToRef")),
            interrupting=element.get("cancelActivity", "true") != "false",
            inside=inside,
            calls=self._call(element) if kind is Kind.CALL else "",
            default=reference(element.get("default")) if kind is Kind.EXCLUSIVE else "",
        )

    def _inside(self, element: Element, lanes: Mapping[str, str], depth: int) -> Graph | None:
        if depth >= DEEPEST:
            self.complain(element, gettext("lồng quá sâu: tối đa %(most)s tầng.") % {"most": DEEPEST})
            return None
        if not any(tag_of(child) in _KINDS for child in element):
            self.complain(element, gettext("không có bước nào bên trong."))
            return None
        return self._scope(element, lanes, depth + 1)

    def _call(self, element: Element) -> str:
        called = reference(element.get("calledElement"))
        if called not in self.called:
            self.complain(
                element,
                gettext("gọi quy trình “%(called)s” không có trong tệp này.") % {"called": called or "—"},
            )
        return called

    def _flows(self, found: list[Element], nodes: list[Node]) -> list[Flow]:
        by_id = {node.id: node for node in nodes}
        flows = []
        for element in found:
            self._known(element)
            source, target = (reference(element.get(end)) for end in ("sourceRef", "targetRef"))
            if source not in by_id or target not in by_id:
                self.complain(element, gettext("nối với phần tử không có trong cùng phạm vi."))
                continue
            from_gateway = by_id[source].kind is Kind.EXCLUSIVE
            condition = elements.condition_of(element, from_gateway, self.complain)
            flows.append(Flow(element.get("id", ""), source, target, name_of(element), condition))
        return flows

    def _check_scope(self, element: Element, graph: Graph) -> None:
        starts = [node for node in graph.nodes if node.kind is Kind.START]
        if len(starts) != 1:
            why = gettext("cần đúng một sự kiện bắt đầu, ở đây có %(count)s.") % {"count": len(starts)}
            self.complain(element, why)
        for node in graph.nodes:
            if node.kind is Kind.EVENT_BASED:
                self._check_race(node, graph)
        hosts = {node.id for node in graph.nodes if node.kind in ACTIVITIES}
        for node in graph.nodes:
            if node.kind is Kind.BOUNDARY and node.attached_to not in hosts:
                kind = node.kind.value
                why = gettext("không gắn vào bước nào có trong cùng phạm vi.")
                self.faults.append(Fault(why, kind, label_of(kind), node.name, node.id))

    def _check_race(self, node: Node, graph: Graph) -> None:
        ways = graph.leaving(node.id)
        right = len(ways) > 1 and all(
            graph.is_raced_for(graph.node(way.target)) and len(graph.arriving(way.target)) == 1
            for way in ways
        )
        if not right:
            why = gettext("phải đi ngay tới hai sự kiện chờ trở lên, mỗi sự kiện chỉ có một đường vào.")
            kind = node.kind.value
            self.faults.append(Fault(why, kind, label_of(kind), node.name, node.id))

    def _pools(self, processes: tuple[Process, ...]) -> list[Pool]:
        filled = {process.id for process in processes}
        return [
            Pool(pool.get("id", ""), name_of(pool), process if process in filled else "")
            for pool in below(self.root, "participant")
            for process in [reference(pool.get("processRef"))]
        ]

    def _refuse_circles(self, processes: tuple[Process, ...]) -> None:
        calls = {
            process.id: {node.calls for _scope, node in process.graph.everything() if node.calls}
            for process in processes
        }
        for process in processes:
            reached, fresh = set[str](), calls[process.id]
            while fresh:
                reached |= fresh
                fresh = {each for name in fresh for each in calls.get(name, set())} - reached
            if process.id in reached:
                why = gettext("quy trình gọi vòng lại chính nó.")
                self.faults.append(
                    Fault(why, "callActivity", label_of("callActivity"), process.name, process.id)
                )


_NOT_STEPS = frozenset(
    {"incoming", "outgoing", "documentation", "extensionElements", "multiInstanceLoopCharacteristics"}
) | {
    "standardLoopCharacteristics",
    "flowNodeRef",
}


def _names(root: Element, tag: str) -> dict[str, str]:
    return {each.get("id", ""): name_of(each) for each in below(root, tag)}
