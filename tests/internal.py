"""Two units of which one asks the other, and a third that has nothing to do with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.catalogue.facts import Audience
from motcua.dossiers import operations as dossiers
from motcua.dossiers.internal.asker import Asker
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.filing import Request
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting
from tests import factories as make

OPINION = make.PROCEDURE.model_copy(
    update={
        "code": "9.000004.H21",
        "audience": Audience.INTERNAL,
        "name": "Cho ý kiến về đồ án quy hoạch chung xã",
        "short_name": "Cho ý kiến về quy hoạch chung xã",
        "decided_by": "H21.117",
        "papers": (),
    }
)


@dataclass
class Between:
    """``office`` decides what ``asking`` asks."""

    office: make.Office
    asking: Unit
    officer: Posting
    third: Posting

    @property
    def asker(self) -> Asker:
        return Asker.of(self.officer)

    def request(self, **more: Any) -> Request:
        more.setdefault("papers", ())
        return self.office.request({"content": "Đề nghị cho ý kiến"}, applicant=self.asking, **more)

    def filed(self, at: datetime = make.MONDAY, **more: Any) -> Dossier:
        return dossiers.file(request=self.request(), filer=self.asker, at=at, **more)


def between() -> Between:
    office = make.office()
    office.version = make.publish(OPINION)
    asking, third = make.unit("H21.118", name="Ủy ban nhân dân xã Bàu Cạn"), make.unit("H21.119")
    return Between(
        office,
        asking,
        make.posting(asking, Duty.ASK, name="Hồ Văn Hỏi"),
        make.posting(third, Duty.ASK, Duty.HANDLE, Duty.SIGN, name="Người Thứ Ba"),
    )
