"""A process in words, for every page that shows one: its steps with who, how long and what follows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from motcua.dossiers.states import Move
from motcua.orgs.models import Duty
from motcua.workflow.bpmn.drawing import Told, svg, told
from motcua.workflow.bpmn.faults import Fault
from motcua.workflow.bpmn.model import STEPS, Definitions, Node, Process
from motcua.workflow.bpmn.telling import Then, ways_on
from motcua.workflow.checks.staff import Staffed
from motcua.workflow.moves import STEP_MOVES

ACTS = {move.value: move for move in STEP_MOVES}


@dataclass(frozen=True)
class Line:
    """One step or wait. ``held``: whether somebody holds its place, None where it is not asked."""

    number: str
    told: Told
    node: Node
    act: Move | None
    then: tuple[Then, ...]
    held: bool | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def duty(self) -> Duty | None:
        return Duty(self.node.step.role) if self.node.step.role in set(Duty) else None


def picture(definitions: Definitions, title: str, here: Collection[str] = ()) -> SafeString:
    """Return the drawing. ElementTree has escaped what stands in it."""
    return mark_safe(svg(definitions, here, title))  # noqa: S308


def lines_of(
    process: Process,
    *,
    here: Collection[str] = (),
    faults: Sequence[Fault] = (),
    staffed: Staffed | None = None,
) -> list[Line]:
    """Return the steps and waits in the order in which they are met, numbered as their scopes nest."""
    places = {node.id: (graph, node) for graph, node in process.graph.everything()}
    found = told(process, here)
    listed = {each.id for each in found}
    counted: list[int] = []
    lines = []
    for place, each in enumerate(found):
        counted = [*counted[: each.depth + 1], *[0] * (each.depth + 1 - len(counted))]
        counted[each.depth] += 1
        graph, node = places[each.id]
        below = found[place + 1].title if place + 1 < len(found) else ""
        asked = staffed if node.kind in STEPS else None
        lines.append(
            Line(
                number=".".join(map(str, counted)),
                told=each,
                node=node,
                act=ACTS.get(node.step.operation),
                then=_unless_plain(ways_on(graph, node, listed), below),
                held=asked(node.step.role, node.who) if asked else None,
                faults=tuple(fault for fault in faults if fault.id == each.id),
            )
        )
    return lines


def _unless_plain(ways: tuple[Then, ...], below: str) -> tuple[Then, ...]:
    """Return the ways on, none where it only goes on to the line below."""
    return () if len(ways) == 1 and ways[0].target == below and not ways[0].said else ways
