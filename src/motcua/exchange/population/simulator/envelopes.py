"""What the simulated register says, written by hand as the register writes it: in capitals, with codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from xml.sax.saxutils import escape

from motcua.exchange.population.messages import LOOK_UP, SOAP, TELLS, codes
from motcua.exchange.population.simulator.people import Record

HEAD = f'<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="{SOAP}"><soapenv:Body>'
TAIL = "</soapenv:Body></soapenv:Envelope>"
GENDERS = {"Nam": "1", "Nữ": "2"}


def collection(found: Iterable[Record], people: Mapping[str, Record], *, at: datetime) -> bytes:
    """Return the answer to a look-up; nobody found is an empty collection."""
    records = [_person(record, people) for record in found]
    head = _nodes(
        {"Id": f"{at:%Y%m%d%H%M%S%f}", "ThoiDiemDuLieu": at.isoformat(), "SoCongDan": str(len(records))}
    )
    return _envelope("CongdanCollection", head + "".join(records))


def receipt(number: str) -> bytes:
    return _envelope("KetQuaTiepNhan", _nodes({"SoTiepNhan": number}))


def judgement(report: Mapping[str, str]) -> bytes:
    """Return what became of a report; "0": it is looked into."""
    said = {
        "SoTiepNhan": report["SoTiepNhan"],
        "TrangThai": report.get("TrangThai", "0"),
        "LyDo": report.get("TraLoi", ""),
        "NgayTraLoi": report.get("NgayTraLoi", ""),
    }
    return _envelope("KetQuaPhanAnh", _nodes(said))


def fault(text: str) -> bytes:
    """Return a SOAP 1.1 fault that blames the one who asked."""
    said = f"<faultcode>soapenv:Client</faultcode><faultstring>{escape(text)}</faultstring>"
    return f"{HEAD}<soapenv:Fault>{said}</soapenv:Fault>{TAIL}".encode()


def description() -> bytes:
    namespace = "http://schemas.xmlsoap.org/wsdl/"
    return f'<?xml version="1.0"?><definitions xmlns="{namespace}" name="{LOOK_UP}"/>'.encode()


def bomb() -> bytes:
    """Return an answer that would grow to gigabytes in a parser that trusts it."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "xxxxxxxxxx">{entities}]><x>&e9;</x>'.encode()


def _envelope(name: str, content: str) -> bytes:
    return f'{HEAD}<ns1:{name} xmlns:ns1="{TELLS}">{content}</ns1:{name}>{TAIL}'.encode()


def _person(record: Record, people: Mapping[str, Record]) -> str:
    whole = "".join(reversed(record.born.split("/"))) if "/" in record.born else ""
    content = (
        _nodes({"SoDinhDanh": record.number, "SoCMND": record.old_number})
        + _node("HoVaTen", _nodes({"Ho": "", "ChuDem": "", "Ten": record.name.upper()}))
        + _nodes(
            {
                "GioiTinh": GENDERS.get(record.gender, "0"),
                "DanToc": _code("ethnicity", record.ethnicity),
                "TonGiao": _code("religion", record.religion),
                "TinhTrangHonNhan": _code("marital_status", record.marital_status),
                "NhomMau": "00",
            }
        )
        + _node("NgayThangNamSinh", _nodes({"Nam": record.born[-4:], "NgayThangNam": whole}))
        + _place("NoiDangKyKhaiSinh", record.birth_registered_at)
        + _nodes({"QuocTich": "VN"})
        + _place("QueQuan", record.origin)
        + _place("ThuongTru", record.residence)
        + _place("NoiOHienTai", record.living_at or record.residence)
    )
    for name, number in (
        ("Cha", record.father),
        ("Me", record.mother),
        ("VoChong", record.spouse),
        ("ChuHo", record.head),
    ):
        content += _relative(name, people.get(number))
    return _node("CongDan", content)


def _relative(name: str, record: Record | None) -> str:
    if record is None:
        return _node(name, "")
    facts = {
        "HoVaTen": record.name.upper(),
        "QuocTich": "VN",
        "SoDinhDanh": record.number,
        "SoCMND": record.old_number,
    }
    return _node(name, _nodes(facts))


def _place(name: str, text: str) -> str:
    return _node(name, _nodes({"ChiTiet": text.upper(), "QuocGia": "VN" if text else ""}))


def _code(kind: str, word: str) -> str:
    return next((code for code, known in codes()[kind].items() if known == word), "00")


def _nodes(facts: Mapping[str, str]) -> str:
    return "".join(_node(name, escape(value)) for name, value in facts.items())


def _node(name: str, content: str) -> str:
    return f"<ns1:{name}>{content}</ns1:{name}>" if content else f"<ns1:{name}/>"
