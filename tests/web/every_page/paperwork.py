"""An office at its own paperwork: a document at every step, and who does what with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from motcua.orgs.models import Duty, Unit
from motcua.workfiles import operations as work
from tests import factories as make
from tests.sign_in import signed_in
from tests.workfiles.factory import Desk, upload

HERE = "/xu-ly/van-ban/"

if TYPE_CHECKING:
    from tests.web.every_page.people import Visitor


def visitors() -> list[Visitor]:
    from tests.web.every_page.people import Visitor

    desk = _desk()
    _documents(desk)
    who = {
        "writes": desk.author,
        "reviews papers": desk.head,
        "keeps books": desk.clerk,
        "directs": desk.leader,
    }
    there = {"within": (HERE,), "start": HERE, "enough": 8}  # they meet the other pages of staff as others do
    return [Visitor(name, signed_in(one), **there) for name, one in who.items()]  # type: ignore[arg-type]


def _desk() -> Desk:
    unit = make.unit("H21.18", name="Sở Xây dựng tỉnh Gia Lai")
    other: Unit = make.unit("H21.24", name="Sở Nông nghiệp và Môi trường tỉnh Gia Lai")
    return Desk(
        unit,
        other,
        make.posting(unit, Duty.SEAL, name="Văn Thư"),
        make.posting(unit, Duty.HANDLE, name="Người Soạn"),
        make.posting(unit, Duty.REVIEW, name="Trưởng Phòng"),
        make.posting(unit, Duty.SIGN, name="Giám Đốc"),
        make.posting(other, Duty.SEAL, name="Văn Thư Sở Khác"),
    )


def _documents(desk: Desk) -> None:
    now = timezone.now()
    desk.incoming(at=now, files=[upload(make.PNG, "công văn.png")])
    given = desk.incoming(at=now)
    work.instruct(
        document_id=given.pk, leader=desk.leader, instruction="Tham mưu trả lời",
        handler=desk.officer(desk.author), due_on=timezone.localdate(now), at=now,
    )  # fmt: skip
    draft = desk.draft()
    work.save_version(
        document_id=draft.pk, author=desk.author, text="Điều 1. Hỗ trợ 7 triệu.", seen=1, at=now
    )
    made = work.comment(document_id=draft.pk, officer=desk.head, paragraph=1, text="Căn cứ?", at=now)
    work.answer_comment(document_id=draft.pk, comment_id=made.pk, officer=desk.author, text="NQ 5", at=now)
    submitted = desk.draft()
    work.submit(document_id=submitted.pk, author=desk.author, at=now)
    desk.agreed()
    desk.signed()
    sent = desk.signed()
    work.issue(document_id=sent.pk, clerk=desk.clerk, unit_sign="SXD", at=now)
