"""What a result of ours states, and what a paper of the vault says, fills the next form."""

import pytest

from motcua.catalogue.facts import RequiredPaper
from motcua.dossiers.decisions import Decision
from motcua.dossiers.once_only.models import DossierSources
from motcua.dossiers.once_only.queries import origins_of
from motcua.eforms.definition import FormField, Subject
from motcua.papers.vault.models import HeldPaper
from tests import factories as make
from tests.dossiers.once_only.births import (
    TODAY,
    begun,
    born,
    confirm_as_father,
    declared,
    filed,
    keep_proof,
    save,
)
from tests.shipped_forms import forms

pytestmark = pytest.mark.django_db


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


def test_a_proof_of_birth_of_a_registration_refused_serves_again(registry):
    keep_proof(registry)
    born(registry, decision=Decision.REFUSE)

    draft = begun(registry)

    assert draft.answers["child_name"] == "Siu H'Lan"


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
