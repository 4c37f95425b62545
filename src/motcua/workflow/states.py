"""
What is kept of a run: where its work stands and the facts it carries, without the process.

The library gives each task a random number and the hour of its machine. Here both become places in a
row, so that the same history gives the same text and no clock is in it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.config import DEFAULT_CONFIG
from SpiffWorkflow.bpmn.serializer.default.workflow import BpmnWorkflowConverter, WorkflowConverter
from SpiffWorkflow.bpmn.specs import BpmnProcessSpec

FORMAT = 1
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class _WithoutSpecs(BpmnWorkflowConverter):  # type: ignore[misc]
    """Keeps the work and not the process, which its version keeps once for all."""

    def to_dict(self, workflow: BpmnWorkflow) -> dict[str, Any]:
        kept: dict[str, Any] = WorkflowConverter.to_dict(self, workflow)
        return kept | {"subprocesses": self.mapping_to_dict(dict(_in_order(workflow, workflow)))}

    def from_dict(
        self, dct: dict[str, Any], spec: BpmnProcessSpec, inner: Mapping[str, BpmnProcessSpec]
    ) -> BpmnWorkflow:
        workflow = BpmnWorkflow(spec, dict(inner), deserializing=True)
        workflow.tasks = self.mapping_from_dict(dct["tasks"], UUID, workflow=workflow)
        workflow.task_tree = workflow.tasks[UUID(dct["root"])]
        self.set_default_attributes(workflow, dct)
        self.subprocesses_from_dict(dct["subprocesses"], workflow)
        return workflow


def _in_order(workflow: BpmnWorkflow, top: BpmnWorkflow) -> Iterator[tuple[UUID, BpmnWorkflow]]:
    """Yield the sub-processes as restoring finds them, whatever order they were begun in."""
    for own in workflow.tasks:
        if own in top.subprocesses:
            yield own, top.subprocesses[own]
            yield from _in_order(top.subprocesses[own], top)


_REGISTRY = BpmnWorkflowSerializer.configure(DEFAULT_CONFIG | {BpmnWorkflow: _WithoutSpecs})


def dumped(workflow: BpmnWorkflow) -> str:
    """Return the state of a run as text."""
    kept: dict[str, Any] = _REGISTRY.convert(workflow)
    tasks = [
        *kept["tasks"].values(),
        *(t for sub in kept["subprocesses"].values() for t in sub["tasks"].values()),
    ]
    hours = {hour: place for place, hour in enumerate(sorted({task["last_state_change"] for task in tasks}))}
    for task in tasks:
        task["last_state_change"] = hours[task["last_state_change"]]
    places = {task["id"]: str(UUID(int=place)) for place, task in enumerate(tasks, start=1)}
    text = json.dumps({"format": FORMAT, **kept}, ensure_ascii=False, separators=(",", ":"))
    return _ID.sub(lambda found: places.get(found[0], found[0]), text)


def restored(text: str, spec: BpmnProcessSpec, inner: Mapping[str, BpmnProcessSpec]) -> BpmnWorkflow:
    """Return the run that a text keeps."""
    kept = json.loads(text)
    if kept.pop("format") != FORMAT:
        raise ValueError("a state of another format")
    return _REGISTRY.restore(kept, spec=spec, inner=inner)
