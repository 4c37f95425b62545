"""One paper from the desk into the vault: each step in its turn, taken up where it was left."""

from dataclasses import replace
from datetime import date

import pytest

from motcua.dossiers.digitising import operations as desk
from motcua.dossiers.digitising.errors import (
    DigitisationNotFound,
    FactsWrong,
    MixedScan,
    NoPages,
    NotOwnersPaper,
    NotThisStep,
    StillDoubtful,
    StillReading,
)
from motcua.dossiers.digitising.keeping import seal, sign_and_keep
from motcua.dossiers.digitising.models import Digitisation
from motcua.dossiers.digitising.steps import NEXT, Reading, Step
from motcua.dossiers.errors import NotYourDuty
from motcua.journal.models import Act
from motcua.notices.models import Notice
from motcua.orgs.models import Duty, UnitKind
from motcua.papers import queries
from motcua.papers.digitising.errors import NotCompared
from motcua.papers.models import Paper
from motcua.papers.signatures import operations as signatures
from motcua.papers.vault.models import HeldPaper, Level
from motcua.papers.verification import verify
from tests import factories as make
from tests.dossiers.digitising.desk import BIRTH, CHILD, READ, Desk, fact, kept
from tests.papers.conftest import _authority_home, vault
from tests.papers.makers import pdf, picture, signed_pdf

__all__ = ["_authority_home", "vault"]  # a store and a demo authority for each test
pytestmark = pytest.mark.django_db


def test_every_step_says_where_it_may_go_and_can_be_reached():
    assert NEXT.keys() == set(Step)
    assert {Step.LOOK}.union(*NEXT.values()) == set(Step)


def test_a_paper_goes_signed_and_named_into_its_owners_vault():
    at_desk = Desk()
    found = at_desk.ready()

    held = kept(digitisation_id=found.pk, **at_desk.by)

    verdict = verify(queries.read_bytes(held.file), at=make.MONDAY)
    assert (held.owner, held.level) == (f"person:{at_desk.person.pk}", Level.CERTIFIED)
    assert held.code == f"{CHILD}.{BIRTH}.01"
    assert (held.holder_name, held.number, held.issued_on) == ("Siu H'Lan", "12/2016", date(2016, 5, 20))
    assert held.facts["mother:person.full_name"] == "Siu Blơk"
    assert (verdict.valid, verdict.signer_name) == (True, "Rơ Châm Hyao")
    assert kept(digitisation_id=found.pk, **at_desk.by) == held


def test_a_result_of_the_office_itself_waits_for_who_keeps_the_key_of_the_agency():
    at_desk = Desk()
    keeper = make.posting(at_desk.office.unit, Duty.SEAL, name="Nay Hương")
    found = sign_and_keep(digitisation_id=at_desk.ready(own_result=True).pk, **at_desk.by)
    assert (found.step, HeldPaper.objects.count()) == (Step.SEAL, 0)
    assert Notice.objects.get().recipient == f"user:{keeper.actor.user_id}"

    sealed = seal(digitisation_id=found.pk, officer=keeper, at=make.MONDAY)

    assert sealed.held is not None
    verdict = verify(queries.read_bytes(sealed.held.file), at=make.MONDAY)
    assert (verdict.valid, [each.name for each in verdict.by]) == (
        True,
        ["Rơ Châm Hyao", at_desk.office.unit.name],
    )
    assert seal(digitisation_id=found.pk, officer=keeper, at=make.MONDAY).held == sealed.held
    assert Act.objects.get(verb="digitisation.kept").data["signers"] == ["officer", "agency"]


def test_nobody_else_signs_for_the_agency():
    at_desk = Desk()
    found = sign_and_keep(digitisation_id=at_desk.ready(own_result=True).pk, **at_desk.by)
    elsewhere = make.posting(make.unit("H21.118"), Duty.SEAL, name="Ksor Thin")

    for officer in (at_desk.office.clerk, at_desk.office.signer, elsewhere):
        with pytest.raises(DigitisationNotFound):
            seal(digitisation_id=found.pk, officer=officer, at=make.MONDAY)

    assert not HeldPaper.objects.exists()


def test_a_clerk_who_keeps_the_key_signs_both_at_once():
    at_desk = Desk()
    clerk = at_desk.office.clerk
    duties = clerk.duties | {(at_desk.office.unit.pk, Duty.SEAL)}
    ready = at_desk.ready(own_result=True)

    done = sign_and_keep(digitisation_id=ready.pk, clerk=replace(clerk, duties=duties), at=make.MONDAY)

    assert done.step == Step.KEPT


