"""The half-written proposal: kept as it is typed, its writer's alone, gone once proposed."""

import pytest

from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Dossier, ProposalDraft
from motcua.dossiers.states import State, Turn
from motcua.journal.models import Act
from motcua.orgs.models import Duty
from tests import factories as make
from tests.sign_in import signed_in
from tests.web.desk.test_dossier import proposal, url_of
from tests.web.staff_pages import text_of

pytestmark = pytest.mark.django_db
AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def dossier(office):
    return office.taken_up()


def keep(posting, dossier, **more):
    data = {"act": "propose", "decision": "refuse", "refusal_reason": "Mới viết nửa câu"}
    return signed_in(posting).post(f"{url_of(dossier)}nhap/", data, **more)


def page(posting, dossier):
    return text_of(signed_in(posting).get(url_of(dossier)))


def test_what_is_typed_is_kept_and_stands_there_after_reloading(office, dossier):
    saved = keep(office.officer, dossier, headers=AUTOSAVE)

    said = page(office.officer, dossier)
    assert saved.status_code == 204
    assert "Mới viết nửa câu" in said
    assert "Đã lưu nháp lúc" in said


def test_a_button_keeps_it_without_a_script(office, dossier):
    said = text_of(keep(office.officer, dossier, follow=True))

    assert "Đã lưu nháp. Chưa trình" in said
    assert "Mới viết nửa câu" in said


def test_keeping_proposes_nothing_and_is_no_act(office, dossier):
    acts = Act.objects.count()

    keep(office.officer, dossier)
    keep(office.officer, dossier)

    dossier.refresh_from_db()
    assert (dossier.turn, dossier.proposal) == (Turn.OFFICER, None)
    assert Act.objects.count() == acts
    assert ProposalDraft.objects.count() == 1


def test_colleagues_are_told_whose_draft_there_is_and_not_what_it_says(office, dossier):
    keep(office.officer, dossier)

    said = page(make.posting(office.unit, Duty.HANDLE, name="Ksor Hà"), dossier)

    assert "Trần Thị Bình đang viết đề xuất; bản nháp lưu lúc" in said
    assert "Mới viết nửa câu" not in said
    assert "đang viết đề xuất" not in page(office.officer, dossier)


def test_proposing_removes_it(office, dossier):
    keep(office.officer, dossier)

    signed_in(office.officer).post(url_of(dossier), proposal(office))

    assert not ProposalDraft.objects.exists()


def test_what_was_drafted_for_a_dossier_that_ended_is_not_kept(office, dossier):
    keep(office.officer, dossier)

    dossiers.withdraw(code=dossier.code, viewer=office.citizen, reason="", at=make.MONDAY)

    assert not ProposalDraft.objects.exists()


def test_a_late_save_revives_nothing(office):
    dossier = office.proposed()

    by_itself = keep(office.officer, dossier, headers=AUTOSAVE)
    by_hand = keep(office.officer, dossier)

    assert by_itself.status_code == by_hand.status_code == 409
    assert "Mới viết nửa câu" in text_of(by_hand)
    assert not ProposalDraft.objects.exists()


def test_a_colleague_keeps_none(office, dossier):
    response = keep(make.posting(office.unit, Duty.HANDLE, name="Ksor Hà"), dossier, headers=AUTOSAVE)

    assert response.status_code == 409
    assert Dossier.objects.get(pk=dossier.pk).state == State.IN_HANDLING


def test_a_save_without_a_session_does_not_pass_for_saved(client, dossier):
    response = client.post(f"{url_of(dossier)}nhap/", {}, headers=AUTOSAVE)

    assert response.status_code == 401
