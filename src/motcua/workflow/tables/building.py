"""A table becomes a process: one step a row, a lane for each who, a choice where a step may be returned."""

from motcua.workflow.bpmn.layout import laid_out
from motcua.workflow.bpmn.model import Definitions, Flow, Graph, Kind, Lane, Node, Process, Step
from motcua.workflow.tables.model import Table

# Names in a process are texts of the office, never translated.
BEGUN, ASKED, RETURNED, PASSED, DONE = "Có hồ sơ", "Đạt?", "Trả lại", "Đạt", "Xong"
_LONGEST = 120


def built(table: Table) -> Definitions:
    """Return the process, drawn."""
    nodes = [Node("start", Kind.START, BEGUN, lane=table.rows[0].who if table.rows else "")]
    flows: list[Flow] = []
    last, label = "start", ""
    for number, row in enumerate(table.rows, start=1):
        own = step_id(number)
        step = Step(row.role, row.who, row.hours, row.act, row.form)
        said = row.content if len(row.content) > _LONGEST else ""
        nodes.append(Node(own, Kind.USER_TASK, shortened(row.content), row.who, said, step))
        flows.append(Flow(f"{last}-{own}", last, own, label))
        last, label = own, ""
        if row.back_to is not None:
            asked, back = f"{own}-dat", step_id(row.back_to + 1)
            nodes.append(Node(asked, Kind.EXCLUSIVE, ASKED, row.who, step=Step(row.role, row.who)))
            flows.append(Flow(f"{own}-{asked}", own, asked))
            flows.append(Flow(f"{asked}-{back}", asked, back, RETURNED))
            last, label = asked, PASSED
    nodes.append(Node("end", Kind.END, DONE, lane=table.rows[-1].who if table.rows else ""))
    flows.append(Flow(f"{last}-end", last, "end", label))
    lanes = dict.fromkeys(row.who for row in table.rows)
    process = Process(
        id=f"tthc-{table.code}" if table.code else "tthc",
        name=table.name or table.code,
        graph=Graph(tuple(nodes), tuple(flows)),
        lanes=tuple(Lane(f"lane-{number}", who) for number, who in enumerate(lanes, start=1)),
    )
    return laid_out(Definitions(process.name, (process,)))


def step_id(number: int) -> str:
    return f"B{number}"


def line_of(table: Table, node_id: str) -> int:
    """Return the row in which a step of the process stands, 0 for what is no step."""
    number = node_id.partition("-")[0].removeprefix("B")
    return table.rows[int(number) - 1].line if number.isdigit() and 0 < int(number) <= len(table.rows) else 0


def shortened(text: str) -> str:
    """Return the name of a step whose content is ``text``."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
