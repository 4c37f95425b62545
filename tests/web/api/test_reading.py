from datetime import timedelta

import pytest

from motcua.dossiers.models import Dossier
from motcua.journal.models import Reading
from motcua.papers.operations import revoke
from tests.factories import MONDAY, PROCEDURE, publish
from tests.factories import office as another_office
from tests.web.api.conftest import Api, key_of, refused

pytestmark = pytest.mark.django_db


def stranger(who):
    other = another_office("H21.118", number="064190005678")
    return Api(key_of(getattr(other, who).actor.user_id))


# One dossier


def test_its_owner_reads_all_but_the_inner_notes(citizen, office):
    dossier = office.agreed()

    whole = citizen.get(f"/dossiers/{dossier.code}").json()

    assert whole["named"]["name"] == "Siu Blơk"
    assert whole["answers"] == {"content": "Đăng ký khai sinh cho con"}
    assert whole["papers"][0]["sha256"]
    assert whole["proposal"] is None
    assert [event["what"] for event in whole["story"]][:2] == ["Nộp", "Tiếp nhận"]
    assert not Reading.objects.exists()


def test_an_officer_reads_it_and_that_is_noted(as_, office):
    dossier = office.agreed()

    whole = as_("signer").get(f"/dossiers/{dossier.code}").json()

    assert whole["proposal"]["decision"] == "grant"
    assert Reading.objects.get().reader_name == "Phạm Dũng"
    assert Reading.objects.get().face == "api"


def test_a_result_leads_to_its_check(citizen, anybody, office):
    dossier = office.signed()

    result = citizen.get(f"/dossiers/{dossier.code}").json()["result"]

    assert anybody.get(result["link"].removeprefix("/api/v1")).status_code == 200


@pytest.mark.parametrize("who", ["citizen", "clerk", "officer", "signer"])
def test_to_others_it_is_not_there(office, who):
    dossier = office.filed()

    refused(stranger(who).get(f"/dossiers/{dossier.code}"), 404, "dossier.not-found")
    assert not Reading.objects.exists()


# Lists


def test_an_officer_lists_the_dossiers_of_their_unit(as_, office):
    dossier = office.accepted()

    answer = as_("officer").get("/dossiers")

    assert [line["code"] for line in answer.json()["items"]] == [dossier.code]
    assert answer.json()["items"][0]["procedure"] == "1.001193"
    assert answer.json()["next"] is None


@pytest.mark.parametrize("who", ["citizen", "clerk", "officer"])
def test_nobody_lists_what_is_not_theirs(office, who):
    office.filed()

    assert stranger(who).get("/dossiers").json()["items"] == []


def test_a_citizen_lists_their_own(citizen, office):
    dossier = office.filed()

    assert [line["code"] for line in citizen.get("/dossiers").json()["items"]] == [dossier.code]


def test_a_list_is_narrowed_by_state_and_unit(as_, office):
    filed, accepted = office.filed(), office.accepted()
    clerk = as_("clerk")

    assert codes(clerk.get("/dossiers", state=1)) == [filed.code]
    assert codes(clerk.get("/dossiers", state=2)) == [accepted.code]
    assert len(codes(clerk.get("/dossiers", unit=office.unit.code))) == 2
    assert codes(clerk.get("/dossiers", unit="H21.999")) == []


def test_pages_hold_every_dossier_once(as_, office, monkeypatch):
    monkeypatch.setattr("motcua.web.api.dossiers.PAGE", 2)
    filed = [office.filed(), *(office.accepted(MONDAY + timedelta(days=day)) for day in range(4))]
    clerk, seen, address = as_("clerk"), [], "/api/v1/dossiers"

    while address:
        page = clerk.get(address.removeprefix("/api/v1")).json()
        seen += [line["code"] for line in page["items"]]
        address = page["next"]

    assert sorted(seen) == sorted(dossier.code for dossier in filed)
    assert seen[-1] == filed[0].code  # without a due date: last


@pytest.mark.parametrize("page", ["x", "2026-03-09~", "~x", "2026-03-09T00:00:00~" + "0" * 32])
def test_a_cursor_that_is_none_of_ours(as_, page):
    refused(as_("clerk").get("/dossiers", page=page), 422, "api.request-invalid")


@pytest.mark.parametrize("state", ["x", "11", "-1"])
def test_a_state_that_does_not_exist(as_, state):
    refused(as_("clerk").get("/dossiers", state=state), 422, "api.request-invalid")


