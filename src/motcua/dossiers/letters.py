"""
An official letter as its form asks for it, from what was recorded when it was issued.

The set of forms is that of the day the dossier was filed (``data/form-rules.yaml``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from django.utils.translation import override

from motcua.dossiers.models import Dossier, Letter
from motcua.kernel.dated import DatedRule, in_force, read_rules
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Unit
from motcua.papers import templates
from motcua.papers.forms import FORMS
from motcua.papers.models import IssuedPaper
from motcua.papers.queries import read_bytes
from motcua.papers.rules import authority_lines
from motcua.papers.typesetting import Head, typeset

MARK = {
    Letter.Kind.RECEIPT: "TTPVHCC",
    Letter.Kind.SUPPLEMENT: "PBS",
    Letter.Kind.REFUSAL: "PTC",
    Letter.Kind.APOLOGY: "PXL",
    Letter.Kind.STOPPING: "TB",
    Letter.Kind.CONTROL_SLIP: "PKS",
}
TERM_WORDS = {
    "working_days": "ngày làm việc",
    "days": "ngày",
    "months": "tháng",
    "hours": "giờ làm việc",
    "unknown": "ngày (nguồn công bố không ghi đơn vị, tính theo ngày làm việc)",
}
OF_THE_HEAD = frozenset({Letter.Kind.APOLOGY, Letter.Kind.STOPPING})
"""Letters of the agency, signed for it; the others are signed by who received or advised."""
PART = "refusal-decision"
"""What refuses a part of a request is the agency's letter: the desk's slip says that nothing is taken in."""
NO_DATE = "Theo thông báo của cơ quan"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter ready to be set: the template with the data it is given, and its title and number."""

    template: str
    data: dict[str, Any]
    title: str
    number: str


def official_name(letter: Letter) -> str:
    """Return what the letter calls itself: Vietnamese, whoever reads the page."""
    if refuses_a_part(letter):
        return "Thông báo từ chối giải quyết một phần hồ sơ"
    with override("vi"):
        return str(Letter.Kind(letter.kind).label)


def refuses_a_part(letter: Letter) -> bool:
    """Whether it tells what is not granted of a request granted in part."""
    return bool(letter.content.get("part"))


def is_of_the_head(letter: Letter) -> bool:
    """Whether it is signed for the agency, with the post of who signs."""
    return letter.kind in OF_THE_HEAD or refuses_a_part(letter)


def number_of(letter: Letter) -> str:
    """Return the number as written: ``12/PBS``."""
    return f"{letter.number:02d}/{MARK[Letter.Kind(letter.kind)]}"


def term_words(term: dict[str, Any] | None) -> str:
    """Return a term in words: ``03 ngày làm việc``."""
    if term is None:
        return "Pháp luật không ấn định thời hạn"
    amount = term["amount"]
    figure = f"{int(amount):02d}" if amount == int(amount) else f"{amount:g}".replace(".", ",")
    return f"{figure} {TERM_WORDS[term['unit']]}"


@cache
def form_rules() -> tuple[DatedRule, ...]:
    return read_rules(Path(__file__).parent / "data" / "form-rules.yaml")


def template_for(kind: str, filed_on: date) -> str:
    """
    Return the template of a kind of letter under the forms in force on the day of filing.

    Circular 01/2018/TT-VPCP has no notice of stopping; the later one serves.
    """
    name = f"{kind}{in_force(form_rules(), 'forms.set', filed_on).value}"
    return name if name in FORMS else kind


def render(letter: Letter, *, tracking_url: str) -> bytes:
    """Return the letter as a PDF. The same letter gives the same file: its template is that of its day."""
    sheet = sheet_of(letter, tracking_url=tracking_url)
    head = head_of(letter.unit, title=sheet.title, number=sheet.number, at=letter.issued_at)
    if is_of_the_head(letter) and letter.content.get("title"):
        lines = authority_lines(letter.unit.name, letter.content["title"])
        head = replace(head, authority=lines, signer=letter.content["officer"])
    source = templates.source_at(sheet.template, letter.issued_at)
    return typeset(sheet.template, sheet.data, head=head, at=letter.issued_at, source=source)


def subject_of(letter: Letter) -> str:
    """Return the letter as the journal and the papers know it."""
    return f"letter:{letter.pk}"


def signed_copy(letter: Letter) -> IssuedPaper | None:
    """Return the signed file of a letter, if it was signed."""
    return IssuedPaper.objects.about(subject_of(letter)).select_related("file").first()


