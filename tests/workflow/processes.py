"""Random processes that are right: blocks in blocks, as an office would draw them. For hypothesis."""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from hypothesis import strategies as st

from motcua.workflow.bpmn.model import Definitions, Flow, Graph, Kind, Message, Node, Process, Step, Timer

BLOCKS = st.recursive(
    st.sampled_from(["step", "manual", "wait", "timer", "reminded", "cut", "send"]),
    lambda inner: st.one_of(
        st.tuples(st.just("row"), st.lists(inner, min_size=1, max_size=3)),
        st.tuples(
            st.sampled_from(["choice", "asked", "both", "first"]), st.lists(inner, min_size=2, max_size=3)
        ),
        st.tuples(st.just("again"), st.lists(inner, min_size=1, max_size=1)),
        st.tuples(st.just("inside"), st.lists(inner, min_size=1, max_size=2)),
    ),
    max_leaves=8,
)


@dataclass
class Maker:
    """Builds one scope; numbers run through the whole file so that ids never repeat."""

    numbers: list[int] = field(default_factory=lambda: [0])
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)

    def node(self, kind: Kind, **more) -> str:
        self.numbers[0] += 1
        own = f"n{self.numbers[0]}"
        self.nodes.append(Node(own, kind, more.pop("name", f"Bước {own}"), **more))
        return own

    def flow(self, source: str, target: str, condition: str = "") -> str:
        own = f"{source}_{target}"
        self.flows.append(Flow(own, source, target, condition=condition))
        return own

    def scope(self, blocks) -> Graph:
        start, end = self.node(Kind.START, name=""), self.node(Kind.END, name="")
        last = start
        for block in blocks:
            first, out = self.block(block)
            self.flow(last, first)
            last = out
        self.flow(last, end)
        return Graph(tuple(self.nodes), tuple(self.flows))

    def block(self, block) -> tuple[str, str]:
        """Add a block; return where it begins and where it ends."""
        if isinstance(block, str):
            return self._leaf(block)
        kind, parts = block
        if kind == "row":
            ends = [self.block(part) for part in parts]
            for (_first, out), (begin, _last) in pairwise(ends):
                self.flow(out, begin)
            return ends[0][0], ends[-1][1]
        if kind == "inside":
            inner = Maker(self.numbers)
            graph = inner.scope(parts)
            own = self.node(Kind.SUBPROCESS, inside=graph)
            return own, own
        if kind == "again":
            return self._again(parts[0])
        return self._split(kind, parts)

    def _split(self, kind: str, parts) -> tuple[str, str]:
        gateway = Kind.PARALLEL if kind == "both" else Kind.EXCLUSIVE
        split = self.node(Kind.EVENT_BASED if kind == "first" else gateway)
        join = self.node(gateway)
        for number, part in enumerate(parts):
            first, out = self.block(part)
            if kind == "first":
                event, _same = self._leaf("timer" if number else "wait")
                self.flow(event, first)
                first = event
            condition = f"x == {number}" if kind == "choice" and number else ""
            flow = self.flow(split, first, condition)
            if kind == "choice" and not number:
                place = next(i for i, node in enumerate(self.nodes) if node.id == split)
                self.nodes[place] = Node(split, gateway, split, default=flow)
            self.flow(out, join)
        return split, join

    def _again(self, part) -> tuple[str, str]:
        merge, choice = self.node(Kind.EXCLUSIVE), self.node(Kind.EXCLUSIVE)
        first, out = self.block(part)
        after, _ = self._leaf("step")
        self.flow(merge, first)
        self.flow(out, choice)
        self.flow(choice, after)
        self.flow(choice, merge)
        return merge, after

    def _leaf(self, kind: str) -> tuple[str, str]:
        if kind == "wait":
            own = self.node(Kind.CATCH, trigger=Message(f"tin {self.numbers[0]}"))
        elif kind == "timer":
            own = self.node(Kind.CATCH, trigger=Timer(Decimal(2)))
        elif kind == "send":
            own = self.node(Kind.SEND, trigger=Message("báo"))
        else:
            kinds = {"manual": Kind.MANUAL_TASK}
            own = self.node(kinds.get(kind, Kind.USER_TASK), step=Step(role="handle", hours=Decimal(1)))
        return self._border(own, kind) if kind in ("reminded", "cut") else (own, own)

    def _border(self, own: str, kind: str) -> tuple[str, str]:
        """A reminder ends on its own; what cuts a step short goes on where the step would have."""
        cut = kind == "cut"
        event = self.node(
            Kind.BOUNDARY, attached_to=own, interrupting=cut, trigger=Timer(Decimal(4)), name=""
        )
        beside, after = self.node(Kind.USER_TASK), self.node(Kind.EXCLUSIVE if cut else Kind.END, name="")
        self.flow(event, beside)
        self.flow(beside, after)
        if cut:
            self.flow(own, after)
        return own, after if cut else own


def made(blocks) -> Definitions:
    graph = Maker().scope(blocks)
    return Definitions("Ngẫu nhiên", (Process("p", "Ngẫu nhiên", graph),))


PROCESSES = st.lists(BLOCKS, min_size=1, max_size=3).map(made)
