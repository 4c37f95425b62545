"""Everything that changes a process. Faces, jobs and the API call these and nothing lower."""

from motcua.workflow.operations.keeping import import_tables, keep_draft
from motcua.workflow.operations.publishing import publish_process

__all__ = ["import_tables", "keep_draft", "publish_process"]
