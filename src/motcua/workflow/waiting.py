"""For what a process waits, and where."""

from dataclasses import dataclass
from enum import StrEnum

from motcua.workflow.bpmn.model import Flow, Message, Node, Timer


class Waits(StrEnum):
    """For what the process waits at a place."""

    STEP = "step"
    CHOICE = "choice"
    MESSAGE = "message"
    TIMER = "timer"


@dataclass(frozen=True, slots=True)
class Waiting:
    """
    One place where work stands, and what it waits for.

    ``token`` names this visit: a step that is done again has another. ``ways`` are given for a choice.
    """

    token: str
    node: Node
    waits: Waits
    ways: tuple[Flow, ...] = ()
    within: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        return self.node.trigger.name if isinstance(self.node.trigger, Message) else ""

    @property
    def timer(self) -> Timer | None:
        return self.node.trigger if isinstance(self.node.trigger, Timer) else None
