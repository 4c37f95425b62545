"""What the state holds stands in the form, says where it is from, and never over what somebody typed."""

import io
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

import pytest

from motcua.accounts.models import Person
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
from motcua.catalogue.facts import ProcedureResult, RequiredPaper
from motcua.dossiers import operations as dossiers
from motcua.dossiers.co_declarants import digest_to_confirm
from motcua.dossiers.decisions import Decision, first_draft
from motcua.dossiers.once_only import disputing
from motcua.dossiers.once_only import operations as once_only
from motcua.dossiers.once_only.errors import NothingToDispute, ReasonOfDisputeMissing
from motcua.dossiers.once_only.models import Dispute, DossierSources, DraftSources
from motcua.dossiers.once_only.queries import known_before, origins_of, spared_by_procedure
from motcua.dossiers.once_only.tasks import ask_after_disputes, send_disputes
from motcua.eforms import rules as eforms
from motcua.eforms.definition import FormField, Subject
from motcua.journal.queries import acts_of
from motcua.notices.models import Notice
from motcua.papers.vault import operations as vault
from motcua.papers.vault.models import HeldPaper, Level
from tests import factories as make
from tests.shipped_forms import forms

pytestmark = pytest.mark.django_db
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


@pytest.fixture(autouse=True)
def register(settings):
    settings.MOTCUA_POPULATION = f"{__name__}.Register"
    Register.people = {SIU.identity_number: SIU, HUSBAND: THUIN}
    Register.instead = Register.judged = None
    Register.asked, Register.told = [], []
    return Register


@pytest.fixture
def office():
    made = make.office(number=SIU.identity_number)
    made.version = make.publish(make.PROCEDURE.model_copy(update={"form": BIRTH.code}), form=BIRTH)
    Person.objects.update(
        birth_date="1985-09-02",
        gender="female",
        address=SIU.residence,
        phone="0905990022",
        ethnicity="Gia Rai",
        nationality="Việt Nam",
    )
    return made


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


def test_a_mother_finds_herself_and_the_father_in_the_form(office):
    draft = save(office, begun(office), "nguoi_yeu_cau", applicant_relation="mother")
    draft = save(office, draft, "cha", has_father="yes")
    draft = save(office, draft, "me", has_mother="yes")

    answers = draft.answers
    assert (answers["mother_name"], answers["mother_birth_year"]) == ("Siu Blơk", 1985)
    assert (answers["father_name"], answers["father_identity"]) == ("Siu Thuin", HUSBAND)
    assert (answers["child_ethnicity"], answers["child_nationality"]) == ("Gia Rai", "Việt Nam")
    assert answers["parents_married"] == "yes"
    checked = eforms.check(BIRTH, answers, on=TODAY)
    assert len(checked.answers) >= 20, sorted(checked.asked - checked.answers.keys())


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


def test_with_the_electronic_proof_of_birth_seven_in_ten_questions_arrive_answered(office):
    keep_proof(office)
    draft = save(office, begun(office), "nguoi_yeu_cau", applicant_relation="mother")
    filled = known_before(draft).filled.keys()
    everything = {"has_father": "yes", "has_mother": "yes"}

    asked = eforms.check(BIRTH, {**draft.answers, **everything}, on=TODAY).asked

    assert len(asked & filled) / len(asked) >= 0.7, sorted(asked - filled)


def test_only_whom_the_form_may_ask_of_is_looked_up_and_for_what(office, register):
    begun(office)

    assert [question.identity_number for question in register.asked] == [SIU.identity_number, HUSBAND]
    assert {question.purpose for question in register.asked} == {office.version.title}
    looked_up = [a for a in acts_of(f"person:{office.citizen.person_id}") if a.verb == "person.looked-up"]
    assert len(looked_up) == 2


