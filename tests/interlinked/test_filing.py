"""One declaration, one act of filing, ordinary dossiers; what one part decides flows into the next."""

from datetime import timedelta

import pytest

from motcua.dossiers.decisions import Decision
from motcua.dossiers.errors import AnswersIncomplete, DossierNotFound, DraftNotFound, ProcedureNotFiledHere
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.filing import Request, file
from motcua.dossiers.queries import dossier_for
from motcua.dossiers.states import State
from motcua.interlinked import operations as interlinked
from motcua.interlinked.errors import FilingNotFound
from motcua.interlinked.models import Filing, Part
from motcua.interlinked.queries import filing_for
from motcua.journal.models import Act
from motcua.journal.queries import broken_at
from motcua.notices.models import Notice
from motcua.papers.models import Paper
from tests import factories as make
from tests.interlinked.world import CHILD, dossier_of, news_of, part_of, person_of, stranger, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return world()


def test_what_begins_at_once_is_a_dossier_of_its_agency_and_the_others_wait(here):
    filing = here.file()

    birth = dossier_of(filing, "birth")
    assert (birth.deciding_unit, birth.state) == (here.commune.unit, State.FILED)
    assert filing.code == "H21.117.MC-260309-0001"
    assert [part.state for part in filing.parts.all()] == ["filed", "waiting", "waiting"]
    assert Dossier.objects.count() == 1


def test_a_second_click_is_the_same_filing(here):
    filing = here.file()

    again = interlinked.submit(draft_id=filing.draft_id, citizen=here.citizen, at=make.MONDAY)

    assert again == filing
    assert (Filing.objects.count(), Dossier.objects.count()) == (1, 1)


def test_a_stranger_files_nobodys_draft(here):
    draft = here.draft()

    with pytest.raises(DraftNotFound):
        interlinked.submit(draft_id=draft.pk, citizen=stranger(), at=make.MONDAY)


def test_what_is_missing_anywhere_keeps_the_whole_from_being_filed(here):
    with pytest.raises(AnswersIncomplete):
        here.file(first_care="")

    assert (Filing.objects.count(), Dossier.objects.count()) == (0, 0)


def test_a_group_is_never_one_dossier(here):
    request = Request(here.version, here.commune.unit, here.commune.unit, person_of(here.citizen), {})

    with pytest.raises(ProcedureNotFiledHere, match="liên thông"):
        file(request=request, filer=here.citizen, at=make.MONDAY)


def test_each_agency_gets_the_papers_of_its_part_only(here):
    filing = here.born()

    assert [p.key for p in dossier_of(filing, "birth").papers.all()] == ["giay-chung-sinh"]
    assert [p.key for p in dossier_of(filing, "residence").papers.all()] == ["quan-he-nhan-than"]
    assert [p.title for p in dossier_of(filing, "insurance").papers.all()] == ["Giấy khai sinh"]


def test_what_the_first_part_decided_is_not_asked_again(here):
    filing = here.born(full_name="Rơ Châm H'Lan Siu")

    residence, insurance = dossier_of(filing, "residence"), dossier_of(filing, "insurance")
    assert (residence.answers["person_identity"], residence.answers["person_name"]) == (
        CHILD,
        "Rơ Châm H'Lan Siu",
    )
    assert insurance.answers["child_identity"] == CHILD
    assert "mother_name" not in insurance.answers


def test_the_parts_that_waited_are_filed_at_the_moment_of_the_signature(here):
    filing = here.born()

    residence, insurance = dossier_of(filing, "residence"), dossier_of(filing, "insurance")
    assert residence.filed_at == insurance.filed_at == make.MONDAY + timedelta(hours=1)
    assert (residence.deciding_unit, residence.receiving_unit.code) == (here.police.unit, "H21.117.MC")
    assert insurance.deciding_unit == here.insurance.unit


def test_news_told_twice_is_done_once(here):
    filing = here.born()

    news_of(filing)

    assert Dossier.objects.count() == 3
    assert Act.objects.filter(subject=filing.subject, verb="interlinked.send").count() == 3
    assert Notice.objects.filter(title__startswith="Đã nhận hồ sơ liên thông").count() == 1
    assert broken_at(filing.subject) is None


