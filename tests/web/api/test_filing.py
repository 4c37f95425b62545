import unicodedata
from threading import Barrier, Thread

import pytest
from django.db import connections

from motcua.accounts.models import Person
from motcua.dossiers.models import Dossier
from motcua.journal.models import Act
from motcua.orgs.models import UnitKind
from motcua.papers.models import Paper
from tests.factories import PROCEDURE, business, office, publish, unit
from tests.web.api.conftest import Api, filing, key_of, refused

pytestmark = pytest.mark.django_db


def test_a_citizen_files_a_dossier(citizen, office):
    answer = citizen.file(office)

    dossier = Dossier.objects.get()
    assert answer.status_code == 201, answer.content
    assert answer.json()["code"] == dossier.code
    assert answer.json()["state"] == {"number": 1, "name": "Mới nộp"}
    assert answer.json()["links"]["self"] == f"/api/v1/dossiers/{dossier.code}"


def test_the_links_of_the_answer_lead_on(citizen, anybody, office):
    links = citizen.file(office).json()["links"]

    assert citizen.get(links["self"].removeprefix("/api/v1")).status_code == 200
    assert anybody.get(links["track"].removeprefix("/api/v1")).status_code == 200


def test_the_act_says_that_it_came_through_the_api(citizen, office):
    citizen.file(office)

    act = Act.objects.get(verb="dossier.file")
    assert (act.face, act.actor_name, act.address) == ("api", "Siu Blơk", "127.0.0.1")


def test_the_papers_are_bound_in_the_order_they_were_named(citizen, office):
    papers = [
        {"key": key, "id": citizen.upload(key=key).json()["id"]} for key in ("b", "giay-chung-sinh", "a")
    ]

    citizen.file(office, papers=papers)

    dossier = Dossier.objects.get()
    lines = dossier.papers.order_by("pk")
    assert [line.key for line in lines] == ["b", "giay-chung-sinh", "a"]
    assert {line.paper and line.paper.attached_to for line in lines} == {dossier.subject}


def test_for_a_business_that_one_represents(citizen, office):
    represented = business(Person.objects.get(full_name="Siu Blơk"))

    answer = citizen.file(office, applicant={"business": represented.tax_code})

    assert answer.status_code == 201, answer.content
    assert Dossier.objects.get().business == represented


def test_not_for_a_business_of_somebody_else(citizen, office):
    other = factories_person()
    business(other)

    answer = citizen.file(office, applicant={"business": "5900123451"})

    refused(answer, 422, "api.business-not-found")


def factories_person() -> Person:
    return Person.objects.create(full_name="Ksor Thin", identity_number="064190009999")


def test_text_that_comes_decomposed_is_kept_composed(citizen, office):
    said = "Đăng ký khai sinh cho con gái Rơ Châm H'Bia"

    citizen.file(office, answers={"content": unicodedata.normalize("NFD", said)})

    assert Dossier.objects.get().answers["content"] == said


def test_wrong_answers_are_told_one_by_one(citizen, office):
    answer = citizen.file(office, answers={"content": ""})

    problem = refused(answer, 422, "dossier.answers-incomplete")
    assert problem["problems"] == {"content": "Hãy ghi: Nội dung đề nghị."}


def test_missing_papers_are_named(citizen, office):
    answer = citizen.file(office, papers=[])

    problem = refused(answer, 422, "dossier.papers-missing")
    assert problem["papers"] == ["Giấy chứng sinh"]


def test_a_file_of_somebody_else_is_not_found(citizen, office):
    other = Api(key_of(office_of_another().citizen.actor.user_id))
    theirs = other.upload().json()["id"]

    answer = citizen.file(office, papers=[{"key": "giay-chung-sinh", "id": theirs}])

    refused(answer, 422, "dossier.paper-not-found")
    assert not Dossier.objects.exists()
    assert Paper.objects.get(pk=theirs).attached_to == ""


def office_of_another():
    return office("H21.118", number="064190005678")


def test_one_file_is_not_handed_in_twice(citizen, office):
    paper = citizen.upload().json()["id"]

    answer = citizen.file(office, papers=[{"key": key, "id": paper} for key in ("giay-chung-sinh", "khac")])

    refused(answer, 422, "dossier.paper-not-found")


