"""Two clerks and an officer act on the same dossier in the same second, a hundred times: one wins."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Dossier, Letter
from motcua.dossiers.states import State
from motcua.journal.models import Act
from motcua.journal.outbox import followers_of
from motcua.journal.queries import broken_at
from motcua.kernel.errors import Refusal
from motcua.notices.models import Notice
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting
from tests import factories as make
from tests.sign_in import signed_in
from tests.web.api.conftest import Api, key_of
from tests.web.staff_pages import text_of

pytestmark = pytest.mark.django_db(transaction=True)
PAYMENTS, RECEPTIONS = 30, 70
PAID = {"receipt": "01", "amount": 8000}
FORM = {"act": "record-payment", "receipt": "01", "paid": "8000"}
NAMED = re.compile(r"Việc gần nhất: (.+), do (.+) làm lúc \d\d:\d\d, \d\d/\d\d/\d{4}")

Try = Callable[[str], tuple[bool, str]]


@pytest.fixture
def office():
    return make.office()


def page(posting: Posting, face: str, data: dict[str, str]) -> Try:
    """Return who presses a button on the dossier's page."""
    browser = signed_in(posting)

    def press(code: str) -> tuple[bool, str]:
        answer = browser.post(f"/{face}/ho-so/{code}/", data)
        return answer.status_code == 302, "" if answer.status_code == 302 else text_of(answer)

    return press


def api(posting: Posting, act: str, body: dict[str, Any]) -> Try:
    caller = Api(key_of(posting.actor.user_id))

    def call(code: str) -> tuple[bool, str]:
        answer = caller.act(code, act, body)
        return answer.status_code == 200, answer.json().get("detail", "")

    return call


def operation(run: Callable[..., object], **given: Any) -> Try:
    def call(code: str) -> tuple[bool, str]:
        try:
            run(code=code, at=timezone.now(), **given)
        except Refusal as refusal:
            return False, str(refusal)
        return True, ""

    return call


def at_once(tries: list[Try], code: str, pool: ThreadPoolExecutor) -> list[tuple[bool, str]]:
    together = Barrier(len(tries))

    def one(attempt: Try) -> tuple[bool, str]:
        together.wait()
        try:
            return attempt(code)
        finally:
            connection.close()

    return list(pool.map(one, tries))


def check_one_winner(
    answers: list[tuple[bool, str]], who: list[Posting], dossier: Dossier, verb: str
) -> None:
    """One has done it; each of the others reads what was done, by whom and when. Nothing is doubled."""
    (winner,) = [by for by, (done, _said) in zip(who, answers, strict=True) if done]
    for done, said in answers:
        if not done:
            named = NAMED.search(said)
            assert named, said
            assert named[2] == winner.actor.name
    assert Act.objects.filter(subject=dossier.subject, verb=verb).count() == 1
    assert broken_at(dossier.subject) is None


def told_twice(verb: str) -> int:
    """Let every act be told of twice, as after a crash; return how many notices there are."""
    Notice.objects.all().delete()
    for act in [*Act.objects.filter(verb=verb)] * 2:
        for follow in followers_of(verb):
            follow(act)
    return Notice.objects.filter(title__contains="hồ sơ").count()


def test_two_clerks_and_an_officer_record_the_same_payment(office):
    other = make.posting(office.desk, Duty.RECEIVE, name="Đinh Thị Mai")
    who = [office.clerk, other, office.officer]
    ways = [
        [page(office.clerk, "quay", FORM), page(other, "quay", FORM), page(office.officer, "xu-ly", FORM)],
        [page(office.clerk, "quay", FORM), api(other, "record-payment", PAID),
         operation(dossiers.record_payment, officer=office.officer, **PAID)],
        [operation(dossiers.record_payment, officer=office.clerk, **PAID), page(other, "quay", FORM),
         api(office.officer, "record-payment", PAID)],
    ]  # fmt: skip
    unpaid = [office.taken_up() for _each in range(PAYMENTS)]
    for each in unpaid:
        dossiers.ask_for_payment(
            code=each.code, officer=office.officer, what="Phí", amount=8000, at=make.MONDAY
        )
    letters = Letter.objects.count()

    with ThreadPoolExecutor(3) as pool:
        for each, tries in zip(unpaid, islice(cycle(ways), PAYMENTS), strict=True):
            check_one_winner(at_once(tries, each.code, pool), who, each, "dossier.record-payment")

    assert set(Dossier.objects.values_list("state", flat=True)) == {State.IN_HANDLING}
    assert Letter.objects.count() == letters
    assert told_twice("dossier.record-payment") == PAYMENTS


def test_two_clerks_accept_while_an_officer_would_take_it_up(office):
    other = make.posting(office.desk, Duty.RECEIVE, name="Đinh Thị Mai")
    accept = {"act": "accept"}
    ways = [
        [page(office.clerk, "quay", accept), page(other, "quay", accept)],
        [api(office.clerk, "accept", {}), page(other, "quay", accept)],
        [operation(dossiers.accept, clerk=office.clerk), api(other, "accept", {})],
    ]
    takes = page(office.officer, "xu-ly", {"act": "take-up", "turn_ground": "same-applicant"})
    filed = [office.filed() for _each in range(RECEPTIONS)]

    with ThreadPoolExecutor(3) as pool:
        for each, tries in zip(filed, islice(cycle(ways), RECEPTIONS), strict=True):
            *clerks, taken = at_once([*tries, takes], each.code, pool)
            assert sum(done for done, _said in clerks) == 1
            for done, said in [*clerks, taken]:
                assert done or NAMED.search(said), said
            verbs = list(
                Act.objects.filter(subject=each.subject).order_by("number").values_list("verb", flat=True)
            )
            assert verbs == ["dossier.file", "dossier.accept", *["dossier.take-up"] * taken[0]]

    receipts = Letter.objects.filter(kind=Letter.Kind.RECEIPT).order_by("number")
    assert list(receipts.values_list("number", flat=True)) == [*range(1, RECEPTIONS + 1)]
    assert told_twice("dossier.accept") == RECEPTIONS


def test_of_two_who_take_up_the_first_at_once_one_has_it_and_the_other_is_offered_the_next(office):
    colleague = make.posting(office.unit, Duty.HANDLE, name="Ksor Hà")
    first, second = office.accepted(), office.accepted()
    take = {"act": "take-up"}

    with ThreadPoolExecutor(2) as pool:
        answers = at_once(
            [page(office.officer, "xu-ly", take), page(colleague, "xu-ly", take)], first.code, pool
        )

    check_one_winner(answers, [office.officer, colleague], first, "dossier.take-up")
    assert any(f"Hồ sơ tiếp theo chờ bạn: {second.code}" in said for _done, said in answers)


def test_a_double_click_files_once(office):
    citizen = Api(key_of(office.citizen.actor.user_id))
    paper = {"key": "giay-chung-sinh", "id": citizen.upload().json()["id"]}
    tries: list[Try] = [lambda _code: (True, citizen.file(office, papers=[paper]).json()["code"])] * 3

    with ThreadPoolExecutor(3) as pool:
        answers = at_once(tries, "", pool)

    assert {code for _done, code in answers} == {Dossier.objects.get().code}
    assert Act.objects.filter(verb="dossier.file").count() == 1
