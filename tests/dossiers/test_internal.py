"""A unit asks another one: on the same floors, and seen by nobody else."""

from dataclasses import replace

import pytest
from django.db import IntegrityError

from motcua.catalogue.facts import Audience
from motcua.catalogue.operations import import_records
from motcua.catalogue.queries import search, version_in_force
from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision
from motcua.dossiers.destination import destination_online
from motcua.dossiers.errors import ApplicantNotYours, DossierNotFound, MoveNotAllowed, NotYourDossier
from motcua.dossiers.followers import tell_the_applicant
from motcua.dossiers.internal.asker import Asker
from motcua.dossiers.internal.errors import AsksItself, AsksNowhere, NotBetweenUnits, OnlyBetweenUnits
from motcua.dossiers.internal.queries import asked_of_others, sent_by, waiting_for_us
from motcua.dossiers.policies import why_not
from motcua.dossiers.queries import dossier_for, story, track
from motcua.dossiers.states import Move, State
from motcua.journal.models import Act
from motcua.notices.models import Notice
from motcua.orgs.models import Duty
from motcua.papers.vault.models import HeldPaper
from tests import factories as make
from tests.internal import OPINION, between

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return between()


def decided(here):
    """Return the dossier signed through the operations every dossier goes through."""
    office, code = here.office, here.filed().code
    dossiers.accept(code=code, clerk=office.clerk, at=make.MONDAY)
    dossiers.take_up(code=code, officer=office.officer, at=make.MONDAY)
    dossiers.propose(
        code=code, officer=office.officer, decision=Decision.GRANT,
        fields=office.result_fields(), reason="", at=make.MONDAY,
    )  # fmt: skip
    dossiers.agree(code=code, head=office.head, at=make.MONDAY)
    return dossiers.sign(code=code, signer=office.signer, at=make.MONDAY)


def test_a_unit_is_the_applicant_and_its_officer_acts_for_it(here):
    dossier = here.filed()

    act = Act.objects.get(subject=dossier.subject)
    assert (dossier.asking_unit, dossier.person, dossier.filer) == (here.asking, None, None)
    assert dossier.applicant_name == "Ủy ban nhân dân xã Bàu Cạn"
    assert (act.actor_name, act.on_behalf) == ("Hồ Văn Hỏi", here.asking.name)


def test_it_is_received_decided_and_signed_like_any_other_and_keeps_its_term(here):
    dossier = decided(here)

    dossier.refresh_from_db()
    assert dossier.state in {State.FINISHED, State.HANDED_OVER}
    assert dossier.due_at is not None
    assert not HeldPaper.objects.exists()


@pytest.mark.parametrize("move", [Move.SUPPLEMENT, Move.WITHDRAW])
def test_only_the_unit_that_asked_is_on_the_applicants_side(here, move):
    dossier = asked(here, here.filed())

    with pytest.raises(DossierNotFound):
        dossier_for(Asker.of(here.third), dossier.code)
    assert isinstance(why_not(move, Asker.of(here.third), dossier), NotYourDossier)
    assert why_not(move, here.asker, dossier) is None


def asked(here, dossier):
    return dossiers.ask_for_supplement(
        code=dossier.code, officer=here.office.clerk, items=["Bản vẽ"], reason="Thiếu", at=make.MONDAY
    )


def test_nobody_else_sees_it(here):
    code = here.filed().code

    for viewer in (here.office.citizen, here.third, here.officer, Asker.of(here.third)):
        with pytest.raises(DossierNotFound):
            dossier_for(viewer, code)
    assert dossier_for(here.office.clerk, code).code == dossier_for(here.asker, code).code == code


def test_its_code_tells_the_public_nothing(here):
    code = here.filed().code

    with pytest.raises(DossierNotFound):
        track(code)


def test_the_public_neither_finds_nor_reaches_an_internal_procedure(here):
    make.publish()

    assert version_in_force(OPINION.code) is None
    assert [hit.code for hit in search("quy hoạch chung xã").hits] == []
    assert OPINION.code not in {hit.code for hit in search("").hits}
    with pytest.raises(Exception, match=OPINION.code):
        destination_online(procedure=OPINION.code, unit="", on=make.MONDAY.date())


def test_people_do_not_file_it_and_units_do_not_file_theirs(here):
    office = here.office

    with pytest.raises(OnlyBetweenUnits):
        dossiers.file(request=office.request(papers=()), filer=office.citizen, at=make.MONDAY)
    with pytest.raises(OnlyBetweenUnits):
        dossiers.receive_at_counter(request=office.request(papers=()), clerk=office.clerk, at=make.MONDAY)
    office.version = make.publish()
    with pytest.raises(NotBetweenUnits):
        here.filed()


