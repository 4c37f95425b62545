"""The model processes we ship fit the catalogue we ship."""

import pytest

from motcua.jobs.own_data import import_catalogue, import_offices
from motcua.orgs.models import Unit
from motcua.workflow.models import ProcessVersion
from motcua.workflow.shipped import model_processes, publish_models
from tests.factories import MONDAY
from tests.workflow.offices import administrator

pytestmark = pytest.mark.django_db


def test_every_model_process_is_published_without_a_fault_and_only_once():
    import_offices()
    import_catalogue()
    assert [(each.table.code, each.faults) for each in model_processes(at=MONDAY) if each.faults] == []

    made = publish_models(by=administrator(Unit.objects.get(code="H21")), at=MONDAY)

    assert len(made) == 9
    assert all("mẫu" in version.source for version in made)
    assert publish_models(by=administrator_again(), at=MONDAY) == []
    assert ProcessVersion.objects.filter(ended_at=None).count() == 9


def administrator_again():
    from motcua.orgs.models import Officer
    from motcua.orgs.postings import posting_of

    return posting_of(Officer.objects.get(full_name="Ksor Quản"), on=MONDAY.date())
