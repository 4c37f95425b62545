"""What somebody says is wrong is told to its holder, asked after, and answered to them."""

import pytest

from motcua.accounts.population import (
    Judged,
    Unavailable,
)
from motcua.dossiers.once_only import disputing
from motcua.dossiers.once_only.errors import NothingToDispute, ReasonOfDisputeMissing
from motcua.dossiers.once_only.models import Dispute
from motcua.dossiers.once_only.tasks import ask_after_disputes, send_disputes
from motcua.journal.queries import acts_of
from motcua.notices.models import Notice
from tests import factories as make
from tests.dossiers.once_only.births import SIU, begun, save

pytestmark = pytest.mark.django_db


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
