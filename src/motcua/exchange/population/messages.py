"""
The words of the population register: SOAP 1.1 envelopes, and what they mean to us.

The texts of the interface are not public. Names, order and namespaces are those that provincial systems send
and read today (README.md says what is certain). Reading forgives: a name may be one text or in parts.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

import yaml
from defusedxml.ElementTree import fromstring

from motcua.accounts.population import Judged, MaritalStatus, Pending, Question, RegisteredPerson, Relative
from motcua.kernel.identity import partial_date
from motcua.kernel.text import tidy

if TYPE_CHECKING:
    from motcua.accounts.population import Discrepancy

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
ASKS = "http://dancuquocgia.bca"
TELLS = "http://www.mic.gov.vn/dancu/1.0"
LOOK_UP = "TraCuuThongTinCongDan"
REPORT, ANSWER = "PhanAnhThongTinCongDan", "TraCuuKetQuaPhanAnh"
"""Ours: no text at hand says how a discrepancy is told to the register, nor how it answers."""
JUDGED = {"1": True, "2": False}
"""``TrangThai`` of an answer: corrected, or left as it was; "0" while it is looked into."""

register_namespace("soapenv", SOAP)
register_namespace("dan", ASKS)


class Unreadable(ValueError):
    """What came is not an answer of the register."""


@cache
def codes() -> dict[str, dict[str, str]]:
    """Return the register's codes: kind → code → our word."""
    file = Path(__file__).with_name("codes.yaml")
    return cast("dict[str, dict[str, str]]", yaml.safe_load(file.read_text(encoding="utf-8")))


def word_for(kind: str, code: str) -> str:
    """Return our word for a code; a code we do not know, or a word already, stays as it is."""
    return codes()[kind].get(code.strip(), "" if code.strip() in {"0", "00"} else code.strip())


# Asking


def look_up_envelope(question: Question, *, partner: str, integration: str) -> bytes:
    """Return the request: whom, for which service, by whom."""
    number = "SoDinhDanh" if len(question.identity_number) == 12 else "SoCMND"
    body = Element(f"{{{ASKS}}}{LOOK_UP}")
    for name, value in (
        ("MaYeuCau", question.reference),
        ("MaDVC", question.service),
        ("MaTichHop", integration),
        ("MaDonVi", partner),
        ("MaCanBo", question.asked_by),
        (number, question.identity_number),
        ("HoVaTen", question.full_name.upper()),
    ):
        SubElement(body, f"{{{ASKS}}}{name}").text = value
    born = SubElement(body, f"{{{ASKS}}}NgayThangNamSinh")
    whole = len(question.birth_date) == len("2026-11-27")
    SubElement(born, f"{{{ASKS}}}{'NgayThangNam' if whole else 'Nam'}").text = (
        question.birth_date.replace("-", "") if whole else question.birth_date[:4]
    )
    SubElement(body, f"{{{ASKS}}}MucDich").text = question.purpose
    return _enveloped(body)


def report_envelope(discrepancy: Discrepancy, *, partner: str) -> bytes:
    """Return the message that a record is disputed."""
    body = Element(f"{{{ASKS}}}{REPORT}")
    for name, value in (
        ("MaYeuCau", discrepancy.reference),
        ("MaDonVi", partner),
        ("SoDinhDanh", discrepancy.identity_number),
        ("TruongThongTin", discrepancy.item),
        ("GiaTriHienCo", discrepancy.held),
        ("GiaTriDeNghi", discrepancy.claimed),
        ("LyDo", discrepancy.reason),
        ("TenTepChungMinh", discrepancy.paper),
        ("MaBamTep", discrepancy.paper_sha256),
    ):
        SubElement(body, f"{{{ASKS}}}{name}").text = value
    return _enveloped(body)


def answer_envelope(number: str, *, reference: str, partner: str) -> bytes:
    """Return the question what became of a report."""
    body = Element(f"{{{ASKS}}}{ANSWER}")
    for name, value in (("MaYeuCau", reference), ("MaDonVi", partner), ("SoTiepNhan", number)):
        SubElement(body, f"{{{ASKS}}}{name}").text = value
    return _enveloped(body)


def _enveloped(content: Element) -> bytes:
    envelope = Element(f"{{{SOAP}}}Envelope")
    SubElement(envelope, f"{{{SOAP}}}Header")
    SubElement(envelope, f"{{{SOAP}}}Body").append(content)
    return cast("bytes", tostring(envelope, encoding="utf-8", xml_declaration=True))


# Reading


def body_of(content: bytes) -> Element:
    """
    Return the one element in the body of an envelope; entities and document types are refused.

    :raises Unreadable: when it is no envelope with something in it.
    """
    try:
        envelope = fromstring(content, forbid_dtd=True)
    except Exception as error:  # the parser, and defusedxml's own refusals
        raise Unreadable(type(error).__name__) from error
    body = envelope.find(f"{{{SOAP}}}Body")
    if envelope.tag != f"{{{SOAP}}}Envelope" or body is None or not len(body):
        raise Unreadable("no body")
    return cast("Element", body[0])


