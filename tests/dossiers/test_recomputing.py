"""A calendar changes: exactly the dossiers it reaches move, each with one act, told once."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.dossiers import operations as dossiers
from motcua.dossiers.calendar_followers import recompute_dossiers
from motcua.dossiers.clocks import reckon
from motcua.dossiers.models import Dossier, Wait
from motcua.dossiers.operations import recomputing
from motcua.dossiers.operations.recomputing import CalendarChange, recompute
from motcua.dossiers.operations.waiting import Question
from motcua.dossiers.states import Move
from motcua.dossiers.tasks import run_out
from motcua.journal.models import Act
from motcua.journal.outbox import followers_of
from motcua.journal.queries import broken_at
from motcua.kernel.legal_time import VIETNAM
from motcua.notices.models import Notice
from motcua.orgs.models import CalendarDecision, Duty, UnitClosure
from motcua.orgs.operations import close_unit, decide_day, withdraw_day
from tests import factories as make

pytestmark = pytest.mark.django_db

TUESDAY, WEDNESDAY = date(2026, 3, 10), date(2026, 3, 11)
NOW = make.MONDAY + timedelta(hours=1)
MOVED = f"dossier.{Move.MOVE_DUE_DATE.value}"
STORM: dict[str, Any] = {"reason": "Đóng cửa vì bão số 4", "citation": "Công điện 05/CĐ-UBND"}


@pytest.fixture
def here():
    return make.office()


@pytest.fixture
def there(here):
    """A second commune, with the same procedure and applicant."""
    home = make.unit("H21.118")
    desk = make.unit("H21.118.MC", kind=make.UnitKind.DESK, parent=home)
    return make.Office(
        unit=home, desk=desk, version=here.version,
        clerk=make.posting(desk, Duty.RECEIVE, name="Kpă H'Lan"),
        officer=make.posting(home, Duty.HANDLE, name="Võ Thị Lý"),
        head=make.posting(home, Duty.REVIEW, name="Đỗ Hùng"),
        signer=make.posting(home, Duty.SIGN, name="Bùi Sơn"),
        citizen=here.citizen,
    )  # fmt: skip


def storm(unit, on=TUESDAY):
    begins = datetime(on.year, on.month, on.day, tzinfo=VIETNAM)
    UnitClosure.objects.create(unit=unit, from_at=begins, to_at=begins + timedelta(hours=23), **STORM)
    return CalendarChange(unit.pk if unit else None, on, on + timedelta(days=1), **STORM)


def follow_acts(verb):
    for act in Act.objects.filter(verb=verb):
        for function in followers_of(verb):
            function(act)


def due_on(dossier):
    due_at = Dossier.objects.get(pk=dossier.pk).due_at
    assert due_at is not None
    return due_at.astimezone(VIETNAM).date()


def test_a_storm_in_one_commune_moves_its_dossiers_and_no_others(here, there):
    mine, other = here.taken_up(), there.taken_up()

    moved = recompute(storm(here.unit), at=NOW)

    assert moved == 1
    assert (due_on(mine), due_on(other)) == (date(2026, 3, 13), date(2026, 3, 12))


def test_each_dossier_that_moves_has_one_act_that_says_from_when_to_when_and_why(here):
    dossier = here.taken_up()

    recompute(storm(here.unit), at=NOW)

    act = Act.objects.get(verb=MOVED)
    assert (act.subject, act.actor_id) == (dossier.subject, None)
    assert act.data["old_due_at"][:10] == "2026-03-12"
    assert act.data["new_due_at"][:10] == "2026-03-13"
    assert (act.data["reason"], act.data["citation"]) == (STORM["reason"], STORM["citation"])
    assert broken_at(dossier.subject) is None


def test_to_recompute_twice_changes_nothing(here):
    here.taken_up()
    change = storm(here.unit)
    recompute(change, at=NOW)

    again = recompute(change, at=NOW + timedelta(hours=1))

    assert again == 0
    assert Act.objects.filter(verb=MOVED).count() == 1


def test_applicant_and_officer_are_told_once_in_plain_words(here):
    dossier = here.taken_up()
    recompute(storm(here.unit), at=NOW)

    follow_acts(MOVED)
    follow_acts(MOVED)

    told = Notice.objects.filter(title__contains="đã đổi")
    officer = f"user:{here.officer.actor.user_id}"
    assert sorted(told.values_list("recipient", flat=True)) == sorted(
        [f"person:{here.citizen.person_id}", officer]
    )
    assert told[0].body == (
        "Ngày hẹn trả cũ: 17:00 ngày 12/03/2026. Ngày hẹn trả mới: 17:00 ngày 13/03/2026. "
        "Lý do: Đóng cửa vì bão số 4. Căn cứ: Công điện 05/CĐ-UBND."
    )
    assert dossier.code in told[0].title


def test_a_closure_after_the_due_date_or_before_reception_moves_nothing(here):
    here.taken_up()

    assert recompute(storm(here.unit, date(2026, 3, 16)), at=NOW) == 0
    assert recompute(storm(here.unit, date(2026, 3, 6)), at=NOW) == 0


def test_what_waits_for_its_applicant_or_has_ended_is_not_touched(here):
    waiting, done = here.accepted(), here.signed()
    dossiers.ask_for_supplement(
        code=waiting.code, officer=here.officer, items=["Giấy chứng sinh"], reason="Thiếu", at=make.MONDAY
    )

    assert recompute(storm(here.unit), at=NOW) == 0
    assert not Act.objects.filter(verb=MOVED).exists()
    assert due_on(done) == date(2026, 3, 12)


def test_a_change_for_the_province_reaches_every_unit(here, there):
    here.taken_up()
    there.taken_up()

    assert recompute(storm(None), at=NOW) == 2


def test_stored_dates_are_those_the_facts_give(here):
    """The batch and the page count alike, with a stop and after an extension too."""
    plain, extended = here.taken_up(), here.taken_up()
    dossiers.propose_extension(
        code=extended.code, officer=here.officer, reason="Chờ xác minh", new_due_on=date(2026, 3, 17), at=NOW
    )
    dossiers.sign_extension(code=extended.code, signer=here.signer, at=NOW)

    recompute(storm(here.unit), at=NOW)

    for dossier in (plain, extended):
        fresh = Dossier.objects.get(pk=dossier.pk)
        found = reckon(fresh)
        assert found is not None
        assert fresh.due_at == found.ends_at


def test_a_dossier_that_somebody_moves_meanwhile_is_read_again(here, monkeypatch):
    """Between reading and writing the officer takes it up: both stand."""
    dossier = here.accepted()
    write, raced = recomputing._write, list[Dossier]()

    def write_after_the_officer(moved: Any, change: Any, *, at: datetime) -> Any:
        if not raced:
            raced.append(dossiers.take_up(code=dossier.code, officer=here.officer, at=NOW))
        return write(moved, change, at=at)

    monkeypatch.setattr(recomputing, "_write", write_after_the_officer)
    moved = recompute(storm(here.unit), at=NOW)

    fresh = Dossier.objects.get(pk=dossier.pk)
    assert (moved, fresh.assigned_to_id) == (1, here.officer.officer_id)
    assert due_on(dossier) == date(2026, 3, 13)
    assert [act.number for act in Act.objects.filter(subject=dossier.subject)] == [1, 2, 3, 4]
    assert broken_at(dossier.subject) is None


def test_batches_give_what_one_gives(here):
    for _number in range(5):
        here.accepted()

    assert recompute(storm(here.unit), at=NOW, batch=2) == 5
    assert Act.objects.filter(verb=MOVED).count() == 5


def test_a_run_that_was_cut_short_is_finished_by_the_next(here, monkeypatch):
    for _number in range(4):
        here.accepted()
    change, write, batches = storm(here.unit), recomputing._write, iter([True, False])

    def write_once(moved: Any, change: Any, *, at: datetime) -> Any:
        if next(batches):
            return write(moved, change, at=at)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(recomputing, "_write", write_once)
        with pytest.raises(KeyboardInterrupt):
            recompute(change, at=NOW, batch=2)

    assert recompute(change, at=NOW, batch=2) == 2
    assert sorted(Act.objects.filter(verb=MOVED).values_list("subject")) == sorted(
        (dossier.subject,) for dossier in Dossier.objects.all()
    )


# --- until when the applicant may do what was asked


ASKED_UNTIL = date(2026, 3, 24)  # fifteen days from Monday the 9th


@pytest.fixture
def asked(here):
    return dossiers.ask_for_supplement(
        code=here.filed().code, officer=here.clerk, items=["Bản rõ"], reason="Mờ", at=make.MONDAY
    )


def asked_until():
    wait, dossier = Wait.objects.get(), Dossier.objects.get()
    assert wait.until_at is not None
    assert wait.until_at == dossier.supplement_due_at
    return wait.until_at.astimezone(VIETNAM).date()


def test_a_wait_whose_last_day_is_shut_lasts_to_the_next_working_day(here, asked):
    assert asked_until() == ASKED_UNTIL

    moved = recompute(storm(here.unit, ASKED_UNTIL), at=NOW)

    assert (moved, asked_until()) == (1, date(2026, 3, 25))
    act = Act.objects.get(verb=f"dossier.{Move.MOVE_WAIT_END.value}")
    assert (act.data["old_until_at"][:10], act.data["until_at"][:10]) == ("2026-03-24", "2026-03-25")
    assert (act.data["reason"], act.data["citation"]) == (STORM["reason"], STORM["citation"])


def test_days_that_run_on_are_not_moved_by_what_happens_in_between(here, asked):
    assert recompute(storm(here.unit, date(2026, 3, 12)), at=NOW) == 0


def test_who_is_waited_for_is_told_once_of_the_new_last_day(here, asked):
    recompute(storm(here.unit, ASKED_UNTIL), at=NOW)

    for _time in range(2):
        follow_acts(f"dossier.{Move.MOVE_WAIT_END.value}")

    told = Notice.objects.get(title=f"Hạn bổ sung, hoàn thiện hồ sơ {asked.code} đã đổi")
    assert told.recipient == f"person:{here.citizen.person_id}"
    assert told.body == (
        "Hạn cũ: 23:59 ngày 24/03/2026. Hạn mới: 23:59 ngày 25/03/2026. "
        "Lý do: Đóng cửa vì bão số 4. Căn cứ: Công điện 05/CĐ-UBND."
    )


def test_nobody_is_closed_for_a_last_day_on_which_the_office_was_shut(here, asked):
    recompute(storm(here.unit, ASKED_UNTIL), at=NOW)
    noon = datetime(2026, 3, 25, 12, tzinfo=VIETNAM)

    assert run_out(at=noon)["closed"] == 0
    assert run_out(at=noon + timedelta(days=1))["closed"] == 1


def test_a_wait_that_is_over_or_of_another_commune_does_not_move(here, there, asked):
    assert recompute(storm(there.unit, ASKED_UNTIL), at=NOW) == 0
    dossiers.supplement(code=asked.code, viewer=here.citizen, answers={}, papers=[], at=NOW)

    assert recompute(storm(here.unit, ASKED_UNTIL), at=NOW) == 0


def test_the_day_by_which_an_agency_answers_is_the_officers_word(here):
    dossier = here.taken_up()
    asked = Question("Sở Xây dựng", "Có phù hợp quy hoạch không?", TUESDAY)
    dossiers.ask_opinion(code=dossier.code, officer=here.officer, question=asked, at=make.MONDAY)

    recompute(storm(here.unit), at=NOW)

    assert not Act.objects.filter(verb=f"dossier.{Move.MOVE_WAIT_END.value}").exists()


# --- what the office does


@pytest.fixture
def admin(here):
    return make.posting(here.unit, Duty.ADMINISTER, name="Ngô Quang")


def jobs():
    return [job.args for job in ProcrastinateJob.objects.filter(task_name="dossiers.recompute")]


def test_a_closure_queues_one_recomputation_of_its_unit(here, admin):
    begins = datetime(2026, 3, 10, 7, 30, tzinfo=VIETNAM)
    close_unit(
        admin=admin, unit=here.unit, from_at=begins, to_at=begins + timedelta(hours=10), at=NOW, **STORM
    )

    follow_acts("calendar.unit-closed")

    assert jobs() == [{"unit_id": here.unit.pk, "from_on": "2026-03-10", "to_on": "2026-03-11", **STORM}]


def test_a_day_decided_changed_and_withdrawn_moves_the_date_and_back(here, admin):
    dossier = here.accepted()
    facts: dict[str, Any] = {"admin": admin, "unit": here.unit, "province_wide": False, "on": TUESDAY}
    decide_day(**facts, working=False, at=NOW, **STORM)
    follow_acts("calendar.day-decided")
    recompute_dossiers(**jobs()[0])
    assert due_on(dossier) == date(2026, 3, 13)

    withdraw_day(admin=admin, decision=CalendarDecision.objects.get(), at=NOW)
    follow_acts("calendar.day-withdrawn")
    recompute_dossiers(**jobs()[-1])

    assert due_on(dossier) == date(2026, 3, 12)
    assert [act.data["reason"] for act in Act.objects.filter(verb=MOVED)] == [
        STORM["reason"],
        "Bỏ quyết định trước đó (Đóng cửa vì bão số 4)",
    ]


def test_a_term_counted_anew_at_the_very_moment_of_an_extension_knows_it_no_more(here):
    dossier = here.taken_up()
    dossiers.propose_extension(
        code=dossier.code, officer=here.officer, reason="Chờ", new_due_on=date(2026, 3, 17), at=make.MONDAY
    )
    dossiers.sign_extension(code=dossier.code, signer=here.signer, at=make.MONDAY)
    dossiers.ask_for_supplement(
        code=dossier.code, officer=here.officer, items=["Bản sao"], reason="Mờ", at=make.MONDAY
    )
    dossiers.supplement(
        code=dossier.code, viewer=here.citizen, answers={}, papers=[here.handed()], at=make.MONDAY
    )
    dossiers.accept(code=dossier.code, clerk=here.clerk, at=make.MONDAY)

    found = reckon(Dossier.objects.get(pk=dossier.pk))

    assert found is not None
    assert found.ends_at == Dossier.objects.get(pk=dossier.pk).due_at
