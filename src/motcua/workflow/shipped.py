"""
Model processes of frequent procedures, in the form of an office's own table (``data/model-processes.csv``).

They are ours, not the province's: whoever runs Một Cửa replaces them with what it has published.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from motcua.journal.actor import SYSTEM
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.postings import Posting
from motcua.workflow.models import ProcessVersion
from motcua.workflow.operations import import_tables, publish_process
from motcua.workflow.queries import known_digests
from motcua.workflow.staffing import staffed_in
from motcua.workflow.tables.reading import read_tables
from motcua.workflow.tables.report import Against, Outcome, outcomes
from motcua.workflow.terms import legal_hours_of

FILE = Path(__file__).parent / "data" / "model-processes.csv"
SOURCE = "Quy trình mẫu đi kèm phần mềm, thay bằng quy trình tỉnh đã công bố"


def model_processes(*, at: datetime) -> Sequence[Outcome]:
    """Return the tables, held against the law and what is kept already."""
    on = at.astimezone(VIETNAM).date()
    against = Against(known_digests(None), legal_hours_of, staffed_in(None, on=on))
    return outcomes(read_tables(FILE.name, FILE.read_bytes()), against)


def publish_models(*, by: Posting, at: datetime) -> list[ProcessVersion]:
    """Put the model processes in force for every office; none where they are already."""
    drafts = import_tables(outcomes=model_processes(at=at), unit=None, source=SOURCE, by=SYSTEM, at=at)
    return [publish_process(version_id=draft.pk, by=by, at=at) for draft in drafts]
