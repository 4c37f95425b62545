"""Everything that changes a document. Pages call these and nothing lower."""

from motcua.workfiles.operations.drafts import (
    agree,
    answer_comment,
    begin_draft,
    comment,
    resolve_comment,
    return_draft,
    save_version,
    submit,
)
from motcua.workfiles.operations.incoming import finish, instruct, register
from motcua.workfiles.operations.issuing import issue, sign

__all__ = [
    "agree",
    "answer_comment",
    "begin_draft",
    "comment",
    "finish",
    "instruct",
    "issue",
    "register",
    "resolve_comment",
    "return_draft",
    "save_version",
    "sign",
    "submit",
]
