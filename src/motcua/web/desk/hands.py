"""A dossier changes hands, as forms of its page: taken up in turn, given, taken over, pulled back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from motcua.dossiers import operations as dossiers
from motcua.dossiers.errors import SayWhy
from motcua.dossiers.holding.errors import BegunAlready, NotAColleague, OutOfTurn, SayGroundInWords
from motcua.dossiers.holding.fairness import TurnReason, first_waiting, grounds
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import why_not
from motcua.dossiers.states import Move
from motcua.kernel.errors import Refusal
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting, officers_with
from motcua.web.ui.staff_acts import Act

BOXES = (
    "turn_ground",
    "turn_words",
    "give_ground",
    "give_words",
    "assign_to",
    "assign_reason",
    "take_over_reason",
    "pull_reason",
)


@dataclass(frozen=True)
class Option:
    value: str
    label: str


def context(
    posting: Posting, found: Dossier, data: QueryDict, refusal: Refusal | None, *, at: datetime
) -> dict[str, Any]:
    """Return the forms that are the reader's, with what was typed and is to be mended."""
    on = localdate(at)
    may = {move: why_not(move, posting, found, at=at) for move in MOVES}
    gives, pulls = may[Move.ASSIGN] is None, may[Move.PULL_BACK]
    takes_up = may[Move.TAKE_UP] is None
    first = first_waiting(found, on=on) if takes_up or gives else None
    return {
        "first": first,
        "grounds": [Option(key, text) for key, text in grounds(on).items()] if first else [],
        "takes_up": takes_up,
        "colleagues": _colleagues(found, at) if gives else [],
        "takes_over": may[Move.TAKE_OVER] is None,
        "pulls": pulls is None,
        "pulls_not": pulls if isinstance(pulls, BegunAlready) else None,
        "typed": {name: data.get(name, "") for name in BOXES},
        "pressed": data.get("act", "") if refusal else "",
    }


def _colleagues(found: Dossier, at: datetime) -> list[Option]:
    known = officers_with((Duty.HANDLE, Duty.REVIEW), found.deciding_unit_id, on=localdate(at))
    return [Option(str(pk), name) for pk, name in known if pk != found.assigned_to_id]


def _reason(data: QueryDict, prefix: str) -> TurnReason:
    return TurnReason(data.get(f"{prefix}_ground", ""), data.get(f"{prefix}_words", ""))


def _take_up(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.take_up(code=code, officer=posting, out_of_turn=_reason(data, "turn"), at=at)


def _assign(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    to = data.get("assign_to", "")
    return dossiers.assign(
        code=code,
        head=posting,
        to=int(to) if to.isascii() and to.isdigit() else 0,
        reason=data.get("assign_reason", ""),
        out_of_turn=_reason(data, "give"),
        at=at,
    )


def _take_over(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.take_over(code=code, officer=posting, reason=data.get("take_over_reason", ""), at=at)


def _pull_back(posting: Posting, code: str, data: QueryDict, at: datetime) -> object:
    return dossiers.pull_back(code=code, officer=posting, reason=data.get("pull_reason", ""), at=at)


WHY_NOW = _("Vì sao nhận ngoài thứ tự")
MOVES = (Move.TAKE_UP, Move.ASSIGN, Move.TAKE_OVER, Move.PULL_BACK)
ACTS: Mapping[str, Act] = {
    "take-up": Act(
        Move.TAKE_UP,
        _take_up,
        _("Đã nhận thụ lý. Hồ sơ này là của bạn."),
        {"turn_words": (SayGroundInWords,), "turn_ground": (OutOfTurn,)},
        {"turn_ground": WHY_NOW},
    ),
    "assign": Act(
        Move.ASSIGN,
        _assign,
        _("Đã giao. Người nhận được báo."),
        # What is asked only with some grounds stands first: it is not asked for beside what is missing.
        {"give_words": (SayGroundInWords,), "assign_to": (NotAColleague,), "give_ground": (OutOfTurn,)},
        {"assign_to": _("Giao cho"), "give_ground": WHY_NOW},
    ),
    "take-over": Act(
        Move.TAKE_OVER,
        _take_over,
        _("Đã nhận thay. Hồ sơ này là của bạn."),
        {"take_over_reason": (SayWhy,)},
    ),
    "pull-back": Act(Move.PULL_BACK, _pull_back, _("Đã kéo lại. Hồ sơ trở về với bạn.")),
}
