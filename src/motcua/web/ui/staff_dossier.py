"""A dossier as staff read it: the four answers, who applies, what they answered, papers, story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.models import HelpConsent, Person
from motcua.dossiers.answering import answer_due
from motcua.dossiers.asked import question_labels, things_asked
from motcua.dossiers.clocks import reckon
from motcua.dossiers.co_declarants import confirmed_of
from motcua.dossiers.limits import extension_of, open_wait
from motcua.dossiers.models import CHANNELS, Dossier
from motcua.dossiers.queries import Event, story
from motcua.dossiers.rules import term_said
from motcua.dossiers.signers import next_duty
from motcua.dossiers.states import WAITING, Move, State, Turn
from motcua.dossiers.waits import EFFECTS, named
from motcua.eforms import rules as eforms
from motcua.interlinked.queries import beside
from motcua.kernel.legal_time import VIETNAM, CountedDay, Effect, working_days_left
from motcua.orgs.calendars import calendar_for
from motcua.orgs.models import Duty
from motcua.web.ui import formats
from motcua.web.ui.origins import for_staff

TONES = {
    State.FILED: "wait",
    State.RECEIVED: "now",
    State.IN_HANDLING: "now",
    State.SUPPLEMENT_ASKED: "pause",
    State.PAYMENT_ASKED: "pause",
    State.FINISHED: "ok",
    State.HANDED_OVER: "ok",
    State.NOT_ACCEPTED: "wrong",
    State.WITHDRAWN: "pause",
    State.STOPPED: "wrong",
}


WHOSE = {
    Turn.APPLICANT: gettext_lazy("Người nộp: bổ sung hồ sơ"),
    Turn.DESK: gettext_lazy("Bộ phận Một cửa: kiểm tra rồi tiếp nhận"),
    Turn.OFFICER: gettext_lazy("%(officer)s: thẩm tra và trình"),
    Turn.HEAD: gettext_lazy("Lãnh đạo phòng: soát xét (cán bộ trình: %(officer)s)"),
    Turn.SIGNER: gettext_lazy("Người ký: ký và ban hành (cán bộ trình: %(officer)s)"),
    Turn.NOBODY: gettext_lazy("Không còn ai phải làm gì"),
}
WHOSE_IN = {
    (State.PAYMENT_ASKED, Turn.APPLICANT): gettext_lazy("Người nộp: thực hiện nghĩa vụ tài chính"),
    (State.FINISHED, Turn.DESK): gettext_lazy("Bộ phận Một cửa: trả kết quả"),
    (State.FINISHED, Turn.OFFICER): gettext_lazy("%(officer)s: xem lại sai sót của kết quả"),
    (State.FINISHED, Turn.SIGNER): gettext_lazy("Người ký: ký bản đính chính (cán bộ trình: %(officer)s)"),
}

NOBODY_HAS_IT = gettext_lazy("Cán bộ thụ lý của %(unit)s: nhận thụ lý")
WHO_SIGNS_NEXT = {
    Duty.SEAL: gettext_lazy("Văn thư của %(unit)s: ký số của cơ quan"),
    Duty.SIGN: gettext_lazy("Người ký tiếp theo của %(unit)s"),
}


_NUMBERS = {"business": gettext_lazy("Mã số thuế"), "unit": gettext_lazy("Mã đơn vị")}


@dataclass
class Standing:
    """``due_at`` with ``days_left`` and ``because``; or ``when`` where nothing is counted."""

    where: str
    whose: str
    tone: str
    due_at: datetime | None = None
    days_left: int | None = None
    because: str = ""
    when: str = ""
    days: tuple[CountedDay, ...] = ()
    over: bool = False

    @property
    def just_over(self) -> bool:
        """Whether it is over with no working day since: no number of days says it."""
        return self.over and self.days_left == 0


@dataclass(frozen=True)
class AnswersShown:
    """One section: question, answer in words, and where it came from ("" where the applicant said it)."""

    title: str
    lines: list[tuple[str, str, str]]


def page_of(dossier: Dossier, *, now: datetime) -> dict[str, Any]:
    """Return what both faces show of a dossier. Eight statements and one for the calendar."""
    told = story(dossier, for_staff=True)
    papers = list(dossier.papers.select_related("paper__file__signature_check").order_by("pk"))
    return {
        "dossier": dossier,
        "standing": standing_of(dossier, told, now=now),
        "applicant": list(_applicant(dossier)),
        "answers": answers_of(dossier),
        "confirmed": confirmed_of(dossier),
        "papers": papers,
        "asked": things_asked(dossier, papers),
        "waiting_for_more": dossier.state == State.SUPPLEMENT_ASKED,
        "questions": list(question_labels(dossier).items()),
        "story": told[::-1],
        "beside": beside(dossier),
        "channel": dict(CHANNELS).get(dossier.channel, ""),
    }


def answers_of(dossier: Dossier) -> list[AnswersShown]:
    """Return the answers, section by section, as people read them."""
    form = dossier.version.form
    if form is None:
        return [AnswersShown("", [(key, str(value), "") for key, value in dossier.answers.items()])]
    words = eforms.shown(form.definition, dossier.answers)
    origins = for_staff(dossier)
    sections = (
        AnswersShown(
            section.title,
            [
                (eforms.label_of(q), words[q.key], origins.get(q.key, ""))
                for q in section.fields
                if q.key in words
            ],
        )
        for section in form.definition.sections
    )
    return [section for section in sections if section.lines]


def _applicant(dossier: Dossier) -> Iterator[tuple[str, str]]:
    known = dossier.applicant
    labels = {
        "number": str(_NUMBERS.get(known.get("kind", ""), _("Số định danh"))),
        "birth_date": _("Ngày sinh"),
        "phone": _("Điện thoại"),
        "email": _("Thư điện tử"),
        "address": _("Địa chỉ"),
    }
    for key, label in labels.items():
        if value := str(known.get(key, "")):
            yield label, "/".join(reversed(value.split("-"))) if key == "birth_date" else value
    if dossier.hand:
        yield from _hand(dossier.hand)
    elif dossier.filer_id and dossier.filer_id != dossier.person_id:
        yield _("Người nộp thay"), Person.objects.get(pk=dossier.filer_id).full_name


def _hand(hand: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Say who stood in for the applicant, apart from what the applicant said of themself."""
    helper = hand["kind"] == "helper"
    label = _("Người giúp điền và nộp") if helper else _("Người đại diện nộp")
    more = hand["title"] if helper else hand["proof"]
    yield label, ", ".join(filter(None, (hand["name"], hand["number"], hand["phone"], more)))
    if helper:
        yield _("Người nộp đồng ý bằng"), str(HelpConsent.Way(hand["way"]).label)


