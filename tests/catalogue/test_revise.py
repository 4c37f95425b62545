"""Everyday facts revised: one version after another, whoever presses first."""

import threading

import pytest
from django.db import connections

from motcua.catalogue.errors import DeciderUnknown, FormUnknown, RevisedMeanwhile
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.operations import revise
from motcua.kernel.errors import Refusal
from motcua.orgs.models import Duty, UnitKind
from tests import factories as make

CODE = make.PROCEDURE.code


@pytest.fixture
def admin(db):
    return make.posting(make.unit("H21", UnitKind.PROVINCE), Duty.ADMINISTER)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [({"form": "khong-co"}, FormUnknown), ({"decided_by": "H99"}, DeciderUnknown)],
)
def test_what_does_not_exist_is_refused(admin, changes, refusal):
    make.publish()

    with pytest.raises(refusal):
        revise(admin=admin, code=CODE, changes=changes, seen=1, at=make.MONDAY)


def test_the_same_facts_make_no_version(admin):
    version = make.publish()

    same = revise(admin=admin, code=CODE, changes={"short_name": version.title}, seen=1, at=make.MONDAY)

    assert same == version


def test_an_old_gap_does_not_stop_another_change(admin):
    make.publish(make.PROCEDURE.model_copy(update={"online": make.OnlineLevel.PARTIAL}))

    new = revise(admin=admin, code=CODE, changes={"summary": "Cho trẻ mới sinh."}, seen=1, at=make.MONDAY)

    assert (new.number, new.facts.summary) == (2, "Cho trẻ mới sinh.")


@pytest.mark.django_db(transaction=True)
def test_two_who_revise_at_once_do_not_lose_each_others_words(admin):
    make.publish()
    gate, refused = threading.Barrier(2), list[Refusal]()

    def press(name):
        gate.wait()
        try:
            revise(admin=admin, code=CODE, changes={"short_name": name}, seen=1, at=make.MONDAY)
        except RevisedMeanwhile as refusal:
            refused.append(refusal)
        connections.close_all()

    threads = [threading.Thread(target=press, args=[name]) for name in ("Khai sinh", "Làm khai sinh")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert ProcedureVersion.objects.filter(code=CODE).count() == 2
    assert ProcedureVersion.objects.filter(code=CODE, to_on=None).count() == 1