def test_taken_back_from_the_agency_it_is_signed_anew():
    at_desk = Desk()
    keeper = make.posting(at_desk.office.unit, Duty.SEAL, name="Nay Hương")
    found = sign_and_keep(digitisation_id=at_desk.ready(own_result=True).pk, **at_desk.by)

    desk.back_to_facts(digitisation_id=found.pk, **at_desk.by)

    with pytest.raises(NotThisStep):
        seal(digitisation_id=found.pk, officer=keeper, at=make.MONDAY)
    assert Digitisation.objects.get().signed is None


def test_what_its_issuer_signed_is_kept_as_it_is():
    at_desk = Desk()
    found = at_desk.compared(content=signed_pdf())
    (page,) = found.pages
    signatures.check(sha256=page.file_id, at=make.MONDAY)
    desk.stop_reading(digitisation_id=found.pk, **at_desk.by)
    desk.end_facts(digitisation_id=found.pk, **at_desk.by)

    held = kept(digitisation_id=found.pk, **at_desk.by)

    assert (held.file_id, held.level) == (page.file_id, Level.SIGNED)


def test_facts_about_the_owner_are_the_applicants():
    at_desk = Desk()
    number = at_desk.person.identity_number
    found = at_desk.read(
        fact("child:person.identity_number", number), fact("child:person.full_name", "Siu Blơk")
    )
    desk.end_facts(digitisation_id=found.pk, **at_desk.by)

    held = kept(digitisation_id=found.pk, **at_desk.by)

    assert held.facts["applicant:person.full_name"] == "Siu Blơk"
    assert held.holder == number


def test_somebody_elses_card_does_not_go_into_the_vault():
    at_desk = Desk()
    found = at_desk.read(fact("applicant:person.identity_number", "064190009999"), paper_type="KQ.G01.000023")
    desk.end_facts(digitisation_id=found.pk, **at_desk.by)

    with pytest.raises(NotOwnersPaper):
        sign_and_keep(digitisation_id=found.pk, **at_desk.by)

    assert not HeldPaper.objects.exists()


def test_what_the_machine_doubted_must_be_seen_or_corrected():
    at_desk = Desk()
    found = at_desk.read()

    with pytest.raises(StillDoubtful, match="Còn 1 thông tin"):
        desk.end_facts(digitisation_id=found.pk, **at_desk.by)
    desk.correct(digitisation_id=found.pk, values={}, seen=["mother:person.full_name"], **at_desk.by)

    assert desk.end_facts(digitisation_id=found.pk, **at_desk.by).step == Step.SIGN


def test_what_is_typed_wrongly_is_kept_and_not_signed():
    at_desk = Desk()
    found = at_desk.read()

    desk.correct(
        digitisation_id=found.pk, values={"child:person.birth_date": "31/02/2016"}, seen=[], **at_desk.by
    )

    assert Digitisation.objects.get().facts == {"child:person.birth_date": "31/02/2016"}
    with pytest.raises(FactsWrong):
        desk.end_facts(digitisation_id=found.pk, **at_desk.by)


def test_it_is_not_kept_uncompared_or_without_pages():
    at_desk = Desk()
    found = at_desk.scanning()

    with pytest.raises(NoPages):
        desk.end_scan(digitisation_id=found.pk, **at_desk.by)
    desk.add_page(digitisation_id=found.pk, content=picture(), file_name="a.jpg", **at_desk.by)
    desk.end_scan(digitisation_id=found.pk, **at_desk.by)

    with pytest.raises(NotCompared):
        desk.compare(digitisation_id=found.pk, ticked=False, **at_desk.by)


def test_photos_are_not_mixed_with_a_pdf():
    at_desk = Desk()
    found = at_desk.scanning()
    desk.add_page(digitisation_id=found.pk, content=picture(), file_name="a.jpg", **at_desk.by)

    with pytest.raises(MixedScan):
        desk.add_page(digitisation_id=found.pk, content=pdf(), file_name="b.pdf", **at_desk.by)

    assert found.pages.count() == 1


def test_the_desk_goes_on_while_the_machine_reads_and_signs_when_it_has():
    at_desk = Desk()
    found = at_desk.compared()
    desk.end_facts(digitisation_id=found.pk, **at_desk.by)

    with pytest.raises(StillReading):
        sign_and_keep(digitisation_id=found.pk, **at_desk.by)
    desk.stop_reading(digitisation_id=found.pk, **at_desk.by)

    assert kept(digitisation_id=found.pk, **at_desk.by).file.media_type == "application/pdf"


