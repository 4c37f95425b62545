"""Consent taken back while the helper writes: the write came first, or is not made."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from motcua.accounts.citizens import citizen_of
from motcua.dossiers.assisting import operations as assisting
from motcua.dossiers.assisting.hands import hand_on, note_written
from motcua.journal.queries import acts_of
from tests import factories as make
from tests import standing_in

A_MOMENT = 0.3


@pytest.mark.django_db(transaction=True)
def test_taking_back_waits_for_the_write_under_way_and_the_next_one_is_closed():
    village = standing_in.village()
    consent = village.consented()
    draft = village.begun(consent)
    holds, goes_on = Event(), Event()

    def write():
        try:
            with transaction.atomic():
                hand = hand_on(draft.pk, village.helper, at=make.MONDAY, hold=True)
                assert hand
                holds.set()
                goes_on.wait(10)
                note_written(hand, "draft_save", at=make.MONDAY)
        finally:
            connection.close()

    def take_back():
        try:
            holds.wait(10)
            own = citizen_of(village.client)
            assisting.end_help(consent_id=consent.pk, citizen=own, at=make.MONDAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        writing, taking = pool.submit(write), pool.submit(take_back)
        holds.wait(10)
        with pytest.raises(TimeoutError):
            taking.result(A_MOMENT)
        goes_on.set()
        writing.result(10)
        taking.result(10)

    verbs = [act.verb for act in acts_of(consent.subject)]
    assert verbs[-2:] == ["consent.used", "consent.ended"]
    assert hand_on(draft.pk, village.helper, at=make.MONDAY) is None
