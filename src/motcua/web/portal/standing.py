"""The four answers at the head of a dossier: where, whose turn, by when and why, what now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.citizens import Citizen
from motcua.dossiers import legal
from motcua.dossiers.answering import answer_due
from motcua.dossiers.decisions import Decision, Proposal
from motcua.dossiers.delivery.ways import handing_over_unit
from motcua.dossiers.limits import day_of_filing, extension_of, open_wait
from motcua.dossiers.models import Dossier, Letter
from motcua.dossiers.policies import why_not
from motcua.dossiers.queries import Event
from motcua.dossiers.rules import term_said
from motcua.dossiers.states import WAITING, Move, State, Turn
from motcua.dossiers.waits import named
from motcua.kernel.legal_time import VIETNAM, Effect, WorkingCalendar, working_days_left
from motcua.kernel.text import as_sentence
from motcua.orgs.calendars import calendar_for
from motcua.orgs.models import Unit
from motcua.web.ui.formats import dong, period_words, term_words

TONES = {
    State.FILED: "wait",
    State.RECEIVED: "now",
    State.IN_HANDLING: "now",
    State.SUPPLEMENT_ASKED: "mine",
    State.PAYMENT_ASKED: "mine",
    State.FINISHED: "ok",
    State.HANDED_OVER: "ok",
    State.NOT_ACCEPTED: "wrong",
    State.WITHDRAWN: "pause",
    State.STOPPED: "wrong",
}


EFFECTS = {
    Effect.ANEW: gettext_lazy("Bạn làm đủ, thời hạn giải quyết tính lại từ đầu."),
    Effect.SUSPENDED: gettext_lazy("Trong lúc chờ bạn, thời hạn giải quyết tạm dừng."),
    Effect.GOES_ON: gettext_lazy("Thời hạn giải quyết vẫn tính tiếp."),
}


def tone_of(dossier: Dossier) -> str:
    return TONES[State(dossier.state)]


@dataclass
class Standing:
    """The answers in words. ``when`` stands where there is no ``due_at``."""

    where: str
    whose: str
    mine: bool = False
    due_at: datetime | None = None
    days_left: int | None = None
    because: str = ""
    when: str = ""
    what: list[str] = field(default_factory=list)
    can_supplement: bool = False
    can_withdraw: bool = False
    can_adjust: bool = False
    can_report_error: bool = False
    over_without_result: bool = False

    @property
    def late(self) -> bool:
        return self.days_left is not None and self.days_left < 0


def due_words(dossier: Dossier) -> str:
    """Return, for a list, whom a dossier without a due date waits for."""
    match State(dossier.state):
        case State.FILED:
            return _("Chờ bộ phận Một cửa trả lời")
        case State.RECEIVED | State.IN_HANDLING:
            return _("Pháp luật không ấn định thời hạn")
        case State.FINISHED:
            return _("Bạn nhận kết quả được rồi")
    return _("Không còn hạn nào phải chờ")


def standing_of(dossier: Dossier, citizen: Citizen, story: list[Event], *, now: datetime) -> Standing:
    """Return the four answers for the applicant."""
    found = Standing(where=_where(dossier), whose=_whose(dossier), mine=dossier.turn == Turn.APPLICANT)
    found.can_supplement = why_not(Move.SUPPLEMENT, citizen, dossier) is None
    found.can_withdraw = why_not(Move.WITHDRAW, citizen, dossier) is None
    found.can_adjust = why_not(Move.ADJUST, citizen, dossier) is None
    found.can_report_error = why_not(Move.REPORT_ERROR, citizen, dossier) is None
    found.over_without_result = dossier.state in {State.NOT_ACCEPTED, State.STOPPED, State.WITHDRAWN}
    _when(found, dossier, story, now)
    found.what = _what(dossier, late=found.late)
    return found


def _where(dossier: Dossier) -> str:
    state = State(dossier.state)
    if state in {State.RECEIVED, State.IN_HANDLING}:
        return dossier.deciding_unit.name
    if state == State.PAYMENT_ASKED:
        return _("Đang dừng, chờ bạn nộp tiền. Nơi ghi nhận: %(unit)s") % {
            "unit": dossier.receiving_unit.name
        }
    if state == State.SUPPLEMENT_ASKED:
        return _("Đang dừng, chờ bạn bổ sung. Nơi nhận: %(unit)s") % {"unit": dossier.receiving_unit.name}
    if state == State.FINISHED:
        return _("Đã có kết quả, ở %(unit)s") % {"unit": handing_over_unit(dossier).name}
    if state == State.FILED:
        return dossier.receiving_unit.name
    return f"{state.label}"


def _whose(dossier: Dossier) -> str:
    unit = {"unit": dossier.deciding_unit.name}
    officer = dossier.assigned_to.full_name if dossier.assigned_to else _("cán bộ thụ lý")
    match dossier.turn:
        case Turn.APPLICANT if dossier.state == State.PAYMENT_ASKED:
            return _("Bạn: thực hiện nghĩa vụ tài chính")
        case Turn.APPLICANT:
            return _("Bạn: bổ sung hồ sơ")
        case Turn.DESK if dossier.state == State.FINISHED:
            return _("Bộ phận Một cửa: trả kết quả cho bạn")
        case Turn.DESK:
            return _("Bộ phận Một cửa: kiểm tra giấy tờ rồi tiếp nhận")
        case Turn.OFFICER if dossier.state == State.RECEIVED:
            return _("%(unit)s: phân người thụ lý") % unit
        case Turn.OFFICER | Turn.SIGNER if dossier.state == State.FINISHED:
            return _("%(unit)s: xem lại sai sót của kết quả và đính chính") % unit
        case Turn.OFFICER:
            return _("%(officer)s: thẩm tra hồ sơ") % {"officer": officer}
        case Turn.HEAD:
            return _("Lãnh đạo phòng, %(unit)s: soát xét") % unit
        case Turn.SIGNER:
            return _("Người có thẩm quyền, %(unit)s: ký kết quả") % unit
    return _("Không còn ai phải làm gì")


def _when(found: Standing, dossier: Dossier, story: list[Event], now: datetime) -> None:
    state = State(dossier.state)
    calendar = calendar_for(dossier.deciding_unit_id, around=now.astimezone(VIETNAM).date())
    if state == State.FILED:
        _answer_of_desk(found, dossier, story, calendar)
    elif state in WAITING:
        _wait_for_applicant(found, dossier)
    elif state in {State.RECEIVED, State.IN_HANDLING}:
        _term(found, dossier)
    elif dossier.stage:
        _answer_to_error(found, dossier)
    else:
        ended = dossier.ended_at
        found.when = _("Không còn hạn nào phải chờ.") if ended else ""
    if found.due_at:
        found.days_left = working_days_left(now=now, due_at=found.due_at, calendar=calendar)


def _answer_of_desk(found: Standing, dossier: Dossier, story: list[Event], calendar: WorkingCalendar) -> None:
    came = [event.at for event in story if event.move in {Move.FILE, Move.SUPPLEMENT}]
    answer = answer_due(dossier, since=max(came, default=dossier.filed_at), calendar=calendar)
    found.due_at = answer.at
    found.because = _("Cơ quan trả lời trong %(n)s giờ làm việc kể từ khi nhận (%(law)s).") % {
        "n": answer.hours,
        "law": answer.citation,
    }


def _answer_to_error(found: Standing, dossier: Dossier) -> None:
    correction = dossier.corrections.get(ended_at=None)
    rule = legal.rule("correction.working_days", correction.reported_at.astimezone(VIETNAM).date())
    found.due_at = correction.due_at
    found.because = _("Cơ quan trả lời trong %(n)s ngày làm việc kể từ khi bạn báo sai sót (%(law)s).") % {
        "n": rule.value,
        "law": rule.citation,
    }


def _wait_for_applicant(found: Standing, dossier: Dossier) -> None:
    wait = open_wait(dossier)
    if wait is None:
        return
    rule = named(wait.rule)
    days = _("%(n)s, kể từ ngày được yêu cầu") % {"n": period_words(rule.wait)} if rule and rule.wait else ""
    after = _("Quá hạn mà chưa làm, hồ sơ khép lại.") if wait.until_at else ""
    found.due_at = wait.until_at
    basis = f"{days} ({wait.citation})" if days else wait.citation
    found.because = f"{basis}. {EFFECTS[Effect(wait.effect)]} {after}".strip()
    if wait.until_at is None:
        found.when = _("Pháp luật không ấn định số ngày. %(effect)s") % {
            "effect": EFFECTS[Effect(wait.effect)]
        }


def _term(found: Standing, dossier: Dossier) -> None:
    term = term_said(dossier)
    if dossier.due_at is None or term is None:
        found.when = _("Pháp luật không ấn định thời hạn cho thủ tục này. Cơ quan sẽ báo khi có kết quả.")
        return
    found.due_at = dossier.due_at
    found.because = _("%(term)s kể từ khi tiếp nhận đủ hồ sơ.") % {"term": term_words(term)}
    if (extension := extension_of(dossier)) and extension.new_due_at == dossier.due_at:
        found.because = _("Cơ quan đã xin lỗi và hẹn lại. Lý do: %(reason)s") % {"reason": extension.reason}


def _what(dossier: Dossier, *, late: bool) -> list[str]:
    if late and dossier.turn not in {Turn.APPLICANT, Turn.NOBODY}:
        return [
            _("Cơ quan đã quá hạn. Bạn không phải làm gì thêm, và có quyền hỏi lý do tại %(unit)s.")
            % {"unit": dossier.receiving_unit.name}
        ]
    match State(dossier.state):
        case State.FILED | State.RECEIVED | State.IN_HANDLING:
            return [_("Bạn chưa phải làm gì. Có thay đổi, bạn được báo trong mục Thông báo.")]
        case State.PAYMENT_ASKED:
            return _to_pay(dossier)
        case State.FINISHED if dossier.stage:
            return [_("Cơ quan đang xem lại sai sót bạn báo. Có trả lời, bạn được báo trong mục Thông báo.")]
        case State.STOPPED:
            return _told_in(dossier, Letter.Kind.STOPPING, then=_("Cần làm lại, bạn nộp hồ sơ mới."))
        case State.SUPPLEMENT_ASKED:
            return [_("Gửi đủ những gì được yêu cầu trong một lần.")]
        case State.FINISHED:
            return [
                *_decided_against(dossier),
                _("Xem và tải kết quả ở dưới. Bản giấy nhận tại bộ phận Một cửa, mang theo thẻ căn cước."),
            ]
        case State.HANDED_OVER:
            return [
                *_decided_against(dossier),
                _("Kết quả đã giao cho bạn; bạn xem và tải lại bất cứ lúc nào."),
            ]
        case State.NOT_ACCEPTED:
            return _told_in(dossier, Letter.Kind.REFUSAL, then=_("Sửa xong, bạn nộp hồ sơ mới được ngay."))
    return [_("Cần làm lại, bạn nộp hồ sơ mới.")]


def _to_pay(dossier: Dossier) -> list[str]:
    wait, desk = open_wait(dossier), dossier.receiving_unit
    assert wait is not None, "it waits for this payment"
    owed = {"amount": dong(wait.content["amount"]), "what": wait.content["what"]}
    asks = _("Chưa rõ nộp ở đâu, nộp thế nào, bạn hỏi %(unit)s.") % {"unit": desk.name}
    if desk.phone:
        asks = _("Chưa rõ nộp ở đâu, nộp thế nào, bạn hỏi %(unit)s, điện thoại %(phone)s.") % {
            "unit": desk.name,
            "phone": desk.phone,
        }
    return [_("Nộp %(amount)s: %(what)s. Giữ biên lai và báo số biên lai cho bộ phận Một cửa.") % owed, asks]


def _told_in(dossier: Dossier, kind: Letter.Kind, *, then: str) -> list[str]:
    """Return what a letter that ended the dossier says: why, what to do ``then``, how to complain."""
    letter = dossier.letters.filter(kind=kind).select_related("unit").order_by("-issued_at").first()
    if letter is None:
        return [then]
    said = {key: as_sentence(letter.content.get(key, "")) for key in ("reason", "citation", "guidance")}
    told = [_("Lý do: %(reason)s") % said]
    if said["citation"]:
        told.append(_("Căn cứ: %(citation)s") % said)
    return [" ".join([*told, said["guidance"]]).strip(), then, _how_to_complain(dossier, letter.unit)]


def _decided_against(dossier: Dossier) -> list[str]:
    """Return, where the result does not give all that was asked, why, and how to complain."""
    answer = Proposal.of(dossier)
    if answer is None or not answer.decision.not_wholly_for_applicant:
        return []
    partly = answer.decision == Decision.GRANT_PARTLY
    told = _("Cơ quan chỉ đồng ý một phần.") if partly else _("Cơ quan không đồng ý giải quyết.")
    why = _("Lý do: %(reason)s Căn cứ: %(citation)s") % {
        "reason": as_sentence(answer.reason),
        "citation": as_sentence(answer.citation),
    }
    return [f"{told} {why}", _how_to_complain(dossier, dossier.deciding_unit)]


def _how_to_complain(dossier: Dossier, agency: Unit) -> str:
    rule = legal.rule("complaint.days", day_of_filing(dossier))
    return _(
        "Không đồng ý, bạn khiếu nại đến %(agency)s trong %(days)s ngày kể từ ngày nhận được văn bản "
        "(%(law)s), hoặc khởi kiện tại Tòa án."
    ) % {"agency": agency.name, "days": rule.value, "law": rule.citation}
