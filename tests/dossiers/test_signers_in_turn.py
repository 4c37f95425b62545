"""A result of several signers: one behind the other, issued with the last, given up when sent back."""

from dataclasses import dataclass

import pytest

from motcua.catalogue import results
from motcua.catalogue.results import Key, SignerStep
from motcua.dossiers import operations as dossiers
from motcua.dossiers.errors import MoveNotAllowed, NobodySigns, NotYourDuty
from motcua.dossiers.followers import tell_the_next_signer
from motcua.dossiers.models import Dossier, Letter, ResultNumber
from motcua.dossiers.operations.succession import pass_all_on
from motcua.dossiers.states import State
from motcua.journal.models import Act
from motcua.journal.queries import broken_at
from motcua.notices.models import Notice
from motcua.orgs.models import Duty, Succession
from motcua.orgs.postings import Posting
from motcua.papers.models import IssuedPaper, UnfinishedPaper
from motcua.papers.queries import read_bytes
from motcua.papers.verification import verify
from tests import factories as make

pytestmark = pytest.mark.django_db

LEADER_THEN_AGENCY = (SignerStep(duty=Duty.SIGN), SignerStep(duty=Duty.SEAL, key=Key.AGENCY))


@dataclass
class Sealed:
    office: make.Office
    sealer: Posting

    def sign(self, dossier, signer=None):
        who = signer or self.office.signer
        return dossiers.sign(code=dossier.code, signer=who, at=make.MONDAY)

    def half_signed(self):
        return self.sign(self.office.agreed())

    def send_back(self, dossier, reason="Sai thể thức"):
        return dossiers.send_back(code=dossier.code, officer=self.sealer, reason=reason, at=make.MONDAY)


@pytest.fixture
def bare(monkeypatch):
    """An office whose results two sign, and nobody yet to sign second."""
    general = results.templates()[results.GENERAL]
    both = {**results.templates(), results.GENERAL: replace_signers(general)}
    monkeypatch.setattr(results, "templates", lambda: both)
    return make.office()


@pytest.fixture
def sealed(bare):
    return Sealed(bare, make.posting(bare.unit, Duty.SEAL, name="Ksor H'Nga"))


def replace_signers(template):
    return template.model_copy(update={"signers": LEADER_THEN_AGENCY})


def test_behind_the_first_signature_nothing_is_issued_yet(sealed):
    dossier = sealed.half_signed()

    assert dossier.state == State.IN_HANDLING
    assert dossier.result is None
    assert not IssuedPaper.objects.exists()


def test_it_waits_for_the_second_and_no_longer_for_the_first(sealed):
    dossier = sealed.half_signed()

    waiting = {
        who: list(Dossier.objects.waiting_for(posting))
        for who, posting in (("sealer", sealed.sealer), ("leader", sealed.office.signer))
    }

    assert waiting == {"sealer": [dossier], "leader": []}


def test_the_last_signature_issues_it_and_all_of_them_are_good(sealed):
    dossier = sealed.sign(sealed.half_signed(), sealed.sealer)

    verdict = verify(read_bytes(dossier.result), at=make.MONDAY)

    assert dossier.state == State.FINISHED
    assert verdict.valid
    assert [each.name for each in verdict.by] == ["Phạm Dũng", sealed.office.unit.name]


def test_the_second_signs_the_very_file_that_the_first_signed(sealed):
    half = UnfinishedPaper.objects.get(subject=sealed.half_signed().subject)
    first = read_bytes(half.file)

    dossier = sealed.sign(Dossier.objects.get(), sealed.sealer)

    assert read_bytes(dossier.result).startswith(first)


def test_the_number_is_that_of_the_first_signature(sealed):
    dossier = sealed.half_signed()
    number = ResultNumber.objects.get(dossier=dossier)

    signed = sealed.sign(dossier, sealed.sealer)

    assert signed.result.number == f"{number.number}/2026"


def test_out_of_turn_nobody_signs(sealed):
    dossier = sealed.office.agreed()

    with pytest.raises(NotYourDuty):
        sealed.sign(dossier, sealed.sealer)
    sealed.sign(dossier)
    with pytest.raises(NotYourDuty):
        sealed.sign(dossier)


def test_sent_back_by_the_second_it_is_given_up_with_the_reason(sealed):
    dossier = sealed.half_signed()

    sent_back = sealed.send_back(dossier)

    given_up = UnfinishedPaper.objects.get()
    assert (sent_back.stage, sent_back.signing_duty) == ("examine", "")
    assert (given_up.ended_because, given_up.issued) == ("Sai thể thức", None)


def test_its_number_is_then_the_next_papers(sealed):
    sealed.send_back(sealed.half_signed())

    other = sealed.half_signed()

    assert ResultNumber.objects.get(dossier=other).number == 1


