"""The hours of the steps add up, on the longest way, to no more than the legal term."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from motcua.workflow.bpmn.faults import Fault
from motcua.workflow.bpmn.model import STEPS, Definitions, Graph, Node, Process, Timer
from motcua.workflow.bpmn.values import shown_hours
from motcua.workflow.bpmn.ways import back_flows, in_order, ways_of
from motcua.workflow.checks.naming import about

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Longest:
    """The hours of the longest way, and the steps on it that take time."""

    hours: Decimal = ZERO
    steps: tuple[Node, ...] = ()

    def then(self, node: Node, more: "Longest") -> "Longest":
        own = (node,) if more.hours and not more.steps else ()
        return Longest(self.hours + more.hours, (*self.steps, *own, *more.steps))


def hour_faults(process: Process, definitions: Definitions, term: Decimal | None) -> list[Fault]:
    """Return steps without hours, and a way that is longer than the term; a way back counts once."""
    if term is None:
        return []
    found = [
        about(node, gettext("chưa ghi số giờ."))
        for _scope, node in process.graph.everything()
        if node.kind in STEPS and node.step.hours is None
    ]
    longest = longest_way(process.graph, definitions)
    if longest.hours > term:
        said = gettext(
            "Các bước %(steps)s cộng lại %(hours)s giờ, vượt thời hạn %(term)s giờ: thừa %(more)s giờ."
        )
        facts = {
            "steps": " → ".join(
                f"“{node.title}” ({shown_hours(_own_hours(node))})" for node in longest.steps
            ),
            "hours": shown_hours(longest.hours),
            "term": shown_hours(term),
            "more": shown_hours(longest.hours - term),
        }
        found.append(Fault(said % facts))
    return found


def longest_way(graph: Graph, definitions: Definitions) -> Longest:
    """Return the longest way through a scope; branches side by side count as the longer of them."""
    back = back_flows(graph)
    ways = [way for way in ways_of(graph) if way.flow.id not in back]
    best: dict[str, Longest] = {}
    ended = Longest()
    for node in in_order(graph):
        before = best.get(node.id, Longest())
        after = before.then(node, _taken(node, definitions))
        ended = max(ended, after, key=lambda way: way.hours)
        for way in (way for way in ways if way.source == node.id):
            border = graph.node(way.flow.source)
            here = before.then(border, Longest(_own_hours(border))) if _cuts_short(border) else after
            best[way.target] = max(best.get(way.target, Longest()), here, key=lambda each: each.hours)
    return ended


def _cuts_short(border: Node) -> bool:
    """Whether a way leaves a step when its time is up, instead of when it is done."""
    return bool(border.attached_to and isinstance(border.trigger, Timer) and border.trigger.hours)


def _taken(node: Node, definitions: Definitions) -> Longest:
    if node.step.hours is None and node.inside:
        return longest_way(node.inside, definitions)
    if node.step.hours is None and node.calls:
        return longest_way(definitions.process(node.calls).graph, definitions)
    return Longest(_own_hours(node))


def _own_hours(node: Node) -> Decimal:
    if isinstance(node.trigger, Timer):
        return node.trigger.hours or ZERO
    return node.step.hours or ZERO