def people_in(answer: Element) -> list[RegisteredPerson]:
    """
    Return the people in a ``CongdanCollection``.

    :raises Unreadable: when it is something else, or a person without number or name.
    """
    if answer.tag != f"{{{TELLS}}}CongdanCollection":
        raise Unreadable(answer.tag)
    return [_person(found) for found in answer.findall(f"{{{TELLS}}}CongDan")]


def judged_in(answer: Element, *, otherwise: datetime) -> Judged | Pending:
    """
    Return what became of a report.

    :raises Unreadable: when it is something else.
    """
    if answer.tag != f"{{{TELLS}}}KetQuaPhanAnh":
        raise Unreadable(answer.tag)
    corrected = JUDGED.get(_text(answer, "TrangThai"))
    if corrected is None:
        return Pending()
    return Judged(corrected, _text(answer, "LyDo"), as_of(answer, name="NgayTraLoi", otherwise=otherwise))


def as_of(answer: Element, *, otherwise: datetime, name: str = "ThoiDiemDuLieu") -> datetime:
    """Return since when the data stands so, as the register says."""
    try:
        moment = datetime.fromisoformat(_text(answer, name))
    except ValueError:
        return otherwise
    return moment if moment.tzinfo else otherwise


def _person(node: Element) -> RegisteredPerson:
    number, name = _text(node, "SoDinhDanh"), _name(node)
    if not number.isdigit() or len(number) != 12 or not name:
        raise Unreadable("a person without number or name")
    return RegisteredPerson(
        identity_number=number,
        full_name=name,
        old_identity_number=_text(node, "SoCMND"),
        birth_date=_birth(node),
        gender=_one_of(word_for("gender", _text(node, "GioiTinh")), "male", "female"),  # type: ignore[arg-type]
        ethnicity=word_for("ethnicity", _text(node, "DanToc")),
        religion=word_for("religion", _text(node, "TonGiao")),
        marital_status=_marital(node),
        nationality=word_for("country", _text(node, "QuocTich")),
        birth_registered_at=_place(node, "NoiDangKyKhaiSinh"),
        home_town=_place(node, "QueQuan"),
        residence=_place(node, "ThuongTru"),
        living_at=_place(node, "NoiOHienTai"),
        father=_relative(node, "Cha"),
        mother=_relative(node, "Me"),
        spouse=_relative(node, "VoChong"),
        representative=_relative(node, "NguoiDaiDien"),
        household_head=_relative(node, "ChuHo"),
    )


def _text(node: Element | None, *path: str) -> str:
    found = node
    for name in path:
        found = None if found is None else found.find(f"{{{TELLS}}}{name}")
    return tidy(found.text or "") if found is not None else ""


def _one_of(word: str, *words: str) -> str:
    return word if word in words else ""


def _marital(node: Element) -> MaritalStatus:
    word = word_for("marital_status", _text(node, "TinhTrangHonNhan"))
    return cast("MaritalStatus", _one_of(word, "single", "married", "divorced_or_widowed"))


def _name(node: Element) -> str:
    whole = " ".join(_text(node, "HoVaTen", part) for part in ("Ho", "ChuDem", "Ten"))
    return as_written(tidy(whole) or _text(node, "HoVaTen"))


def _birth(node: Element) -> str:
    whole = _text(node, "NgayThangNamSinh", "NgayThangNam")
    if len(whole) == 8 and whole.isdigit():
        whole = f"{whole[:4]}-{whole[4:6]}-{whole[6:]}"
    return partial_date(whole) or partial_date(_text(node, "NgayThangNamSinh", "Nam")) or ""


def _place(node: Element, kind: str) -> str:
    return as_written(_text(node, kind, "ChiTiet"))


def _relative(node: Element, kind: str) -> Relative | None:
    found = node.find(f"{{{TELLS}}}{kind}")
    if found is None or not (name := _name(found)):
        return None
    return Relative(name, _text(found, "SoDinhDanh"), word_for("country", _text(found, "QuocTich")))


def as_written(text: str) -> str:
    """
    Return a name that the register keeps in capitals as people write it; what is not all capitals stays.

    >>> as_written("NAY H'BRIM"), as_written("XÃ IA DOM, TỈNH GIA LAI"), as_written("Siu Blơk")
    ("Nay H'Brim", 'Xã Ia Dom, tỉnh Gia Lai', 'Siu Blơk')
    """
    if not text.isupper():
        return text
    whole = ", ".join(_KIND.sub(lambda found: found[0].lower(), _capitals(part)) for part in text.split(","))
    return whole[:1].upper() + whole[1:]


_KIND = re.compile(
    "^(Xã|Phường|Thị Trấn|Đặc Khu|Huyện|Thị Xã|Quận|Thành Phố|Tỉnh"
    "|Thôn|Làng|Buôn|Bôn|Khu Phố|Tổ Dân Phố|Tổ|Số Nhà|Số) "
)


def _capitals(part: str) -> str:
    return " ".join(
        "'".join(piece[:1] + piece[1:].lower() for piece in word.split("'")) for word in part.split()
    )