def test_birth_refused_stops_what_depends_on_it_and_nobodys_term_ran(here):
    filing = here.born(decision=Decision.REFUSE)

    lost = filing.parts.filter(key__in=["residence", "insurance"])
    assert {part.state for part in lost} == {Part.State.CALLED_OFF}
    assert all("Khai sinh" in part.reason and part.guidance for part in lost)
    assert Dossier.objects.count() == 1
    assert Notice.objects.filter(title__contains="không làm tiếp").count() == 2


def test_residence_refused_leaves_the_card_as_it_is(here):
    filing = here.born()
    residence, at = dossier_of(filing, "residence"), make.MONDAY + timedelta(hours=2)
    here.police.receive(residence, at)

    here.police.decide(residence, at, Decision.REFUSE)
    news_of(filing)

    assert dossier_of(filing, "insurance").state == State.FILED


def test_a_part_that_cannot_go_on_says_why_and_is_sent_again(here):
    filing = here.born(personal_id="chưa có")
    held = part_of(filing, "residence")
    birth = dossier_of(filing, "birth")
    assert birth.proposal is not None
    birth.proposal["fields"]["personal_id"] = CHILD
    birth.save()

    interlinked.send_again(code=filing.code, key="residence", citizen=here.citizen, at=make.MONDAY)

    assert held.state == Part.State.HELD
    assert "định danh" in held.reason.lower()
    assert dossier_of(filing, "residence").answers["person_identity"] == CHILD


def test_the_whole_is_withdrawn_as_far_as_it_has_no_result(here):
    filing = here.born()

    interlinked.withdraw(code=filing.code, citizen=here.citizen, reason="Chuyển đi nơi khác", at=make.MONDAY)

    states = [dossier_of(filing, key).state for key in ("birth", "residence", "insurance")]
    assert states[1:] == [State.WITHDRAWN, State.WITHDRAWN]
    assert states[0] in {State.FINISHED, State.HANDED_OVER}


def test_a_part_withdrawn_leaves_the_others(here):
    filing = here.file()

    interlinked.withdraw(code=filing.code, citizen=here.citizen, reason="", at=make.MONDAY, key="insurance")

    assert [part.state for part in filing.parts.all()] == ["filed", "waiting", "called-off"]


def test_withdrawing_the_first_part_ends_those_that_wait_for_it(here):
    filing = here.file()

    interlinked.withdraw(code=filing.code, citizen=here.citizen, reason="", at=make.MONDAY, key="birth")

    assert [part.state for part in filing.parts.all()] == ["filed", "called-off", "called-off"]
    assert dossier_of(filing, "birth").state == State.WITHDRAWN


def test_papers_kept_for_a_part_go_back_to_their_owner_when_it_is_called_off(here):
    filing = here.file()
    kept = make.paper(f"person:{here.citizen.person_id}", key="hop-dong-thue-muon")
    Paper.objects.filter(pk=kept.pk).update(attached_to=f"{filing.subject}:residence")

    interlinked.withdraw(code=filing.code, citizen=here.citizen, reason="", at=make.MONDAY, key="residence")

    kept.refresh_from_db()
    assert kept.attached_to == ""


def test_owner_sees_the_whole_each_agency_its_part_and_a_stranger_nothing(here):
    filing = here.born()
    birth, residence = dossier_of(filing, "birth"), dossier_of(filing, "residence")

    assert filing_for(here.citizen, filing.code) == filing
    with pytest.raises(FilingNotFound):
        filing_for(stranger(), filing.code)
    assert dossier_for(here.police.officer, residence.code) == residence
    for agency, other in ((here.police, birth), (here.insurance, birth), (here.insurance, residence)):
        with pytest.raises(DossierNotFound):
            dossier_for(agency.officer, other.code)
    with pytest.raises(FilingNotFound):
        interlinked.withdraw(
            code=filing.code, citizen=make.citizen("Y Hợp", "064190008888"), reason="", at=make.MONDAY
        )
