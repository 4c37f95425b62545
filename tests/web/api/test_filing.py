import pytest

from motcua.dossiers.models import Dossier
from motcua.journal.models import Act

pytestmark = pytest.mark.django_db


def test_a_citizen_files_a_dossier(citizen, office):
    answer = citizen.file(office)

    assert answer.status_code == 201, answer.content
    assert answer.json()["state"] == {"number": 1, "name": "Mới nộp"}
    assert answer.json()["links"]["self"] == f"/api/v1/dossiers/{Dossier.objects.get().code}"


def test_the_act_says_that_it_came_through_the_api(citizen, office):
    citizen.file(office)

    act = Act.objects.get(verb="dossier.file")
    assert (act.face, act.actor_name, act.address) == ("api", "Siu Blơk", "127.0.0.1")
