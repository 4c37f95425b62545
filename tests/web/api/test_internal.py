"""What units ask of each other, through the API: for its offices, not for the public nor a third unit."""

import pytest

from tests import factories as make
from tests.internal import OPINION, between
from tests.web.access_world import _key_of

pytestmark = pytest.mark.django_db


def test_only_the_offices_of_the_dossier_read_it(client):
    here = between()
    code = here.filed().code
    who = {"clerk": here.office.clerk, "citizen": here.office.citizen, "third": here.third}

    met = {name: client.get(f"/api/v1/dossiers/{code}", headers=_key_of(one)) for name, one in who.items()}

    assert {name: answer.status_code for name, answer in met.items()} == {
        "clerk": 200, "citizen": 404, "third": 404,
    }  # fmt: skip


def test_the_catalogue_of_the_api_does_not_know_it(client):
    here = between()
    make.publish()

    assert client.get(f"/api/v1/procedures/{OPINION.code}").status_code == 404
    listed = client.get("/api/v1/procedures").json()["items"]
    assert OPINION.code not in {line["code"] for line in listed}
    assert client.get(f"/api/v1/dossiers/{here.filed().code}").status_code == 401
