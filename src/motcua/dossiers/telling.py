"""What people are told about time: before a dossier is late, and when its date has moved."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from motcua.dossiers import measuring
from motcua.dossiers.limits import day_of_filing
from motcua.dossiers.marks import Mark
from motcua.dossiers.models import Dossier
from motcua.dossiers.waits import ASKED_TO, Kind
from motcua.journal.models import Act
from motcua.kernel.legal_time import VIETNAM
from motcua.notices import operations as notices
from motcua.orgs.models import Appointment, Duty

TELLS = {Mark.OFFICER: Duty.HANDLE, Mark.HEAD: Duty.REVIEW, Mark.LEADER: Duty.SIGN}


def holders(unit_id: int, duty: Duty, *, on: date) -> list[int]:
    """Return the users who hold ``duty`` in the unit on ``on``."""
    held = Appointment.objects.filter(
        Q(to_on=None) | Q(to_on__gt=on),
        from_on__lte=on,
        post__unit_id=unit_id,
        post__duties__contains=[duty.value],
        officer__user__is_active=True,
    )
    return sorted(set(held.values_list("officer__user_id", flat=True)))


def handlers(dossier: Dossier, *, on: date) -> list[int]:
    """Return the user who took the dossier up, or else those who could."""
    if dossier.assigned_to:
        return [dossier.assigned_to.user_id]
    return holders(dossier.deciding_unit_id, Duty.HANDLE, on=on)


def tell_of_mark(mark: Mark, dossier: Dossier, *, due_at: datetime, at: datetime, round_: str) -> None:
    """Warn whoever the mark is for: a share of the term is used."""
    share = measuring.rule("warn.shares", day_of_filing(dossier)).value[mark.value]
    # After an outage several marks are reached at once: then what is true now is said.
    said = "Đã quá hạn" if at > due_at else f"Đã dùng {share:.0%} thời hạn"
    on = at.astimezone(VIETNAM).date()
    users = (
        handlers(dossier, on=on)
        if mark == Mark.OFFICER
        else holders(dossier.deciding_unit_id, TELLS[mark], on=on)
    )
    _tell(
        users,
        title=f"{said}: hồ sơ {dossier.code}",
        body=f"{dossier.applicant_name}: {dossier.version.title}. Hạn trả kết quả: {moment(due_at)}.",
        link=f"/xu-ly/ho-so/{dossier.code}/",
        dedupe=f"{dossier.subject}:{mark.value}:{round_}",
        at=at,
    )


def tell_of_unopened(dossier: Dossier, *, at: datetime, round_: str) -> None:
    """Tell the clerks that nobody has opened a dossier filed online (Decree 118/2025/NĐ-CP, Art. 17.2)."""
    _tell(
        holders(dossier.receiving_unit_id, Duty.RECEIVE, on=at.astimezone(VIETNAM).date()),
        title=f"Hồ sơ trực tuyến chưa ai mở: {dossier.code}",
        body=f"{dossier.applicant_name}: {dossier.version.title}. Nộp lúc {moment(dossier.filed_at)}.",
        link=f"/quay/ho-so/{dossier.code}/",
        dedupe=f"{dossier.subject}:{Mark.CLERK.value}:{round_}",
        at=at,
    )


def told_clerks_at(dossier: Dossier) -> datetime | None:
    """Return when the clerks were first told that nobody had opened the dossier."""
    return notices.first_told(f"{dossier.subject}:{Mark.CLERK.value}:")


def tell_of_apology(dossier: Dossier, *, due_at: datetime, at: datetime, round_: str) -> None:
    """Tell officer and signer that an apology waits: its reason to be made exact, then to be signed."""
    on = at.astimezone(VIETNAM).date()
    users = {*handlers(dossier, on=on), *holders(dossier.deciding_unit_id, Duty.SIGN, on=on)}
    _tell(
        sorted(users),
        title=f"Sắp quá hạn, đã soạn văn bản xin lỗi: hồ sơ {dossier.code}",
        body=f"Hạn là {moment(due_at)}. Cán bộ thụ lý ghi rõ lý do; người ký ký trước ngày đó. "
        "Trả được kết quả đúng hạn thì không cần ký.",
        link=f"/xu-ly/ho-so/{dossier.code}/",
        dedupe=f"{dossier.subject}:apology:{round_}",
        at=at,
    )


def tell_of_new_date(act: Act, dossier: Dossier) -> None:
    """Tell applicant and officer, once, which date moved, from when to when and why."""
    old, new = (moment(datetime.fromisoformat(act.data[name])) for name in ("old_due_at", "new_due_at"))
    said = f"Ngày hẹn trả cũ: {old}. Ngày hẹn trả mới: {new}. {_why(act)}"
    title = f"Ngày hẹn trả hồ sơ {dossier.code} đã đổi"
    tell_applicant(act, dossier, title=title, body=said)
    if dossier.assigned_to:
        _tell(
            [dossier.assigned_to.user_id],
            title=title,
            body=said,
            link=f"/xu-ly/ho-so/{dossier.code}/",
            dedupe=f"{act.subject}:{act.number}",
            at=act.at,
        )


def tell_of_new_wait_end(act: Act, dossier: Dossier) -> None:
    """Tell the applicant, once, until when they may now do what was asked of them, and why."""
    old, new = (moment(datetime.fromisoformat(act.data[name])) for name in ("old_until_at", "until_at"))
    tell_applicant(
        act,
        dossier,
        title=f"Hạn {ASKED_TO[Kind(act.data['kind'])]} hồ sơ {dossier.code} đã đổi",
        body=f"Hạn cũ: {old}. Hạn mới: {new}. {_why(act)}",
    )


def _why(act: Act) -> str:
    citation = f" Căn cứ: {act.data['citation']}." if act.data["citation"] else ""
    return f"Lý do: {act.data['reason']}.{citation}"


def tell_applicant(act: Act, dossier: Dossier, *, title: str, body: str) -> None:
    """Tell the applicant, or who represents the business or asks for the unit, of one act, once."""
    if dossier.asking_unit_id:
        _tell(
            holders(dossier.asking_unit_id, Duty.ASK, on=act.at.astimezone(VIETNAM).date()),
            title=title,
            body=body,
            link=f"/xu-ly/noi-bo/{dossier.code}/",
            dedupe=f"{act.subject}:{act.number}",
            at=act.at,
        )
        return
    person = dossier.person
    if person is None:
        assert dossier.business is not None, "a dossier has an applicant"
        person = dossier.business.representative
    notices.tell(
        recipient=f"person:{person.pk}",
        title=title,
        body=body,
        link=f"/ho-so/{dossier.code}/",
        email=person.email,
        dedupe=f"{act.subject}:{act.number}",
        at=act.at,
    )


def moment(at: datetime) -> str:
    """Return a moment as an official sentence says it, in Vietnamese whoever reads."""
    return f"{at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"


def _tell(users: list[int], *, title: str, body: str, link: str, dedupe: str, at: datetime) -> None:
    for user_id in users:
        notices.tell(
            recipient=f"user:{user_id}",
            title=title[:200],
            body=body,
            link=link,
            dedupe=f"{dedupe}:{user_id}",
            at=at,
        )
