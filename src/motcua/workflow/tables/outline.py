"""The table an office begins with that has none: the steps every dossier goes through, hours left to say."""

from decimal import Decimal

from motcua.catalogue.facts import Procedure, Stage
from motcua.dossiers.states import Move
from motcua.orgs.models import Duty
from motcua.workflow.tables.model import Row, Table

# Names in a process are texts of the office, never translated.
_STEPS = (
    ("Tiếp nhận hồ sơ", "Bộ phận Một cửa", Duty.RECEIVE, Move.ACCEPT),
    ("Nhận thụ lý hồ sơ", "Công chức thụ lý", Duty.HANDLE, Move.TAKE_UP),
    ("Thẩm tra, trình dự thảo kết quả", "Công chức thụ lý", Duty.HANDLE, Move.PROPOSE),
    ("Soát xét dự thảo", "Lãnh đạo phòng", Duty.REVIEW, Move.AGREE),
    ("Ký, ban hành kết quả", "Người có thẩm quyền ký", Duty.SIGN, Move.SIGN),
    ("Trả kết quả", "Bộ phận Một cửa", Duty.RECEIVE, Move.HAND_OVER),
)


def outline_of(procedure: Procedure) -> Table:
    """Return the usual steps of a procedure; no step has hours yet, so it cannot be published as it is."""
    reviewed = Stage.REVIEW in procedure.process
    rows = [step for step in _STEPS if reviewed or step[2] != Duty.REVIEW]
    return Table(
        procedure.code,
        procedure.short_name or procedure.name,
        "",
        0,
        tuple(
            Row(number, f"B{number}", content, who, duty.value, Decimal(0), "", move.value)
            for number, (content, who, duty, move) in enumerate(rows, start=1)
        ),
    )
