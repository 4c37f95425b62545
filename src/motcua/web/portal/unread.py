"""What of a procedure could not be read whole, in the words of its page. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from motcua.catalogue.crawl.ledger import Reason
from motcua.catalogue.facts import Procedure
from motcua.web.ui import procedure_words

PARTS = procedure_words.PARTS | {
    "terms": gettext_lazy("Thời hạn"),  # of a way of filing
    "fees": gettext_lazy("Phí, lệ phí"),
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
