"""A program keeps a draft, has it confirmed by others, and only then files it."""

import pytest

from motcua.dossiers import operations as dossiers
from motcua.dossiers.co_declarants import confirmed_of, digest_to_confirm
from motcua.dossiers.models import Confirmation, Dossier, Draft
from motcua.eforms.definition import FormDefinition
from tests import factories as make
from tests.co_declarants import ANSWERS, FORM, NUMBER
from tests.web.api.conftest import filing, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(office):
    office.version = make.publish(form=FormDefinition.model_validate(FORM))
    return office


@pytest.fixture
def begun(citizen, office):
    body = filing(office, citizen, answers=ANSWERS)
    del body["papers"]
    return citizen.post("/drafts", body).json()


def confirm(draft_id) -> None:
    draft, asked = Draft.objects.get(pk=draft_id), Confirmation.objects.get(state="asked")
    mother = make.citizen("Ksor H Lan", NUMBER)
    digest = digest_to_confirm(draft, "mother")
    dossiers.confirm(confirmation_id=asked.pk, citizen=mother, digest=digest, at=make.MONDAY)


def test_filing_at_once_says_whom_to_ask(citizen, office):
    answer = citizen.file(office, answers=ANSWERS)

    refused(answer, 409, "draft.co-declarants-awaited")
    assert answer.json()["co_declarants"] == ["mother"]


def test_from_the_draft_to_the_dossier(citizen, office, begun):
    invited = citizen.post(f"/drafts/{begun['id']}/confirmations", {"co_declarant": "mother"})
    confirm(begun["id"])
    standing = citizen.get(f"/drafts/{begun['id']}").json()
    filed = citizen.file(office, answers=ANSWERS, draft=begun["id"])

    assert [each["state"] for each in begun["co_declarants"]] == ["not-asked"]
    assert invited.status_code == 201
    assert invited.json()["co_declarants"][0]["page"].startswith("http")
    assert [(each["state"], each["how"]) for each in standing["co_declarants"]] == [("confirmed", "account")]
    assert filed.status_code == 201, filed.content
    assert [each.given.number for each in confirmed_of(Dossier.objects.get())] == [NUMBER]
    assert citizen.get(f"/drafts/{begun['id']}").json()["dossier"] == filed.json()["code"]


def test_filed_again_with_the_same_key_it_is_the_same_dossier(citizen, office, begun):
    citizen.post(f"/drafts/{begun['id']}/confirmations", {"co_declarant": "mother"})
    confirm(begun["id"])
    body = filing(office, citizen, answers=ANSWERS, draft=begun["id"])

    first, second = (citizen.post("/dossiers", body, **{"Idempotency-Key": "lan-dau-tien"}) for _ in range(2))

    assert first.json()["code"] == second.json()["code"]


def test_other_answers_void_what_was_confirmed(citizen, office, begun):
    citizen.post(f"/drafts/{begun['id']}/confirmations", {"co_declarant": "mother"})
    confirm(begun["id"])

    changed = citizen.put(f"/drafts/{begun['id']}", {"answers": ANSWERS | {"mother": "Ksor H Lanh"}})

    assert [each["state"] for each in changed.json()["co_declarants"]] == ["void"]
    refused(citizen.file(office, answers=ANSWERS, draft=begun["id"]), 409, "draft.co-declarants-awaited")


def test_what_is_open_is_not_sent_to_be_confirmed(citizen, begun):
    citizen.put(f"/drafts/{begun['id']}", {"answers": ANSWERS | {"mother": ""}})

    answer = citizen.post(f"/drafts/{begun['id']}/confirmations", {"co_declarant": "mother"})

    refused(answer, 409, "draft.not-yet-to-confirm")
