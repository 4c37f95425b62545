"""Who claims to represent somebody is answered by the desk that was shown the proof."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone

from motcua.accounts.models import Mandate
from motcua.accounts.operations import Somebody
from motcua.dossiers.assisting import operations as assisting
from motcua.dossiers.assisting.operations import Upload
from motcua.journal.models import Reading
from motcua.notices.models import Notice
from motcua.orgs.models import Duty, UnitKind
from tests import factories as make
from tests.sign_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db):
    return make.office()


@pytest.fixture
def claim(office):
    return assisting.claim(
        representative=office.citizen,
        kind=Mandate.Kind.GUARDIAN,
        principal=Somebody("064220009876", "Siu An"),
        proof=Upload(io.BytesIO(make.PNG), "qd.png", "Quyết định"),
        words="Quyết định cử người giám hộ số 3",
        desk=office.unit,
        at=timezone.now(),
    )


def test_the_clerk_reads_the_proof_and_accepts(office, claim):
    browser = signed_in(office.clerk)
    listed = browser.get(reverse("counter:mandates")).content.decode()
    proof = b"".join(browser.get(reverse("counter:mandate_proof", args=[claim.pk])))
    browser.post(reverse("counter:mandate", args=[claim.pk]), {"act": "accept"})

    claim.refresh_from_db()
    assert "Siu An" in listed
    assert proof == make.PNG
    assert claim.state == Mandate.State.GIVEN
    assert Reading.objects.get(subject=claim.subject).reader_name == "Rơ Châm Hyao"
    assert Notice.objects.filter(recipient=f"person:{office.citizen.person_id}").exists()


def test_declining_wants_a_reason_and_a_second_answer_is_refused(office, claim):
    browser, url = signed_in(office.clerk), reverse("counter:mandate", args=[claim.pk])
    without = browser.post(url, {"act": "decline", "reason": " "})
    browser.post(url, {"act": "decline", "reason": "Ảnh mờ"})
    again = browser.post(url, {"act": "accept"})

    claim.refresh_from_db()
    assert (without.status_code, again.status_code) == (422, 422)
    assert (claim.state, claim.reason) == (Mandate.State.DECLINED, "Ảnh mờ")


def test_another_desk_sees_nothing_of_it(office, claim):
    far = make.unit("H21.118.MC", UnitKind.DESK, parent=make.unit("H21.118"))
    browser = signed_in(make.posting(far, Duty.RECEIVE, name="Đinh Hmunh"))

    assert browser.get(reverse("counter:mandate", args=[claim.pk])).status_code == 404
    assert "Siu An" not in browser.get(reverse("counter:mandates")).content.decode()
