"""A dossier received while the network was away gets its reserved number on the receiving page."""

from datetime import timedelta

import pytest
import time_machine

from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Dossier
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Duty, UnitKind
from tests import factories as make
from tests.sign_in import signed_in
from tests.web.counter.test_receive import URL, typed
from tests.web.staff_pages import text_of

pytestmark = pytest.mark.django_db
NOON = make.MONDAY.astimezone(VIETNAM).replace(hour=12, minute=0)
NOW = NOON + timedelta(days=1)
WRITTEN = {"r-on-day": "9", "r-on-month": "3", "r-on-year": "2026", "r-time": "12g00"}


@pytest.fixture(autouse=True)
def on_tuesday(settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def block(office):
    return reserved(office, office.desk, office.clerk)


@pytest.fixture
def clerk(office):
    return signed_in(office.clerk)


def reserved(office, desk, clerk):
    return dossiers.reserve_numbers(
        agency=office.unit,
        desk=desk,
        on=NOON.date(),
        size=3,
        device="Sổ tay",
        clerk=clerk,
        at=NOON - timedelta(hours=2),
    )


def send(office, clerk, **written):
    return clerk.post(URL, {**typed(office, clerk.get(URL)), **WRITTEN, **written}, follow=True)


@pytest.mark.parametrize("number", ["H21.117-260309-0002", "h21.117-260309-0002", "0002", "2"])
def test_it_is_received_under_the_number_and_at_the_hour_written_on_paper(office, block, clerk, number):
    send(office, clerk, **{"r-number": number})

    dossier = Dossier.objects.get()
    assert (dossier.code, dossier.accepted_at) == ("H21.117-260309-0002", NOON)
    assert dossier.due_at is not None
    assert dossier.due_at.astimezone(VIETNAM).date() == NOON.date() + timedelta(days=3)


def test_nothing_written_is_received_now(office, block, clerk):
    clerk.post(URL, typed(office, clerk.get(URL)))

    assert Dossier.objects.get().accepted_at == NOW


@pytest.mark.parametrize(
    ("written", "field", "said"),
    [
        ({"r-number": ""}, "r-number", "mã số đã cấp"),
        ({"r-time": ""}, "r-time", "ngày và giờ"),
        ({"r-time": "25:00"}, "r-time", "ngày và giờ"),
        ({"r-on-month": "13"}, "r-on", "ngày và giờ"),
        ({"r-number": "0004"}, "r-number", "Số 0004 không thuộc dải số"),
        ({"r-number": "H21.118-260309-0002"}, "r-number", "không thuộc dải số"),
        ({"r-number": "số hai"}, "r-number", "không thuộc dải số"),
        ({"r-on-day": "10"}, "r-number", "không thuộc dải số"),  # of another day
        ({"r-time": "09:59"}, "r-time", "phải sau khi dành số"),  # reserved at ten
    ],
)
def test_what_cannot_be_is_said_beside_its_field(office, block, clerk, written, field, said):
    page = send(office, clerk, **{"r-number": "2", **written})

    assert (page.status_code, Dossier.objects.count()) == (422, 0)
    assert said in dict(page.context["errors"])[field]
    assert said in text_of(page)
    assert page.context["offline"].said


def test_a_moment_to_come_is_refused(office, clerk):
    with time_machine.travel(NOON - timedelta(hours=1), tick=False):
        reserved(office, office.desk, office.clerk)
        page = send(office, clerk, **{"r-number": "2"})

    assert "không muộn hơn lúc này" in dict(page.context["errors"])["r-time"]


def test_a_number_of_another_desk_is_refused(office, clerk):
    desk = make.unit("H21.118.MC", kind=UnitKind.DESK)
    reserved(office, desk, make.posting(desk, Duty.RECEIVE, name="Kpă H'Lan"))

    page = send(office, clerk, **{"r-number": "2"})

    assert "không thuộc dải số" in dict(page.context["errors"])["r-number"]
    assert not Dossier.objects.exists()


def test_a_number_is_used_once_and_the_page_says_for_which_dossier(office, block, clerk):
    send(office, clerk, **{"r-number": "2"})

    page = send(office, clerk, **{"r-number": "2"})

    assert "H21.117-260309-0002" in dict(page.context["errors"])["r-number"]
    assert Dossier.objects.count() == 1


def test_nothing_is_typed_into_a_block_that_was_closed(office, block, clerk):
    dossiers.release_numbers(block_id=block.pk, clerk=office.clerk, at=NOW)

    page = send(office, clerk, **{"r-number": "2"})

    assert "đã khóa" in dict(page.context["errors"])["r-number"]


def test_what_is_written_stays_while_the_person_is_looked_up(office, block, clerk):
    page = send(office, clerk, act="lookup", **{"r-number": "2"})

    assert (page.context["offline"].number, page.context["offline"].at) == ("2", "12g00")
