"""A hundred results signed at once while an authority of time stamps is slow: nobody waits for a row."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from motcua.dossiers import operations as dossiers
from motcua.dossiers.errors import ChangedMeanwhile, MoveNotAllowed
from motcua.dossiers.models import Dossier, ResultNumber
from motcua.dossiers.states import State
from motcua.journal.queries import broken_at
from motcua.papers import issuing
from motcua.papers.errors import TimeStampUnavailable
from motcua.papers.models import IssuedPaper
from tests import factories as make
from tests.stamps import running_authority

pytestmark = pytest.mark.django_db(transaction=True)
SIGNERS, AT_ONCE = 100, 25


@pytest.fixture
def stamps(settings):
    with running_authority(settings) as found:
        yield found


@pytest.fixture
def office():
    return make.office()


def signed(dossier, signer):
    try:
        dossiers.sign(code=dossier.code, signer=signer, at=make.MONDAY)
    except (MoveNotAllowed, ChangedMeanwhile, TimeStampUnavailable) as refusal:
        return type(refusal).__name__
    finally:
        connection.close()
    return "signed"


def numbers():
    return list(
        ResultNumber.objects.exclude(dossier=None).order_by("number").values_list("number", flat=True)
    )


def test_a_hundred_at_once_are_all_signed_under_consecutive_numbers(office, stamps):
    waiting = [office.agreed() for _each in range(SIGNERS)]
    stamps.delay = 0.05

    with ThreadPoolExecutor(AT_ONCE) as pool:
        said = list(pool.map(signed, waiting, [office.signer] * SIGNERS))

    assert Counter(said) == {"signed": SIGNERS}
    assert numbers() == [*range(1, SIGNERS + 1)]
    assert not [dossier for dossier in waiting if broken_at(dossier.subject)]


def test_of_two_at_one_dossier_one_signs_and_the_other_is_told(office, stamps):
    dossier = office.agreed()
    colleague = make.posting(office.unit, make.Duty.SIGN, name="Ksor Hà")
    stamps.delay = 0.3

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(signed, [dossier] * 2, [office.signer, colleague]))

    assert sorted(said) == ["MoveNotAllowed", "signed"]
    assert IssuedPaper.objects.count() == 1
    assert numbers() == [1]


def test_nobody_waits_for_a_row_while_the_authority_is_slow(office, stamps):
    dossier = office.agreed()
    signed(office.agreed(), office.signer)  # so that the length of a stamp is known
    stamps.delay = 2.0

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(signed, dossier, office.signer)
        time.sleep(0.7)
        start = time.monotonic()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM dossiers_dossier WHERE id = %s FOR UPDATE NOWAIT", [dossier.pk])
        waited = time.monotonic() - start
        connection.close()

    assert slow.result() == "signed"
    assert waited < 1


def test_sent_back_while_it_was_stamped_it_is_not_signed(office, monkeypatch):
    dossier, make_it = office.agreed(), issuing.make

    def slowly(**what):
        made = make_it(**what)
        dossiers.send_back(code=dossier.code, officer=office.signer, reason="Sai tên", at=make.MONDAY)
        return made

    monkeypatch.setattr(issuing, "make", slowly)

    assert signed(dossier, office.signer) == "MoveNotAllowed"
    assert not IssuedPaper.objects.exists()
    assert Dossier.objects.get().stage == "examine"


def test_what_could_not_be_stamped_gives_its_number_back(office, stamps):
    first, second = office.agreed(), office.agreed()
    stamps.set_fault("down")
    failed = signed(first, office.signer)
    stamps.set_fault("")

    done = [signed(second, office.signer), signed(first, office.signer)]

    assert (failed, done) == ("TimeStampUnavailable", ["signed", "signed"])
    assert Dossier.objects.values_list("result__number", flat=True).get(pk=second.pk) == "1/2026"
    assert set(Dossier.objects.values_list("state", flat=True)) == {State.FINISHED}
    assert numbers() == [1, 2]
