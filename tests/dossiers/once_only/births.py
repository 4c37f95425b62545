"""A registration of a birth, and the register it is filled in from."""

import io
from typing import ClassVar

from motcua.accounts.population import (
    Answer,
    Discrepancy,
    Found,
    Judged,
    NotFound,
    Pending,
    Question,
    RegisteredPerson,
    Relative,
    Reported,
    Unavailable,
)
from motcua.dossiers import operations as dossiers
from motcua.dossiers.co_declarants import digest_to_confirm
from motcua.dossiers.decisions import Decision, first_draft
from motcua.dossiers.once_only import operations as once_only
from motcua.papers.vault import operations as vault
from motcua.papers.vault.models import Level
from tests import factories as make
from tests.shipped_forms import forms

TODAY = make.MONDAY.date()
BIRTH = next(form for form in forms() if form.code == "dang-ky-khai-sinh")
HUSBAND = "064083990156"
SIU = RegisteredPerson(
    identity_number="064185990022",
    full_name="Siu Blơk",
    birth_date="1985-09-02",
    gender="female",
    ethnicity="Gia Rai",
    nationality="Việt Nam",
    marital_status="married",
    residence="Làng Mook Đen, xã Ia Dom, tỉnh Gia Lai",
    spouse=Relative("Siu Thuin", HUSBAND),
)
THUIN = RegisteredPerson(
    identity_number=HUSBAND,
    full_name="Siu Thuin",
    birth_date="1983-12-22",
    gender="male",
    ethnicity="Gia Rai",
    nationality="Việt Nam",
    residence="Làng Mook Đen, xã Ia Dom, tỉnh Gia Lai",
)


class Register:
    """A register of this test: people by number, or one answer to everything."""

    people: ClassVar[dict[str, RegisteredPerson]] = {}
    instead: ClassVar[Answer | None] = None
    asked: ClassVar[list[Question]] = []
    told: ClassVar[list[Discrepancy]] = []
    judged: ClassVar[Judged | None] = None

    def look_up(self, question: Question, *, within: float) -> Answer:
        self.asked.append(question)
        if Register.instead:
            return Register.instead
        person = self.people.get(question.identity_number)
        return Found(person, make.MONDAY) if person else NotFound()

    def report(self, discrepancy: Discrepancy, *, within: float) -> Reported | Unavailable:
        if isinstance(Register.instead, Unavailable):
            return Register.instead
        self.told.append(discrepancy)
        return Reported("DC-1")

    def answer_to(self, number: str, *, reference: str, within: float) -> Judged | Pending | Unavailable:
        if isinstance(Register.instead, Unavailable):
            return Register.instead
        return Register.judged or Pending()


def begun(office, *, answers=None):
    draft = dossiers.start_draft(
        version=office.version, citizen=office.citizen, at=make.MONDAY, unit=office.unit, answers=answers
    )
    once_only.begin_filling(draft=draft, citizen=office.citizen, at=make.MONDAY)
    return draft


def save(office, draft, section, **typed):
    saved, _problems = dossiers.save_section(
        draft_id=draft.pk, citizen=office.citizen, section_key=section, answers=typed, at=make.MONDAY
    )
    return saved


def keep_proof(office):
    """Put into the mother's vault the proof of birth as the health sector shares it."""
    paper = make.paper(f"person:{office.citizen.person_id}")
    facts = {
        "child:person.full_name": "Siu H'Lan",
        "child:person.birth_date": "2026-03-02",
        "child:person.gender": "female",
        "child:person.birth_place": "Trung tâm Y tế Chư Prông, xã Chư Prông, tỉnh Gia Lai",
        ":event.birth_proof": "electronic",
    }
    said = vault.Description(
        "giay-chung-sinh",
        "Giấy chứng sinh",
        holder=SIU.identity_number,
        holder_name="Siu Blơk",
        issuer="Trung tâm Y tế Chư Prông",
        issued_on=TODAY,
        facts=facts,
    )
    vault.keep(
        owner=f"person:{office.citizen.person_id}",
        file=paper.file,
        said=said,
        level=Level.DIGITISED,
        actor=office.citizen.actor,
        at=make.MONDAY,
    )


def filed(office, draft):
    return dossiers.submit_draft(draft_id=draft.pk, citizen=office.citizen, at=make.MONDAY)


CHILD = {
    "applicant_relation": "mother",
    "child_name": "Siu H'Lan",
    "child_birth": "2026-03-02",
    "child_gender": "female",
    "child_birth_place": "Trung tâm Y tế Chư Prông",
    "birth_proof": "paper",
    "child_home_town": "Xã Ia Dom, tỉnh Gia Lai",
    "has_mother": "yes",
    "has_father": "yes",
    "copies_wanted": 0,
    "receive_by": "online",
    "declaration": "agree",
}


def declared(office):
    """Return a draft in which a mother said what nobody holds."""
    draft = begun(office)
    for section in BIRTH.sections:
        keys = {field.key for field in section.fields}
        typed = {k: v for k, v in CHILD.items() if k in keys and k not in draft.answers}
        draft = save(office, draft, section.key, **typed)
    return draft


def born(office, *, wrote=None, decision=Decision.GRANT):
    """Register a birth to the end; ``wrote`` is what the officer corrected in the certificate."""
    draft = declared(office)
    if draft.answers["birth_proof"] == "paper":
        dossiers.attach_to_draft(
            draft_id=draft.pk,
            citizen=office.citizen,
            key="giay-chung-sinh",
            title="Giấy chứng sinh",
            content=io.BytesIO(make.PNG),
            file_name="a.png",
            at=make.MONDAY,
        )
    confirm_as_father(office, draft)
    dossier = filed(office, draft)
    act = {"code": dossier.code, "at": make.MONDAY}
    dossiers.accept(clerk=office.clerk, **act)
    taken = dossiers.take_up(officer=office.officer, **act)
    fields = {**first_draft(taken), "personal_id": "064326001234", **(wrote or {})}
    no = decision == Decision.REFUSE
    dossiers.propose(
        officer=office.officer,
        decision=decision,
        fields=fields,
        reason="Chưa đủ căn cứ" if no else "",
        citation="Điều 16 Luật Hộ tịch" if no else "",
        **act,
    )
    dossiers.agree(head=office.head, **act)
    return dossiers.sign(signer=office.signer, **act)


def confirm_as_father(office, draft):
    father = make.citizen("Siu Thuin", HUSBAND)
    asked = dossiers.invite(draft_id=draft.pk, citizen=office.citizen, key="father", at=make.MONDAY)
    digest = digest_to_confirm(draft, "father")
    dossiers.confirm(confirmation_id=asked.pk, citizen=father, digest=digest, at=make.MONDAY)
