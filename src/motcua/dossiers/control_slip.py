"""
The control slip that travels with a dossier: who handed it to whom, when, and whether in time.

Made from the acts in the journal, so it cannot say otherwise (form 06 of Circular 03/2025/TT-VPCP).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.dossiers.letters import MARK, NO_DATE, head_of, template_for, who
from motcua.dossiers.models import Dossier, Letter
from motcua.dossiers.states import Move
from motcua.journal.models import Act
from motcua.journal.queries import acts_of
from motcua.kernel.legal_time import VIETNAM
from motcua.papers import templates
from motcua.papers.typesetting import typeset

AT_THE_DESK = (Move.RECEIVE, Move.ACCEPT, Move.HAND_OVER)
HANDS_ON = (
    Move.RECEIVE,
    Move.ACCEPT,
    Move.PROPOSE,
    Move.AGREE,
    Move.SEND_BACK,
    Move.SIGN_IN_TURN,
    Move.SIGN,
)
TAKES = (*HANDS_ON, Move.TAKE_UP, Move.HAND_OVER)
NOTES = {
    Move.PROPOSE: "Trình",
    Move.AGREE: "Đồng ý, chuyển ký",
    Move.SIGN_IN_TURN: "Đã ký, chuyển người ký tiếp theo",
    Move.SIGN: "Đã ký, chuyển trả kết quả",
}


@dataclass(frozen=True, slots=True)
class Done:
    """An act as the slip needs it."""

    move: Move
    by: str
    at: datetime
    data: Mapping[str, Any]


def render(dossier: Dossier, *, tracking_url: str, at: datetime) -> bytes:
    """Return the slip as it stands at ``at``, as a PDF."""
    name = template_for(Letter.Kind.CONTROL_SLIP, dossier.filed_on)
    receipt = dossier.letters.filter(kind=Letter.Kind.RECEIPT).order_by("issued_at").first()
    mark = MARK[Letter.Kind.CONTROL_SLIP]
    head = head_of(
        dossier.receiving_unit,
        title=f"Phiếu kiểm soát quá trình giải quyết hồ sơ {dossier.code}",
        number=f"{receipt.number:02d}/{mark}" if receipt else "",
        at=receipt.issued_at if receipt else dossier.filed_at,
    )
    source = templates.source_at(name, at)
    return typeset(name, content(dossier, tracking_url=tracking_url), head=head, at=at, source=source)


def content(dossier: Dossier, *, tracking_url: str) -> dict[str, Any]:
    done = [_done(act) for act in acts_of(dossier.subject)]
    return {
        **who(dossier, tracking_url),
        "agency": dossier.deciding_unit.name,
        "partners": "; ".join(_asked_agencies(done)),
        "received_at": dossier.accepted_at or dossier.filed_at,
        "due_at": dossier.due_at or NO_DATE,
        "rows": list(rows(dossier, done)),
    }


def rows(dossier: Dossier, done: Sequence[Done]) -> Iterator[dict[str, Any]]:
    """Yield a row for each time the dossier left a hand; the taker is who acted next."""
    desk, office = dossier.receiving_unit.name, dossier.deciding_unit.name
    for index, act in enumerate(done):
        if act.move not in HANDS_ON:
            continue
        taken = next((later for later in done[index + 1 :] if later.move in TAKES), None)
        back = act.move == Move.SIGN
        yield {
            "giver_unit": desk if act.move in AT_THE_DESK else office,
            "giver": act.by,
            "receiver_unit": desk if back else office,
            "receiver": taken.by if taken else "",
            "at": taken.at if taken and taken.move == Move.TAKE_UP else act.at,
            "outcome": outcome(act.at, due_at(dossier, done[: index + 1])) if back else "",
            "note": act.data.get("reason", "") if act.move == Move.SEND_BACK else NOTES.get(act.move, ""),
        }


def outcome(at: datetime, due: datetime | None) -> str:
    """Return whether the answer came before its day, on it, or after."""
    if due is None:
        return ""
    if at > due:
        return "Quá hạn"
    same = at.astimezone(VIETNAM).date() == due.astimezone(VIETNAM).date()
    return "Đúng hạn" if same else "Trước hạn"


def due_at(dossier: Dossier, done: Sequence[Done]) -> datetime | None:
    """Return the date that held then: a new date given before it counts, a later one does not."""
    for act in reversed(done):
        said = act.data.get("new_due_at") if act.move == Move.SIGN_EXTENSION else act.data.get("due_at")
        if said:
            return datetime.fromisoformat(said)
    return dossier.due_at


def _done(act: Act) -> Done:
    return Done(Move(act.verb.removeprefix("dossier.")), act.actor_name, act.at, act.data)


def _asked_agencies(done: Sequence[Done]) -> list[str]:
    return list(dict.fromkeys(act.data["agency"] for act in done if act.move == Move.ASK_OPINION))
