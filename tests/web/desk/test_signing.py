"""Many documents signed at one press: only what was opened, each by itself, harmless when pressed twice."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.catalogue import results
from motcua.dossiers import operations as dossiers
from motcua.dossiers.batch_tasks import sign_batch
from motcua.dossiers.models import Dossier, Letter, SigningBatch, SigningItem
from motcua.dossiers.operations import batches
from motcua.dossiers.states import State
from motcua.dossiers.to_sign import waiting_for_signature
from motcua.papers import issuing
from motcua.papers.errors import TimeStampUnavailable
from motcua.papers.models import IssuedPaper
from tests import factories as make
from tests.dossiers.test_signers_in_turn import LEADER_THEN_AGENCY
from tests.sign_in import signed_in
from tests.web.staff_pages import text_of

pytestmark = pytest.mark.django_db
URL = "/xu-ly/ky/"


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def signer(office):
    return signed_in(office.signer)


def chosen(office):
    return [f"{each.ref}@{each.version}" for each in waiting_for_signature(office.signer)]


def opened(signer, *found):
    for dossier in found:
        assert signer.get(f"/xu-ly/ho-so/{dossier.code}/du-thao.pdf").status_code == 200


def press(signer, values, batch=None, **more):
    return signer.post(URL, {"batch": batch or uuid.uuid4(), "chosen": values}, follow=True, **more)


def states():
    return dict(SigningItem.objects.values_list("code", "state"))


def test_what_waits_is_listed_with_what_was_opened_of_it(office, signer):
    first, second = office.agreed(), office.agreed()
    opened(signer, first)

    page = text_of(signer.get(URL))

    assert first.code in page
    assert second.code in page
    assert (page.count("Đã xem"), page.count("Chưa mở")) == (2, 1)  # the column's head is the other


def test_what_was_opened_is_signed_and_what_was_not_says_so_beside_it(office, signer):
    seen, not_seen = office.agreed(), office.agreed()
    opened(signer, seen)

    page = text_of(press(signer, chosen(office)))

    assert states() == {seen.code: "signed", not_seen.code: "refused"}
    assert "Bạn chưa mở văn bản này để xem" in page
    assert Dossier.objects.get(pk=not_seen.pk).state == State.IN_HANDLING


def test_an_answer_that_changed_since_it_was_opened_is_not_signed(office, signer):
    dossier = office.agreed()
    opened(signer, dossier)
    values = chosen(office)
    Dossier.objects.filter(pk=dossier.pk).update(proposal={**dossier.proposal, "fields": {"content": "Khác"}})

    page = text_of(press(signer, values))

    assert states() == {dossier.code: "refused"}
    assert "đã đổi sau khi bạn chọn" in page


def test_opened_by_a_colleague_it_is_not_opened_by_you(office, signer):
    dossier = office.agreed()
    colleague = make.posting(office.unit, make.Duty.SIGN, name="Ksor Hà")
    opened(signed_in(colleague), dossier)

    press(signer, chosen(office))

    assert states() == {dossier.code: "refused"}


def test_pressed_twice_it_is_signed_once(office, signer):
    dossier = office.agreed()
    opened(signer, dossier)
    values, batch = chosen(office), uuid.uuid4()

    pages = [text_of(press(signer, values, batch)) for _press in range(2)]

    assert IssuedPaper.objects.count() == 1
    assert [("Đã ký 1 trong 1 văn bản" in page) for page in pages] == [True, True]
    assert SigningBatch.objects.count() == 1


def test_signed_by_a_colleague_meanwhile_it_says_so(office, signer):
    dossier = office.agreed()
    opened(signer, dossier)
    values = chosen(office)
    colleague = make.posting(office.unit, make.Duty.SIGN, name="Ksor Hà")
    dossiers.sign(code=dossier.code, signer=colleague, at=make.MONDAY)

    page = text_of(press(signer, values))

    assert states() == {dossier.code: "refused"}
    assert "không còn chờ bạn ký" in page


def test_one_that_fails_stops_no_other(office, signer, monkeypatch):
    first, second = office.agreed(), office.agreed()
    opened(signer, first, second)
    values, make_it = chosen(office), issuing.make

    def unlucky(**what):
        if what["subject"] == first.subject:
            raise TimeStampUnavailable
        return make_it(**what)

    monkeypatch.setattr(issuing, "make", unlucky)
    page = text_of(press(signer, values))

    assert states() == {first.code: "refused", second.code: "signed"}
    assert "Dịch vụ cấp dấu thời gian chưa trả lời" in page


def test_many_are_worked_off_in_the_background(office, signer):
    found = [office.agreed() for _each in range(6)]
    opened(signer, *found)

    page = text_of(press(signer, chosen(office)))

    assert "Còn 6 văn bản đang ký" in page
    job = ProcrastinateJob.objects.get(task_name="dossiers.sign_batch")
    sign_batch(**job.args)
    assert set(states().values()) == {"signed"}
    assert "Đã ký 6 trong 6 văn bản" in text_of(signer.get(f"{URL}{SigningBatch.objects.get().pk}/"))


def test_a_run_that_broke_off_before_it_said_so_is_not_a_failure(office, signer):
    dossier = office.agreed()
    opened(signer, dossier)
    batch, _made = batches.begin_batch(
        batch_id=uuid.uuid4(),
        signer=office.signer,
        chosen=chosen(office),
        tracking_url=str,
        at=timezone.now(),
    )
    dossiers.sign(code=dossier.code, signer=office.signer, at=timezone.now())

    batches.run_batch(batch_id=batch.pk, clock=timezone.now)

    assert states() == {dossier.code: "signed"}


def test_nothing_chosen_is_said_on_the_list(office, signer):
    office.agreed()

    response = press(signer, [])

    assert response.status_code == 422
    assert "Hãy chọn ít nhất một văn bản" in text_of(response)


def test_a_batch_is_its_signers_only(office, signer):
    dossier = office.agreed()
    opened(signer, dossier)
    press(signer, chosen(office))
    colleague = signed_in(make.posting(office.unit, make.Duty.SIGN, name="Ksor Hà"))

    assert colleague.get(f"{URL}{SigningBatch.objects.get().pk}/").status_code == 404


def test_a_notice_of_stopping_waits_among_the_signers_documents(office, signer):
    dossier = office.taken_up()
    dossiers.stop(
        code=dossier.code,
        officer=office.head,
        reason="Không đủ điều kiện",
        citation="Điều 19",
        at=make.MONDAY,
    )
    letter = Letter.objects.get(kind=Letter.Kind.STOPPING)

    worklist = text_of(signer.get("/xu-ly/"))
    assert "Văn bản chờ ký số" in worklist
    assert dossier.code in worklist
    signer.get(f"/xu-ly/phieu/{letter.pk}.pdf")
    press(signer, chosen(office))

    assert states() == {dossier.code: "signed"}
    assert IssuedPaper.objects.filter(subject=f"letter:{letter.pk}").exists()
    assert dossier.code not in text_of(signer.get("/xu-ly/"))


def test_a_correction_is_opened_as_corrected_and_signed(office, signer):
    dossier, at = office.signed(), timezone.now() - timedelta(hours=1)
    dossiers.report_error(code=dossier.code, viewer=office.citizen, error="Sai tên", at=at)
    dossiers.propose_correction(
        code=dossier.code, officer=office.officer, fields=office.result_fields(), note="Sửa tên", at=at
    )
    opened(signer, dossier)

    press(signer, chosen(office))

    assert states() == {dossier.code: "signed"}
    assert Dossier.objects.get(pk=dossier.pk).result != dossier.result


def test_the_first_of_two_signers_who_presses_twice_is_not_refused(office, signer, monkeypatch):
    general = results.templates()[results.GENERAL]
    both = general.model_copy(update={"signers": LEADER_THEN_AGENCY})
    monkeypatch.setattr(results, "templates", lambda: {results.GENERAL: both})
    make.posting(office.unit, make.Duty.SEAL, name="Ksor H'Nga")
    dossier = office.agreed()
    url = f"/xu-ly/ho-so/{dossier.code}/"
    assert "Sau bạn còn: Ký số của cơ quan (văn thư)" in text_of(signer.get(url))

    pages = [signer.post(url, {"act": "sign"}, follow=True) for _press in range(2)]

    assert [page.status_code for page in pages] == [200, 200]
    assert "Văn thư của" in text_of(pages[1])


def test_an_officer_who_does_not_sign_has_no_such_list(office):
    assert signed_in(office.officer).get(URL).status_code == 403
