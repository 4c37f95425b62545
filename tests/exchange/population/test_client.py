"""The register through HTTP: it can answer, refuse, delay and fail, and what asks it is never stuck."""

import time
from dataclasses import replace

import httpx
import pytest

from motcua.accounts.population import (
    Discrepancy,
    Found,
    Judged,
    NotFound,
    Pending,
    Reported,
    Unavailable,
)
from motcua.accounts.population import (
    register as connected,
)
from motcua.exchange.population import check, client
from motcua.exchange.population.client import PopulationClient
from motcua.exchange.population.simulator.people import read_register
from motcua.exchange.vneid.simulator import read_people
from tests.exchange.population.test_messages import question

DISPUTE = Discrepancy(
    identity_number="064185990022",
    item="person.residence",
    held="Xã Ia Pnôn",
    claimed="Xã Ia Dom",
    reason="Tôi đã chuyển về từ năm 2020",
    reference="dispute-1",
)


def ask(within=2.0, **changes):
    return PopulationClient().look_up(question(**changes), within=within)


def test_a_person_is_found_with_the_family(register):
    found = ask()

    assert isinstance(found, Found)
    assert (found.person.full_name, found.person.ethnicity, found.person.marital_status) == (
        "Siu Blơk",
        "Gia Rai",
        "married",
    )
    assert found.person.residence == "Làng Mook Đen, xã Ia Dom, tỉnh Gia Lai"
    assert found.person.spouse is not None
    assert found.person.spouse.identity_number == "064083990156"


def test_who_asked_and_why_is_written_down_there(register):
    ask()

    assert register.asked[0]["MaCanBo"] == "064185990022"
    assert register.asked[0]["MucDich"] == "Đăng ký khai sinh"


@pytest.mark.parametrize(
    "wrong", [{"full_name": "Siu Blok"}, {"birth_date": "1985-09-03"}, {"identity_number": "064185999999"}]
)
def test_a_number_that_does_not_fit_name_and_birth_finds_nobody(register, wrong):
    assert ask(**wrong) == NotFound()


def test_a_year_of_birth_and_nine_digits_are_enough_where_the_register_has_no_more(register):
    found = ask(identity_number="064148990066", full_name="Rah Lan H'Pơi", birth_date="1948")
    old = ask(identity_number="231990077", full_name="Đinh Yem", birth_date="1968-12-12")

    assert isinstance(found, Found)
    assert isinstance(old, Found)
    assert old.person.identity_number == "064068990077"


@pytest.mark.parametrize("fault", ["down", "garbage", "bomb", "other-person"])
def test_a_register_that_fails_is_unavailable_for_now(register, fault):
    register.set_fault(fault)

    answer = ask()

    assert isinstance(answer, Unavailable)
    assert not answer.lasting


def test_a_refusal_of_our_connection_is_lasting_and_says_what_the_register_said(register):
    register.set_fault("refuse")

    assert ask() == Unavailable("Đơn vị chưa được cấp quyền khai thác", lasting=True)


@pytest.mark.parametrize("change", [{"delay": 5.0}, {"fault": "drip"}])
def test_a_slow_register_costs_no_more_than_the_budget(register, change):
    register.delay = change.get("delay", 0.0)
    register.set_fault(change.get("fault", ""))
    start = time.monotonic()

    answer = ask(within=0.4)

    assert isinstance(answer, Unavailable)
    assert time.monotonic() - start < 3


def test_after_three_failures_nobody_waits_until_one_question_got_through(register, monkeypatch):
    register.set_fault("down")
    for _ in range(3):
        ask()
    register.set_fault("")

    assert ask() == Unavailable("resting after failures")
    later = time.monotonic() + client.Breaker.PAUSE + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert isinstance(ask(), Found)


def test_a_register_nobody_connected_is_said_so(register, settings):
    settings.MOTCUA_POPULATION_URL = ""

    assert ask() == Unavailable("not connected", lasting=True)
    assert not check.check().ok


def test_a_contradicting_register_answers_what_it_holds(register):
    register.set_fault("contradict")

    found = ask()

    assert isinstance(found, Found)
    assert (found.person.ethnicity, found.person.birth_date) == ("Kinh", "1985")


def test_a_dispute_reaches_the_holder_once_however_often_it_is_sent(register):
    numbers = {PopulationClient().report(DISPUTE, within=2) for _ in range(3)}
    other = PopulationClient().report(replace(DISPUTE, reference="dispute-2"), within=2)

    assert numbers == {Reported("PA-000001")}
    assert other == Reported("PA-000002")
    assert register.reports["dispute-1"]["GiaTriDeNghi"] == "Xã Ia Dom"


def answered(register, *, corrected):
    client = PopulationClient()
    said = replace(DISPUTE, item="person.address", claimed="Xã Ia Dom")
    number = client.report(said, within=2)
    assert isinstance(number, Reported)
    before = client.answer_to(number.number, reference=DISPUTE.reference, within=2)
    wish = {"number": number.number, "corrected": corrected, "reason": "Đã xác minh."}
    register.obey({"judge": wish})
    return before, client.answer_to(number.number, reference=DISPUTE.reference, within=2)


def test_a_dispute_found_right_is_answered_and_the_record_is_corrected(register):
    before, after = answered(register, corrected=True)

    assert before == Pending()
    assert isinstance(after, Judged)
    assert (after.corrected, after.reason) == (True, "Đã xác minh.")
    found = ask()
    assert isinstance(found, Found)
    assert found.person.residence == "Xã Ia Dom"


def test_a_dispute_found_wrong_is_answered_and_the_record_stays(register):
    _before, after = answered(register, corrected=False)

    assert isinstance(after, Judged)
    assert not after.corrected
    found = ask()
    assert isinstance(found, Found)
    assert found.person.residence == "Làng Mook Đen, xã Ia Dom, tỉnh Gia Lai"


@pytest.mark.parametrize("fault", ["down", "garbage"])
def test_a_holder_that_cannot_be_asked_is_asked_another_time(register, fault):
    register.set_fault(fault)

    answer = PopulationClient().answer_to("PA-000001", reference=DISPUTE.reference, within=2)

    assert isinstance(answer, Unavailable)


def test_only_a_report_that_was_made_can_be_judged(register, settings):
    wish = {"judge": {"number": "PA-000009", "corrected": True, "reason": ""}}

    assert httpx.post(f"{settings.MOTCUA_POPULATION_URL}/control", json=wish).status_code == 400


@pytest.mark.parametrize("missing", ["MaCanBo", "MucDich"])
def test_the_register_refuses_who_does_not_say_who_asks_and_why(register, missing):
    answer = ask(**{"MaCanBo": {"asked_by": ""}, "MucDich": {"purpose": ""}}[missing])

    assert isinstance(answer, Unavailable)
    assert answer.lasting


def test_it_is_the_register_the_settings_name(register):
    assert isinstance(connected(), PopulationClient)
    assert check.check().ok


def test_only_this_machine_and_no_browser_may_command_faults(register, settings):
    address = f"{settings.MOTCUA_POPULATION_URL}/control"

    assert httpx.post(address, content='{"fault": "down"}').status_code == 403
    assert httpx.post(address, json={"fault": "unknown"}).status_code == 400
    assert httpx.post(address, json={"fault": "down"}).json()["fault"] == "down"


def test_everybody_who_can_sign_in_is_in_the_register_under_the_same_name():
    records = read_register()

    assert {n: p.name for n, p in read_people().items()} == {n: records[n].name for n in read_people()}
    relatives = {n for r in records.values() for n in (r.father, r.mother, r.spouse, r.head) if n}
    assert relatives <= records.keys()
