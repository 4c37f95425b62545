"""Print the drawing of a dossier's states, for docs/reference/dossier-states.md."""

import argparse
from pathlib import Path

from motcua.catalogue.facts import Stage
from motcua.dossiers.states import MOVES, TURN, Move, Place, State


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--write", type=Path, help="write it there instead of printing")


def run(args: argparse.Namespace) -> None:
    text = drawing()
    if args.write:
        args.write.write_text(text, encoding="utf-8")
    else:
        print(text)  # noqa: T201


def drawing() -> str:
    """Return the page: the diagram in Mermaid, whose turn each place is, and where each act leads."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {state.name}: {state.value} {state.label}" for state in State]
    for move in Move:
        edges = {(source.state if source else None, target.state) for source, target in MOVES[move]}
        for source, target in sorted(edges, key=lambda edge: (edge[0] or 0, edge[1])):
            lines.append(f"    {source.name if source else '[*]'} --> {target.name}: {move.label}")
    turns = [f"| {p.state.value} | {_name(p)} | {TURN[p].label} |" for p in sorted(TURN, key=_key)]
    moves = [f"| {move.label} | `{move.value}` | {_ways(move)} |" for move in Move]
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
            "| number | place | whose turn |",
            "| --- | --- | --- |",
            *turns,
            "",
            "| act | name | from and to |",
            "| --- | --- | --- |",
            *moves,
            "",
        ]
    )


def _key(place: Place) -> tuple[int, int]:
    return place.state, list(Stage).index(place.stage) if place.stage else -1


def _name(place: Place) -> str:
    return f"{place.state.label} ({place.stage.value})" if place.stage else str(place.state.label)


def _ways(move: Move) -> str:
    steps = sorted(MOVES[move], key=lambda step: (_key(step[0]) if step[0] else (0, 0), _key(step[1])))
    return "; ".join(f"{_name(source) if source else '—'} → {_name(target)}" for source, target in steps)
