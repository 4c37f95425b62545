"""
A parallel gateway that joins each round of a loop on its own.

The library counts what arrived in an earlier round again, and goes on before the branches of this round are
done. Here an arrival that was joined is marked with the visit that took it, and counts no more.
"""

from collections.abc import Iterable

from SpiffWorkflow.bpmn.specs.defaults import ParallelGateway
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.deep_merge import DeepMerge
from SpiffWorkflow.util.task import TaskState

JOINED = "joined"


class Join(ParallelGateway):  # type: ignore[misc]
    """Waits for one arrival on each way in."""

    def _check_threshold_unstructured(self, my_task: Task) -> bool:
        arrived = {task.parent.task_spec.name for task in self._arrivals(my_task)}
        return arrived >= {spec.name for spec in self.inputs}

    def _run_hook(self, my_task: Task) -> bool:
        for task in sorted(self._arrivals(my_task), key=lambda task: task.last_state_change):
            DeepMerge.merge(my_task.data, task.parent.data)
            task.internal_data[JOINED] = str(my_task.id)
        my_task._inherit_data()
        return True

    def _arrivals(self, my_task: Task) -> list[Task]:
        return [task for task in arrivals_among(my_task.workflow.tasks.values()) if task.task_spec is self]


def arrivals_among(tasks: Iterable[Task]) -> list[Task]:
    """Return the arrivals that no join has taken yet."""
    return [
        task
        for task in tasks
        if isinstance(task.task_spec, Join)
        and JOINED not in task.internal_data
        and task.parent is not None
        and task.parent.has_state(TaskState.COMPLETED)
    ]


def give_back_arrivals(tasks: list[Task], removed: set[str]) -> None:
    """Let arrivals count again whose join was undone."""
    for task in tasks:
        if task.internal_data.get(JOINED) in removed:
            del task.internal_data[JOINED]
