"""Lists are the same as what they are made of, in their order, and read from an index."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection

from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.watching import count
from motcua.dossiers.pace import Pace, Risk, pace, step_of
from motcua.dossiers.states import PLACES, UNDER_TERM, State
from motcua.dossiers.steps import WorkStep, step_at
from motcua.dossiers.worklists import (
    NOBODY,
    Asked,
    Order,
    beside,
    count_asked,
    count_waiting,
    work_list,
)
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Duty
from tests import factories as make
from tests.web.staff_pages import at_most, many_dossiers

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def everywhere(office):
    """One dossier in each place of the table, held by the officer, a colleague, and nobody."""
    colleague = make.posting(office.unit, Duty.HANDLE, name="Ksor Nhân")
    holders = (None, office.officer.officer_id, colleague.officer_id)
    places = sorted(PLACES, key=lambda place: (place.state, place.stage or ""))
    number = 0
    for place, holder, duty in product(places, holders, ("", "seal")):
        if place.state in {State.FINISHED, State.HANDED_OVER} or (duty and place.stage != "sign"):
            continue
        number += 1
        Dossier.objects.create(**_row(office, number, place, holder, duty))
    return office


def _row(office, number, place, holder, duty):
    under_term = place.state in UNDER_TERM
    ended = place.state in {State.NOT_ACCEPTED, State.WITHDRAWN, State.STOPPED}
    asked = place.state == State.SUPPLEMENT_ASKED
    return {
        "code": f"W-{number:03}", "agency": office.unit, "filed_on": make.MONDAY.date(), "number": number,
        "version": office.version, "receiving_unit": office.desk, "deciding_unit": office.unit,
        "channel": "online", "person_id": office.citizen.person_id, "applicant": {"name": "Siu Blơk"},
        "state": place.state, "stage": place.stage, "assigned_to_id": holder, "signing_duty": duty,
        "filed_at": make.MONDAY + timedelta(minutes=number % 5),
        "accepted_at": make.MONDAY if under_term else None,
        "due_at": make.MONDAY + (number % 4) * DAY if under_term and number % 3 else None,
        "supplement_due_at": make.MONDAY if asked else None,
        "ended_at": make.MONDAY if ended else None,
    }  # fmt: skip


def everybody(office):
    both = make.posting(office.unit, Duty.HANDLE, Duty.REVIEW, Duty.SIGN, Duty.SEAL, name="Mọi việc")
    return [office.clerk, office.officer, office.head, office.signer, both]


def codes(page) -> list[str]:
    return [dossier.code for dossier in page.dossiers]


def test_the_step_kept_beside_a_dossier_is_the_one_reckoned(everywhere):
    rows = list(Dossier.objects.all())

    assert len(rows) > 20
    assert {row.code: row.step for row in rows} == {row.code: step_of(row).value for row in rows}


@pytest.mark.parametrize("stage", [None, "examine", "sign"])
def test_a_finished_dossier_has_its_steps_too(office, stage):
    dossier = office.signed()
    Dossier.objects.filter(pk=dossier.pk).update(stage=stage)

    assert Dossier.objects.get().step == step_at(State.FINISHED, stage, held=True)
    assert Dossier.objects.get().step in {WorkStep.HAND_OVER, WorkStep.CORRECT, WorkStep.SIGN_CORRECTION}


def test_a_list_holds_what_waits_for_each_and_nothing_else(everywhere):
    for posting in everybody(everywhere):
        waiting = Dossier.objects.visible_to(posting).waiting_for(posting)
        listed = work_list(posting, Asked(), size=500)

        assert sorted(codes(listed)) == sorted(waiting.values_list("code", flat=True))
        assert count_waiting(posting, most=1000) == waiting.count()


@pytest.mark.parametrize("by", Order)
def test_pages_and_neighbours_follow_one_order(everywhere, by):
    asked = Asked(waiting=False, by=by)
    whole, after = work_list(everywhere.head, asked, size=500).dossiers, ""
    pages: list[Dossier] = []
    while not pages or after:
        page = work_list(everywhere.head, asked, after=after, size=4)
        pages += page.dossiers
        after = page.after

    assert pages == whole
    at = [(getattr(d, by.value) is None, getattr(d, by.value) or make.MONDAY, d.pk) for d in whole]
    assert at == sorted(at)
    assert [beside(everywhere.head, asked, d) for d in whole] == [*whole[1:], None]
    assert [beside(everywhere.head, asked, d, back=True) for d in whole] == [None, *whole[:-1]]


def test_a_bent_cursor_begins_the_list_anew(everywhere):
    asked = Asked(waiting=False)

    assert codes(work_list(everywhere.head, asked, after="x~y")) == codes(work_list(everywhere.head, asked))


def test_filters_hold_together(everywhere):
    me, unit = everywhere.officer.officer_id, everywhere.unit.pk
    rows = Dossier.objects.filter(deciding_unit=unit)
    for asked, expected in (
        (Asked(waiting=False, steps=(WorkStep.REVIEW,)), rows.filter(stage="review")),
        (Asked(waiting=False, holder=me), rows.filter(assigned_to=me, step__gt=1)),
        (Asked(waiting=False, holder=NOBODY), rows.filter(assigned_to=None, step__gt=1)),
        (Asked(waiting=False, unit=unit + 1), rows.none()),
        (Asked(waiting=False, field="Hộ tịch", procedure="1.001193"), rows.filter(step__gt=1)),
        (Asked(waiting=False, field="Đất đai", procedure="1.001193"), rows.none()),
        (Asked(waiting=False, supplemented=True), rows.none()),
        (Asked(waiting=False, came_since=make.MONDAY), rows.filter(accepted_at__gte=make.MONDAY, step__gt=1)),
        (Asked(waiting=False, steps=(WorkStep.SIGN,), holder=me), rows.filter(step=5, assigned_to=me)),
    ):
        found = work_list(everywhere.head, asked, size=500)

        assert sorted(codes(found)) == sorted(expected.values_list("code", flat=True))
        assert count_asked(everywhere.head, asked, most=1000) == len(found.dossiers)


def test_another_unit_has_nothing_of_it(everywhere):
    stranger = make.posting(make.unit("H21.118"), Duty.HANDLE, Duty.SIGN, name="Người lạ")

    assert codes(work_list(stranger, Asked())) == codes(work_list(stranger, Asked(waiting=False))) == []


def test_what_waits_beside_the_straight_way_is_in_the_signers_list_once(office):
    dossier = office.taken_up()
    dossiers.propose_extension(
        code=dossier.code,
        officer=office.officer,
        reason="Mưa lũ",
        new_due_on=(make.MONDAY + 7 * DAY).date(),
        at=make.MONDAY,
    )

    assert codes(work_list(office.signer, Asked())) == [dossier.code]
    assert codes(work_list(office.head, Asked(waiting=False, extension_waits=True))) == [dossier.code]
    dossiers.sign_extension(code=dossier.code, signer=office.signer, at=make.MONDAY)
    assert codes(work_list(office.head, Asked(waiting=False, extension_waits=True))) == []


def test_each_step_has_its_moment_in_the_term(office):
    dossier = office.accepted()  # Monday 9:00, three working days: to Thursday 17:00
    found = []

    def take_up():
        dossiers.take_up(code=dossier.code, officer=office.officer, at=make.MONDAY)

    def propose():
        dossiers.propose(
            code=dossier.code,
            officer=office.officer,
            decision=Decision.GRANT,
            fields=office.result_fields(),
            at=make.MONDAY,
        )

    for act in (lambda: None, take_up, propose):
        act()
        count(dossier_id=dossier.pk, at=make.MONDAY)
        step_due_at = Dossier.objects.get().step_due_at
        assert step_due_at
        found.append(step_due_at.astimezone(VIETNAM))

    assert found == sorted(found)
    assert [f"{at:%d %H:%M}" for at in found] == ["10 13:12", "12 08:18", "12 13:24"]


def test_risk_is_a_matter_of_the_step_and_of_the_due_date(office):
    dossier = office.accepted()
    count(dossier_id=dossier.pk, at=make.MONDAY)
    dossier.refresh_from_db()
    said = [pace(at=make.MONDAY + hours).risk_of(dossier) for hours in (timedelta(), DAY, 2 * DAY, 4 * DAY)]

    assert said == [Risk.NEAR, Risk.NEAR, Risk.HIGH, Risk.LATE]


@pytest.mark.parametrize("by", Order)
def test_risks_are_found_by_the_same_rule(everywhere, by):
    moments = Pace(make.MONDAY + DAY, make.MONDAY + timedelta(hours=36))
    for row in Dossier.objects.exclude(due_at=None):
        assert row.due_at
        row.step_due_at = row.due_at - (row.number % 3) * DAY
        row.save(update_fields=["step_due_at"])
    rows = Dossier.objects.filter(deciding_unit=everywhere.unit, step__gt=1)
    for risk in Risk:
        asked = Asked(waiting=False, risks=(risk,), pace=moments, by=by)
        expected = [row.code for row in rows if moments.risk_of(row) == risk]

        assert sorted(codes(work_list(everywhere.head, asked, size=500))) == sorted(expected)
        assert expected


@contextmanager
def explained():
    """Give the plan of each statement on dossiers, as it ran."""
    plans: list[str] = []

    def run(execute, sql, params, many, context):
        if "dossiers_dossier" in sql:
            with connection.connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) {sql}", params)
                plans.append("\n".join(row[0] for row in cursor.fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(run):
        yield plans


def rows_read(plan: str) -> int:
    """Return the most rows that any node of the plan gave or threw away."""
    given = re.findall(r"rows=([\d.]+) loops=(\d+)|Removed by .*?: (\d+)()", plan)
    return max(int(float(rows or thrown) * int(loops or 1)) for rows, loops, thrown, _ in given)


@pytest.fixture
def many(office):
    at = {"accepted_at": make.MONDAY, "due_at": make.MONDAY + DAY, "step_due_at": make.MONDAY}
    many_dossiers(office, 5_000, state=State.IN_HANDLING, stage="sign", **at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE dossiers_dossier")
    return office


def test_a_page_is_read_from_an_index_and_never_sorted_from_thousands(many):
    late: dict[str, Any] = {
        "risks": (Risk.LATE,),
        "pace": Pace(make.MONDAY + 9 * DAY, make.MONDAY + 10 * DAY),
    }
    wanted: tuple[dict[str, Any], ...] = ({}, late, {"field": "Hộ tịch"}, {"holder": NOBODY})
    for by, more in product(Order, wanted):
        for waiting in (True, False):
            asked = Asked(waiting=waiting, by=by, **more)
            first = work_list(many.signer, asked)
            with explained() as plans:
                second = work_list(many.signer, asked, after=first.after)

            assert len(second.dossiers) == 50
            assert f"dossier_work_{by.value.removesuffix('_at')}" in plans[0], f"{asked}\n{plans[0]}"
            assert rows_read(plans[0]) <= 200, plans[0]


def test_the_statements_of_a_page_do_not_grow_with_it(many):
    with at_most(2):
        page = work_list(many.signer, Asked())
    with at_most(2):
        work_list(many.signer, Asked(), after=page.after)
    with at_most(1):
        assert count_waiting(many.signer, most=1000) == 1000
