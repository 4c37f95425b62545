"""Who does a step by an act, while the act happens: what the witness of the act cannot read from it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from motcua.workflow.models import Task


@dataclass(frozen=True, slots=True)
class Doing:
    """``facts``: what conditions may ask about the step; ``way``: the flow taken where a person is asked."""

    task: Task
    facts: Mapping[str, Any] = field(default_factory=dict)
    way: str = ""


_now: ContextVar[Doing | None] = ContextVar("doing", default=None)


@contextmanager
def doing(step: Doing) -> Iterator[None]:
    token = _now.set(step)
    try:
        yield
    finally:
        _now.reset(token)


def done_now() -> Doing | None:
    """Return the step that is being done by the act under way, None where the act comes from elsewhere."""
    return _now.get()
