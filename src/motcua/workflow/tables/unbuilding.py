"""
A process back into the rows of a table: the other way of `building`.

Only a process that a table could have said has rows: one line of steps, with ways back and nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from motcua.workflow.bpmn.model import STEPS, Definitions, Graph, Kind, Node, Process, Step
from motcua.workflow.tables.building import built, shortened
from motcua.workflow.tables.model import Row, Table


def table_of(process: Process, code: str) -> Table | None:
    """Return the table that says the same, None where no table does."""
    rows = _rows(process.graph)
    return Table(code, process.name, "", 0, rows) if rows is not None else None


def _rows(graph: Graph) -> tuple[Row, ...] | None:
    rows: list[Row] = []
    met: list[str] = []
    here: Node | None = _after(graph, graph.start)
    while here is not None and here.kind in STEPS and here.id not in met:
        if here.said and here.said != content_of(here):
            return None
        rows.append(row_of(here, len(rows) + 1))
        met.append(here.id)
        here = _after(graph, here)
        if here is not None and graph.asks_a_person(here):
            onward = _returns(graph, here, met, rows)
            if onward is None:
                return None
            here = onward
    choices = sum(row.back_to is not None for row in rows)
    whole = here is not None and here.kind is Kind.END and not here.trigger and not graph.start.trigger
    return tuple(rows) if whole and len(graph.nodes) == len(rows) + choices + 2 else None


def _after(graph: Graph, node: Node) -> Node | None:
    """Return what follows, None where it is not one thing."""
    ways = graph.leaving(node.id)
    return graph.node(ways[0].target) if len(ways) == 1 and not graph.attached(node.id) else None


def _returns(graph: Graph, choice: Node, met: Sequence[str], rows: list[Row]) -> Node | None:
    """Note in the last row to which step it may be returned; return what follows where it is not."""
    ways = graph.leaving(choice.id)
    back = [way for way in ways if way.target in met]
    on = [way for way in ways if way.target not in met]
    if len(back) != 1 or len(on) != 1 or not met:
        return None
    rows[-1] = replace(rows[-1], back_to=met.index(back[0].target))
    return graph.node(on[0].target)


def row_of(node: Node, number: int) -> Row:
    """Return what a table says of a step."""
    step = node.step
    return Row(
        line=number,
        label=f"B{number}",
        content=content_of(node),
        who=node.who,
        role=step.role,
        hours=step.hours or Decimal(0),
        form=step.form,
        act=step.operation,
    )


def content_of(node: Node) -> str:
    """Return the whole content of a step: its name, or what its name is the beginning of."""
    return node.said if node.said and shortened(node.said) == node.name else node.name


def with_rows(process: Process, code: str, rows: Sequence[Row]) -> Definitions:
    """Return the process that these rows say, drawn, under the same name and id."""
    definitions = built(Table(code, process.name, "", 0, tuple(rows)))
    own = replace(definitions.processes[0], id=process.id)
    return replace(definitions, processes=(own,))


def with_steps(definitions: Definitions, main: str, said: Mapping[str, Row]) -> Definitions:
    """Return the same ways with other words, people and hours of its steps, by their ids."""
    processes = tuple(
        replace(each, graph=_said_anew(each.graph, said)) if each.id == main else each
        for each in definitions.processes
    )
    return replace(definitions, processes=processes)


def _said_anew(graph: Graph, said: Mapping[str, Row]) -> Graph:
    nodes = []
    for node in graph.nodes:
        inside = _said_anew(node.inside, said) if node.inside else None
        row = said.get(node.id)
        nodes.append(replace(_with(node, row) if row else node, inside=inside))
    return Graph(tuple(nodes), graph.flows)


def _with(node: Node, row: Row) -> Node:
    step = Step(row.role, row.who, row.hours or None, row.act, row.form)
    name = shortened(row.content)
    kept = "" if content_of(node) == node.said else node.said  # an explanation of its own stays
    return replace(node, name=name, said=row.content if name != row.content else kept, step=step)
