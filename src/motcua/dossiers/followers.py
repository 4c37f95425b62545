"""What happens once an act on a dossier is committed: people are told, online results are delivered."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils import timezone

from motcua.dossiers import legal
from motcua.dossiers.decisions import Decision, Proposal
from motcua.dossiers.delivery.ways import place_words
from motcua.dossiers.limits import day_of_filing
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.results import deliver_online
from motcua.dossiers.states import Move
from motcua.dossiers.telling import holders, moment, tell_applicant
from motcua.journal.models import Act
from motcua.journal.outbox import follower
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import as_sentence, tidy
from motcua.notices import operations as notices
from motcua.orgs.models import Duty
from motcua.orgs.postings import heads_of_desk

_WORDS = {
    Move.FILE: (
        "Đã nhận hồ sơ {code}",
        "{unit} đã nhận được hồ sơ của bạn và sẽ kiểm tra trong {hours} giờ làm việc.",
    ),
    Move.RECEIVE: ("Đã tiếp nhận hồ sơ {code}", "Hẹn trả kết quả: {due}."),
    Move.ACCEPT: ("Đã tiếp nhận hồ sơ {code}", "Hẹn trả kết quả: {due}."),
    Move.ASK_FOR_SUPPLEMENT: (
        "Cần bổ sung hồ sơ {code}",
        "Bạn cần bổ sung: {items}. Lý do: {reason} Hạn: {until}.",
    ),
    Move.REFUSE: ("Không tiếp nhận hồ sơ {code}", "Lý do: {reason} {ground} {guidance} {complaint}"),
    Move.ASK_FOR_PAYMENT: (
        "Cần nộp tiền cho hồ sơ {code}",
        "Bạn cần nộp {amount} đồng: {what}. Nộp xong, báo số biên lai cho bộ phận Một cửa.",
    ),
    Move.RECORD_PAYMENT: (
        "Đã ghi nhận bạn nộp tiền cho hồ sơ {code}",
        "Biên lai số {receipt}, {amount} đồng. Hồ sơ được giải quyết tiếp.",
    ),
    Move.SIGN_EXTENSION: (
        "Xin lỗi và hẹn lại ngày trả hồ sơ {code}",
        "{office} xin lỗi vì không kịp hạn. Lý do: {reason} Ngày hẹn mới: {new_due}. "
        "Văn bản có trong trang hồ sơ.",
    ),
    Move.WITHDRAW: ("Hồ sơ {code} đã dừng theo yêu cầu của bạn", "Thông báo có trong trang hồ sơ."),
    Move.STOP: (
        "Dừng giải quyết hồ sơ {code}",
        "Lý do: {reason} {ground} {complaint}",
    ),
    Move.CLOSE: (
        "Hồ sơ {code} đã khép lại",
        "{reason} {ground} Cần làm lại, bạn nộp hồ sơ mới. {complaint}",
    ),
    Move.END_TOGETHER: (
        "Hồ sơ {code} đã khép lại",
        "{reason} {guidance} {ground} {complaint}",
    ),
    Move.REPORT_ERROR: (
        "Đã nhận việc báo sai sót của hồ sơ {code}",
        "{office} trả lời chậm nhất {until}.",
    ),
    Move.DECLINE_CORRECTION: ("Kết quả hồ sơ {code} không có sai sót", "Trả lời: {reason}"),
    Move.SIGN_CORRECTION: (
        "Kết quả hồ sơ {code} đã được đính chính",
        "Bản mới thay bản cũ, bạn không phải trả chi phí. Xem và nhận trong trang hồ sơ.",
    ),
    Move.PASS_ON: (
        "Hồ sơ {code} được chuyển cho {heir}",
        "{heir} thay {old} giải quyết tiếp hồ sơ của bạn. {ground} "
        "Mã hồ sơ không đổi, bạn không phải nộp lại gì. Nếu ngày hẹn đổi theo lịch làm việc của {heir}, "
        "bạn được báo riêng.",
    ),
    Move.CHOOSE_DELIVERY: ("Nơi nhận kết quả hồ sơ {code}", "Kết quả sẽ được trả: {place}."),
    Move.SIGN: ("Hồ sơ {code} đã có kết quả", "Bạn xem và nhận kết quả trong trang hồ sơ."),
}
_AGAINST = {
    Decision.GRANT_PARTLY: (
        "Hồ sơ {code} đã có kết quả: đồng ý một phần",
        "Phần không được đồng ý: {reason} {ground} {complaint} Bạn xem và nhận kết quả trong trang hồ sơ.",
    ),
    Decision.REFUSE: (
        "Hồ sơ {code} đã có kết quả: không đồng ý giải quyết",
        "Lý do: {reason} {ground} {complaint} Bạn xem và nhận kết quả trong trang hồ sơ.",
    ),
}
"""What is said of a result that does not give all that was asked."""


@follower("dossier.")
def tell_the_applicant(act: Act) -> None:
    """Leave a notice for the applicant about the acts that concern them."""
    move = Move(act.verb.removeprefix("dossier."))
    if move not in _WORDS:
        return
    dossier = _dossier(act)
    facts = _facts(act, dossier)
    title, body = _WORDS[move]
    answer = Proposal.of(dossier)
    if move == Move.SIGN and answer and answer.decision in _AGAINST:
        title, body = _AGAINST[answer.decision]
        facts |= _why(asdict(answer))
    tell_applicant(act, dossier, title=title.format(**facts), body=tidy(body.format(**facts)))


@follower("dossier.stop")
def tell_the_signer(act: Act) -> None:
    """Tell who signs for the agency that its notice of stopping waits for them."""
    _tell_holders(act, Duty.SIGN, "Thông báo dừng giải quyết chờ bạn ký số: hồ sơ {code}")


@follower("dossier.sign-in-turn")
def tell_the_next_signer(act: Act) -> None:
    """Tell whose turn it is, behind the first signature of a result."""
    _tell_holders(act, Duty(act.data["waits_for"]), "Kết quả đã có một chữ ký, chờ bạn ký tiếp: hồ sơ {code}")


def _tell_holders(act: Act, duty: Duty, title: str) -> None:
    dossier = _dossier(act)
    on = act.at.astimezone(VIETNAM).date()
    for user_id in holders(dossier.deciding_unit_id, duty, on=on):
        if user_id != act.actor_id:
            notices.tell(
                recipient=f"user:{user_id}",
                title=title.format(code=dossier.code),
                body=f"{dossier.applicant_name}: {dossier.version.title}.",
                link=f"/xu-ly/ho-so/{dossier.code}/",
                dedupe=f"{act.pk}:{user_id}",
                at=act.at,
            )


@follower("dossier.report-late-opinion")
def tell_the_desk(act: Act) -> None:
    """Tell those who head the desk that an agency is late (Decree 118/2025/NĐ-CP, Art. 19.4c)."""
    dossier = _dossier(act)
    on = act.at.astimezone(VIETNAM).date()
    for user_id in heads_of_desk(dossier.receiving_unit_id, on=on):
        notices.tell(
            recipient=f"user:{user_id}",
            title=f"Chậm trả lời ý kiến: hồ sơ {dossier.code}",
            body=f"{act.data['agency']} đã quá hạn trả lời ý kiến cho hồ sơ {dossier.code}.",
            link=f"/quay/ho-so/{dossier.code}/",
            dedupe=f"{act.subject}:{act.number}:{user_id}",
            at=act.at,
        )


@follower("dossier.sign")
def deliver_result(act: Act) -> None:
    """Give the result at once to an applicant who asked for it online."""
    deliver_online(dossier_id=act.subject.removeprefix("dossier:"), at=timezone.now())


def _dossier(act: Act) -> Dossier:
    return Dossier.objects.select_related(
        "person", "business__representative", "receiving_unit", "deciding_unit", "collect_at"
    ).get(pk=act.subject.removeprefix("dossier:"))


def _facts(act: Act, dossier: Dossier) -> dict[str, str]:
    """Return what an act says. Its dates are its own: the dossier may have moved on before this is told."""
    due = _moment(act.data.get("due_at"))
    return {
        "code": dossier.code,
        "unit": dossier.receiving_unit.name,
        "hours": legal.value("acceptance.working_hours", day_of_filing(dossier)),
        "due": due or "theo thông báo của cơ quan giải quyết",
        "items": "; ".join(act.data.get("items", [])),
        **_why(act.data),
        "guidance": as_sentence(act.data.get("guidance", "")),
        "office": dossier.deciding_unit.name,
        "place": place_words(dossier),
        "what": act.data.get("what", ""),
        "amount": f"{act.data.get('amount', 0):,}".replace(",", "."),
        "receipt": act.data.get("receipt", ""),
        "old": act.data.get("old", ""),
        "heir": act.data.get("heir", ""),
        "new_due": _moment(act.data.get("new_due_at")),
        "until": _moment(act.data.get("until_at")),
    }


def _why(said: Mapping[str, Any]) -> dict[str, str]:
    """Return why something was not given, in sentences. Letters say "ông/bà"; to a citizen we say "bạn"."""
    citation = as_sentence(said.get("citation", ""))
    return {
        "reason": as_sentence(said.get("reason", "")),
        "ground": f"Căn cứ: {citation}" if citation else "",
        "complaint": said.get("complaint", "").replace("ông/bà", "bạn"),
    }


def _moment(text: str | None) -> str:
    return moment(datetime.fromisoformat(text)) if text else ""
