"""An office at its own paperwork, and another one."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import File

from motcua.orgs.models import Duty, Officer, Unit
from motcua.orgs.postings import Posting
from motcua.workfiles import operations as work
from motcua.workfiles.models import Incoming, Outgoing
from motcua.workfiles.operations.drafts import Heading
from motcua.workfiles.operations.incoming import OnIt
from motcua.workfiles.operations.shared import Upload
from tests import factories as make

ON_IT = OnIt(origin="Bộ Xây dựng", title="Hướng dẫn rà soát quy hoạch", symbol="12/BXD-QH")


@dataclass
class Desk:
    """A unit with one person for each duty; ``other`` is a unit it writes to, with its clerk."""

    unit: Unit
    other: Unit
    clerk: Posting
    author: Posting
    head: Posting
    leader: Posting
    other_clerk: Posting

    def incoming(self, at: datetime = make.MONDAY, **more: Any) -> Incoming:
        return work.register(unit=self.unit, on_it=ON_IT, clerk=self.clerk, at=at, **more)

    def draft(self, text: str = "Điều 1. Hỗ trợ 5 triệu.\n\nĐiều 2. Thi hành.", **more: Any) -> Outgoing:
        more.setdefault("units", [self.other])
        heading = Heading("QĐ", "Quyết định hỗ trợ", **more)
        document = work.begin_draft(unit=self.unit, heading=heading, author=self.author, at=make.MONDAY)
        work.save_version(document_id=document.pk, author=self.author, text=text, seen=0, at=make.MONDAY)
        return document

    def agreed(self, **more: Any) -> Outgoing:
        document = self.draft(**more)
        work.submit(document_id=document.pk, author=self.author, at=make.MONDAY)
        return work.agree(document_id=document.pk, head=self.head, at=make.MONDAY)

    def signed(self, **more: Any) -> Outgoing:
        document = self.agreed(**more)
        return work.sign(
            document_id=document.pk, signer=self.leader, upload=upload(make.PNG, "ký.png"),
            on_paper=True, at=make.MONDAY,
        )  # fmt: skip

    def officer(self, posting: Posting) -> Officer:
        return Officer.objects.get(pk=posting.officer_id)


def upload(content: bytes, name: str) -> Upload:
    return Upload(File(io.BytesIO(content), name), name)


def desk() -> Desk:
    unit, other = make.unit("H21.18", name="Sở Xây dựng"), make.unit("H21.117", name="Xã Chư Prông")
    return Desk(
        unit,
        other,
        make.posting(unit, Duty.SEAL, name="Văn Thư"),
        make.posting(unit, Duty.HANDLE, name="Người Soạn"),
        make.posting(unit, Duty.REVIEW, name="Trưởng Phòng"),
        make.posting(unit, Duty.SIGN, name="Giám Đốc"),
        make.posting(other, Duty.SEAL, name="Văn Thư Xã"),
    )