def test_a_file_serves_one_dossier(citizen, office):
    papers = [{"key": "giay-chung-sinh", "id": citizen.upload().json()["id"]}]
    citizen.file(office, "khoa-so-1", papers=papers)

    refused(citizen.file(office, "khoa-so-2", papers=papers), 422, "dossier.paper-not-found")


@pytest.mark.parametrize("wrong", [{"procedure": "9.999999"}, {"unit": "H99.1"}, {"unit": "H21.117.MC"}])
def test_what_is_not_filed_here(citizen, office, wrong):
    refused(citizen.file(office, **wrong), 422, "dossier.not-filed-here")


def test_a_unit_that_does_not_decide_it(citizen, office):
    publish(PROCEDURE.model_copy(update={"decided_by": "H21.18"}))

    refused(citizen.file(office), 422, "dossier.not-filed-here")


def test_the_unit_that_alone_decides_it(citizen, office):
    publish(PROCEDURE.model_copy(update={"decided_by": office.unit.code}))

    assert citizen.file(office).status_code == 201


def test_a_unit_without_a_desk_receives_at_the_centre(citizen, office):
    centre = unit("H21.TT", UnitKind.CENTRE)
    desk = unit("H21.TT.MC", UnitKind.DESK, parent=centre)
    alone = unit("H21.300")

    answer = citizen.file(office, unit=alone.code)

    assert answer.status_code == 201, answer.content
    assert Dossier.objects.get().receiving_unit == desk


def test_an_officer_does_not_file(as_, office):
    refused(as_("officer").file(office), 403, "api.for-citizens-only")


# The same request again


def test_the_same_again_gives_the_same_dossier(citizen, office):
    wanted = filing(office, citizen)

    first, second = (citizen.post("/dossiers", wanted, **{"Idempotency-Key": "khoa-so-1"}) for _ in range(2))

    assert second.status_code == 201
    assert second.json() == first.json()
    assert Dossier.objects.count() == 1


def test_the_same_again_after_the_form_has_changed(citizen, office):
    wanted = filing(office, citizen)
    first = citizen.post("/dossiers", wanted, **{"Idempotency-Key": "khoa-so-1"})
    stricter = (*PROCEDURE.papers, PROCEDURE.papers[0].model_copy(update={"key": "moi", "name": "Giấy mới"}))
    publish(PROCEDURE.model_copy(update={"papers": stricter}))

    again = citizen.post("/dossiers", wanted, **{"Idempotency-Key": "khoa-so-1"})

    assert again.json() == first.json()


def test_another_content_under_the_same_key(citizen, office):
    first = citizen.file(office)

    other = citizen.file(office, answers={"content": "Việc khác"})

    problem = refused(other, 409, "dossier.idempotency-key-reused")
    assert problem["given_code"] == first.json()["code"]


def test_another_content_under_the_same_key_even_when_it_is_wrong(citizen, office):
    citizen.file(office)

    refused(citizen.file(office, answers={}), 409, "dossier.idempotency-key-reused")


def test_two_people_may_use_the_same_key(citizen, office):
    other = Api(key_of(office_of_another().citizen.actor.user_id))

    answers = [citizen.file(office), other.file(office)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert Dossier.objects.count() == 2


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "ngắn"}, {"Idempotency-Key": "x" * 101}])
def test_a_key_against_repetition_is_demanded(citizen, office, headers):
    answer = citizen.post("/dossiers", filing(office, citizen), **headers)

    assert "Idempotency-Key" in refused(answer, 422, "api.request-invalid")["problems"]


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_file_one_dossier(citizen, office):
    wanted = filing(office, citizen)
    start = Barrier(20)
    answers = []

    def send():
        start.wait()
        answers.append(citizen.post("/dossiers", wanted, **{"Idempotency-Key": "khoa-so-1"}))
        connections.close_all()

    threads = [Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {answer.status_code for answer in answers} == {201}
    assert {answer.json()["code"] for answer in answers} == {Dossier.objects.get().code}
    assert Act.objects.filter(verb="dossier.file").count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_numbers_without_gaps(citizen, office):
    bodies = [filing(office, citizen) for _ in range(20)]
    start = Barrier(20)

    def send(turn):
        start.wait()
        citizen.post("/dossiers", bodies[turn], **{"Idempotency-Key": f"khoa-so-{turn}"})
        connections.close_all()

    threads = [Thread(target=send, args=(turn,)) for turn in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(Dossier.objects.values_list("number", flat=True)) == list(range(1, 21))