def standing_of(dossier: Dossier, told: list[Event], *, now: datetime) -> Standing:
    """Return the answers in words for staff."""
    state = State(dossier.state)
    found = Standing(where=_where(dossier, state), whose=_whose(dossier, state), tone=TONES[state])
    calendar = calendar_for(dossier.deciding_unit_id, around=now.astimezone(VIETNAM).date())
    if state == State.FILED:
        answer = answer_due(dossier, since=came_at(dossier, told), calendar=calendar)
        found.due_at, found.days = answer.at, answer.days
        found.because = _("Trả lời trong %(n)s giờ làm việc từ khi nộp (%(law)s).") % {
            "n": answer.hours,
            "law": answer.citation,
        }
    elif state in WAITING:
        _wait_for_applicant(found, dossier)
    elif state in {State.RECEIVED, State.IN_HANDLING}:
        _term(found, dossier)
    elif dossier.due_at and dossier.ended_at:
        found.when = _ended(dossier)
    if found.due_at:
        found.days_left = working_days_left(now=now, due_at=found.due_at, calendar=calendar)
        found.over = found.due_at < now
    return found


def came_at(dossier: Dossier, told: list[Event]) -> datetime:
    """Return when the desk's clock began: at filing, or at the last supplement."""
    moves = {Move.FILE, Move.SUPPLEMENT}
    return max((event.at for event in told if event.move in moves), default=dossier.filed_at)


def _where(dossier: Dossier, state: State) -> str:
    at_desk = state in {State.FILED, State.FINISHED, State.SUPPLEMENT_ASKED}
    unit = dossier.receiving_unit if at_desk else dossier.deciding_unit
    return str(unit.name)


def _whose(dossier: Dossier, state: State) -> str:
    facts = {
        "officer": dossier.assigned_to.full_name if dossier.assigned_to else "",
        "unit": dossier.deciding_unit.name,
    }
    words = WHOSE_IN.get((state, dossier.turn)) or WHOSE[dossier.turn]
    if dossier.turn == Turn.OFFICER and dossier.assigned_to is None:
        words = NOBODY_HAS_IT
    if dossier.signing_duty:
        words = WHO_SIGNS_NEXT.get(next_duty(dossier), words)
    return str(words) % facts


def _wait_for_applicant(found: Standing, dossier: Dossier) -> None:
    """The wait as it was begun, under the rule it keeps."""
    wait = open_wait(dossier)
    if wait is None:
        return
    rule = named(wait.rule)
    days = _("%(n)s, từ ngày yêu cầu") % {"n": formats.period_words(rule.wait)} if rule and rule.wait else ""
    basis = f"{days} ({wait.citation})" if days else wait.citation
    found.due_at = wait.until_at
    found.because = f"{basis}. {EFFECTS[Effect(wait.effect)]}."
    if wait.until_at is None:
        found.when = _("Pháp luật không ấn định số ngày chờ. %(effect)s.") % {
            "effect": EFFECTS[Effect(wait.effect)]
        }


def _term(found: Standing, dossier: Dossier) -> None:
    term = term_said(dossier)
    if dossier.due_at is None or term is None:
        found.when = _("Pháp luật không ấn định thời hạn cho thủ tục này.")
        return
    found.due_at = dossier.due_at
    found.because = _("%(term)s từ khi tiếp nhận.") % {"term": formats.term_words(term)}
    if (extension := extension_of(dossier)) and extension.new_due_at == dossier.due_at:
        found.because = _("Đã xin lỗi và hẹn lại. Lý do: %(reason)s") % {"reason": extension.reason}
    if explained := reckon(dossier):
        found.days = explained.days


def _ended(dossier: Dossier) -> str:
    assert dossier.due_at is not None
    assert dossier.ended_at is not None
    return _("Xong trước hạn hoặc đúng hạn.") if dossier.ended_at <= dossier.due_at else _("Xong sau hạn.")
