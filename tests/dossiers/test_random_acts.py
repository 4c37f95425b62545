"""Random acts by random people, against a model small enough to be read at once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from motcua.dossiers import operations as dossiers
from motcua.dossiers.clocks import reckon
from motcua.dossiers.decisions import Decision
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.waiting import Question
from motcua.dossiers.states import PLACES, TURN
from motcua.journal.models import Act
from motcua.journal.queries import broken_at
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM, Term, TermUnit, due
from motcua.orgs.calendars import calendar_for
from motcua.orgs.models import Duty, UnitKind
from tests import factories as make

pytestmark = pytest.mark.django_db

BEFORE_PROPOSAL = {"filed", "received", "examine"}
OFFICE = {"examine", "review", "sign"}
UNDER_TERM = {"received"} | OFFICE
WAITING = {"asked", "unpaid"}
UNDECIDED = {"filed"} | UNDER_TERM | WAITING
STATE = {
    "filed": (1, None),
    "received": (2, None),
    "not-accepted": (3, None),
    "examine": (4, "examine"),
    "review": (4, "review"),
    "sign": (4, "sign"),
    "asked": (5, None),
    "unpaid": (6, None),
    "withdrawn": (7, None),
    "stopped": (8, None),
    "ready": (9, None),
    "correcting": (9, "examine"),
    "correction-to-sign": (9, "sign"),
    "handed-over": (10, None),
}
# Who, from where. Whatever is not here is refused.
MAY: dict[str, tuple[set[str], set[str]]] = {
    "accept": ({"clerk"}, {"filed"}),
    "refuse": ({"clerk"}, {"filed"}),
    "supplement": ({"owner", "clerk"}, {"asked"}),
    "record_payment": ({"clerk", "officer"}, {"unpaid"}),
    "adjust": ({"owner"}, {"filed"} | UNDER_TERM),
    "withdraw": ({"owner", "clerk"}, UNDECIDED),
    "take_up": ({"officer"}, {"received"}),
    "ask_opinion": ({"officer", "head"}, {"examine"}),
    "record_opinion": ({"officer", "head"}, OFFICE),
    "propose_extension": ({"officer", "head"}, UNDER_TERM),
    "sign_extension": ({"signer"}, UNDER_TERM),
    "propose": ({"officer", "head"}, {"examine"}),
    "agree": ({"head"}, {"review"}),
    "sign": ({"signer"}, {"sign"}),
    "stop": ({"head", "signer"}, UNDER_TERM | WAITING),
    "hand_over": ({"clerk"}, {"ready"}),
    "report_error": ({"owner", "clerk"}, {"ready", "handed-over"}),
    "decline_correction": ({"officer", "head"}, {"correcting"}),
    "propose_correction": ({"officer", "head"}, {"correcting"}),
    "sign_correction": ({"signer"}, {"correction-to-sign"}),
    "close": ({"system"}, WAITING),
    "report_late_opinion": ({"system"}, OFFICE),
}
BY_PLACE: dict[str, dict[str, set[str]]] = {
    "ask_for_supplement": {"filed": {"clerk"}, "received": {"officer"}, "examine": {"officer"}},
    "ask_for_payment": {"filed": {"clerk"}, "received": {"officer"}, "examine": {"officer"}},
    "send_back": {"review": {"head"}, "sign": {"signer"}, "correction-to-sign": {"signer"}},
}
LEADS = {
    "accept": "received",
    "refuse": "not-accepted",
    "ask_for_supplement": "asked",
    "supplement": "filed",
    "ask_for_payment": "unpaid",
    "withdraw": "withdrawn",
    "take_up": "examine",
    "propose": "review",
    "agree": "sign",
    "sign": "ready",
    "stop": "stopped",
    "close": "stopped",
    "hand_over": "handed-over",
    "report_error": "correcting",
    "decline_correction": "ready",
    "propose_correction": "correction-to-sign",
    "sign_correction": "ready",
}
HOLDERS = {
    "ask_opinion",
    "record_opinion",
    "propose_extension",
    "propose",
    "decline_correction",
    "propose_correction",
}
ENDING = {"refuse", "withdraw", "stop"}
ONWARD = set(LEADS) - ENDING | {"ask_opinion", "record_opinion", "report_late_opinion", "close"}
DEAD = {"not-accepted", "withdrawn", "stopped"}
ACTS = sorted(MAY | BY_PLACE)
WHO = ["owner", "stranger", "clerk", "officer", "head", "signer", "elsewhere", "system"]


@dataclass
class Model:
    """What we believe of the dossier."""

    now: datetime
    place: str = "filed"
    came_from: str = ""
    holder: str = ""
    handling: bool = False
    accepted_at: datetime | None = None
    due_on: Any = None
    asked: dict[bool, int] = field(default_factory=lambda: {False: 0, True: 0})
    until: datetime | None = None
    opinions: list[list[Any]] = field(default_factory=list)  # until, reported
    proposed_until: Any = None
    extended: bool = False


class Case(RuleBasedStateMachine):
    """One dossier. ``office`` is set by the test."""

    office: Any
    people: dict[str, Any]

    @initialize()
    def files(self) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.file_another()

    def file_another(self) -> None:
        self.code = self.office.filed().code
        self.pk = Dossier.objects.get(code=self.code).pk
        self.model = Model(make.MONDAY)
        self.acts = 1

    def teardown(self) -> None:
        if not hasattr(self, "savepoint"):
            return
        try:
            assert broken_at(f"dossier:{self.pk}") is None
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    @rule(hours=st.sampled_from([1, 5, 24, 24 * 16]))
    def time_passes(self, hours: int) -> None:
        self.model.now += timedelta(hours=hours)

    @rule(data=st.data(), sensible=st.integers(0, 8), who=st.sampled_from(WHO), act=st.sampled_from(ACTS))
    def somebody_acts(self, data: Any, sensible: int, who: str, act: str) -> None:
        if sensible and self.model.place in DEAD:
            assert broken_at(f"dossier:{self.pk}") is None
            self.file_another()
        if sensible:
            likely = [(a, w) for a in ACTS for w in WHO if self.may(a, w)]
            leading_on = [(a, w) for a, w in likely if a in ONWARD and sensible > 4]
            not_ending = [(a, w) for a, w in likely if a not in ENDING and sensible > 1]
            act, who = data.draw(st.sampled_from(leading_on or not_ending or likely or [(act, who)]))
        expected = self.may(act, who)

        assert self.did(act, who) == expected, f"{who}: {act} at {self.model.place}"

        acts = Act.objects.filter(subject=f"dossier:{self.pk}").count()
        assert acts - self.acts == expected
        self.acts = acts
        if expected:
            self.follow(act, who)

    @invariant()
    def it_is_as_we_believe(self) -> None:
        if not hasattr(self, "model"):
            return
        found = Dossier.objects.get(pk=self.pk)
        assert (found.state, found.stage) == STATE[self.model.place]
        assert found.place in PLACES
        assert found.turn == TURN[found.place]
        assert found.waits.filter(kind="supplement", phase="handling").count() <= 1
        assert found.waits.filter(ended_at=None).exclude(kind="opinion").count() <= 1
        assert found.due_at is None or (found.accepted_at and found.due_at >= found.accepted_at)
        clock = reckon(found)
        if clock is not None:
            assert clock.left >= 0
            if found.place.state in {2, 4}:
                assert clock.ends_at == found.due_at

    def may(self, act: str, who: str) -> bool:
        model = self.model
        if act in BY_PLACE:
            people = BY_PLACE[act].get(model.place, set())
        else:
            people, places = MAY[act]
            people = people if model.place in places else set()
        if who == "officer" and act in HOLDERS and model.holder == "head":
            return False
        return who in people and HINDERED.get(act, lambda _model: False)(model) is False

    def follow(self, act: str, who: str) -> None:
        """Believe what the act should have done."""
        model, before = self.model, self.model.place
        model.place = LEADS.get(act, before)
        if act in {"take_up", "propose"}:
            model.holder = who
        if follow := CHANGES.get(act):
            follow(model, before)
        model.due_on = on(Dossier.objects.get(pk=self.pk).due_at)
        model.now += timedelta(
            seconds=1
        )  # no two acts on one dossier fall on one instant: its lock sees to it

    def did(self, act: str, who: str) -> bool:
        person, at = self.people[who], self.model.now
        try:
            with transaction.atomic():
                return OPERATIONS[act](self, person, at) is not False
        except Refusal:
            return False


def on(at: datetime | None) -> Any:
    return at.astimezone(VIETNAM).date() if at else None


def end_of(at: datetime) -> datetime:
    return datetime.combine(on(at), datetime.max.time().replace(microsecond=0), VIETNAM)


@cache
def midnight(start: datetime, term: Term) -> datetime:
    return end_of(due(received_at=start, term=term, calendar=calendar_for(None, around=on(start))).at)


@cache
def later(day: Any) -> Any:
    return calendar_for(None, around=day).next_working(day + timedelta(days=7))


def asked_before_or_too_late(model: Model) -> bool:
    if model.asked[model.handling]:
        return True
    return bool(model.accepted_at and model.now > midnight(model.accepted_at, Term(3, TermUnit.WORKING_DAYS)))


def no_new_date(model: Model) -> bool:
    return model.due_on is None or model.extended or on(model.now) >= model.due_on


def adjusted(model: Model, before: str) -> None:
    model.place = "examine" if before in OFFICE else before


def accepted(model: Model, _before: str) -> None:
    model.handling, model.accepted_at = True, model.now


def supplement_asked(model: Model, before: str) -> None:
    model.came_from = before
    model.asked[model.handling] += 1
    model.until = midnight(model.now, Term(15, TermUnit.DAYS))


def payment_asked(model: Model, before: str) -> None:
    model.came_from, model.until = before, None


def paid(model: Model, _before: str) -> None:
    model.place = model.came_from


def sent_back(model: Model, before: str) -> None:
    model.place = "correcting" if before == "correction-to-sign" else "examine"


def opinion_asked(model: Model, _before: str) -> None:
    model.opinions.append([end_of(model.now + timedelta(days=3)), False])


def opinion_given(model: Model, _before: str) -> None:
    model.opinions.pop(0)


def lateness_told(model: Model, _before: str) -> None:
    model.opinions[0][1] = True


def extension_proposed(model: Model, _before: str) -> None:
    model.proposed_until = later(model.due_on)


def extended(model: Model, _before: str) -> None:
    model.extended = True


CHANGES: dict[str, Callable[[Model, str], None]] = {
    "adjust": adjusted,
    "accept": accepted,
    "ask_for_supplement": supplement_asked,
    "ask_for_payment": payment_asked,
    "record_payment": paid,
    "send_back": sent_back,
    "ask_opinion": opinion_asked,
    "record_opinion": opinion_given,
    "report_late_opinion": lateness_told,
    "propose_extension": extension_proposed,
    "sign_extension": extended,
}
# What the law, or the dossier's own past, has against an act.
HINDERED: dict[str, Callable[[Model], bool]] = {
    "ask_for_supplement": asked_before_or_too_late,
    "propose": lambda model: any(model.now <= until for until, _told in model.opinions),
    "record_opinion": lambda model: not model.opinions,
    "report_late_opinion": lambda model: (
        not model.opinions or model.opinions[0][1] or model.now <= model.opinions[0][0]
    ),
    "close": lambda model: model.until is None or model.now <= model.until,
    "propose_extension": no_new_date,
    "sign_extension": lambda model: (
        no_new_date(model) or model.proposed_until is None or model.proposed_until <= model.due_on
    ),
}


def only_system(run: Callable[[Any, datetime], bool]) -> Callable[[Case, Any, datetime], bool]:
    """Nobody but the system has such an operation."""
    return lambda case, person, at: person is None and run(case, at)


def not_system(run: Callable[[Case, Any, datetime], Any]) -> Callable[[Case, Any, datetime], Any]:
    return lambda case, person, at: False if person is None else run(case, person, at)


def wait_of(case: Case, **which: Any) -> int:
    found = Dossier.objects.get(pk=case.pk).waits.filter(ended_at=None, **which).order_by("asked_at", "pk")
    return getattr(found.first(), "pk", 0)


OPERATIONS: dict[str, Callable[[Case, Any, datetime], Any]] = {
    "accept": lambda c, p, at: dossiers.accept(code=c.code, clerk=p, at=at),
    "refuse": lambda c, p, at: dossiers.refuse(
        code=c.code, clerk=p, reason="Không thuộc", guidance="Nộp ở xã", citation="", at=at
    ),
    "ask_for_supplement": lambda c, p, at: dossiers.ask_for_supplement(
        code=c.code, officer=p, items=["Bản rõ"], reason="Mờ", at=at
    ),
    "supplement": lambda c, p, at: dossiers.supplement(
        code=c.code, viewer=p, answers={"content": "Nội dung khác"}, papers=[], at=at
    ),
    "ask_for_payment": lambda c, p, at: dossiers.ask_for_payment(
        code=c.code, officer=p, what="Lệ phí", amount=10_000, at=at
    ),
    "record_payment": lambda c, p, at: dossiers.record_payment(
        code=c.code, officer=p, receipt="01", amount=10_000, at=at
    ),
    "adjust": lambda c, p, at: dossiers.adjust(code=c.code, citizen=p, answers={}, papers=[], at=at),
    "withdraw": lambda c, p, at: dossiers.withdraw(code=c.code, viewer=p, reason="", at=at),
    "take_up": lambda c, p, at: dossiers.take_up(code=c.code, officer=p, at=at),
    "ask_opinion": lambda c, p, at: dossiers.ask_opinion(
        code=c.code, officer=p, question=Question("Công an xã", "Nơi ở?", on(at + timedelta(days=3))), at=at
    ),
    "record_opinion": lambda c, p, at: dossiers.record_opinion(
        code=c.code, officer=p, answer="Đồng ý", at=at
    ),
    "propose_extension": lambda c, p, at: dossiers.propose_extension(
        code=c.code,
        officer=p,
        reason="Đông",
        new_due_on=later(c.model.due_on or on(at)),
        at=at,
    ),
    "sign_extension": lambda c, p, at: dossiers.sign_extension(code=c.code, signer=p, at=at),
    "propose": lambda c, p, at: dossiers.propose(
        code=c.code, officer=p, decision=Decision.GRANT, fields=c.office.result_fields(), at=at
    ),
    "agree": lambda c, p, at: dossiers.agree(code=c.code, head=p, at=at),
    "send_back": lambda c, p, at: dossiers.send_back(code=c.code, officer=p, reason="Sai tên", at=at),
    "sign": lambda c, p, at: dossiers.sign(code=c.code, signer=p, at=at),
    "stop": lambda c, p, at: dossiers.stop(
        code=c.code, officer=p, reason="Tranh chấp", citation="Điều 5", at=at
    ),
    "hand_over": lambda c, p, at: dossiers.hand_over(code=c.code, clerk=p, to="", at=at),
    "report_error": lambda c, p, at: dossiers.report_error(code=c.code, viewer=p, error="Sai tên", at=at),
    "decline_correction": lambda c, p, at: dossiers.decline_correction(
        code=c.code, officer=p, reason="Đúng như giấy tờ", at=at
    ),
    "propose_correction": lambda c, p, at: dossiers.propose_correction(
        code=c.code, officer=p, fields={}, note="Sửa tên", at=at
    ),
    "sign_correction": lambda c, p, at: dossiers.sign_correction(code=c.code, signer=p, at=at),
}
OPERATIONS = {act: not_system(run) for act, run in OPERATIONS.items()} | {
    "close": only_system(
        lambda c, at: dossiers.close(wait_id=wait_of(c, kind__in=["supplement", "payment"]), at=at)
    ),
    "report_late_opinion": only_system(
        lambda c, at: dossiers.report_late_opinion(wait_id=wait_of(c, kind="opinion"), at=at)
    ),
}


def test_whatever_people_do_the_dossier_stays_lawful():
    office = make.office()
    Case.office = office
    Case.people = {
        "owner": office.citizen,
        "stranger": make.citizen("Rah Lan H'Nga", "064190009999"),
        "clerk": office.clerk,
        "officer": office.officer,
        "head": office.head,
        "signer": office.signer,
        "elsewhere": make.posting(make.unit("H21.118.MC", UnitKind.DESK), Duty.RECEIVE, name="Đinh Văn"),
        "system": None,
    }

    run_state_machine_as_test(
        Case,
        settings=settings(
            max_examples=15,
            stateful_step_count=40,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            database=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
