"""Three agencies of one commune, a citizen with a new child, and the shipped group of procedures."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from motcua.accounts.citizens import Citizen
from motcua.accounts.models import Person
from motcua.catalogue.importing.sources import read_records
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.operations import import_records
from motcua.catalogue.results import DATA
from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision, first_draft
from motcua.dossiers.models import Dossier, Draft
from motcua.interlinked import operations as interlinked
from motcua.interlinked.models import Filing, Part
from motcua.journal.models import Act
from motcua.journal.tasks import follow
from motcua.orgs.models import Duty, Unit, UnitKind
from motcua.orgs.postings import Posting
from tests import factories as make

GROUP = "2.000986"
CODES = frozenset(
    {GROUP, "1.001193", "1.004222", "1.001939", "1.013978", "1.007277", "9.000101.H21", "1.001776"}
)
FORMS = frozenset(
    {
        "lien-thong-khai-sinh",
        "lien-thong-dat-dai",
        "dang-ky-khai-sinh",
        "dang-ky-thuong-tru",
        "cap-the-bhyt-tre-em",
        "to-khai-chung",
    }
)
CHILD = "064226000017"
ANSWERS: Mapping[str, Any] = {
    "applicant_name": "Siu H'Bia",
    "applicant_identity": "064190001234",
    "applicant_address": "Thôn 2, xã Chư Prông, tỉnh Gia Lai",
    "applicant_relation": "grandparent",
    "applicant_phone": "0905123456",
    "child_name": "Rơ Châm H'Lan",
    "child_birth": "2026-03-01",
    "child_gender": "female",
    "child_birth_place": "Trung tâm Y tế Chư Prông, xã Chư Prông, tỉnh Gia Lai",
    "birth_proof": "paper",
    "child_ethnicity": "Gia Rai",
    "child_nationality": "Việt Nam",
    "child_home_town": "Xã Chư Prông, tỉnh Gia Lai",
    "has_mother": "yes",
    "mother_name": "Siu H'Bia",
    "mother_birth_year": "1996",
    "mother_ethnicity": "Gia Rai",
    "mother_nationality": "Việt Nam",
    "mother_residence": "Thôn 2, xã Chư Prông, tỉnh Gia Lai",
    "has_father": "no",
    "parents_married": "no",
    "copies_wanted": "0",
    "residence_address": "Thôn 2, xã Chư Prông, tỉnh Gia Lai",
    "residence_housing": "own",
    "head_name": "Siu Blơk",
    "relation_to_head": "cháu",
    "first_care": "Trung tâm Y tế Chư Prông",
    "receive_by": "online",
    "declaration": "agree",
}


@cache
def shipped() -> tuple[Any, ...]:
    """Return the procedures and forms of the groups as they are shipped."""
    records = [reading.record for reading in read_records(DATA) if reading.record]
    return tuple(record for record in records if record.code in CODES | FORMS)


@dataclass
class Agency:
    unit: Unit
    clerk: Posting
    officer: Posting
    head: Posting
    signer: Posting

    def receive(self, dossier: Dossier, at: datetime) -> Dossier:
        return dossiers.accept(code=dossier.code, clerk=self.clerk, at=at)

    def take_up(self, dossier: Dossier, at: datetime) -> Dossier:
        return dossiers.take_up(code=dossier.code, officer=self.officer, at=at, out_of_turn=make.OWN_REASON)

    def decide(
        self, dossier: Dossier, at: datetime, decision: Decision = Decision.GRANT, **fields: Any
    ) -> Dossier:
        """Take it all the way from wherever it was received to the signature, at one moment."""
        against = decision.not_wholly_for_applicant
        taken = self.take_up(dossier, at)
        known = {key: value or "Nội dung" for key, value in first_draft(taken).items()}
        dossiers.propose(
            code=dossier.code, officer=self.officer, decision=decision, fields={**known, **fields}, at=at,
            reason="Không đủ điều kiện" if against else "", citation="Điều 5" if against else "",
        )  # fmt: skip
        dossiers.agree(code=dossier.code, head=self.head, at=at)
        return dossiers.sign(code=dossier.code, signer=self.signer, at=at)


@dataclass
class World:
    commune: Agency
    police: Agency
    insurance: Agency
    citizen: Citizen
    version: ProcedureVersion

    def draft(self, **answers: Any) -> Draft:
        draft = dossiers.start_draft(
            version=self.version, citizen=self.citizen, at=make.MONDAY, unit=self.commune.unit,
            answers={**ANSWERS, **answers},
        )  # fmt: skip
        make.paper(f"person:{self.citizen.person_id}")
        dossiers.attach_to_draft(
            draft_id=draft.pk, citizen=self.citizen, key="giay-chung-sinh", title="Giấy chứng sinh",
            content=_png(), file_name="giay-chung-sinh.png", at=make.MONDAY,
        )  # fmt: skip
        return draft

    def file(self, at: datetime = make.MONDAY, **answers: Any) -> Filing:
        filing = interlinked.submit(draft_id=self.draft(**answers).pk, citizen=self.citizen, at=at)
        assert isinstance(filing, Filing)
        return filing

    def born(self, at: datetime = make.MONDAY, decision: Decision = Decision.GRANT, **fields: Any) -> Filing:
        """File, and let the commune decide the birth within the hour."""
        filing = self.file(at)
        birth = dossier_of(filing, "birth")
        self.commune.receive(birth, at)
        self.commune.decide(birth, at + timedelta(hours=1), decision, **{"personal_id": CHILD, **fields})
        news_of(filing)
        return filing


def _png() -> Any:
    return io.BytesIO(make.PNG)


def part_of(filing: Filing, key: str) -> Part:
    return filing.parts.select_related("dossier").get(key=key)


def dossier_of(filing: Filing, key: str) -> Dossier:
    dossier = part_of(filing, key).dossier
    assert dossier is not None, f"{key} is no dossier"
    return Dossier.objects.get(pk=dossier.pk)


def news_of(filing: Filing) -> None:
    """Tell the followers of everything committed on the filing and its dossiers, as the worker does."""
    told: set[int] = set()
    while new := _acts_on(filing) - told:
        for act_id in sorted(new):
            follow(act_id)
        told |= new


def _acts_on(filing: Filing) -> set[int]:
    subjects = [filing.subject, *(d.subject for d in Dossier.objects.filter(part__filing=filing))]
    return set(Act.objects.filter(subject__in=subjects).values_list("pk", flat=True))


def world() -> World:
    import_records(records=list(shipped()), at=make.MONDAY - timedelta(days=30))
    home = make.unit("H21.117", name="Ủy ban nhân dân xã Chư Prông")
    desk = make.unit("H21.117.MC", UnitKind.DESK, parent=home)
    police = make.unit("H21.117.CA", UnitKind.POLICE, parent=home, name="Công an xã Chư Prông")
    insurance = make.unit("H21.BHXH", UnitKind.DEPARTMENT, name="Bảo hiểm xã hội tỉnh Gia Lai")
    make.unit("H21.THUE", UnitKind.DEPARTMENT, name="Thuế tỉnh Gia Lai")
    make.unit("H21.THUE.MC", UnitKind.DESK, parent=Unit.objects.get(code="H21.THUE"))
    its_desk = make.unit("H21.BHXH.MC", UnitKind.DESK, parent=insurance)
    return World(
        commune=_agency(home, desk, "Xã"),
        police=_agency(police, desk, "Công an"),
        insurance=_agency(insurance, its_desk, "Bảo hiểm"),
        citizen=make.citizen("Siu H'Bia"),
        version=ProcedureVersion.objects.select_related("form").get(code=GROUP, to_on=None),
    )


def _agency(unit: Unit, desk: Unit, name: str) -> Agency:
    return Agency(
        unit,
        make.posting(desk, Duty.RECEIVE, name=f"{name} Tiếp Nhận"),
        make.posting(unit, Duty.HANDLE, name=f"{name} Thụ Lý"),
        make.posting(unit, Duty.REVIEW, name=f"{name} Soát Xét"),
        make.posting(unit, Duty.SIGN, name=f"{name} Ký"),
    )


def stranger() -> Citizen:
    return make.citizen("Ksor Thin", "064190009999")


def person_of(citizen: Citizen) -> Person:
    return Person.objects.get(pk=citizen.person_id)
