"""The register as a WSGI application: one SOAP address, faults on command."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from threading import Lock
from typing import Any
from xml.etree.ElementTree import Element

from motcua.exchange.loopback import Faulty, is_local
from motcua.exchange.population.messages import ANSWER, ASKS, LOOK_UP, REPORT, Unreadable, body_of
from motcua.exchange.population.simulator import envelopes
from motcua.exchange.population.simulator.people import Record

FAULTS = ("", "down", "refuse", "garbage", "bomb", "drip", "other-person", "contradict", "not-found")
"""``contradict``: records differ from what VNeID says; ``drip``: the answer comes a byte at a time."""
MAX_BODY = 100_000
COLUMNS = {"person.address": "residence", "person.ethnicity": "ethnicity", "person.home_town": "origin"}
"""What of a record is corrected when a report is found right; a name is not: it finds the record."""


class Register(Faulty):
    """``asked`` and ``reports`` are what it wrote down of who asked, and of disputes."""

    faults = FAULTS

    def __init__(self, people: Mapping[str, Record], *, delay: float = 0.0, fault: str = "") -> None:
        self.people = people
        super().__init__(delay=delay, fault=fault)
        self.asked: list[dict[str, str]] = []
        self.reports: dict[str, dict[str, str]] = {}
        self._lock = Lock()

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[[str, list[tuple[str, str]]], object]
    ) -> Iterable[bytes]:
        length = min(int(environ.get("CONTENT_LENGTH") or 0), MAX_BODY)
        body = environ["wsgi.input"].read(length) if length else b""
        if environ.get("PATH_INFO") == "/control":
            asks = environ.get("CONTENT_TYPE", "")
            kind = "application/json"
            status, content = self.control(local=is_local(environ), kind=asks, body=body)
        else:
            status, kind, content = self._answer(environ, body)
        headers = [("Content-Type", f"{kind}; charset=utf-8"), ("Content-Length", str(len(content)))]
        start_response(f"{status.value} {status.phrase}", headers)
        return _dripping(content) if self.fault == "drip" and kind == "text/xml" else [content]

    def _answer(self, environ: Mapping[str, Any], body: bytes) -> tuple[HTTPStatus, str, bytes]:
        time.sleep(self.delay)
        if self.fault == "down":
            return HTTPStatus.SERVICE_UNAVAILABLE, "text/plain", b"Service Unavailable"
        if environ["REQUEST_METHOD"] == "GET":
            return HTTPStatus.OK, "text/xml", envelopes.description()
        if self.fault == "garbage":
            return HTTPStatus.OK, "text/html", "<html>Hệ thống đang bảo trì</html>".encode()
        if self.fault == "bomb":
            return HTTPStatus.OK, "text/xml", envelopes.bomb()
        if self.fault == "refuse":
            return (
                HTTPStatus.INTERNAL_SERVER_ERROR,
                "text/xml",
                envelopes.fault("Đơn vị chưa được cấp quyền khai thác"),
            )
        try:
            question = body_of(body)
        except Unreadable:
            return (
                HTTPStatus.INTERNAL_SERVER_ERROR,
                "text/xml",
                envelopes.fault("Bản tin không đúng cấu trúc"),
            )
        return self._act(question)

    def _act(self, question: Element) -> tuple[HTTPStatus, str, bytes]:
        said = _fields(question)
        missing = [name for name in ("MaYeuCau", "MaDonVi") if not said.get(name)]
        if missing:
            text = f"Thiếu {', '.join(missing)}"
            return HTTPStatus.INTERNAL_SERVER_ERROR, "text/xml", envelopes.fault(text)
        if question.tag == f"{{{ASKS}}}{LOOK_UP}":
            return self._look_up(said)
        if question.tag == f"{{{ASKS}}}{REPORT}":
            return HTTPStatus.OK, "text/xml", envelopes.receipt(self._take(said))
        if question.tag == f"{{{ASKS}}}{ANSWER}" and said["MaYeuCau"] in self.reports:
            return HTTPStatus.OK, "text/xml", envelopes.judgement(self.reports[said["MaYeuCau"]])
        return HTTPStatus.INTERNAL_SERVER_ERROR, "text/xml", envelopes.fault("Không có dịch vụ này")

    def _look_up(self, said: Mapping[str, str]) -> tuple[HTTPStatus, str, bytes]:
        if not said.get("MaCanBo") or not said.get("MucDich"):
            text = "Thiếu người khai thác hoặc mục đích khai thác"
            return HTTPStatus.INTERNAL_SERVER_ERROR, "text/xml", envelopes.fault(text)
        with self._lock:
            self.asked.append({**said, "at": datetime.now(UTC).isoformat()})
        found = self._find(said)
        return HTTPStatus.OK, "text/xml", envelopes.collection(found, self.people, at=datetime.now(UTC))

    def _find(self, said: Mapping[str, str]) -> list[Record]:
        """Number, name and birth must agree; whoever asks is not told which one does not."""
        if self.fault == "not-found":
            return []
        number = said.get("SoDinhDanh") or said.get("SoCMND", "")
        record = next((r for r in self.people.values() if number in {r.number, r.old_number} - {""}), None)
        if record is None or not _agrees(record, said):
            return []
        if self.fault == "other-person":
            return [next(r for r in self.people.values() if r.number != record.number)]
        return [_contradicting(record)] if self.fault == "contradict" else [record]

    def _take(self, said: Mapping[str, str]) -> str:
        """Keep a report; the same reference twice is one report."""
        with self._lock:
            kept = self.reports.setdefault(said["MaYeuCau"], dict(said))
            kept.setdefault("SoTiepNhan", f"PA-{len(self.reports):06d}")
            return kept["SoTiepNhan"]

    def judge(self, number: str, *, corrected: bool, reason: str) -> None:
        """Answer a report: the record becomes as the person said, or stays. :raises KeyError: for none."""
        with self._lock:
            report = {kept["SoTiepNhan"]: kept for kept in self.reports.values()}[number]
            report |= {
                "TrangThai": "1" if corrected else "2",
                "TraLoi": reason,
                "NgayTraLoi": datetime.now(UTC).isoformat(),
            }
            record = self.people[report["SoDinhDanh"]]
            if corrected and (column := COLUMNS.get(report["TruongThongTin"])):
                self.people = {
                    **self.people,
                    record.number: replace(record, **{column: report["GiaTriDeNghi"]}),
                }

    def obey(self, wish: Mapping[str, Any]) -> Mapping[str, Any]:
        """``{"judge": {"number": "PA-000001", "corrected": true, "reason": "…"}}`` answers a report."""
        if said := wish.get("judge"):
            self.judge(said["number"], corrected=bool(said["corrected"]), reason=str(said["reason"]))
        return {"reports": list(self.reports.values())}


def _fields(question: Element) -> dict[str, str]:
    return {
        node.tag.partition("}")[2]: (node.text or "").strip()
        for node in question.iter()
        if node is not question
    }


def _agrees(record: Record, said: Mapping[str, str]) -> bool:
    year = record.born[-4:]
    whole = "".join(reversed(record.born.split("/"))) if "/" in record.born else ""
    born = said.get("NgayThangNam") or said.get("Nam", "")
    return record.name.upper() == said.get("HoVaTen", "").upper() and born in {year, whole, f"{year}0101"} - {
        ""
    }


def _contradicting(record: Record) -> Record:
    """A register of yesterday: another residence and ethnic group, only the year of birth."""
    return replace(
        record,
        residence="Thôn Tân Lập, xã Ia Pnôn, tỉnh Gia Lai",
        ethnicity="Kinh" if record.ethnicity != "Kinh" else "Chăm",
        born=record.born[-4:],
    )


def _dripping(content: bytes) -> Iterator[bytes]:
    for index in range(len(content)):
        yield content[index : index + 1]
        time.sleep(0.1)