def test_a_post_that_may_not_ask_asks_nothing(here):
    handler = make.posting(here.asking, Duty.HANDLE, name="Chỉ thụ lý")

    with pytest.raises(AsksNowhere):
        dossiers.file(request=here.request(), filer=Asker.of(handler), at=make.MONDAY)


def test_nobody_asks_in_the_name_of_another_unit(here):
    with pytest.raises(AsksNowhere):
        dossiers.file(request=here.request(), filer=Asker.of(here.third), at=make.MONDAY)
    with pytest.raises(ApplicantNotYours):
        dossiers.file(request=here.request(), filer=here.office.citizen, at=make.MONDAY)


def test_a_unit_does_not_ask_itself(here):
    own = make.posting(here.office.unit, Duty.ASK, name="Người nhà")
    request = replace(here.request(), applicant=here.office.unit)

    with pytest.raises(AsksItself):
        dossiers.file(request=request, filer=Asker.of(own), at=make.MONDAY)


def test_sent_twice_it_is_one_dossier(here):
    first, second = here.filed(idempotency_key="k"), here.filed(idempotency_key="k")

    assert first.pk == second.pk


def test_it_is_completed_by_the_unit(here):
    dossier = asked(here, here.filed())

    waiting = waiting_for_us(here.asker)
    done = dossiers.supplement(
        code=dossier.code, viewer=here.asker, answers={"content": "Đủ"}, papers=[], at=make.MONDAY
    )
    assert (waiting, waiting_for_us(here.asker)) == (1, 0)
    assert done.state == State.FILED
    assert done.answers["content"] == "Đủ"


def test_it_is_withdrawn_by_the_unit_until_it_is_decided(here):
    dossier = here.filed()

    gone = dossiers.withdraw(code=dossier.code, viewer=here.asker, reason="Gửi nhầm", at=make.MONDAY)

    assert gone.state == State.WITHDRAWN
    with pytest.raises(MoveNotAllowed):
        dossiers.withdraw(code=dossier.code, viewer=here.asker, reason="", at=make.MONDAY)


def test_whoever_may_ask_for_the_unit_is_told(here):
    colleague = make.posting(here.asking, Duty.ASK, name="Đồng nghiệp")
    dossier = asked(here, here.filed())
    for act in Act.objects.filter(subject=dossier.subject).order_by("number"):
        tell_the_applicant(act)

    told = Notice.objects.filter(title__startswith="Cần bổ sung")
    assert {notice.recipient for notice in told} == {
        f"user:{who.actor.user_id}" for who in (here.officer, colleague)
    }
    assert {notice.link for notice in told} == {f"/xu-ly/noi-bo/{dossier.code}/"}


def test_what_officers_say_among_themselves_is_not_told_to_the_unit(here):
    code = here.filed().code
    dossiers.accept(code=code, clerk=here.office.clerk, at=make.MONDAY)
    dossiers.take_up(code=code, officer=here.office.officer, at=make.MONDAY)
    dossiers.propose(
        code=code, officer=here.office.officer, decision=Decision.GRANT,
        fields=here.office.result_fields(), reason="", note="Riêng tư", at=make.MONDAY,
    )  # fmt: skip

    told = story(dossier_for(here.asker, code), for_staff=False)

    assert not [line for event in told for line in event.details if "Riêng tư" in line]


def test_the_list_finds_by_words_of_procedure_and_office(here):
    code = here.filed().code

    for q in ("quy hoach", "H21.117", code.lower()):
        assert [d.code for d in sent_by(here.asker, q=q).dossiers] == [code]
    assert list(sent_by(here.asker, q="khai sinh").dossiers) == []
    assert list(sent_by(Asker.of(here.third)).dossiers) == []


def test_a_unit_is_offered_what_others_decide(here):
    only = [each.version.code for each in asked_of_others(here.asker, on=make.MONDAY.date())]

    assert only == [OPINION.code]


def test_the_database_refuses_two_applicants(here):
    dossier = here.filed()
    dossier.person_id = here.office.citizen.person_id

    with pytest.raises(IntegrityError, match="dossier_has_one_applicant"):
        dossier.save()


def test_a_procedure_for_the_public_reads_as_before_there_were_others():
    assert "audience" not in make.PROCEDURE.model_dump()
    assert OPINION.model_dump(mode="json")["audience"] == Audience.INTERNAL
    assert import_records(records=[OPINION], at=make.MONDAY, dry_run=True).added