def test_after_a_return_both_sign_anew(sealed):
    dossier = sealed.send_back(sealed.half_signed())
    office = sealed.office
    fields = office.result_fields()
    dossiers.propose(
        code=dossier.code,
        officer=office.officer,
        decision=make.Decision.GRANT,
        fields=fields,
        at=make.MONDAY,
    )
    dossiers.agree(code=dossier.code, head=office.head, at=make.MONDAY)

    signed = sealed.sign(sealed.sign(dossier), sealed.sealer)

    assert len(verify(read_bytes(signed.result), at=make.MONDAY).by) == 2


def test_withdrawn_meanwhile_it_is_given_up(sealed):
    dossier = sealed.half_signed()

    dossiers.withdraw(code=dossier.code, viewer=sealed.office.citizen, reason="Đổi ý", at=make.MONDAY)

    assert UnfinishedPaper.objects.get().ended_because
    with pytest.raises(MoveNotAllowed):
        sealed.sign(dossier, sealed.sealer)


def test_passed_on_to_another_unit_it_is_signed_there_from_the_beginning(sealed):
    dossier = sealed.half_signed()
    heir = make.unit("H21.118", name="Ủy ban nhân dân xã Ia Dom")
    Succession.objects.create(old=sealed.office.unit, new=heir, on=make.MONDAY.date(), citation="NQ 1/2026")
    leader, sealer = (make.posting(heir, duty, name=f"Người {duty}") for duty in (Duty.SIGN, Duty.SEAL))

    pass_all_on(at=make.MONDAY)
    signed = sealed.sign(sealed.sign(dossier, leader), sealer)

    assert signed.result.issuer_name == heir.name
    assert [each.name for each in verify(read_bytes(signed.result), at=make.MONDAY).by] == [
        "Người sign",
        heir.name,
    ]
    assert ResultNumber.objects.get(dossier=dossier).unit == heir


def test_a_refusal_is_signed_by_the_leader_alone(sealed):
    dossier = sealed.office.proposed(decision=make.Decision.REFUSE)
    dossiers.agree(code=dossier.code, head=sealed.office.head, at=make.MONDAY)

    assert sealed.sign(dossier).state == State.FINISHED


def test_the_letter_on_a_part_refused_waits_for_the_leader_behind_the_seal(sealed):
    dossier = sealed.office.proposed(decision=make.Decision.GRANT_PARTLY)
    dossiers.agree(code=dossier.code, head=sealed.office.head, at=make.MONDAY)
    sealed.sign(dossier)

    issued = dossiers.sign(
        code=dossier.code, signer=sealed.sealer, at=make.MONDAY, tracking_url="https://gialai.example/"
    )

    assert issued.state == State.FINISHED
    assert Letter.objects.get(dossier=issued, kind=Letter.Kind.REFUSAL).awaits_head


def test_where_nobody_could_sign_second_nobody_signs_first(bare):
    dossier = bare.agreed()

    with pytest.raises(NobodySigns, match="văn thư"):
        dossiers.sign(code=dossier.code, signer=bare.signer, at=make.MONDAY)
    assert not ResultNumber.objects.exists()


def test_the_next_signer_is_told(sealed):
    dossier = sealed.half_signed()

    tell_the_next_signer(Act.objects.get(subject=dossier.subject, verb="dossier.sign-in-turn"))

    notice = Notice.objects.get(recipient=f"user:{sealed.sealer.actor.user_id}")
    assert dossier.code in notice.title


def test_every_signature_is_an_act_of_its_signer(sealed):
    dossier = sealed.sign(sealed.half_signed(), sealed.sealer)

    acts = Act.objects.filter(subject=dossier.subject, verb__startswith="dossier.sign").order_by("number")
    assert [(act.verb, act.actor_name) for act in acts] == [
        ("dossier.sign-in-turn", "Phạm Dũng"),
        ("dossier.sign", "Ksor H'Nga"),
    ]
    assert broken_at(dossier.subject) is None


def test_a_correction_is_signed_by_both_too(sealed):
    dossier = sealed.sign(sealed.half_signed(), sealed.sealer)
    office, at = sealed.office, make.MONDAY
    dossiers.report_error(code=dossier.code, viewer=office.citizen, error="Sai tên", at=at)
    dossiers.propose_correction(
        code=dossier.code, officer=office.officer, fields=office.result_fields(), note="Sửa tên", at=at
    )

    half = dossiers.sign_correction(code=dossier.code, signer=office.signer, at=at)
    done = dossiers.sign_correction(code=dossier.code, signer=sealed.sealer, at=at)

    assert half.signing_duty == Duty.SEAL
    assert (done.state, done.signing_duty, done.result != dossier.result) == (State.FINISHED, "", True)
    assert done.result
    assert len(verify(read_bytes(done.result), at=at).by) == 2
