"""What of a procedure could not be read whole, in the words of its page. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from motcua.catalogue.crawl.ledger import Reason
from motcua.catalogue.facts import Procedure

PARTS = {
    "name": gettext_lazy("Tên thủ tục"),
    "field": gettext_lazy("Lĩnh vực"),
    "type": gettext_lazy("Loại thủ tục"),
    "decision": gettext_lazy("Quyết định công bố"),
    "levels": gettext_lazy("Cấp giải quyết"),
    "authority": gettext_lazy("Cơ quan có thẩm quyền"),
    "executing": gettext_lazy("Cơ quan thực hiện"),
    "delegated": gettext_lazy("Cơ quan được ủy quyền"),
    "coordinating": gettext_lazy("Cơ quan phối hợp"),
    "reception": gettext_lazy("Nơi tiếp nhận"),
    "who_may_file": gettext_lazy("Đối tượng thực hiện"),
    "ways": gettext_lazy("Cách nộp, thời hạn, phí"),
    "terms": gettext_lazy("Thời hạn"),
    "fees": gettext_lazy("Phí, lệ phí"),
    "papers": gettext_lazy("Giấy tờ phải nộp"),
    "steps": gettext_lazy("Trình tự"),
    "conditions": gettext_lazy("Yêu cầu, điều kiện"),
    "legal_bases": gettext_lazy("Căn cứ pháp lý"),
    "results": gettext_lazy("Kết quả"),
    "related": gettext_lazy("Thủ tục liên quan"),
    "description": gettext_lazy("Mô tả"),
    "keywords": gettext_lazy("Từ khóa"),
    "source_url": gettext_lazy("Địa chỉ nguồn"),
    "ministry": gettext_lazy("Bộ, ngành"),
}


@dataclass(frozen=True)
class UnreadShown:
    part: str
    why: str
    text: str


def unread_shown(facts: Procedure) -> Iterator[UnreadShown]:
    """Yield each piece with the name of its part; a part or a reason that is not ours keeps its own words."""
    for piece in facts.unread:
        why = Reason(piece.reason).sentence if piece.reason in set(Reason) else piece.reason
        yield UnreadShown(str(PARTS.get(piece.field, piece.field)), why, piece.text)
