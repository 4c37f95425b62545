import re

import pytest

from motcua.accounts.tokens import SCOPES
from motcua.web.api.service import service


@pytest.fixture
def document(client):
    return client.get("/api/v1/openapi.json").json()


def test_it_is_openapi_3_1(document):
    assert document["openapi"].startswith("3.1")
    assert {"title", "version"} <= document["info"].keys()


def test_every_reference_leads_somewhere(document):
    for reference in references(document):
        target = document
        for part in reference.removeprefix("#/").split("/"):
            target = target[part]
        assert target


def references(part):
    if isinstance(part, dict):
        yield from ([part["$ref"]] if "$ref" in part else [])
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from references(each)


def test_every_place_in_an_address_is_a_parameter_of_it(document):
    for path, methods in document["paths"].items():
        for operation in methods.values():
            named = {p["name"] for p in operation["parameters"] if p["in"] == "path" and p["required"]}
            assert named == set(re.findall(r"{(\w+)}", path)), path


def test_every_answer_says_what_it_is(document):
    for methods in document["paths"].values():
        for operation in methods.values():
            assert all(answer["description"] for answer in operation["responses"].values())


def test_it_names_every_operation(document):
    assert len(document["paths"]) == 35


def test_every_operation_says_its_scope_and_its_refusals(document):
    for path, methods in document["paths"].items():
        for operation in methods.values():
            if "security" in operation:
                assert operation["x-scope"] in SCOPES, path
                assert {"401", "403"} <= operation["responses"].keys()
            assert any(status.startswith("4") for status in operation["responses"]), path


def test_refusals_are_told_as_problem_documents(document):
    answers = document["paths"]["/api/v1/dossiers"]["post"]["responses"]

    assert list(answers["409"]["content"]) == ["application/problem+json"]
    assert list(answers["201"]["content"]) == ["application/json"]


def test_names_of_operations_are_short():
    names = [name for path in service.get_openapi_schema()["paths"].values() for name in path.values()]

    assert all("_motcua_" not in op["operationId"] and len(op["operationId"]) < 30 for op in names)
