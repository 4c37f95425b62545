"""Everything that changes a dossier. Faces, jobs and the API call these and nothing lower."""

from motcua.dossiers.delivery.operations import choose_delivery, end_help, help_at_desk
from motcua.dossiers.holding.operations import assign, pull_back, release, take_over, take_up
from motcua.dossiers.operations.binding import bind_in_draft, unbind_in_draft
from motcua.dossiers.operations.blocks import release_numbers, reserve_numbers
from motcua.dossiers.operations.completing import adjust, supplement
from motcua.dossiers.operations.confirming import confirm, decline, invite, remind, withdraw_invitation
from motcua.dossiers.operations.confirming_on_paper import confirm_on_paper
from motcua.dossiers.operations.correcting import decline_correction, propose_correction, report_error
from motcua.dossiers.operations.drafts import (
    attach_to_draft,
    discard_draft,
    keep_draft,
    remove_from_draft,
    start_draft,
    submit_draft,
)
from motcua.dossiers.operations.ending import close, stop, withdraw
from motcua.dossiers.operations.extending import prepare_extension, propose_extension, sign_extension
from motcua.dossiers.operations.filing import file, receive_at_counter
from motcua.dossiers.operations.handling import agree, keep_proposal, propose, send_back
from motcua.dossiers.operations.presets import save_preset
from motcua.dossiers.operations.reception import accept, check_papers, refuse
from motcua.dossiers.operations.result_signing import sign, sign_correction
from motcua.dossiers.operations.results import deliver_online, hand_over
from motcua.dossiers.operations.saving import save_answers, save_fields, save_section
from motcua.dossiers.operations.units import end_unit
from motcua.dossiers.operations.vaulting import reuse_in_draft
from motcua.dossiers.operations.waiting import (
    ask_for_payment,
    ask_for_supplement,
    ask_opinion,
    record_opinion,
    record_payment,
    report_late_opinion,
)

__all__ = [
    "accept",
    "adjust",
    "agree",
    "ask_for_payment",
    "ask_for_supplement",
    "ask_opinion",
    "assign",
    "attach_to_draft",
    "bind_in_draft",
    "check_papers",
    "choose_delivery",
    "close",
    "confirm",
    "confirm_on_paper",
    "decline",
    "decline_correction",
    "deliver_online",
    "discard_draft",
    "end_help",
    "end_unit",
    "file",
    "hand_over",
    "help_at_desk",
    "invite",
    "keep_draft",
    "keep_proposal",
    "prepare_extension",
    "propose",
    "propose_correction",
    "propose_extension",
    "pull_back",
    "receive_at_counter",
    "record_opinion",
    "record_payment",
    "refuse",
    "release",
    "release_numbers",
    "remind",
    "remove_from_draft",
    "report_error",
    "report_late_opinion",
    "reserve_numbers",
    "reuse_in_draft",
    "save_answers",
    "save_fields",
    "save_preset",
    "save_section",
    "send_back",
    "sign",
    "sign_correction",
    "sign_extension",
    "start_draft",
    "stop",
    "submit_draft",
    "supplement",
    "take_over",
    "take_up",
    "unbind_in_draft",
    "withdraw",
    "withdraw_invitation",
]
