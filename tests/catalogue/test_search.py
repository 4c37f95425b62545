"""The public reads of the catalogue, on a database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from motcua.catalogue import queries
from motcua.catalogue.facts import Applicant, Level, OnlineLevel, Procedure
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.operations import import_records
from motcua.catalogue.queries import search
from motcua.catalogue.search.current import current_index
from tests.catalogue.search_samples import shipped

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
BIRTH, MARRIAGE, LAND = "1.001193", "1.000894", "1.013978"


def publish(*procedures, at=AT):
    import_records(records=procedures, at=at)


def made(number, **facts):
    given = {"name": f"Cấp phép số {number}", "field": "Thử", "levels": (Level.COMMUNE,)}
    return Procedure(code=f"9.{number:06}", **given | facts)


def codes(page):
    return [hit.code for hit in page.hits]


@pytest.fixture
def three():
    publish(*(shipped()[code] for code in (BIRTH, MARRIAGE, LAND)))


@pytest.mark.usefixtures("three")
def test_a_hit_says_what_a_list_shows():
    hit = search("so do").hits[0]

    version = ProcedureVersion.objects.get(pk=hit.version)
    assert (hit.code, hit.name, hit.title, hit.field) == (LAND, version.name, version.title, version.field)
    assert (hit.authority, hit.online) == (version.authority, OnlineLevel(version.online))
    assert hit.matched == "sổ đỏ"
    assert hit.score > 0


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    "typed", ["1.001193", "1001193", " 1.001193 ", "thủ tục 1.001193", "1.001193.H21", "1.00119"]
)
def test_a_code_finds_its_procedure(typed):
    assert codes(search(typed)) == [BIRTH]


@pytest.mark.usefixtures("three")
def test_a_code_that_is_not_there_finds_nothing():
    assert search("7.777777").total == 0


def test_filters_narrow():
    publish(
        made(1),
        made(2, field="Khác"),
        made(3, authority="Sở Thử"),
        made(4, online=OnlineLevel.FULL),
        made(5, levels=(Level.MINISTRY,)),
        made(6, life_events=("birth",)),
    )

    assert codes(search("cấp phép", field="Khác")) == ["9.000002"]
    assert codes(search("cấp phép", authority="Sở Thử")) == ["9.000003"]
    assert codes(search("cấp phép", online="full")) == ["9.000004"]
    assert codes(search("", level="ministry")) == ["9.000005"]
    assert codes(search("", life_event="birth")) == ["9.000006"]
    assert search("cấp phép", field="Thử", online="full", level="ministry").total == 0


def test_pages_hold_every_procedure_once():
    publish(*(made(number) for number in range(45)))

    pages = [search("", page=number, size=20) for number in (1, 2, 3)]

    assert [len(page.hits) for page in pages] == [20, 20, 5]
    assert len({code for page in pages for code in codes(page)}) == 45
    assert {(page.total, page.capped, page.pages) for page in pages} == {(45, False, 3)}


def test_a_page_beyond_the_last_is_the_last():
    publish(*(made(number) for number in range(5)))

    assert search("", page=99, size=2).page == 3
    assert search("", page=-1, size=2).page == 1
    assert search("không có gì giống", page=7).page == 1


def test_what_was_not_counted_is_not_claimed(monkeypatch):
    monkeypatch.setattr(queries, "MOST_FOUND", 10)
    publish(*(made(number) for number in range(12)))

    page = search("cấp phép")

    assert (page.total, page.capped) == (10, True)


def test_without_a_query_citizens_procedures_of_the_commune_come_first():
    publish(
        made(1, levels=(Level.MINISTRY,)),
        made(2, levels=(Level.PROVINCE,)),
        made(3, who_may_file=(Applicant.CITIZEN,)),
    )

    assert codes(search("")) == ["9.000003", "9.000002", "9.000001"]


@pytest.mark.usefixtures("three")
def test_a_new_version_is_found_at_once_and_the_old_one_no_more():
    before = search("khai sinh").hits[0]

    publish(shipped()[BIRTH].model_copy(update={"short_name": "Giấy khai sinh mới"}))

    after = search("khai sinh").hits[0]
    assert after.title == "Giấy khai sinh mới"
    assert after.version != before.version


@pytest.mark.usefixtures("three")
def test_an_ended_procedure_is_not_found():
    search("khai sinh")

    ProcedureVersion.objects.filter(code=BIRTH).update(to_on=date(2026, 11, 21))

    assert BIRTH not in codes(search("khai sinh"))


@pytest.mark.usefixtures("three")
def test_what_is_rolled_back_is_not_found():
    with transaction.atomic():
        publish(made(1, name="Cấp phép bay"))
        assert codes(search("phép bay")) == ["9.000001"]
        transaction.set_rollback(True)

    assert codes(search("phép bay")) == []


@pytest.mark.usefixtures("three")
def test_a_search_costs_one_statement(django_assert_num_queries):
    search("khai sinh")

    with django_assert_num_queries(1):
        search("giấy khai sinh", level="commune")


@pytest.mark.usefixtures("three")
def test_threads_share_one_index():
    index = current_index()

    def find(number):
        return index.find(("khai sinh", "sổ đỏ", "ket hno")[number % 3]).scored[0].owner

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(find, range(60)))

    assert found == [find(number) for number in range(60)]
    connection.close_if_unusable_or_obsolete()


@pytest.mark.usefixtures("three")
def test_the_version_in_force():
    publish(shipped()[BIRTH].model_copy(update={"summary": "Khác"}))

    version = queries.version_in_force(BIRTH)

    assert version is not None
    assert (version.number, version.to_on) == (2, None)
    assert queries.version_in_force("9.999999") is None


@pytest.mark.usefixtures("three")
def test_fields_and_authorities_are_counted():
    assert {(each.name, each.number) for each in queries.fields()} == {("Hộ tịch", 2), ("Đất đai", 1)}
    assert sum(each.number for each in queries.authorities()) == 3


@pytest.mark.usefixtures("three")
def test_life_events_come_in_the_order_of_pages():
    events = queries.by_life_event()

    assert list(events) == ["birth", "marriage", "land", "house"]
    assert [hit.code for hit in events["birth"]] == [BIRTH]


def test_an_empty_catalogue_answers():
    assert search("khai sinh").total == 0
    assert queries.by_life_event() == {}
