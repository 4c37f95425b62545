"""What a machine without the network sends later: once, under its number, and what cannot be is said."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine

from motcua.catalogue.facts import Channel
from motcua.dossiers.blocks import NumberBlock
from motcua.dossiers.models import Dossier
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Duty, UnitKind
from tests import factories as make
from tests.sign_in import signed_in
from tests.web.counter.test_receive import CODE, typed

pytestmark = pytest.mark.django_db
URL, KIT = f"/quay/ngoai-tuyen/nhan/{CODE}/", "/quay/ngoai-tuyen/goi/"
NOON = make.MONDAY.astimezone(VIETNAM).replace(hour=12, minute=0, second=0, microsecond=0)
FIRST = "H21.117-260309-0001"


@pytest.fixture(autouse=True)
def monday_noon(settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def clerk(office):
    return signed_in(office.clerk)


def take_block(clerk, key=None, **more):
    key = str(key or uuid.uuid4())
    return clerk.post(
        KIT, {"act": "reserve", "key": key, "device": "Máy quầy 2", "block": key, **more}
    ).json()


def queued(office, clerk, **changes):
    """Return what the machine sends half an hour after it received: the form as it was kept."""
    page = clerk.get(f"/quay/nhan/{CODE}/")
    version = re.search(r'name="version"\s+value="(\d+)"', page.content.decode())
    assert version
    when = {"r-on-day": "9", "r-on-month": "3", "r-on-year": "2026", "r-time": "12:00:42"}
    return typed(office, page, **{"version": version[1], "r-number": FIRST, **when, **changes})


def test_the_kit_has_the_numbers_and_the_due_days_and_nothing_of_anybody_else(office, clerk):
    kit = take_block(clerk)

    assert (kit["blocks"][0]["codes"][0], len(kit["blocks"][0]["codes"])) == (FIRST, 20)
    assert kit["officer"]["name"] == office.clerk.actor.name
    assert kit["today"] == "2026-03-09"


def test_the_same_block_asked_for_twice_is_one(clerk):
    key = uuid.uuid4()

    take_block(clerk, key)
    take_block(clerk, key)

    assert NumberBlock.objects.count() == 1


def test_a_block_of_another_machine_is_not_in_the_kit(clerk):
    take_block(clerk)

    assert clerk.get(KIT).json()["blocks"] == []


def test_the_day_is_over_and_the_block_is_closed(clerk):
    key = uuid.uuid4()
    take_block(clerk, key)

    kit = clerk.post(KIT, {"act": "release", "key": str(key), "block": str(key)}).json()

    assert kit["blocks"] == []
    assert NumberBlock.objects.get().released_at == NOON


def test_what_waited_is_received_under_its_number_and_at_its_moment(office, clerk, monday_noon):
    take_block(clerk)
    data = queued(office, clerk)
    monday_noon.move_to(NOON + timedelta(minutes=30))

    said = clerk.post(URL, data).json()

    dossier = Dossier.objects.get()
    assert said["code"] == dossier.code == FIRST
    assert dossier.accepted_at == NOON + timedelta(seconds=42)


def test_the_due_moment_told_without_the_network_is_the_one_it_gets(office, clerk, monday_noon):
    due = take_block(clerk)["due"]
    data = queued(office, clerk)
    monday_noon.move_to(NOON + timedelta(minutes=30))
    clerk.post(f"/quay/nhan/{CODE}/", data)
    again = take_block(clerk)["due"]  # the procedure is a usual one now

    dossier = Dossier.objects.get()
    parts = again[f"{CODE}/{office.unit.pk}/2026-03-09"]
    told = next(words for begins, ends, words in parts if begins <= "2026-03-09T12:00:42" < ends)
    assert due == {}
    assert dossier.due_at is not None
    assert f"{dossier.due_at.astimezone(VIETNAM):%d/%m/%Y, %H:%M}" in told
    assert dossier.channel == Channel.COUNTER


def test_sent_twice_it_is_one_dossier(office, clerk, monday_noon):
    take_block(clerk)
    data = queued(office, clerk)
    monday_noon.move_to(NOON + timedelta(minutes=30))

    first, second = clerk.post(URL, data).json(), clerk.post(URL, data).json()

    assert first["code"] == second["code"] == FIRST
    assert Dossier.objects.count() == 1


def test_received_at_once_it_has_the_number_of_the_machine(office, clerk):
    take_block(clerk)
    no_moment = {"r-on-day": "", "r-on-month": "", "r-on-year": "", "r-time": ""}

    clerk.post(URL, {**queued(office, clerk, **no_moment), "r-now": "yes"})

    assert (Dossier.objects.get().code, Dossier.objects.get().accepted_at) == (FIRST, NOON)


def test_the_content_changed_after_it_arrived_is_told_and_not_taken(office, clerk, monday_noon):
    take_block(clerk)
    data = queued(office, clerk)
    monday_noon.move_to(NOON + timedelta(minutes=30))
    clerk.post(URL, data)

    said = clerk.post(URL, {**data, "a-content": "Việc khác"}).json()

    assert "từ lần gửi trước" in said["notes"]
    assert Dossier.objects.get().answers["content"] != "Việc khác"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"version": "0"}, "đã đổi từ lúc bạn nhận"),
        ({"a-content": ""}, ""),
        ({"r-number": "H21.117-260309-0099"}, "không thuộc dải số"),
        ({"r-time": "13:59:00"}, "không muộn hơn lúc này"),
    ],
)
def test_what_cannot_be_received_is_said_and_nothing_is_made(office, clerk, change, sentence):
    take_block(clerk)
    with time_machine.travel(NOON + timedelta(minutes=30), tick=False):
        answer = clerk.post(URL, queued(office, clerk, **change))

    assert answer.status_code == 422
    assert any(sentence in said for _, said in answer.json()["errors"])
    assert not Dossier.objects.exists()


def test_a_number_that_was_typed_in_elsewhere_is_told_with_its_dossier(office, clerk, monday_noon):
    take_block(clerk)
    monday_noon.move_to(NOON + timedelta(minutes=30))
    clerk.post(URL, queued(office, clerk))

    said = clerk.post(URL, queued(office, clerk, **{"v-full_name": "Người Khác"})).json()

    assert said["errors"][0][0] == "r-number"
    assert FIRST in said["errors"][0][1]


def test_a_session_that_ended_is_told_and_nothing_is_kept_on_the_way(office, clerk):
    take_block(clerk)
    data = queued(office, clerk)
    clerk.logout()

    assert clerk.post(URL, data, headers={"X-Autosave": "1"}).status_code == 401


def test_the_page_the_machine_keeps_says_of_nobody(office, clerk):
    page = clerk.get(URL).content.decode()

    assert office.clerk.actor.name not in page
    assert "csrfmiddlewaretoken" in page, "of the scanning box only; the queue brings its own"


def test_two_officers_have_different_keys(office, clerk):
    elsewhere = make.posting(make.unit("H21.118.MC", UnitKind.DESK), Duty.RECEIVE, name="Ksor Nhân")

    assert clerk.get(KIT).json()["seal"] != signed_in(elsewhere).get(KIT).json()["seal"]


def test_the_worker_may_see_all_of_the_counter_and_nothing_else(client):
    script = client.get("/quay/sw.js")

    assert script["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in script
    assert "/quay/ngoai-tuyen/" in script.content.decode()


def test_what_installs_the_counter_is_a_manifest(client):
    manifest = client.get("/quay/quay.webmanifest").json()

    assert (manifest["scope"], manifest["lang"]) == ("/quay/", "vi")
