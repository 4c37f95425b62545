import pytest

from motcua.catalogue.facts import RequiredPaper
from tests.factories import PROCEDURE, publish
from tests.web.api.conftest import filing
from tests.web.api.trips import counted_trips

pytestmark = pytest.mark.django_db(transaction=True)

MOST = 5  # the key, where it goes, BEGIN with papers and number, dossier with act and outbox, COMMIT
KEYS = ("to-khai", "giay-chung-sinh", "giay-to-tuy-than")


@pytest.fixture
def three_papers(office):
    papers = tuple(RequiredPaper(key=key, name=key) for key in KEYS)
    office.version = publish(PROCEDURE.model_copy(update={"papers": papers}))


@pytest.mark.usefixtures("three_papers")
def test_filing_with_three_papers_waits_five_times_for_the_database(citizen, office):
    first, second = (
        filing(office, citizen, papers=[{"key": k, "id": citizen.upload(key=k).json()["id"]} for k in KEYS])
        for _ in range(2)
    )
    citizen.post("/dossiers", first, **{"Idempotency-Key": "lan-dau-tien"})

    with counted_trips() as trips:
        answer = citizen.post("/dossiers", second, **{"Idempotency-Key": "lan-thu-hai"})

    assert answer.status_code == 201, answer.content
    assert len(trips) <= MOST, trips.statements()