def test_a_relation_chosen_by_mistake_leaves_nobody_in_the_wrong_place(office):
    draft = save(office, begun(office), "nguoi_yeu_cau", applicant_relation="mother")
    assert draft.answers["mother_name"] == "Siu Blơk"

    draft = save(office, draft, "nguoi_yeu_cau", applicant_relation="grandparent")

    assert "mother_name" not in draft.answers
    assert "father_name" not in draft.answers


def test_what_was_typed_stays_whatever_is_found(office):
    draft = begun(office, answers={"applicant_phone": "0900000000", "applicant_name": "Tên Khác"})

    assert draft.answers["applicant_phone"] == "0900000000"
    assert draft.answers["applicant_name"] == "Tên Khác"


def test_two_holders_that_gainsay_each_other_are_shown_and_neither_is_taken(office, register):
    elsewhere = "12 Trần Phú, phường Quy Nhơn, tỉnh Gia Lai"
    register.people[SIU.identity_number] = replace(SIU, residence=elsewhere)

    draft = begun(office)

    assert "applicant_address" not in draft.answers
    origin = origins_of(draft, on=TODAY)["applicant_address"]
    assert [(f.source, f.value) for f in origin.findings] == [
        ("sign_in", SIU.residence),
        ("population", elsewhere),
    ]


def test_a_register_that_is_down_stops_nobody_and_is_asked_again(office, register):
    register.instead = Unavailable("down")
    draft = begun(office)
    assert draft.answers["applicant_name"] == "Siu Blơk"
    assert known_before(draft).asking == DraftSources.Asking.ASKING
    assert not once_only.ask_again(draft_id=draft.pk, at=make.MONDAY, last=False)

    draft = save(office, draft, "nguoi_yeu_cau", applicant_relation="mother")
    draft = save(office, draft, "cha", has_father="yes", father_name="Người Khác", father_ethnicity="")
    register.instead = None
    assert once_only.ask_again(draft_id=draft.pk, at=make.MONDAY, last=False)
    draft.refresh_from_db()
    assert draft.answers["father_ethnicity"] == ""  # nothing goes into an open question without a yes
    assert known_before(draft).asking == DraftSources.Asking.OFFERED

    draft = once_only.accept_offered(draft_id=draft.pk, citizen=office.citizen, at=make.MONDAY)
    assert draft.answers["father_ethnicity"] == "Gia Rai"
    assert draft.answers["father_name"] == "Người Khác"
    assert known_before(draft).asking == ""


def test_after_the_last_try_the_person_is_told_to_fill_in_themself(office, register):
    register.instead = Unavailable("slow")
    draft = begun(office)

    assert once_only.ask_again(draft_id=draft.pk, at=make.MONDAY, last=True)

    assert known_before(draft).asking == DraftSources.Asking.GAVE_UP


def test_what_is_gainsaid_is_reported_until_the_holder_takes_it(office, register):
    draft = save(office, begun(office), "nguoi_yeu_cau", applicant_name="Siu Blơc")
    said = {"draft_id": draft.pk, "citizen": office.citizen, "at": make.MONDAY}
    with pytest.raises(NothingToDispute):
        disputing.dispute(question="applicant_phone", reason="x", **said)
    with pytest.raises(ReasonOfDisputeMissing):
        disputing.dispute(question="applicant_name", reason=" ", **said)

    made = disputing.dispute(question="applicant_name", reason="Ghi sai chính tả", **said)
    assert disputing.dispute(question="applicant_name", reason="lần nữa", **said) == made

    register.instead = Unavailable("down")
    assert not disputing.send_dispute(dispute_id=made.pk, at=make.MONDAY)
    register.instead = None
    assert disputing.send_dispute(dispute_id=made.pk, at=make.MONDAY)
    assert disputing.send_dispute(dispute_id=made.pk, at=make.MONDAY)
    (told,) = register.told
    assert (told.identity_number, told.item) == (SIU.identity_number, "person.full_name")
    assert (told.held, told.claimed) == ("Siu Blơk", "Siu Blơc")
    assert Dispute.objects.get().number == "DC-1"


