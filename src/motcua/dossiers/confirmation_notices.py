"""What the declarant and a co-declarant are told of a confirmation. A notice once sent stays Vietnamese."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from motcua.accounts.models import Person
from motcua.dossiers.drafts import Confirmation, Draft
from motcua.eforms.definition import Section
from motcua.notices import operations as notices


def tell_invited(asked: Confirmation, *, at: datetime) -> None:
    _tell_invited(
        asked,
        "Có bản khai chờ bạn xác nhận",
        f"{_declarant(asked)} mời bạn xác nhận bản khai: {_title(asked)}.",
        "asked",
        at,
    )


def tell_again(asked: Confirmation, *, at: datetime) -> None:
    """Remind the one invited; the words of each reminder are left once."""
    _tell_invited(
        asked,
        "Nhắc lại: có bản khai chờ bạn xác nhận",
        f"{_declarant(asked)} còn chờ bạn xác nhận bản khai: {_title(asked)}. Không đồng ý thì bạn bấm "
        "Không xác nhận và ghi lý do.",
        f"again:{asked.reminders}",
        at,
    )


def tell_silent(asked: Confirmation, *, days: int, at: datetime) -> None:
    """Tell the declarant that nobody answered, and what may be done."""
    _tell_declarant(
        asked,
        f"{asked.name} chưa trả lời lời mời xác nhận",
        f"Đã {days} ngày {asked.name} chưa trả lời, dù đã được nhắc. Hồ sơ chưa nộp. Bạn nhắc trực tiếp, mời "
        f"lại với số định danh đúng, hoặc người đó ký giấy tại bộ phận Một cửa. Thủ tục: {_title(asked)}.",
        f"silent:{asked.reminders}",
        at,
    )


def tell_answer(asked: Confirmation, *, at: datetime) -> None:
    confirmed = asked.state == Confirmation.State.CONFIRMED
    said = f"đã {_how(asked)}" if confirmed else f"không xác nhận: {asked.reason}"
    _tell_declarant(
        asked,
        f"{asked.name} {'đã' if confirmed else 'không'} xác nhận bản khai",
        f"{asked.name} {said}. Hồ sơ chưa nộp. Thủ tục: {_title(asked)}.",
        f"{asked.state}:{at:%Y%m%d%H%M%S}",
        at,
    )


def tell_void(given: Confirmation, changed: Sequence[Section], *, at: datetime) -> None:
    """Tell both that what was confirmed reads otherwise now."""
    where = f" Phần đã sửa: {'; '.join(section.title for section in changed)}." if changed else ""
    title = "Bản khai đã sửa, xác nhận cũ không còn hiệu lực"
    again = f"{title}: {_title(given)}.{where}"
    _tell_declarant(given, title, f"{again} Bạn mời {given.name} xác nhận lại.", "void:owner", at)
    if given.by:
        _tell(
            given.by,
            title,
            f"{again} Khi được mời lại, bạn đọc và xác nhận lần nữa.",
            "/thong-bao/",
            f"{given.pk}:void",
            at,
        )


def tell_withdrawn(asked: Confirmation, *, at: datetime) -> None:
    title = "Bạn không phải xác nhận bản khai nữa"
    _tell_invited(asked, title, f"{_declarant(asked)} đã thôi mời: {_title(asked)}.", "withdrawn", at)


def tell_gone(draft: Draft, *, at: datetime) -> None:
    """Tell whoever was asked to confirm a draft that it is thrown away."""
    for asked in draft.confirmations.filter(state__in=["asked", "confirmed"]):
        title = "Bản khai chờ bạn xác nhận đã bị xóa"
        body = f"Bạn không phải xác nhận nữa. Thủ tục: {_title(asked)}."
        _tell_invited(asked, title, body, "gone", at, link="/thong-bao/")


def tell_filed(draft: Draft, *, at: datetime) -> None:
    """Tell whoever confirmed a draft that it was filed."""
    for given in draft.confirmations.filter(state=Confirmation.State.CONFIRMED):
        title = "Bản khai bạn xác nhận đã được nộp"
        _tell_invited(given, title, f"{_declarant(given)} đã nộp hồ sơ: {_title(given)}.", "filed", at)


def _how(asked: Confirmation) -> str:
    on_paper = asked.how == Confirmation.How.ON_PAPER
    return "ký xác nhận trên giấy tại bộ phận Một cửa" if on_paper else "xác nhận"


def _draft(asked: Confirmation) -> Draft:
    assert asked.draft is not None, "nobody is told of what was signed on a paper declaration"
    return asked.draft


def _declarant(asked: Confirmation) -> str:
    return _draft(asked).person.full_name


def _title(asked: Confirmation) -> str:
    return _draft(asked).version.title


def _tell_declarant(asked: Confirmation, title: str, body: str, dedupe: str, at: datetime) -> None:
    draft = _draft(asked)
    _tell(draft.person, title, body, f"/ban-nhap/{draft.pk}/xac-nhan/", f"{asked.pk}:{dedupe}", at)


def _tell_invited(
    asked: Confirmation, title: str, body: str, dedupe: str, at: datetime, *, link: str = ""
) -> None:
    """Tell whoever has that number, if anybody has signed in with it or is registered."""
    person = Person.objects.filter(identity_number=asked.number).first()
    if person:
        _tell(person, title, body, link or f"/viec-xac-nhan/{asked.pk}/", f"{asked.pk}:{dedupe}", at)


def _tell(person: Person, title: str, body: str, link: str, dedupe: str, at: datetime) -> None:
    notices.tell(
        recipient=f"person:{person.pk}",
        title=title[:200],
        body=body,
        link=link,
        email=person.email,
        dedupe=f"confirmation:{dedupe}",
        at=at,
    )