def content_of(letter: Letter, *, tracking_url: str) -> bytes:
    """Return the letter as a PDF: the signed file where there is one."""
    signed = signed_copy(letter)
    return read_bytes(signed) if signed else render(letter, tracking_url=tracking_url)


def day_of(letter: Letter) -> date:
    return letter.issued_at.astimezone(VIETNAM).date()


def sheet_of(letter: Letter, *, tracking_url: str) -> Sheet:
    part = refuses_a_part(letter)
    return Sheet(
        template=PART if part else template_for(letter.kind, letter.dossier.filed_on),
        data=_part(letter) if part else _content(letter, tracking_url),
        title=f"{official_name(letter)} {letter.dossier.code}",
        number=number_of(letter),
    )


def head_of(unit: Unit, *, title: str, number: str, at: datetime) -> Head:
    return Head(
        title=title,
        agency=unit.name,
        parent=unit.parent.name if unit.parent else "",
        number=number,
        on=at.astimezone(VIETNAM).date(),
    )


def who(dossier: Dossier, tracking_url: str) -> dict[str, Any]:
    """Return what every slip about a dossier says: its code, its procedure, who asks."""
    applicant = dossier.applicant
    return {
        "dossier_code": dossier.code,
        "procedure_name": dossier.version.name,
        "desk": dossier.receiving_unit.name,
        "applicant_name": applicant["name"],
        "applicant_id": applicant.get("number", ""),
        "applicant_address": applicant.get("address", ""),
        "applicant_phone": applicant.get("phone", ""),
        "applicant_email": applicant.get("email", ""),
        "tracking_url": _followed_at(dossier, tracking_url),
    }


def _followed_at(dossier: Dossier, tracking_url: str) -> str:
    """A unit follows what it asked on its own desk: no public page tells of it."""
    if dossier.asking_unit_id is None or not tracking_url:
        return tracking_url
    return urljoin(tracking_url, f"/xu-ly/noi-bo/{dossier.code}/")


def _content(letter: Letter, tracking_url: str) -> dict[str, Any]:
    content, unit = letter.content, letter.unit
    common = who(letter.dossier, tracking_url)
    if letter.kind == Letter.Kind.RECEIPT:
        return common | _receipt(letter)
    common |= {
        "reason": content["reason"],
        "officer_name": content["officer"],
        "contact_name": unit.name,
        "contact_phone": unit.phone,
    }
    match Letter.Kind(letter.kind):
        case Letter.Kind.SUPPLEMENT:
            return common | {"items": content["items"]}
        case Letter.Kind.REFUSAL:
            ground = {"citation": content["citation"], "complaint": content.get("complaint", "")}
            return common | ground | {"advice": content["guidance"]}
        case Letter.Kind.APOLOGY:
            dates = {"due_at": content["old_due_at"], "new_due_at": content["new_due_at"]}
            received = content.get("received_at") or letter.dossier.filed_at.isoformat()
            return common | _moments(received_at=received, **dates)
        case Letter.Kind.STOPPING:
            accepted = letter.dossier.accepted_at
            ground = {"citation": content.get("citation", ""), "complaint": content.get("complaint", "")}
            return common | ground | {"received_at": accepted, "stopped_at": letter.issued_at}
    raise ValueError(f"{letter.kind} is made from the journal, not from a letter")


def _part(letter: Letter) -> dict[str, Any]:
    said, dossier = letter.content, letter.dossier
    return {
        "dossier_code": dossier.code,
        "procedure_name": dossier.version.name,
        "applicant_name": dossier.applicant["name"],
        "applicant_address": dossier.applicant.get("address", ""),
        "reason": said["reason"],
        "citation": said["citation"],
        "advice": said["guidance"],
        "complaint": said["complaint"],
        "part": True,
    }


def _moments(**values: str) -> dict[str, datetime]:
    return {key: datetime.fromisoformat(value) for key, value in values.items()}


def _receipt(letter: Letter) -> dict[str, Any]:
    content = letter.content
    due_at = content["due_at"]
    return {
        "papers": [
            {"name": p["title"], "originals": p["originals"], "copies": p["copies"]}
            for p in content["papers"]
        ],
        "term": term_words(content["term"]),
        "received_at": letter.issued_at,
        "due_at": datetime.fromisoformat(due_at) if due_at else NO_DATE,
        "result_place": content.get("result_place") or letter.unit.name,
        "book": f"01/{letter.year}",
        "book_line": str(letter.number),
        "submitter_name": letter.dossier.applicant_name,
        "receiver_name": content["officer"],
    }