def test_what_the_holder_answers_comes_back_once_and_the_person_is_told(office, register):
    draft = save(office, begun(office), "nguoi_yeu_cau", applicant_name="Siu Blơc")
    proof = ("căn cước.png", make.PNG)
    made = disputing.dispute(
        draft_id=draft.pk,
        citizen=office.citizen,
        question="applicant_name",
        reason="Ghi sai chính tả",
        proof=proof,
        at=make.MONDAY,
    )
    disputing.send_dispute(dispute_id=made.pk, at=make.MONDAY)
    register.instead = Unavailable("down")
    assert not disputing.ask_after(dispute_id=made.pk, at=make.MONDAY)
    register.instead = None
    assert disputing.ask_after(dispute_id=made.pk, at=make.MONDAY)
    assert Dispute.objects.get().state == Dispute.State.TAKEN

    register.judged = Judged(corrected=False, reason="Giấy khai sinh gốc ghi Blơk.", at=make.MONDAY)
    for _ in range(2):
        assert disputing.ask_after(dispute_id=made.pk, at=make.MONDAY)

    kept = Dispute.objects.get()
    assert (kept.state, kept.answer) == (Dispute.State.UPHELD, "Giấy khai sinh gốc ghi Blơk.")
    (told,) = register.told
    assert kept.paper is not None
    assert (told.paper, told.paper_sha256) == ("căn cước.png", kept.paper.file_id)
    assert kept.paper.attached_to == draft.subject  # it goes with the dossier: the officer sees it
    notice = Notice.objects.get(recipient=f"person:{office.citizen.person_id}")
    assert "Nơi giữ không sửa" in notice.body
    assert [a.verb for a in acts_of(f"person:{office.citizen.person_id}")][-1] == "person.dispute-answered"


def test_the_sweeps_tell_and_ask_after_every_dispute_and_stop_where_the_holder_is_down(office, register):
    drafts = [save(office, begun(office), "nguoi_yeu_cau", applicant_name=f"Siu Blơc {n}") for n in range(5)]
    for draft in drafts:
        disputing.dispute(
            draft_id=draft.pk, citizen=office.citizen, question="applicant_name", reason="Sai", at=make.MONDAY
        )
    register.instead = Unavailable("down")
    send_disputes(0)
    assert not Dispute.objects.exclude(sent_at=None).exists()

    register.instead = None
    send_disputes(0)
    register.judged = Judged(corrected=True, reason="", at=make.MONDAY)
    ask_after_disputes(0)

    assert {each.state for each in Dispute.objects.all()} == {Dispute.State.CORRECTED}
    assert Notice.objects.filter(title__startswith="Nơi giữ dữ liệu đã sửa").count() == 5


GENERAL = make.FORM.model_copy(
    update={
        "sections": (
            make.FORM.sections[0].model_copy(
                update={
                    "fields": (
                        FormField(key="content", label="Nội dung đề nghị"),
                        FormField(key="name", label="Họ và tên", element="person.full_name", of="applicant"),
                        FormField(key="job", label="Nghề", element="person.occupation", of="applicant"),
                    )
                }
            ),
        )
    }
)


@pytest.fixture
def general():
    office = make.office()
    office.version = make.publish(make.PROCEDURE.model_copy(update={"papers": ()}), form=GENERAL)
    return office


def filed(office, draft):
    return dossiers.submit_draft(draft_id=draft.pk, citizen=office.citizen, at=make.MONDAY)


