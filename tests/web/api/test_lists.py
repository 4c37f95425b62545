import pytest

pytestmark = pytest.mark.django_db


def test_an_officer_lists_the_dossiers_of_their_unit(as_, office):
    dossier = office.accepted()

    answer = as_("officer").get("/dossiers")

    assert answer.status_code == 200, answer.content
    assert [line["code"] for line in answer.json()["items"]] == [dossier.code]
    assert answer.json()["next"] is None
