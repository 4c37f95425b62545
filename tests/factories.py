"""Situations for tests, reached through the real operations."""

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from motcua.accounts.citizens import Citizen, citizen_of
from motcua.accounts.models import Business, Person, User
from motcua.catalogue.facts import (
    Channel,
    OnlineLevel,
    Procedure,
    ProcedureResult,
    RequiredPaper,
    Stage,
    Term,
    TermUnit,
    Way,
)
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.operations import import_records
from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision
from motcua.dossiers.holding.fairness import TurnReason
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.filing import Handed, Request
from motcua.eforms.definition import FieldType, FormDefinition, FormField, Section
from motcua.orgs.models import Appointment, Duty, Officer, Post, Unit, UnitKind
from motcua.orgs.postings import Posting, posting_of
from motcua.papers import operations as papers
from motcua.papers.models import Paper

MONDAY = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)  # 09:00 in Vietnam
SINCE = date(2025, 7, 1)
OWN_REASON = TurnReason("own-words", "Cần cho kiểm thử")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fea7c6a1d90000000049454e44ae426082"
)

FORM = FormDefinition(
    code="to-khai-chung",
    title="Tờ khai",
    sections=(
        Section(
            key="request",
            title="Nội dung đề nghị",
            fields=(
                FormField(key="content", label="Nội dung đề nghị", type=FieldType.LONG_TEXT),
                FormField(key="note", label="Ghi chú", required=False),
            ),
        ),
    ),
)
PROCEDURE = Procedure(
    code="1.001193",
    name="Thủ tục đăng ký khai sinh",
    short_name="Đăng ký khai sinh",
    field="Hộ tịch",
    decided_by="commune",
    ways=(Way(channel=Channel.ONLINE, terms=(Term(amount=3, unit=TermUnit.WORKING_DAYS),)),),
    papers=(RequiredPaper(key="giay-chung-sinh", name="Giấy chứng sinh", originals=1),),
    results=(ProcedureResult(name="Giấy khai sinh"),),
    online=OnlineLevel.FULL,
    process=(Stage.EXAMINE, Stage.REVIEW, Stage.SIGN),
)


def person(name: str = "Siu Blơk", number: str = "064190001234", **more: Any) -> Person:
    user = User.objects.create_user(f"cd-{number}", full_name=name)
    return Person.objects.create(user=user, full_name=name, identity_number=number, **more)


def citizen(name: str = "Siu Blơk", number: str = "064190001234") -> Citizen:
    return citizen_of(person(name, number), face="portal")


def business(representative: Person, tax_code: str = "5900123451") -> Business:
    return Business.objects.create(
        name="Hợp tác xã Cà phê Chư Prông", tax_code=tax_code, representative=representative
    )


def unit(code: str = "H21.117", kind: UnitKind = UnitKind.COMMUNE, **more: Any) -> Unit:
    more.setdefault("name", f"Ủy ban nhân dân {code}")
    return Unit.objects.create(code=code, kind=kind, from_on=SINCE, **more)


def posting(at: Unit, *duties: Duty, name: str = "Nguyễn Văn An") -> Posting:
    """Return an officer who holds ``duties`` at ``at``."""
    username = f"{name}-{at.pk}-{'-'.join(duties)}"
    user = User.objects.create_user(username, "mat-khau-rat-dai", full_name=name)
    officer = Officer.objects.create(user=user, full_name=name)
    title = " ".join(str(Duty(duty).label) for duty in duties)
    post, _ = Post.objects.get_or_create(unit=at, title=title, defaults={"duties": list(duties)})
    Appointment.objects.create(officer=officer, post=post, from_on=SINCE)
    return posting_of(officer, on=MONDAY.date(), face="desk")


def publish(
    procedure: Procedure = PROCEDURE, form: FormDefinition | None = FORM, at: datetime = MONDAY
) -> ProcedureVersion:
    import_records(records=[r for r in (form, procedure) if r], at=at - timedelta(days=30))
    return ProcedureVersion.objects.select_related("form").get(code=procedure.code, to_on=None)


def paper(owner: str, key: str = "giay-chung-sinh", content: bytes = PNG) -> Paper:
    return papers.store(
        content=io.BytesIO(content),
        file_name="giấy chứng sinh.png",
        title="Giấy chứng sinh",
        kind=key,
        owner=owner,
        uploaded_by=None,
        at=MONDAY,
    )


@dataclass
class Office:
    """A commune with its desk and one person for each duty, a citizen, and a procedure in force."""

    unit: Unit
    desk: Unit
    version: ProcedureVersion
    clerk: Posting
    officer: Posting
    head: Posting
    signer: Posting
    citizen: Citizen

    def request(self, answers: dict[str, Any] | None = None, **more: Any) -> Request:
        applicant = Person.objects.get(pk=self.citizen.person_id)
        more.setdefault("papers", [self.handed()])
        return Request(
            version=self.version,
            deciding_unit=self.unit,
            receiving_unit=self.desk,
            applicant=more.pop("applicant", applicant),
            answers=answers or {"content": "Đăng ký khai sinh cho con"},
            **more,
        )

    def handed(self, owner: str = "") -> Handed:
        stored = paper(owner or f"person:{self.citizen.person_id}")
        return Handed(key=stored.kind, title=stored.title, paper_id=stored.pk, originals=1)

    def filed(self, at: datetime = MONDAY, **more: Any) -> Dossier:
        return dossiers.file(request=self.request(**more), filer=self.citizen, at=at)

    def accepted(self, at: datetime = MONDAY) -> Dossier:
        dossier = self.filed(at)
        return dossiers.accept(code=dossier.code, clerk=self.clerk, at=at)

    def taken_up(self, at: datetime = MONDAY) -> Dossier:
        dossier = self.accepted(at)
        return dossiers.take_up(code=dossier.code, officer=self.officer, at=at, out_of_turn=OWN_REASON)

    def proposed(self, at: datetime = MONDAY, decision: Decision = Decision.GRANT) -> Dossier:
        dossier = self.taken_up(at)
        return dossiers.propose(
            code=dossier.code,
            officer=self.officer,
            decision=decision,
            fields=self.result_fields(),
            reason="Không đủ điều kiện" if decision.not_wholly_for_applicant else "",
            citation="Điều 5 Luật Hộ tịch 60/2014/QH13" if decision.not_wholly_for_applicant else "",
            at=at,
        )

    def agreed(self, at: datetime = MONDAY) -> Dossier:
        dossier = self.proposed(at)
        return dossiers.agree(code=dossier.code, head=self.head, at=at)

    def signed(self, at: datetime = MONDAY) -> Dossier:
        dossier = self.agreed(at)
        return dossiers.sign(code=dossier.code, signer=self.signer, at=at)

    def result_fields(self) -> dict[str, Any]:
        from motcua.catalogue.results import template_for

        template = template_for(self.version.facts)
        return {f.key: "Nội dung" for f in template.fields}


def office(code: str = "H21.117", number: str = "064190001234") -> Office:
    """Return a working commune: the usual starting point of a test."""
    home = unit(code)
    desk = unit(f"{code}.MC", UnitKind.DESK, parent=home)
    return Office(
        unit=home,
        desk=desk,
        version=publish(),
        clerk=posting(desk, Duty.RECEIVE, name="Rơ Châm Hyao"),
        officer=posting(home, Duty.HANDLE, name="Trần Thị Bình"),
        head=posting(home, Duty.REVIEW, name="Lê Cường"),
        signer=posting(home, Duty.SIGN, name="Phạm Dũng"),
        citizen=citizen(number=number),
    )
