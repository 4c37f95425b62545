"""Everything that changes a process or a course. Faces, jobs and the API call these and nothing lower."""

from motcua.workflow.operations.drafting import draft_process, draft_tables, end_process
from motcua.workflow.operations.keeping import import_tables, keep_draft
from motcua.workflow.operations.moving import move_courses, set_right
from motcua.workflow.operations.publishing import publish_process
from motcua.workflow.operations.rolling_out import (
    begin_roll_out,
    finish_roll_out,
    keep_for_many,
    restore_version,
    roll_back,
    widen_roll_out,
)
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
    "begin_roll_out",
    "choose_way",
    "claim_task",
    "complete_task",
    "deliver_message",
    "draft_process",
    "draft_tables",
    "end_process",
    "finish_roll_out",
    "import_tables",
    "keep_draft",
    "keep_for_many",
    "let_timer_go_off",
    "move_courses",
    "publish_process",
    "restore_version",
    "return_to",
    "roll_back",
    "set_right",
    "start_for_dossier",
    "widen_roll_out",
]
