"""Everything that changes a dossier. Faces, jobs and the API call these and nothing lower."""

from motcua.dossiers.operations.blocks import release_numbers, reserve_numbers
from motcua.dossiers.operations.drafts import (
    attach_to_draft,
    discard_draft,
    remove_from_draft,
    save_section,
    start_draft,
    submit_draft,
)
from motcua.dossiers.operations.filing import file, receive_at_counter, supplement, withdraw
from motcua.dossiers.operations.handling import agree, keep_proposal, propose, send_back, take_up
from motcua.dossiers.operations.reception import accept, ask_for_supplement, check_papers, refuse
from motcua.dossiers.operations.results import deliver_online, hand_over, sign
from motcua.dossiers.operations.units import end_unit

__all__ = [
    "accept",
    "agree",
    "ask_for_supplement",
    "attach_to_draft",
    "check_papers",
    "deliver_online",
    "discard_draft",
    "end_unit",
    "file",
    "hand_over",
    "keep_proposal",
    "propose",
    "receive_at_counter",
    "refuse",
    "release_numbers",
    "remove_from_draft",
    "reserve_numbers",
    "save_section",
    "send_back",
    "sign",
    "start_draft",
    "submit_draft",
    "supplement",
    "take_up",
    "withdraw",
]