def test_a_dossier_keeps_where_its_answers_came_from_and_what_was_spared(general):
    draft = save(general, begun(general), "request", content="Đề nghị", name="Siu Blơk", job="Giáo viên")

    dossier = filed(general, draft)

    kept = DossierSources.objects.get(dossier=dossier)
    assert kept.sources["name"] == {
        "from": "sign_in",
        "on": "2026-03-09",
        "detail": "",
        "held": "Siu Blơk",
        "same": True,
    }
    assert kept.sources.keys() == {"name"}
    assert (kept.asked_questions, kept.spared_questions, kept.spared_papers) == (3, 1, 0)
    (row,) = spared_by_procedure([general.unit.pk], from_on=TODAY, to_on=TODAY)
    assert (row.code, row.dossiers, row.asked, row.questions, row.percent) == ("1.001193", 1, 3, 1, 33)


def test_an_answer_changed_spares_nobody_and_its_dispute_goes_with_the_dossier(general):
    draft = save(general, begun(general), "request", content="Đề nghị", name="Siu Blơc", job="Giáo viên")
    disputing.dispute(
        draft_id=draft.pk, citizen=general.citizen, question="name", reason="Ghi sai", at=make.MONDAY
    )

    dossier = filed(general, draft)

    kept = DossierSources.objects.get(dossier=dossier)
    assert (kept.spared_questions, kept.sources["name"]["same"]) == (0, False)
    assert Dispute.objects.get().dossier == dossier


def test_what_was_answered_once_is_offered_for_a_year(general):
    answers = {"content": "Đề nghị", "name": "Siu Blơk", "job": "Giáo viên"}
    earlier = general.filed(answers=answers, papers=[])

    again = begun(general)

    assert again.answers["job"] == "Giáo viên"
    assert "content" not in again.answers
    found = origins_of(again, on=TODAY)["job"].match
    assert found is not None
    assert (found.source, found.detail) == ("dossier", earlier.code)
    after = make.MONDAY + timedelta(days=366)
    later = dossiers.start_draft(
        version=general.version, citizen=general.citizen, at=after, unit=general.unit
    )
    once_only.begin_filling(draft=later, citizen=general.citizen, at=after)
    assert "job" not in later.answers


SCHOOL = make.FORM.model_copy(
    update={
        "code": "nhap-hoc",
        "subjects": (
            Subject(key="child", title="Học sinh"),
            Subject(key="father", title="Người cha", relation="father", to="child"),
        ),
        "sections": (
            make.FORM.sections[0].model_copy(
                update={
                    "fields": (
                        FormField(key="pupil", label="Học sinh", element="person.full_name", of="child"),
                        FormField(key="sex", label="Giới tính", element="person.gender", of="child"),
                        FormField(key="pid", label="Số", element="person.identity_number", of="child"),
                        FormField(key="dad", label="Tên cha", element="person.full_name", of="father"),
                        FormField(key="me", label="Phụ huynh", element="person.full_name", of="applicant"),
                        FormField(key="grade", label="Vào lớp"),
                    )
                }
            ),
        ),
    }
)
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


def born(office, *, wrote=None):
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
    dossiers.propose(officer=office.officer, decision=Decision.GRANT, fields=fields, **act)
    dossiers.agree(head=office.head, **act)
    return dossiers.sign(signer=office.signer, **act)


def enrolling(office):
    asked = RequiredPaper(key="giay-khai-sinh", name="Giấy khai sinh", types=("KQ.G15.000031",))
    school = make.PROCEDURE.model_copy(
        update={
            "code": "1.005099",
            "name": "Nhập học",
            "short_name": "Nhập học",
            "form": "nhap-hoc",
            "papers": (asked,),
        }
    )
    office.version = make.publish(school, form=SCHOOL)
    return begun(office)


@pytest.fixture
def registry(office):
    result = ProcedureResult(code="KQ.G15.000031", name="Giấy khai sinh", template="birth-certificate")
    office.version = make.publish(
        make.PROCEDURE.model_copy(update={"form": BIRTH.code, "results": (result,)}),
        form=BIRTH,
        at=make.MONDAY + timedelta(seconds=1),
    )
    return office


