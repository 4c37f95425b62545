"""What is written down of one paper: each fact with what the machine read of it, and whether it is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.digitising.models import Digitisation
from motcua.eforms import elements
from motcua.eforms.elements import Element
from motcua.papers.digitising.extraction import SURE
from motcua.papers.digitising.layouts import layouts
from motcua.papers.digitising.sheets import Box

NUMBER, NAME, BORN = "person.identity_number", "person.full_name", "person.birth_date"
HOLDER = ("holder:person.full_name", "holder:person.identity_number", "holder:person.birth_date")
OF_THE_PAPER = (
    "paper:paper.number",
    "paper:paper.issued_by",
    "paper:paper.issued_on",
    "paper:paper.valid_until",
)
PAPER = "paper"
UNTIL = "person.identity_paper_until"
"""Of a card, its own last day stands among the facts of its holder."""
WHOM: Mapping[str, str | Promise] = {
    "applicant": gettext_lazy("Chủ giấy tờ"),
    "holder": gettext_lazy("Giấy tờ của ai"),
    "child": gettext_lazy("Người được khai sinh"),
    "mother": gettext_lazy("Mẹ"),
    "father": gettext_lazy("Cha"),
    "wife": gettext_lazy("Vợ"),
    "husband": gettext_lazy("Chồng"),
    "business": gettext_lazy("Hộ kinh doanh, doanh nghiệp"),
    "land": gettext_lazy("Thửa đất"),
    "paper": gettext_lazy("Giấy tờ này"),
}


@dataclass(frozen=True)
class Asked:
    """One fact: ``text`` stands in its box now, ``said`` is what the machine saw, and where (``box``)."""

    key: str
    element: Element
    text: str
    said: str = ""
    box: Box | None = None
    sure: float = 0.0
    doubtful: bool = False
    wrong: str = ""

    @property
    def whom(self) -> str:
        return _whom(self.key)

    @property
    def group(self) -> str:
        return str(WHOM.get(self.whom, self.whom))

    @property
    def value(self) -> str:
        """Return the one spelling of what stands there; "" when nothing does, or it is wrong."""
        return "" if self.wrong or not self.text else str(elements.read(self.element.key, self.text))


def keys_of(paper_type: str) -> list[str]:
    """Return what is asked of a type of paper, by whom it is about; what it says of itself comes last."""
    layout = layouts().get(paper_type)
    own = dict.fromkeys([*(layout.keys if layout else HOLDER), *OF_THE_PAPER])
    order = list(dict.fromkeys(_whom(key) for key in own if _whom(key) != PAPER))
    return sorted(own, key=lambda key: [*order, PAPER].index(_whom(key)))


def _whom(key: str) -> str:
    return key.partition(":")[0]


def asked_of(digitisation: Digitisation) -> list[Asked]:
    """Return every fact as it stands: typed by a person, else read, else known of the owner."""
    read = {fact["key"]: fact for fact in digitisation.read}
    known = _known(digitisation)
    return [_asked(key, digitisation, read.get(key), known) for key in keys_of(digitisation.paper_type)]


def _asked(
    key: str, digitisation: Digitisation, fact: Mapping[str, Any] | None, known: Mapping[str, str]
) -> Asked:
    element = elements.get(key.partition(":")[2])
    as_read = (fact["value"] or fact["said"]) if fact else ""
    typed = digitisation.facts.get(key)
    text = typed if typed is not None else as_read or known.get(key, "")
    unsure = bool(fact) and (fact["value"] is None or fact["sure"] < SURE) if fact else False
    return Asked(
        key=key,
        element=element,
        text=text,
        said=fact["said"] if fact else "",
        box=Box(**fact["box"]) if fact else None,
        sure=fact["sure"] if fact else 0.0,
        doubtful=unsure and key not in digitisation.seen and text == as_read,
        wrong=why_wrong(element, text),
    )


def why_wrong(element: Element, text: str) -> str:
    """Return what is wrong with a text as a value of the element; "" when nothing is."""
    if not text or elements.read(element.key, text) is not None:
        return ""
    return _("Ghi chưa đúng dạng: %(name)s%(format)s.") % {
        "name": element.name,
        "format": f" ({element.format})" if element.format else "",
    }


def _known(digitisation: Digitisation) -> Mapping[str, str]:
    if digitisation.paper_type in layouts():
        return {}
    return {HOLDER[0]: digitisation.owner_name, HOLDER[1]: digitisation.owner_number}


def name_of_fact(key: str) -> str:
    """Return a fact in words: of whom, and what."""
    whom, _colon, element = key.partition(":")
    return f"{WHOM.get(whom, whom)}, {elements.get(element).name}"


def doubtful(asked: Iterable[Asked]) -> list[Asked]:
    return [each for each in asked if each.doubtful]


def wrong(asked: Iterable[Asked]) -> list[Asked]:
    return [each for each in asked if each.wrong]
