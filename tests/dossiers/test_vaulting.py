"""A result is in its holder's vault as soon as it is issued, and serves again by a tick."""

import pytest

from motcua.catalogue.facts import ProcedureResult, RequiredPaper
from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision
from motcua.dossiers.errors import DraftNotFound, PaperNotAsked
from motcua.dossiers.models import Dossier
from motcua.papers.models import Paper
from motcua.papers.vault.errors import HeldPaperNotFound, NotUsable
from motcua.papers.vault.models import HeldPaper, Standing
from tests import factories as make

pytestmark = pytest.mark.django_db
BIRTH = "KQ.G15.000031"


@pytest.fixture
def office():
    made = make.office()
    made.version = make.publish(
        make.PROCEDURE.model_copy(
            update={
                "results": (ProcedureResult(code=BIRTH, name="Giấy khai sinh"),),
                "papers": (
                    RequiredPaper(key="khai-sinh", name="Giấy khai sinh", types=(BIRTH,), required=False),
                ),
            }
        )
    )
    return made


def draft_of(office, citizen=None):
    return dossiers.start_draft(
        citizen=citizen or office.citizen, version=office.version, unit=office.unit, at=make.MONDAY
    )


def reuse(draft, held, *, citizen, key="khai-sinh"):
    return dossiers.reuse_in_draft(
        draft_id=draft.pk, citizen=citizen, key=key, held_id=held.pk, at=make.MONDAY
    )


def test_a_signed_result_is_in_the_applicants_vault(office):
    dossier = office.signed()

    held = HeldPaper.objects.get()
    assert (held.owner, held.paper_type) == (f"person:{office.citizen.person_id}", BIRTH)
    assert (held.file_id, held.issued, held.came_from) == (
        dossier.result.file_id,
        dossier.result,
        dossier.subject,
    )
    assert held.code == f"064190001234.{BIRTH}.01"


def test_a_refusal_is_no_paper_to_have(office):
    dossier = office.proposed(decision=Decision.REFUSE)
    dossiers.agree(code=dossier.code, head=office.head, at=make.MONDAY)

    dossiers.sign(code=dossier.code, signer=office.signer, at=make.MONDAY)

    assert not HeldPaper.objects.exists()


def test_a_corrected_result_takes_the_place_of_the_wrong_one_in_the_vault(office):
    dossier = office.signed()
    dossiers.report_error(code=dossier.code, viewer=office.citizen, error="Sai tên", at=make.MONDAY)
    dossiers.propose_correction(
        code=dossier.code,
        officer=office.officer,
        fields=office.result_fields() | {"content": "Đúng"},
        note="Ghi đúng tên như tờ khai",
        at=make.MONDAY,
    )
    dossiers.sign_correction(code=dossier.code, signer=office.signer, at=make.MONDAY)

    wrong, right = HeldPaper.objects.order_by("serial")
    day = make.MONDAY.date()
    assert (wrong.standing(day), right.standing(day)) == (Standing.REPLACED, Standing.IN_FORCE)
    with pytest.raises(NotUsable, match="đã được thay thế"):
        reuse(draft_of(office), wrong, citizen=office.citizen)


def test_one_tick_attaches_it_and_the_dossier_carries_it(office):
    office.signed()
    draft, held = draft_of(office), HeldPaper.objects.get()

    first, second = (reuse(draft, held, citizen=office.citizen) for _ in range(2))

    assert first == second
    assert Paper.objects.attached_to(draft.subject).get().file_id == held.file_id
    dossiers.save_section(
        draft_id=draft.pk,
        citizen=office.citizen,
        section_key=office.version.form.definition.sections[0].key,
        answers={"content": "Xin cấp"},
        at=make.MONDAY,
    )
    filed = dossiers.submit_draft(draft_id=draft.pk, citizen=office.citizen, at=make.MONDAY)
    assert filed.papers.get(key="khai-sinh").paper == first


def test_a_paper_that_is_not_asked_for_or_does_not_serve_is_refused(office):
    office.signed()
    draft, held = draft_of(office), HeldPaper.objects.get()

    with pytest.raises(PaperNotAsked):
        reuse(draft, held, citizen=office.citizen, key="so-ho-khau")
    HeldPaper.objects.update(paper_type="KQ.G15.000032")
    with pytest.raises(HeldPaperNotFound):
        reuse(draft, held, citizen=office.citizen)


def test_a_stranger_uses_neither_the_paper_nor_the_draft(office):
    office.signed()
    held, stranger = HeldPaper.objects.get(), make.citizen("Nay H'Brim", "064301990112")

    with pytest.raises(DraftNotFound):
        reuse(draft_of(office), held, citizen=stranger)
    with pytest.raises(HeldPaperNotFound):
        reuse(draft_of(office, stranger), held, citizen=stranger)


def test_somebody_without_a_number_still_gets_a_signed_result(office):
    dossier = office.agreed()
    Dossier.objects.update(applicant={"kind": "person", "name": "Yơn"})

    dossiers.sign(code=dossier.code, signer=office.signer, at=make.MONDAY)

    assert HeldPaper.objects.get().holder == ""