def test_a_birth_certificate_we_issued_fills_the_form_of_the_child_who_starts_school(registry):
    dossier = born(registry)

    draft = enrolling(registry)

    assert {key: draft.answers.get(key) for key in ("pupil", "sex", "pid", "dad", "me", "grade")} == {
        "pupil": "Siu H'Lan",
        "sex": "female",
        "pid": "064326001234",
        "dad": "Siu Thuin",
        "me": "Siu Blơk",
        "grade": None,
    }
    told = origins_of(draft, on=TODAY)["pupil"].match
    assert told is not None
    assert (told.source, told.on) == ("vault", "2026-03-09")
    assert told.detail == f"Giấy khai sinh số {dossier.result.number}, hồ sơ {dossier.code}"


def test_what_the_officer_corrected_is_the_fact_and_what_is_no_answer_is_none(registry):
    born(registry, wrote={"full_name": "Siu H'Lăn", "gender": "Nam", "father_birth_year": "khoảng 1983"})

    facts = HeldPaper.objects.get().facts

    assert (facts["child:person.full_name"], facts["child:person.gender"]) == ("Siu H'Lăn", "male")
    assert "father:person.birth_year" not in facts
    assert facts["applicant:person.full_name"] == "Siu Blơk"  # the mother, in whose vault it is
    assert not any(key.endswith(("receive_by", "relation", "birth_proof")) for key in facts)


def confirm_as_father(office, draft):
    father = make.citizen("Siu Thuin", HUSBAND)
    asked = dossiers.invite(draft_id=draft.pk, citizen=office.citizen, key="father", at=make.MONDAY)
    digest = digest_to_confirm(draft, "father")
    dossiers.confirm(confirmation_id=asked.pk, citizen=father, digest=digest, at=make.MONDAY)


def test_what_an_electronic_proof_of_birth_says_spares_that_paper(office):
    keep_proof(office)
    draft = declared(office)
    confirm_as_father(office, draft)

    dossier = filed(office, draft)

    kept = DossierSources.objects.get(dossier=dossier)
    assert kept.spared_papers == 1
    assert [line.key for line in dossier.papers.all()] == ["giay-chung-sinh"]  # who decides can open it
    assert kept.spared_questions / kept.asked_questions >= 0.7
    said = sum(each["same"] for key, each in kept.sources.items())
    assert kept.spared_questions == said  # no computed value, nothing typed, nothing of what was not asked


def test_a_proof_of_birth_whose_child_is_registered_says_nothing_of_the_next_child(registry):
    keep_proof(registry)
    again = born(registry, wrote={"personal_id": "064326001234"})
    assert [line.key for line in again.papers.all()] == ["giay-chung-sinh"]

    draft = begun(registry)

    assert not {"child_name", "child_birth", "child_gender"} & draft.answers.keys()


RESIDENCE = next(form for form in forms() if form.code == "dang-ky-thuong-tru")


def residing(office, **typed):
    asked = RequiredPaper(
        key="quan-he", name="Giấy tờ quan hệ", types=("KQ.G15.000031",), present_only=True, required=False
    )
    procedure = make.PROCEDURE.model_copy(
        update={"code": "1.004222", "name": "Đăng ký thường trú", "form": RESIDENCE.code, "papers": (asked,)}
    )
    office.version = make.publish(procedure, form=RESIDENCE)
    return save(office, begun(office), "nguoi_khai", **typed)


def test_the_certificate_of_birth_fills_the_declaration_of_residence_of_the_child(registry):
    born(registry)

    draft = residing(registry, for_whom="child")

    answers = draft.answers
    assert (answers["person_name"], answers["person_birth"]) == ("Siu H'Lan", "2026-03-02")
    assert (answers["person_gender"], answers["person_identity"]) == ("female", "064326001234")


def test_who_registers_their_own_residence_finds_themself_not_their_child(registry):
    born(registry)

    draft = residing(registry, for_whom="self")

    assert (draft.answers["person_name"], draft.answers["person_birth"]) == ("Siu Blơk", "1985-09-02")
