"""A dossier filed at B, decided by A, collected at C, helped with at D: who there is, and what each meets."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.test import Client
from django.utils import timezone

from motcua.accounts.models import Person
from motcua.accounts.operations import make_token
from motcua.accounts.tokens import SCOPES
from motcua.dossiers import operations as dossiers
from motcua.dossiers.delivery.ways import Way
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.filing import Handed, Request
from motcua.journal.actor import SYSTEM
from motcua.orgs.models import Duty, Unit, UnitKind
from motcua.orgs.postings import Posting
from tests import factories as make
from tests.sign_in import signed_in, user_of

PROBES = (
    "list", "watch", "search", "open", "paper", "result", "receipt", "form", "export", "api", "supplement",
    "hand over", "collect", "print", "help",
)  # fmt: skip
STAFF = {"quay": ("a", "b", "c", "d", "post"), "xu-ly": ("officer", "head", "signer", "stranger-officer")}


@dataclass
class Somewhere:
    """The offices and people of one walk, and the dossier in the middle of it."""

    decider: Unit
    desks: dict[str, Unit]
    people: dict[str, Any]
    version: Any
    browsers: dict[str, Client] = field(default_factory=dict)
    keys: dict[str, dict[str, str]] = field(default_factory=dict)
    code: str = ""

    @property
    def dossier(self) -> Dossier:
        return Dossier.objects.get(code=self.code)

    def face_of(self, actor: str) -> str:
        return next((face for face, actors in STAFF.items() if actor in actors), "ho-so")


def province(*, by_department: bool) -> Somewhere:
    """Return four communes, each with a desk, and a department that receives at the provincial centre."""
    top = make.unit("H21", UnitKind.PROVINCE)
    centre = make.unit("H21.TT", UnitKind.CENTRE, parent=top)
    office = make.office("H21.117")
    units = {name: make.unit(code) for name, code in (("b", "H21.118"), ("c", "H21.119"), ("d", "H21.120"))}
    desks = {name: make.unit(f"{unit.code}.MC", UnitKind.DESK, parent=unit) for name, unit in units.items()}
    department = make.unit("H21.10", UnitKind.DEPARTMENT, parent=top)
    at_centre = make.unit("H21.TT.MC", UnitKind.DESK, parent=centre)
    desks["a"] = at_centre if by_department else office.desk
    decider, other = (department, office.unit) if by_department else (office.unit, department)
    duty = make.posting
    people: dict[str, Any] = {
        "a": duty(desks["a"], Duty.RECEIVE, name="Quầy A"),
        **{name: duty(desks[name], Duty.RECEIVE, name=f"Quầy {name.upper()}") for name in "bcd"},
        "officer": duty(decider, Duty.HANDLE, name="Cán bộ A"),
        "head": duty(decider, Duty.REVIEW, name="Lãnh đạo phòng A"),
        "signer": duty(decider, Duty.SIGN, name="Người ký A"),
        "stranger-officer": duty(other, Duty.HANDLE, name="Cán bộ nơi khác"),
        "post": duty(make.unit("BC.1", UnitKind.POST), Duty.CARRY, name="Bưu tá"),
        "owner": office.citizen,
        "stranger": make.citizen("Ksor Thin", "064190009999"),
        "helper": make.citizen("Rơ Châm Hyul", "064190008888"),
    }
    version = office.version
    if by_department:
        version = make.publish(
            make.PROCEDURE.model_copy(update={"code": "1.004883", "decided_by": department.code})
        )
    found = Somewhere(decider, desks, people, version)
    for name, who in people.items():
        plain, _ = make_token(
            user=user_of(who), name="walk", scopes=SCOPES, expires_at=None, actor=SYSTEM, at=make.MONDAY
        )
        found.browsers[name], found.keys[name] = signed_in(who), {"Authorization": f"Bearer {plain}"}
    found.browsers["public"], found.keys["public"] = Client(), {}
    return found


def received(here: Somewhere, at: datetime | None = None) -> Dossier:
    """The citizen stands at B with a paper dossier for A."""
    clerk: Posting = here.people["b"]
    stored = make.paper(f"officer:{clerk.officer_id}")
    dossier = dossiers.receive_at_counter(
        request=Request(
            version=here.version,
            deciding_unit=here.decider,
            receiving_unit=here.desks["b"],
            applicant=Person.objects.get(pk=here.people["owner"].person_id),
            answers={"content": "Đăng ký khai sinh cho con"},
            papers=[Handed(stored.kind, stored.title, stored.pk, originals=1)],
        ),
        clerk=clerk,
        at=at or timezone.now(),
    )
    here.code = dossier.code
    return dossier


def asked(here: Somewhere) -> None:
    """A asks for something more."""
    people = here.people
    dossiers.take_up(code=here.code, officer=people["officer"], at=timezone.now())
    dossiers.ask_for_supplement(
        code=here.code, officer=people["officer"], items=["Bản rõ"], reason="Mờ", at=timezone.now()
    )


def helped_at_d(here: Somewhere) -> None:
    """The citizen stands at D, with the code and the identity card."""
    dossiers.help_at_desk(
        code=here.code,
        number="064190001234",
        reason="Nộp bổ sung",
        clerk=here.people["d"],
        desk=here.desks["d"],
        at=timezone.now(),
    )


def to_collect_at_c(here: Somewhere) -> None:
    """A signs; the citizen wants the result at C."""
    people, now = here.people, timezone.now
    dossiers.choose_delivery(
        code=here.code, viewer=people["owner"], way=Way.DESK, desk_id=here.desks["c"].pk, at=now()
    )
    dossiers.take_up(code=here.code, officer=people["officer"], at=now())
    fields = make.Office.result_fields(here)  # type: ignore[arg-type]
    dossiers.propose(
        code=here.code, officer=people["officer"], decision=make.Decision.GRANT, fields=fields, at=now()
    )
    dossiers.agree(code=here.code, head=people["head"], at=now())
    dossiers.sign(code=here.code, signer=people["signer"], at=now())


def handed_over_at_c(here: Somewhere) -> None:
    at_c = here.browsers["c"].post(f"/quay/tra/{here.code}/", {"to": "Siu Blơk"})
    assert at_c.status_code == 302, at_c.content.decode()
    here.browsers["c"].get("/quay/tra/")  # reads the word that it is done


def met(here: Somewhere, actor: str) -> str:
    """Return which of ``PROBES`` give ``actor`` something of the dossier, in their order. Nothing is kept."""
    return " ".join(probe for probe in PROBES if _gives(here, actor, probe))


def _gives(here: Somewhere, actor: str, probe: str) -> bool:
    point = transaction.savepoint()
    try:
        return LOOKS[probe](here, actor) if probe in LOOKS else _opens(here, actor, probe)
    finally:
        transaction.savepoint_rollback(point)


def _opens(here: Somewhere, actor: str, probe: str) -> bool:
    face, code = here.face_of(actor), here.code
    addresses = {
        "open": _page(face, code),
        "paper": _file(here, face),
        "result": f"{_page(face, code)}ket-qua.pdf",
        "receipt": _letter(here, face),
        "form": f"{_page(face, code)}to-khai.pdf",
        "collect": f"/quay/tra/{code}/",
        "print": f"/quay/tra/{code}/ket-qua.pdf",
        "help": f"/quay/giup/{code}/",
    }
    return _ok(here.browsers[actor].get(addresses[probe]))


def _in_lists(here: Somewhere, actor: str) -> bool:
    face = here.face_of(actor)
    tabs = ("", "?muc=cho-tra", "?muc=da-tiep-nhan", "?muc=tat-ca", *(["tra/"] if face == "quay" else []))
    return any(_shows(here.browsers[actor], f"/{face}/{tab}", here.code) for tab in tabs)


def _is_watched(here: Somewhere, actor: str) -> bool:
    return _shows(here.browsers[actor], "/quay/theo-doi/", here.code)


def _is_found(here: Somewhere, actor: str) -> bool:
    face = here.face_of(actor)
    address = f"/{face}/?q={here.code}"
    return face != "ho-so" and _shows(here.browsers[actor], address, here.code, follow=True)


def _by_key(here: Somewhere, actor: str) -> bool:
    one = Client().get(f"/api/v1/dossiers/{here.code}", headers=here.keys[actor])
    listed = Client().get("/api/v1/dossiers", headers=here.keys[actor])
    assert _ok(one) == (listed.status_code == 200 and here.code in listed.content.decode())
    return _ok(one)


def _supplements(here: Somewhere, actor: str) -> bool:
    return _acts(here, actor, "supplement", _brings(here, actor))


def _hands_over(here: Somewhere, actor: str) -> bool:
    return _acts(here, actor, "hand-over", "{}")


def _acts(here: Somewhere, actor: str, act: str, body: str) -> bool:
    address = f"/api/v1/dossiers/{here.code}/acts/{act}"
    kind = "application/json"
    return _ok(Client().post(address, data=body, content_type=kind, headers=here.keys[actor]))


def _brings(here: Somewhere, actor: str) -> str:
    who = here.people.get(actor)
    person = getattr(who, "person_id", None)
    owner = f"person:{person}" if person else f"officer:{getattr(who, 'officer_id', 0)}"
    stored = make.paper(owner)
    return f'{{"papers": [{{"id": "{stored.pk}", "key": "{stored.kind}", "item": 1}}]}}'


def _page(face: str, code: str) -> str:
    return f"/ho-so/{code}/" if face == "ho-so" else f"/{face}/ho-so/{code}/"


def _file(here: Somewhere, face: str) -> str:
    line = here.dossier.papers.order_by("pk")[0]
    return f"{_page(face, here.code)}giay-to/{line.pk}/" if face == "ho-so" else f"/{face}/giay-to/{line.pk}/"


def _letter(here: Somewhere, face: str) -> str:
    letter = here.dossier.letters.get(kind="receipt")
    before = _page(face, here.code) if face == "ho-so" else f"/{face}/"
    return f"{before}phieu/{letter.pk}.pdf"


def _exported(here: Somewhere, actor: str) -> bool:
    """The register of the desk that received it, and of one's own where one has one."""
    today = timezone.localdate()
    for desk in {here.desks["b"], here.desks.get(actor, here.desks["b"])}:
        said = {
            "desk": desk.pk, "purpose": "Kiểm tra", "format": "xlsx",
            **{f"first-{part}": getattr(today, part) for part in ("year", "month", "day")},
            **{f"last-{part}": getattr(today, part) for part in ("year", "month", "day")},
        }  # fmt: skip
        answer = here.browsers[actor].post("/quay/so-theo-doi/", said)
        made = answer.status_code == 200 and "spreadsheet" in answer["Content-Type"]
        if made and _in_sheet(answer, here.code):
            return True
    return False


def _in_sheet(answer: Any, code: str) -> bool:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return any(code.encode() in book.read(name) for name in book.namelist())


def _shows(client: Client, url: str, code: str, *, follow: bool = False) -> bool:
    answer = client.get(url, follow=follow)
    if answer.status_code != 200:
        return False
    page = re.sub(r'value="[^"]*"|“[^”]*”|<title>.*?</title>', "", answer.content.decode(), flags=re.S)
    return code in page


def _ok(answer: Any) -> bool:
    if answer.streaming:
        b"".join(answer)
    assert answer.status_code < 500, answer.status_code
    return bool(answer.status_code == 200)


LOOKS = {
    "list": _in_lists,
    "watch": _is_watched,
    "search": _is_found,
    "export": _exported,
    "api": _by_key,
    "supplement": _supplements,
    "hand over": _hands_over,
}