def test_a_reading_of_pages_that_were_changed_is_dropped():
    at_desk = Desk()
    found = at_desk.scanned()
    desk.scan_again(digitisation_id=found.pk, **at_desk.by)
    again = desk.end_scan(digitisation_id=found.pk, **at_desk.by)

    at_desk.machine_reads(found, *READ)

    now = Digitisation.objects.get()
    assert (now.attempt, now.reading, now.read) == (again.attempt, Reading.WAITING, [])


def test_each_step_is_done_in_its_turn():
    at_desk = Desk()
    found = at_desk.begun()

    with pytest.raises(NotThisStep, match="Tra trong kho"):
        desk.compare(digitisation_id=found.pk, ticked=True, **at_desk.by)


def test_what_the_vault_has_is_used_instead_and_its_owner_sees_it():
    at_desk = Desk()
    held = kept(digitisation_id=at_desk.ready().pk, **at_desk.by)
    dossier = at_desk.office.filed()
    line = dossier.papers.get()
    found = desk.begin_for_line(line_id=line.pk, paper_type=BIRTH, **at_desk.by)

    desk.reuse(digitisation_id=found.pk, held_id=held.pk, **at_desk.by)

    line.refresh_from_db()
    assert line.paper is not None
    assert line.paper.file_id == held.file_id
    assert [(use.kind, use.by_owner) for use in held.uses.all()] == [("reused", False), ("looked", False)]
    assert Digitisation.objects.get(pk=found.pk).step == Step.REUSED


def test_a_paper_left_at_the_counter_is_there_to_be_read_once_digitised():
    at_desk = Desk()
    dossier = at_desk.office.filed()
    line = dossier.papers.get()
    Paper.objects.attached_to(dossier.subject).update(attached_to="")
    dossier.papers.update(paper=None)
    found = desk.begin_for_line(line_id=line.pk, paper_type=BIRTH, **at_desk.by)
    desk.scan_instead(digitisation_id=found.pk, **at_desk.by)
    desk.add_page(digitisation_id=found.pk, content=picture(), file_name="a.jpg", **at_desk.by)
    desk.end_scan(digitisation_id=found.pk, **at_desk.by)
    desk.compare(digitisation_id=found.pk, ticked=True, **at_desk.by)
    at_desk.machine_reads(Digitisation.objects.get(), *(each for each in READ if each.is_sure))
    desk.end_facts(digitisation_id=found.pk, **at_desk.by)

    held = kept(digitisation_id=found.pk, **at_desk.by)

    line.refresh_from_db()
    assert line.paper is not None
    assert line.paper.file == held.file


def test_a_scan_made_on_receiving_is_the_first_page():
    at_desk = Desk()
    line = at_desk.office.filed().papers.get()

    found = desk.begin_for_line(line_id=line.pk, paper_type=BIRTH, **at_desk.by)

    assert line.paper is not None
    assert [page.file_id for page in found.pages] == [line.paper.file_id]
    assert desk.begin_for_line(line_id=line.pk, paper_type=BIRTH, **at_desk.by) == found


def test_begun_twice_for_one_person_it_is_one():
    at_desk = Desk()

    assert at_desk.begun() == at_desk.begun()


def test_given_up_its_pages_wait_for_the_sweep():
    at_desk = Desk()
    found = at_desk.read()

    desk.give_up(digitisation_id=found.pk, **at_desk.by)

    assert not Paper.objects.exclude(attached_to="").exists()
    assert Digitisation.objects.get().step == Step.GIVEN_UP


def test_another_desk_sees_nothing_of_it_and_who_receives_nowhere_begins_none():
    at_desk = Desk()
    found = at_desk.begun()
    elsewhere = make.posting(make.unit("H21.118.MC", UnitKind.DESK), Duty.RECEIVE, name="Đinh Hmunh")

    with pytest.raises(DigitisationNotFound):
        desk.scan_instead(digitisation_id=found.pk, clerk=elsewhere, at=make.MONDAY)
    with pytest.raises(NotYourDuty):
        desk.begin_for_person(
            person=at_desk.person,
            desk=at_desk.office.desk,
            about=desk.Subject(BIRTH),
            clerk=at_desk.office.signer,
            at=make.MONDAY,
        )


def test_every_step_leaves_an_act():
    at_desk = Desk()
    found = at_desk.ready()

    sign_and_keep(digitisation_id=found.pk, **at_desk.by)

    acts = Act.objects.filter(subject=found.subject).order_by("number").values_list("verb", flat=True)
    assert list(acts) == [
        "digitisation.begun",
        "digitisation.scan",
        "digitisation.compare",
        "digitisation.facts",
        "digitisation.read",
        "digitisation.corrected",
        "digitisation.sign",
        "digitisation.kept",
    ]