# What anybody may ask


def test_anybody_follows_a_dossier_by_its_code(anybody, office):
    dossier = office.accepted()

    found = anybody.get(f"/track/{dossier.code}").json()

    assert found["state"]["name"] == "Đã tiếp nhận"
    assert found["turn"]["key"] == "officer"
    assert found.keys() == {"code", "state", "turn", "steps_done", "steps", "due_at"}


@pytest.mark.parametrize("code", ["H21.117-260309-9999", "%00", "x" * 41, "\N{COMBINING TILDE}"])
def test_a_code_that_does_not_exist(anybody, code):
    assert anybody.get(f"/track/{code}").status_code in {404, 422}


def test_anybody_checks_a_result(anybody, office):
    issued = office.signed().result

    found = anybody.get(f"/verify/{issued.code_in_groups.lower()}").json()

    assert found["status"] == "in_force"
    assert found["sha256"] == issued.file_id
    assert found["signature"]["valid"], found
    assert "Blơk" not in found["holder_masked"] or "*" in found["holder_masked"]


def test_a_revoked_result_says_why(anybody, office):
    issued = office.signed().result
    revoke(issued_id=issued.pk, because="Cấp nhầm", by=1, at=MONDAY + timedelta(days=1))

    found = anybody.get(f"/verify/{issued.verify_code}").json()

    assert (found["status"], found["ended_because"]) == ("revoked", "Cấp nhầm")


@pytest.mark.parametrize("code", ["AAAABBBBCCCCDDDD", "x", "%00"])
def test_a_result_that_nobody_issued(anybody, code):
    assert anybody.get(f"/verify/{code}").status_code in {404, 422}


def test_anybody_finds_a_procedure_without_tone_marks(anybody, office):
    answer = anybody.get("/procedures", q="dang ky khai sinh")

    assert [line["code"] for line in answer.json()["items"]] == [office.version.code]


def test_a_list_of_procedures_is_narrowed(anybody, office):
    assert codes(anybody.get("/procedures", field="Hộ tịch", online="full")) == [office.version.code]
    assert codes(anybody.get("/procedures", field="Đất đai")) == []
    assert codes(anybody.get("/procedures", authority="Ai đó")) == []
    refused(anybody.get("/procedures", online="maybe"), 422, "api.request-invalid")
    refused(anybody.get("/procedures", page="x"), 422, "api.request-invalid")


def test_pages_of_procedures_lead_on(anybody, monkeypatch):
    monkeypatch.setattr("motcua.web.api.procedures.PAGE", 1)
    for code in ("1.000001", "1.000002"):
        publish(PROCEDURE.model_copy(update={"code": code}))

    first = anybody.get("/procedures").json()
    second = anybody.get(first["next"].removeprefix("/api/v1")).json()

    assert {first["items"][0]["code"], second["items"][0]["code"]} == {"1.000001", "1.000002"}
    assert second["next"] is None


def test_a_procedure_comes_with_its_form_and_papers(anybody, office):
    whole = anybody.get(f"/procedures/{office.version.code}").json()

    assert whole["form"]["sections"][0]["fields"][0]["key"] == "content"
    assert whole["facts"]["papers"][0]["key"] == "giay-chung-sinh"


def test_a_new_version_is_shown_at_once(anybody, office):
    anybody.get(f"/procedures/{office.version.code}")
    publish(PROCEDURE.model_copy(update={"short_name": "Khai sinh"}))

    assert anybody.get(f"/procedures/{office.version.code}").json()["version"] == 2


def test_a_procedure_that_is_not_in_force(anybody):
    refused(anybody.get("/procedures/9.999999"), 404, "api.procedure-not-found")


def test_a_public_question_asked_too_often(anybody, office, settings):
    settings.API_PUBLIC_PER_MINUTE = 2
    for _ in range(2):
        anybody.get("/track/x")

    answer = anybody.get("/track/x")

    refused(answer, 429, "api.too-many-requests")
    assert 0 < int(answer["Retry-After"]) <= 60


def codes(answer):
    return [line["code"] for line in answer.json()["items"]]


def test_reading_leaves_the_dossier_as_it_was(citizen, office):
    dossier = office.filed()

    citizen.get(f"/dossiers/{dossier.code}")

    assert Dossier.objects.get().state == dossier.state
