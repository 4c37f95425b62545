"""Everything that changes a process or a course. Faces, jobs and the API call these and nothing lower."""

from motcua.workflow.operations.drafting import draft_process, draft_tables, end_process
from motcua.workflow.operations.keeping import import_tables, keep_draft
from motcua.workflow.operations.publishing import publish_process
from motcua.workflow.operations.running import (
    choose_way,
    claim_task,
    complete_task,
    deliver_message,
    let_timer_go_off,
    return_to,
    start_for_dossier,
)

__all__ = [
    "choose_way",
    "claim_task",
    "complete_task",
    "deliver_message",
    "draft_process",
    "draft_tables",
    "end_process",
    "import_tables",
    "keep_draft",
    "let_timer_go_off",
    "publish_process",
    "return_to",
    "start_for_dossier",
]
