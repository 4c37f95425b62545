"""The acts beside the straight way, as forms: whose they are, what to read before, what to mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.asked import things_asked
from motcua.dossiers.errors import (
    AlreadyExtended,
    HeldByAnother,
    MoveNotAllowed,
    NotAskedFor,
    NothingToSign,
    NotYourDuty,
)
from motcua.dossiers.limits import extension_of, open_opinions, open_wait
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import why_not
from motcua.dossiers.states import Move
from motcua.kernel.errors import Refusal
from motcua.orgs.postings import Posting
from motcua.web.ui import formats, inputs
from motcua.web.ui.staff_acts import Act, Kinds, Run, to_mend

Words = str | Promise
NOBODYS = (MoveNotAllowed, NotYourDuty, HeldByAnother, NotAskedFor, NothingToSign)
"""Where one of these stands against an act, its form is not shown: it is not the reader's, or not now."""


@dataclass(frozen=True)
class Box:
    """One question of a form. ``about``: the refusals that are about it; the first says that it is empty."""

    name: str
    label: Words
    type: str = "text"
    help: Words = ""
    optional: bool = False
    about: Kinds = ()


@dataclass(frozen=True)
class Further:
    """One act: what its form is called, asks and does."""

    name: str
    move: Move
    title: Words
    button: Words
    done: Words
    run: Run
    boxes: tuple[Box, ...] = ()
    grave: bool = False

    @property
    def act(self) -> Act:
        asking = [box for box in self.boxes if box.about]
        labels = {box.name: box.label for box in asking if not box.optional}
        return Act(self.move, self.run, self.done, {box.name: box.about for box in asking}, labels)


@dataclass(frozen=True)
class Shown:
    """A form as it stands: ``asked`` are its boxes with what was typed and what to mend there."""

    further: Further
    asked: list[tuple[Box, str, str]] = field(default_factory=list)
    open: bool = False
    details: list[tuple[Words, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Offered:
    """
    The acts of this place that are the reader's: those to press now, forms to open, and what is not allowed.

    What is not allowed now stands last, each with the reason: no form is offered that would be refused.
    """

    to_do: list[Shown] = field(default_factory=list)
    forms: list[Shown] = field(default_factory=list)
    not_now: list[tuple[Further, Refusal]] = field(default_factory=list)

    @property
    def what(self) -> list[str]:
        """Return what the reader is told to do."""
        moves = (each.further.move for each in (*self.to_do, *self.forms))
        return [str(WHAT[move]) for move in moves if move in WHAT]


def offered(
    known: Iterable[Further],
    posting: Posting,
    dossier: Dossier,
    data: QueryDict,
    refusal: Refusal | None,
    *,
    at: datetime,
) -> Offered:
    """Return the acts that belong to this place and this reader."""
    found = Offered()
    for each in known:
        why = why_not(each.move, posting, dossier, at=at)
        if isinstance(why, NOBODYS) or (isinstance(why, AlreadyExtended) and not each.boxes):
            continue  # what was to be signed is signed: nobody waits to hear why it is not to be signed again
        if why:
            found.not_now.append((each, why))
        else:
            shown = _shown(each, dossier, data, refusal)
            (found.forms if shown.asked else found.to_do).append(shown)
    return found


def _shown(each: Further, dossier: Dossier, data: QueryDict, refusal: Refusal | None) -> Shown:
    pressed = data.get("act") == each.name and refusal is not None
    wrong = to_mend(each.act, refusal, data) if pressed and refusal else {}
    boxes = (*_took(dossier), *each.boxes) if each.move == Move.SUPPLEMENT else each.boxes
    asked = [(box, _typed(box, data) if pressed else "", wrong.get(box.name, "")) for box in boxes]
    return Shown(each, asked, pressed, _details(each, dossier))


WHAT = {
    Move.SIGN_EXTENSION: _("ký văn bản xin lỗi và ngày hẹn mới"),
    Move.SIGN_CORRECTION: _("ký bản đính chính"),
    Move.DECLINE_CORRECTION: _("xem sai sót người nộp báo, rồi đính chính hoặc trả lời"),
    Move.RECORD_OPINION: _("ghi ý kiến cơ quan khác khi nhận được"),
}
"""What the reader is told to do where one of these forms is theirs."""


def _details(each: Further, dossier: Dossier) -> list[tuple[Words, str]]:
    """Return what somebody must read before they press the button."""
    if each.move == Move.SIGN_EXTENSION and (extension := extension_of(dossier)):
        return [
            (_("Hẹn cũ"), formats.full_time(extension.old_due_at)),
            (_("Hẹn mới"), formats.full_time(extension.new_due_at)),
            (_("Lý do"), extension.reason),
        ]
    if each.move == Move.PROPOSE_EXTENSION and (extension := extension_of(dossier)):
        new = formats.full_time(extension.new_due_at)
        return [(_("Đã đề nghị, đang chờ ký; đề nghị mới thay cho"), f"{new}. {extension.reason}")]
    if each.move == Move.RECORD_OPINION and (awaited := open_opinions(dossier)):
        oldest = awaited[0]
        until = formats.full_time(oldest.until_at) if oldest.until_at else ""
        return [
            (_("Cơ quan được hỏi"), oldest.content["agency"]),
            (_("Nội dung"), oldest.content["question"]),
            (_("Hạn trả lời"), until),
        ]
    if each.move == Move.RECORD_PAYMENT and (wait := open_wait(dossier)):
        return [(_("Phải nộp"), f"{wait.content['what']}, {formats.dong(wait.content['amount'])}")]
    return []


def _typed(box: Box, data: QueryDict) -> str:
    kind = "text" if box.type in {"number", "tick"} else box.type
    return inputs.read_answer(type=kind, name=box.name, data=data)


def _took(dossier: Dossier) -> tuple[Box, ...]:
    """Return a box to tick for each paper asked for."""
    asked = [each for each in things_asked(dossier, []) if not each.item.question]
    return tuple(Box(f"took-{each.number}", each.item.text, "tick") for each in asked)


def acts(known: Iterable[Further]) -> Mapping[str, Act]:
    return {each.name: each.act for each in known}


def written(known: Iterable[Further]) -> tuple[str, ...]:
    """Return the boxes whose words are shown again when their form is gone."""
    return tuple(box.name for each in known for box in each.boxes if box.type != "date")
