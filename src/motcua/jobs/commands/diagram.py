"""Print the drawing of a dossier's states, for docs/reference/dossier-states.md."""

import argparse
from pathlib import Path

from motcua.dossiers.states import MOVES, TURN, Move, State


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--write", type=Path, help="write it there instead of printing")


def run(args: argparse.Namespace) -> None:
    text = drawing()
    if args.write:
        args.write.write_text(text, encoding="utf-8")
    else:
        print(text)  # noqa: T201


def drawing() -> str:
    """Return the page: the diagram in Mermaid, and whose turn each state is."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {state.name}: {state.value} {state.label}" for state in State]
    for move in Move:
        rule = MOVES[move]
        for source in sorted(rule.sources) or (None,):
            start = source.name if source else "[*]"
            lines.append(f"    {start} --> {rule.target.name}: {move.label}")
    turns = [f"| {s.value} | {s.label} | {TURN[s].label} |" for s in State]
    return "\n".join(
        [
            "# States of a dossier",
            "",
            "Made from `dossiers/states.py` by `motcua diagram`; `make check` fails when it is stale.",
            "",
            "```mermaid",
            *lines,
            "```",
            "",
            "| number | state | whose turn |",
            "| --- | --- | --- |",
            *turns,
            "",
        ]
    )
