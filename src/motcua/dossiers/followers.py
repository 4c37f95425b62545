"""What happens once an act on a dossier is committed: people are told, online results are delivered."""

from django.utils import timezone

from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.results import deliver_online
from motcua.dossiers.states import Move
from motcua.journal.models import Act
from motcua.journal.outbox import follower
from motcua.kernel.legal_time import VIETNAM
from motcua.notices import operations as notices

_WORDS = {
    Move.FILE: (
        "Đã nhận hồ sơ {code}",
        "{unit} đã nhận được hồ sơ của bạn và sẽ kiểm tra trong 8 giờ làm việc.",
    ),
    Move.RECEIVE: ("Đã tiếp nhận hồ sơ {code}", "Hẹn trả kết quả: {due}."),
    Move.ACCEPT: ("Đã tiếp nhận hồ sơ {code}", "Hẹn trả kết quả: {due}."),
    Move.ASK_FOR_SUPPLEMENT: (
        "Cần bổ sung hồ sơ {code}",
        "Bạn cần bổ sung: {items}. Lý do: {reason}. Hạn: {supplement_due}.",
    ),
    Move.REFUSE: ("Không tiếp nhận hồ sơ {code}", "Lý do: {reason} {guidance}"),
    Move.SIGN: ("Hồ sơ {code} đã có kết quả", "Bạn xem và nhận kết quả trong trang hồ sơ."),
}


@follower("dossier.")
def tell_the_applicant(act: Act) -> None:
    """Leave a notice for the applicant about the acts that concern them."""
    move = Move(act.verb.removeprefix("dossier."))
    if move not in _WORDS:
        return
    dossier = Dossier.objects.select_related("person", "business__representative", "receiving_unit").get(
        pk=act.subject.removeprefix("dossier:")
    )
    person = dossier.person
    if person is None:
        assert dossier.business is not None, "a dossier has an applicant"
        person = dossier.business.representative
    title, body = _WORDS[move]
    facts = _facts(act, dossier)
    notices.tell(
        recipient=f"person:{person.pk}",
        title=title.format(**facts),
        body=body.format(**facts).strip(),
        link=f"/ho-so/{dossier.code}/",
        email=person.email,
        dedupe=f"{act.subject}:{act.number}",
        at=act.at,
    )


@follower("dossier.sign")
def deliver_result(act: Act) -> None:
    """Give the result at once to an applicant who asked for it online."""
    deliver_online(dossier_id=act.subject.removeprefix("dossier:"), at=timezone.now())


def _facts(act: Act, dossier: Dossier) -> dict[str, str]:
    moment = "{:%H:%M ngày %d/%m/%Y}".format
    due = dossier.due_at and moment(dossier.due_at.astimezone(VIETNAM))
    supplement_due = dossier.supplement_due_at and moment(dossier.supplement_due_at.astimezone(VIETNAM))
    return {
        "code": dossier.code,
        "unit": dossier.receiving_unit.name,
        "due": due or "theo thông báo của cơ quan giải quyết",
        "items": "; ".join(act.data.get("items", [])),
        "reason": act.data.get("reason", ""),
        "guidance": act.data.get("guidance", ""),
        "supplement_due": supplement_due or "",
    }
