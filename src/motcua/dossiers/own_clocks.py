"""The clocks of a dossier beside its term: each with its own due moment, and whether it was kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.facts import Channel
from motcua.dossiers import legal, measuring
from motcua.dossiers.answering import answer_due
from motcua.dossiers.limits import day_of_filing
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import Move
from motcua.dossiers.telling import told_clerks_at
from motcua.dossiers.waits import Kind
from motcua.journal.models import Act, Reading
from motcua.kernel.legal_time import WorkingCalendar

CAME = frozenset({Move.FILE, Move.SUPPLEMENT})
ANSWERS = frozenset({Move.ACCEPT, Move.REFUSE, Move.ASK_FOR_SUPPLEMENT, Move.ASK_FOR_PAYMENT, Move.WITHDRAW})


@dataclass(frozen=True)
class OwnClock:
    """``done_at`` None: still open, and judged by ``now``."""

    name: str | Promise
    citation: str
    due_at: datetime
    done_at: datetime | None
    now: datetime

    @property
    def late(self) -> bool:
        return (self.done_at or self.now) > self.due_at


def own_clocks(
    dossier: Dossier, acts: Sequence[Act], calendar: WorkingCalendar, *, now: datetime
) -> list[OwnClock]:
    """
    Return the clocks of the desk, of opinions and of corrections, in the order they began.

    The clerk's two hours end when somebody opens the dossier or the system tells the clerks.
    """
    found = [*_desk(dossier, acts, calendar, now), *_opinions(dossier, now), *_corrections(dossier, now)]
    return sorted(found, key=lambda clock: clock.due_at)


def _desk(
    dossier: Dossier, acts: Sequence[Act], calendar: WorkingCalendar, now: datetime
) -> Iterator[OwnClock]:
    """Each time the dossier comes to the desk online: the two hours, and the eight to answer in."""
    if dossier.channel != Channel.ONLINE.value:
        return
    moves = [(Move(act.verb.removeprefix("dossier.")), act.at) for act in acts]
    for turn, (move, came) in enumerate(moves):
        if move not in CAME:
            continue
        answered = next((at for after, at in moves[turn + 1 :] if after in ANSWERS), None)
        if move == Move.FILE:
            rule = measuring.rule("clerk_notice.hours", day_of_filing(dossier))
            told = _told(dossier, came, answered)
            yield OwnClock(
                _("Báo cho bộ phận Một cửa"), rule.citation, came + timedelta(hours=rule.value), told, now
            )
        answer = answer_due(dossier, since=came, calendar=calendar)
        yield OwnClock(_("Trả lời hồ sơ nộp trực tuyến"), answer.citation, answer.at, answered, now)


def _told(dossier: Dossier, came: datetime, answered: datetime | None) -> datetime | None:
    """Return when the clerks knew: the first of opening it, being told, and answering it."""
    opened = (
        Reading.objects.filter(subject=dossier.subject, at__gte=came)
        .order_by("at")
        .values_list("at", flat=True)
        .first()
    )
    return min((at for at in (opened, told_clerks_at(dossier), answered) if at), default=None)


def _opinions(dossier: Dossier, now: datetime) -> Iterator[OwnClock]:
    for wait in dossier.waits.all():
        if wait.kind == Kind.OPINION and wait.until_at:
            done = wait.ended_at or dossier.ended_at
            name = f"{Kind.OPINION.label}: {wait.content.get('agency', '')}"
            yield OwnClock(name, wait.citation, wait.until_at, done, now)


def _corrections(dossier: Dossier, now: datetime) -> Iterator[OwnClock]:
    rule = legal.rule("correction.working_days", day_of_filing(dossier))
    for each in dossier.corrections.all():
        yield OwnClock(_("Đính chính kết quả"), rule.citation, each.due_at, each.ended_at, now)
