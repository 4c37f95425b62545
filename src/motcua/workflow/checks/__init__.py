"""What is wrong with a process before it runs, each fault said of its step. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from motcua.workflow.bpmn.faults import Fault
from motcua.workflow.bpmn.model import Definitions, Process
from motcua.workflow.checks.acts import act_faults
from motcua.workflow.checks.conditions import condition_faults
from motcua.workflow.checks.hours import hour_faults
from motcua.workflow.checks.repeats import repeat_faults
from motcua.workflow.checks.soundness import soundness_faults
from motcua.workflow.checks.spinning import spinning_faults
from motcua.workflow.checks.staff import Staffed, staff_faults

__all__ = ["Given", "faults_of", "shape_faults"]


@dataclass(frozen=True, slots=True)
class Given:
    """
    What a process is held against. What is None is not looked at.

    ``term`` is the legal term in working hours, ``staffed`` says whether somebody holds a role or post,
    ``known`` are the facts of a dossier that conditions may name, ``acts`` what a step may do to it,
    ``awaited`` what an event may wait for.
    """

    term: Decimal | None = None
    staffed: Staffed | None = None
    known: frozenset[str] | None = None
    acts: frozenset[str] | None = None
    awaited: frozenset[str] = frozenset()


def faults_of(process: Process, definitions: Definitions, given: Given) -> tuple[Fault, ...]:
    """Return everything that keeps a process from being published."""
    checks: tuple[Callable[[], list[Fault]], ...] = (
        lambda: list(shape_faults(process)),
        lambda: condition_faults(process, given.known),
        lambda: hour_faults(process, definitions, given.term),
        lambda: staff_faults(process, given.staffed),
        lambda: repeat_faults(process),
        lambda: act_faults(process, given.acts, given.awaited),
    )
    return tuple(fault for check in checks for fault in check())


def shape_faults(process: Process) -> tuple[Fault, ...]:
    """Return what is wrong with the ways alone: what runs at all has none."""
    scopes = [process.graph, *(node.inside for _scope, node in process.graph.everything() if node.inside)]
    return tuple(fault for scope in scopes for fault in (*soundness_faults(scope), *spinning_faults(scope)))
