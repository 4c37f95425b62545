"""The parts of an interlinked filing in words: how far each is, by when, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.dossiers.states import WAITING, State
from motcua.interlinked.bundles import Bundle, bundle_for
from motcua.interlinked.models import Part
from motcua.interlinked.outcomes import Outcome
from motcua.interlinked.prospects import Why
from motcua.interlinked.queries import Line, Whole
from motcua.kernel.legal_time import VIETNAM, working_days_left
from motcua.orgs.calendars import calendar_for
from motcua.web.portal.standing import TONES
from motcua.web.ui.formats import full_deadline, full_time, term_words


@dataclass(frozen=True)
class Shown:
    """One part on the page. ``mine``: it waits for the applicant; ``late``: its appointed date is past."""

    line: Line
    state: str
    tone: str
    when: str
    mine: bool = False
    late: bool = False

    @property
    def part(self) -> Part:
        return self.line.part

    @property
    def held(self) -> bool:
        return self.part.state == Part.State.HELD

    @property
    def waits(self) -> bool:
        return self.part.dossier is None and self.line.outcome == Outcome.OPEN

    @property
    def given(self) -> bool:
        return self.line.outcome == Outcome.GIVEN

    @property
    def open(self) -> bool:
        return self.line.outcome == Outcome.OPEN


def shown(line: Line, *, now: datetime) -> Shown:
    dossier = line.part.dossier
    if dossier is None:
        tone = {Part.State.HELD: "mine", Part.State.CALLED_OFF: "wrong"}.get(
            Part.State(line.part.state), "pause"
        )
        held = line.part.state == Part.State.HELD
        return Shown(line, str(Part.State(line.part.state).label), tone, _when(line), mine=held)
    state = State(dossier.state)
    late = line.prospect.why == Why.APPOINTED and line.prospect.at is not None and line.prospect.at < now
    refused = line.outcome == Outcome.NOT_GIVEN and state in {State.FINISHED, State.HANDED_OVER}
    label = _("Không đồng ý giải quyết") if refused else str(state.label)
    return Shown(
        line, label, "wrong" if refused else TONES[state], _when(line), mine=state in WAITING, late=late
    )


def _when(line: Line) -> str:
    """Say the date of a part and what it stands on."""
    prospect = line.prospect
    words = {
        "at": full_deadline(prospect.at) if prospect.at else "",
        "term": term_words(prospect.term) if prospect.term else "",
        "begins": full_time(prospect.begins_at) if prospect.begins_at else "",
        "after": ", ".join(line.waits_for),
    }
    match prospect.why:
        case Why.DONE:
            return _("Có kết quả: %(at)s.") % words
        case Why.APPOINTED:
            return _("Hẹn trả: %(at)s. Vì: %(term)s từ khi tiếp nhận, %(begins)s.") % words
        case Why.FROM_FILING:
            return (
                _("Dự kiến: %(at)s. Chưa tiếp nhận nên thời hạn chưa bắt đầu; tiếp nhận ngay thì %(term)s.")
                % words
            )
        case Why.AFTER if prospect.at:
            return _("Dự kiến: %(at)s. Thời hạn chưa bắt đầu, chờ kết quả %(after)s; từ đó %(term)s.") % words
        case Why.AFTER:
            return _("Thời hạn chưa bắt đầu, chờ kết quả %(after)s; từ đó %(term)s.") % words
        case Why.ASKED if line.holds_up:
            return _("Đang chờ bạn. Chờ kết quả phần này còn có: %(others)s.") % {
                "others": ", ".join(line.holds_up)
            }
        case Why.ASKED:
            return _("Đang chờ bạn. Bạn làm xong thì có ngày hẹn; các phần khác không vì thế mà chậm.")
        case Why.NO_TERM:
            return _("Pháp luật không ấn định thời hạn.")
    return ""


@dataclass(frozen=True)
class Head:
    """The four answers of the whole."""

    where: list[str]
    whose: list[str]
    day: datetime | None
    days_left: int | None
    because: str
    mine: bool


def head(whole: Whole, parts: list[Shown], *, now: datetime) -> Head:
    left = [each for each in parts if each.open]
    where = [f"{each.line.title}: {each.part.unit.name}" for each in left]
    day = whole.result_day
    days_left = None
    if day:
        last = max(left, key=lambda each: each.line.prospect.at or now)
        calendar = calendar_for(last.part.unit_id, around=now.astimezone(VIETNAM).date())
        days_left = working_days_left(now=now, due_at=day, calendar=calendar)
    return Head(where, _whose(left), day, days_left, _because(whole, left), any(e.mine for e in left))


def _whose(left: list[Shown]) -> list[str]:
    found = []
    for each in left:
        dossier = each.part.dossier
        if each.mine:
            found.append(_("Bạn: %(part)s") % {"part": each.line.title})
        elif dossier is None:
            words = {"part": each.line.title, "after": ", ".join(each.line.waits_for)}
            found.append(_("%(part)s: chờ kết quả %(after)s") % words)
        else:
            found.append(f"{each.line.title}: {dossier.turn.label}")
    return found


def _because(whole: Whole, left: list[Shown]) -> str:
    if whole.result_day is None:
        return ""
    last = [each.line.title for each in left if each.line.prospect.at == whole.result_day]
    named = {"part": ", ".join(last)}
    if whole.appointed:
        return _("Là ngày hẹn của phần muộn nhất: %(part)s.") % named
    return _("Là ngày dự kiến của phần muộn nhất: %(part)s. Từng cơ quan hẹn thì ngày này tính lại.") % named


@dataclass(frozen=True)
class Foreseen:
    """One part before filing: its name, what it waits for, and who decides it."""

    title: str
    after: str
    who: str


def foreseen(procedure: str, on: date) -> tuple[Bundle | None, list[Foreseen]]:
    """Return the parts a procedure is filed in on ``on``; nothing for a plain one."""
    bundle = bundle_for(procedure, on)
    if bundle is None:
        return None, []
    titles = {rule.key: rule.title for rule in bundle.parts}
    return bundle, [
        Foreseen(rule.title, ", ".join(titles[key] for key in rule.after), rule.decides)
        for rule in bundle.parts
    ]
