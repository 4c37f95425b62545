import pytest
from django.conf import settings
from jsonschema import Draft202012Validator

pytestmark = pytest.mark.django_db


def test_the_schema_of_a_form_is_published_under_an_address_that_stays(client, office):
    version = office.version.form
    whole = client.get(f"/api/v1/procedures/{office.version.code}").json()

    answer = client.get(whole["form_schema"])

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/schema+json"
    assert "immutable" in answer["Cache-Control"]
    schema = answer.json()
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"{settings.BASE_URL}/api/v1/forms/{version.code}/{version.number}/schema"


def test_what_was_filed_is_valid_against_it(client, as_, office):
    me = as_("citizen")
    code = me.file(office).json()["code"]
    kept = me.get(f"/dossiers/{code}").json()["answers"]
    whole = client.get(f"/api/v1/procedures/{office.version.code}").json()
    schema = client.get(whole["form_schema"]).json()

    assert list(Draft202012Validator(schema).iter_errors(kept)) == []


@pytest.mark.parametrize("where", ["khong-co/1", "khong-co/0", "khong-co/99999999999999"])
def test_a_form_that_is_not_there_is_said_so(client, where):
    answer = client.get(f"/api/v1/forms/{where}/schema")

    assert answer.status_code == 404
    assert answer.json()["code"] == "api.form-not-found"
