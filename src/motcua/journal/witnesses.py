"""
Acts are witnessed: modules above register what must happen in the act's own transaction.

Unlike a follower (``outbox``), which is told once the act is committed. A witness must not raise for what is
no fault of the act: it would undo it.
"""

from collections.abc import Callable, Sequence

from motcua.journal.rules import ActFacts

Witness = Callable[[Sequence[ActFacts]], None]
_witnesses: list[tuple[str, Witness]] = []


def witness(prefix: str) -> Callable[[Witness], Witness]:
    """Register a function called with acts whose verb starts with ``prefix``: all made at once."""

    def register(function: Witness) -> Witness:
        _witnesses.append((prefix, function))
        return function

    return register


def show(acts: Sequence[ActFacts]) -> None:
    """Let the acts of one verb be witnessed."""
    for prefix, function in _witnesses:
        if acts and acts[0].verb.startswith(prefix):
            function(acts)
