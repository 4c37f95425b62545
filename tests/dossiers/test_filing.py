from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from motcua.accounts.citizens import citizen_of
from motcua.accounts.models import Person
from motcua.dossiers import operations as dossiers
from motcua.dossiers.errors import (
    AnswersIncomplete,
    ApplicantNotYours,
    IdempotencyKeyReused,
    PaperNotYours,
    PapersMissing,
    ProcedureNotFiledHere,
)
from motcua.dossiers.models import Dossier
from motcua.dossiers.routing import decides
from motcua.dossiers.states import State
from motcua.journal.models import Act
from motcua.journal.queries import broken_at
from motcua.orgs.models import UnitKind
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.office()


def test_a_filed_dossier_has_the_code_of_its_agency_and_day(office):
    dossier = office.filed()

    assert dossier.code == "H21.117-260309-0001"
    assert dossier.state == State.FILED


def test_numbers_run_on_within_the_day_and_begin_anew_the_next(office):
    codes = [office.filed().code, office.filed().code, office.filed(make.MONDAY + timedelta(1)).code]

    assert codes == ["H21.117-260309-0001", "H21.117-260309-0002", "H21.117-260310-0001"]


def test_a_dossier_filed_near_midnight_belongs_to_the_local_day(office):
    dossier = office.filed(datetime(2026, 3, 9, 17, 30, tzinfo=UTC))  # 00:30 on the 10th

    assert dossier.code == "H21.117-260310-0001"


def test_filing_leaves_one_act_that_opens_the_chain(office):
    dossier = office.filed()

    act = Act.objects.get(subject=dossier.subject)
    assert (act.verb, act.number, act.actor_name) == ("dossier.file", 1, "Siu Blơk")
    assert broken_at(dossier.subject) is None


def test_the_same_key_gives_the_same_dossier(office):
    request = office.request()

    first = dossiers.file(request=request, filer=office.citizen, at=make.MONDAY, idempotency_key="k1")
    again = dossiers.file(request=request, filer=office.citizen, at=make.MONDAY, idempotency_key="k1")

    assert first.pk == again.pk
    assert Dossier.objects.count() == 1


def test_the_same_key_with_another_content_is_refused(office):
    dossiers.file(request=office.request(), filer=office.citizen, at=make.MONDAY, idempotency_key="k1")

    with pytest.raises(IdempotencyKeyReused):
        dossiers.file(
            request=office.request(answers={"content": "Việc khác"}),
            filer=office.citizen,
            at=make.MONDAY,
            idempotency_key="k1",
        )


def test_a_missing_answer_is_refused_with_its_sentence(office):
    request = office.request(answers={"note": "x"})

    with pytest.raises(AnswersIncomplete) as refused:
        dossiers.file(request=request, filer=office.citizen, at=make.MONDAY)

    assert refused.value.facts["problems"] == {"content": "Hãy ghi: Nội dung đề nghị."}


def test_a_missing_paper_is_refused_by_name(office):
    with pytest.raises(PapersMissing, match="Giấy chứng sinh"):
        dossiers.file(request=office.request(papers=[]), filer=office.citizen, at=make.MONDAY)


def test_a_file_of_somebody_else_is_refused(office):
    stolen = office.handed(owner="person:999999")

    with pytest.raises(PaperNotYours):
        dossiers.file(request=office.request(papers=[stolen]), filer=office.citizen, at=make.MONDAY)


def test_a_file_already_used_is_refused(office):
    handed = office.handed()
    dossiers.file(request=office.request(papers=[handed]), filer=office.citizen, at=make.MONDAY)

    with pytest.raises(PaperNotYours):
        dossiers.file(request=office.request(papers=[handed]), filer=office.citizen, at=make.MONDAY)


def test_nobody_files_for_a_stranger(office):
    stranger = make.person("Hà", "064090009999")

    with pytest.raises(ApplicantNotYours):
        dossiers.file(request=office.request(applicant=stranger), filer=office.citizen, at=make.MONDAY)


def test_a_representative_files_for_the_business(office):
    owner = Person.objects.get(pk=office.citizen.person_id)
    company = make.business(owner)
    filer = citizen_of(owner)

    dossier = dossiers.file(request=office.request(applicant=company), filer=filer, at=make.MONDAY)

    assert dossier.applicant["name"] == "Hợp tác xã Cà phê Chư Prông"
    assert Act.objects.get().on_behalf == "Hợp tác xã Cà phê Chư Prông"


def test_the_dossier_keeps_the_version_it_was_filed_under(office):
    dossier = office.filed()
    make.publish(make.PROCEDURE.model_copy(update={"name": "Tên mới"}), at=make.MONDAY)

    dossier.refresh_from_db()

    assert dossier.version.name == "Thủ tục đăng ký khai sinh"


def test_a_unit_that_does_not_decide_it_is_refused_online_and_at_the_counter(office):
    department = make.unit("H21.18", UnitKind.DEPARTMENT, name="Sở Xây dựng")
    request = replace(office.request(), deciding_unit=department)

    with pytest.raises(ProcedureNotFiledHere, match="Sở Xây dựng không giải quyết"):
        dossiers.file(request=request, filer=office.citizen, at=make.MONDAY)
    with pytest.raises(ProcedureNotFiledHere):
        dossiers.receive_at_counter(request=request, clerk=office.clerk, at=make.MONDAY)


def test_a_unit_that_has_ended_is_refused(office):
    office.unit.to_on = make.MONDAY.date()

    with pytest.raises(ProcedureNotFiledHere):
        dossiers.file(request=office.request(), filer=office.citizen, at=make.MONDAY)


def test_a_draft_for_a_unit_that_does_not_decide_it_is_not_filed(office):
    department = make.unit("H21.18", UnitKind.DEPARTMENT)
    make.unit("H21.18.MC", UnitKind.DESK, parent=department)
    draft = dossiers.start_draft(
        version=office.version,
        citizen=office.citizen,
        unit=department,
        answers={"content": "Đăng ký khai sinh cho con"},
        at=make.MONDAY,
    )

    with pytest.raises(ProcedureNotFiledHere):
        dossiers.submit_draft(draft_id=draft.pk, citizen=office.citizen, at=make.MONDAY)


def test_asking_whether_a_commune_decides_costs_no_query(office, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert decides(office.version, office.unit, make.MONDAY.date())
