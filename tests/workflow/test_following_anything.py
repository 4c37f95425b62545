"""Whatever lawful acts happen in whatever order: the course never refuses, ends, names who is next."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.dossiers import errors
from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.waiting import Question
from motcua.dossiers.policies import why_not
from motcua.dossiers.states import Move, Turn, whose_turn
from motcua.kernel.errors import Refusal
from motcua.orgs.models import Duty
from motcua.orgs.postings import names_of_holders
from motcua.workflow.bpmn.model import Definitions, Graph, Kind, Node
from motcua.workflow.engine import Plan, Waits
from motcua.workflow.errors import NoWayOn, NoWayTo, ProcessFaulty
from motcua.workflow.models import Course, Task
from motcua.workflow.operations import choose_way, complete_task, keep_draft, publish_process
from tests.factories import MONDAY, Office, office
from tests.workflow.offices import BY, CODE, administrator
from tests.workflow.processes import PROCESSES
from tests.workflow.test_engine import DAY, go

pytestmark = pytest.mark.django_db
ACTS = ("accept", "take-up", "propose", "agree", "sign", "hand-over", "ask-opinion", "record-opinion", "", "")
OF_DOSSIERS = tuple(
    each
    for each in vars(errors).values()
    if isinstance(each, type) and issubclass(each, Refusal) and each is not Refusal
)
ROLES = {"accept": "receive", "hand-over": "receive", "agree": "review", "sign": "sign"}


def with_acts(made: Definitions, data) -> Definitions:
    """Let the steps of a random process do random acts."""

    def acting(graph: Graph) -> Graph:
        return Graph(tuple(step(node) for node in graph.nodes), graph.flows)

    def step(node: Node) -> Node:
        if node.inside:
            return replace(node, inside=acting(node.inside))
        if node.kind is not Kind.USER_TASK:
            return node
        act = data.draw(st.sampled_from(ACTS))
        role = ROLES.get(act, "handle")
        return replace(node, step=replace(node.step, operation=act, role=role, hours=Decimal("0.25")))

    own = made.processes[0]
    return replace(made, processes=(replace(own, graph=acting(own.graph)),))


class Life:
    """One dossier, and everything its people might do with it."""

    def __init__(self, home: Office) -> None:
        self.home = home
        self.at: datetime = MONDAY
        self.code = home.filed().code

    @property
    def dossier(self) -> Dossier:
        return Dossier.objects.select_related("version__form", "deciding_unit", "receiving_unit").get(
            code=self.code
        )

    def may(self) -> list[Move]:
        return [move for move in self.who if why_not(move, self.who[move], self.dossier, at=self.at) is None]

    @property
    def who(self):
        home = self.home
        return {
            Move.ACCEPT: home.clerk, Move.REFUSE: home.clerk, Move.HAND_OVER: home.clerk,
            Move.ASK_FOR_SUPPLEMENT: home.clerk if self.dossier.state == 1 else home.officer,
            Move.SUPPLEMENT: home.citizen, Move.ADJUST: home.citizen, Move.WITHDRAW: home.citizen,
            Move.TAKE_UP: home.officer, Move.PROPOSE: home.officer, Move.ASK_OPINION: home.officer,
            Move.RECORD_OPINION: home.officer, Move.AGREE: home.head, Move.SEND_BACK: home.head,
            Move.STOP: home.head, Move.SIGN: home.signer,
        }  # fmt: skip

    def do(self, move: Move) -> None:
        who, more = self.who[move], self.given(move)
        name = move.value.replace("-", "_")
        actors = {
            Move.ACCEPT: "clerk", Move.REFUSE: "clerk", Move.HAND_OVER: "clerk", Move.SUPPLEMENT: "viewer",
            Move.WITHDRAW: "viewer", Move.ADJUST: "citizen", Move.AGREE: "head", Move.SIGN: "signer",
        }  # fmt: skip
        self.at += timedelta(hours=1)
        with suppress(*OF_DOSSIERS):  # a lawful move may want what is not there, such as a reason
            getattr(dossiers, name)(code=self.code, at=self.at, **{actors.get(move, "officer"): who}, **more)

    def given(self, move: Move):
        home, late = self.home, self.at.date() + timedelta(days=9)
        return {
            Move.REFUSE: {"reason": "Sai nơi", "guidance": "Nộp tại xã", "citation": ""},
            Move.HAND_OVER: {"to": ""},
            Move.ASK_FOR_SUPPLEMENT: {"items": ["Giấy chứng sinh"], "reason": "Mờ"},
            Move.SUPPLEMENT: {"answers": {}, "papers": []},
            Move.ADJUST: {"answers": {"note": str(self.at)}, "papers": []},
            Move.WITHDRAW: {"reason": "Đổi ý"},
            Move.PROPOSE: {"decision": Decision.GRANT, "fields": home.result_fields()},
            Move.ASK_OPINION: {"question": Question(agency="Sở", question="Có đủ không?", by=late)},
            Move.RECORD_OPINION: {"answer": "Đủ"},
            Move.SEND_BACK: {"reason": "Thiếu"},
            Move.STOP: {"reason": "Không đủ", "citation": "Điều 5"},
        }.get(move, {})

    def work(self, data) -> None:
        """Do a piece of open work that needs no act."""
        for task in (
            Task.objects.open().filter(course__dossier__code=self.code).select_related("course__version")
        ):
            spot = task.course.version.lines.spots[task.node]
            officer = {"receive": self.home.clerk, "review": self.home.head, "sign": self.home.signer}.get(
                task.role, self.home.officer
            )
            if task.waits == Waits.CHOICE:
                way = data.draw(st.sampled_from(spot.graph.leaving(task.node))).id
                choose_way(task_id=task.pk, officer=officer, way=way, at=self.at)
                return
            if task.waits == Waits.STEP and not spot.node.step.operation:
                complete_task(task_id=task.pk, officer=officer, at=self.at)
                return

    def is_right(self) -> None:
        course = Course.objects.filter(dossier__code=self.code).first()
        if course is None:
            return
        assert "lỗi ngoài dự kiến" not in course.stuck_because
        open_ = list(course.tasks.open())
        if course.ended_at is None and not course.stuck_because:
            assert open_, "neither ended nor waiting for anybody"
        if whose_turn(self.dossier.place) is Turn.NOBODY and self.dossier.state != 10:
            assert (open_, bool(course.ended_at)) == ([], True)
        for task in open_:
            assert task.title
            if task.waits in (Waits.STEP, Waits.CHOICE):
                duty = Duty(task.role) if task.role else Duty.HANDLE
                assert names_of_holders(duty, {task.unit_id}, on=DAY)[task.unit_id], task


@pytest.fixture
def offices(db):
    """Once for all examples: hashing the passwords of an office costs more than what is done in it."""
    home = office()
    return home, administrator(home.unit)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PROCESSES, st.data())
def test_whatever_happens_to_a_dossier_its_course_follows(offices, made, data):
    home, admin = offices
    with transaction.atomic():
        definitions = with_acts(made, data)
        drafted = keep_draft(
            procedure=CODE, unit=home.unit, definitions=definitions, main="p", by=BY, at=MONDAY
        )
        try:
            publish_process(version_id=drafted.pk, by=admin, at=MONDAY)
        except ProcessFaulty:
            transaction.set_rollback(True)
            return
        life = Life(home)
        for _turn in range(10):
            if data.draw(st.booleans()):
                life.work(data)
            elif may := life.may():
                move = data.draw(st.sampled_from(may))
                life.do(move)
            life.is_right()
        transaction.set_rollback(True)


@settings(max_examples=40, deadline=None)
@given(PROCESSES, st.data())
def test_a_run_put_anywhere_it_may_stand_comes_to_its_end(made, data):
    plan = Plan(made, "p")
    run = plan.start({"x": 0}, on=DAY)
    places = [own for own, spot in plan.places.items() if spot.node.kind in (Kind.USER_TASK, Kind.CATCH)]
    if not places:
        return
    target = data.draw(st.sampled_from(places))
    gone = [place.token for place in run.waiting() if data.draw(st.booleans())]
    try:
        run.go_to(target, on=DAY, instead_of=gone)
    except NoWayTo:
        return
    assert target in {place.node.id for place in run.waiting()}

    run = plan.restore(run.state())
    for _turn in range(60):
        if not run.waiting():
            break
        try:
            go(run, data.draw(st.sampled_from(run.waiting())), data.draw(st.integers(0, 5)))
        except NoWayOn:
            return

    assert run.ended != bool(run.waiting())
