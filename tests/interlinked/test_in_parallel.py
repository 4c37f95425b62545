"""A group whose parts all begin at once: land and the fee on it; without the land there is no fee."""

from datetime import timedelta

import pytest

from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Letter
from motcua.dossiers.states import State
from motcua.interlinked import operations as interlinked
from motcua.interlinked.models import Filing
from motcua.notices.models import Notice
from tests import factories as make
from tests.interlinked.world import World, dossier_of, news_of, world

pytestmark = pytest.mark.django_db

ANSWERS = {
    "applicant_name": "Siu H'Bia",
    "applicant_birth": "1990",
    "applicant_identity": "064190001234",
    "applicant_address": "Thôn 2, xã Chư Prông, tỉnh Gia Lai",
    "applicant_phone": "0905123456",
    "land_address": "Thôn 2, xã Chư Prông, tỉnh Gia Lai",
    "land_area": "320",
    "land_use": "đất ở",
    "land_origin": "Cha mẹ cho năm 2005.",
    "fee_case": "exempt",
    "fee_reason": "hộ nghèo",
    "receive_by": "online",
    "declaration": "agree",
}


@pytest.fixture
def here():
    return world()


def filed(here: World) -> Filing:
    version = ProcedureVersion.objects.get(code="9.000101.H21", to_on=None)
    draft = dossiers.start_draft(
        version=version, citizen=here.citizen, unit=here.commune.unit, answers=ANSWERS, at=make.MONDAY
    )
    made = make.paper(f"person:{here.citizen.person_id}", key="don-dang-ky")
    made.attached_to = draft.subject
    made.save()
    filing = interlinked.submit(draft_id=draft.pk, citizen=here.citizen, at=make.MONDAY)
    assert isinstance(filing, Filing)
    return filing


def test_all_parts_are_with_their_agencies_at_once_each_in_its_own_words(here):
    filing = filed(here)

    land, tax = dossier_of(filing, "land"), dossier_of(filing, "tax")
    assert land.filed_at == tax.filed_at == make.MONDAY
    assert (land.deciding_unit, tax.deciding_unit.code) == (here.commune.unit, "H21.THUE")
    assert "320 m², mục đích đất ở" in tax.answers["request"]
    assert "Được miễn. hộ nghèo" in tax.answers["request"]
    assert [p.key for p in land.papers.all()] == ["don-dang-ky"]


def test_what_became_void_is_closed_by_the_system_with_reason_guidance_and_a_letter(here):
    filing = filed(here)
    land = dossier_of(filing, "land")

    dossiers.refuse(
        code=land.code, clerk=here.commune.clerk, reason="Đất đang tranh chấp", guidance="Hòa giải trước",
        citation="Điều 137", at=make.MONDAY + timedelta(hours=1),
    )  # fmt: skip
    news_of(filing)

    tax = dossier_of(filing, "tax")
    assert (tax.state, tax.due_at) == (State.STOPPED, None)
    assert Letter.objects.get(dossier=tax).content["reason"].startswith("Phần “Đăng ký đất đai”")
    told = Notice.objects.get(title=f"Hồ sơ {tax.code} đã khép lại")
    assert "chưa phải nộp lệ phí trước bạ" in told.body


def test_the_fee_withdrawn_leaves_the_land(here):
    filing = filed(here)

    interlinked.withdraw(code=filing.code, citizen=here.citizen, reason="", at=make.MONDAY, key="tax")

    assert dossier_of(filing, "tax").state == State.WITHDRAWN
    assert dossier_of(filing, "land").state == State.FILED
