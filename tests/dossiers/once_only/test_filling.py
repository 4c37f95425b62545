"""What the state holds stands in the form, says where it is from, and never over what somebody typed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.accounts.population import (
    Unavailable,
)
from motcua.dossiers import operations as dossiers
from motcua.dossiers.once_only import disputing
from motcua.dossiers.once_only import operations as once_only
from motcua.dossiers.once_only.models import Dispute, DossierSources, DraftSources
from motcua.dossiers.once_only.queries import known_before, origins_of, spared_by_procedure
from motcua.eforms import rules as eforms
from motcua.eforms.definition import FormField
from motcua.journal.queries import acts_of
from tests import factories as make
from tests.dossiers.once_only.births import BIRTH, HUSBAND, SIU, TODAY, begun, filed, keep_proof, save

pytestmark = pytest.mark.django_db


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
