"""
Steps of processes completed: the work done, its act, the next work, the telling of it queued.

    python -m bench.steps [--dossiers 400]

Two processes lead dossiers of eight communes through one process of five steps, three of which do something
to the dossier (take up, propose, agree). Beside it, on the same server and as many processes: the same rows
written by one transaction of plain SQL each, which checks nothing and keeps no chain.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from multiprocessing import get_context
from random import Random
from typing import Any

from bench import cpu
from bench.stage import database

PROCESSES = 2
WARM = 10  # dossiers of each process, counted in nothing
BEFORE = timedelta(days=3)
PROCEDURE = "1.004222"  # registration of residence, 7 working days
STEPS = ("nhan", "tham-tra", "soan", "trinh", "soat")
PROCESS = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:m="urn:motcua:process:1"
 targetNamespace="bench"><process id="p" name="Đăng ký thường trú"><startEvent id="s"/>
 {steps}<endEvent id="e"/>{flows}</process></definitions>"""
STEP = """<userTask id="{id}" name="{name}"><extensionElements><m:step role="{role}" hours="4" {act}/>
 </extensionElements></userTask>"""
WORK = (
    ("Nhận thụ lý", "handle", 'operation="take-up"'),
    ("Thẩm tra hồ sơ", "handle", ""),
    ("Soạn dự thảo", "handle", ""),
    ("Trình dự thảo", "handle", 'operation="propose"'),
    ("Soát xét dự thảo", "review", 'operation="agree"'),
)
SQL = """
UPDATE workflow_task SET ended_at = now(), done_by_id = %(officer)s WHERE id = %(task)s;
UPDATE workflow_course SET state = state WHERE id = %(course)s;
UPDATE dossiers_dossier SET assigned_to_id = %(officer)s WHERE id = %(dossier)s;
INSERT INTO journal_act (subject, number, verb, at, actor_name, on_behalf, face, data, previous, hash)
VALUES (%(subject)s, 1, 'bench.step-done', now(), 'bench', '', '', '{}', '', md5(%(token)s));
INSERT INTO workflow_task (course_id, token, node, title, waits, role, post, unit_id, opened_at)
VALUES (%(course)s, %(token)s, 'x', 'x', 'step', 'handle', '', %(unit)s, now());
"""


@dataclass(frozen=True)
class Done:
    """What one process measured: seconds of each step, of all with what lies between, of its processor."""

    seconds: Sequence[float]
    wall: float
    cpu: float


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.steps", description=__doc__)
    parser.add_argument("--dossiers", type=int, default=400)
    wanted = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.site_settings"
    with database() as folder:
        import django

        django.setup()
        pks = _set_the_stage(wanted.dossiers + PROCESSES * WARM)
        _measure(pks, cpu.postmaster(folder / "postgres"))


def _measure(pks: list[str], server: int) -> None:
    from django.db import connection, connections

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connections.close_all()
    print(f"{len(pks)} dossiers, {PROCESSES} processes; load {os.getloadavg()[0]:.1f}")
    shares = [pks[first::PROCESSES] for first in range(PROCESSES)]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        ours = _round("steps completed", pool, lead, shares, server)
        plain = _round("plain SQL, the same rows", pool, write_plainly, shares, server)
    print(f"\nsteps: {ours / plain:.2f} x plain SQL; aim 150 a second")


def _round(
    name: str,
    pool: ProcessPoolExecutor,
    work: Callable[[list[str]], Done],
    shares: list[list[str]],
    server: int,
) -> float:
    database_before, start = cpu.of_children(server), time.monotonic()
    found = list(pool.map(work, shares))
    wall, used = time.monotonic() - start, cpu.of_children(server) - database_before
    seconds = sorted(one for each in found for one in each.seconds)
    rate = sum(
        len(each.seconds) / each.wall for each in found
    )  # finding the work is in it, warming up is not
    p95 = seconds[int(len(seconds) * 0.95)]
    own = sum(each.cpu for each in found)
    print(
        f"{name:28}{rate:8.0f} a second, p50 {statistics.median(seconds) * 1000:.1f} ms, p95"
        f" {p95 * 1000:.1f} ms; cpu {own / len(seconds) * 1000:.1f} ms Python,"
        f" {used / len(seconds) * 1000:.1f} ms database; {wall:.0f} s",
        flush=True,
    )
    return rate


# --- what each process does


def lead(pks: list[str]) -> Done:
    """Lead each dossier through its process, all dossiers one step at a time, as a day's work comes."""
    import django

    django.setup()
    from motcua.dossiers.decisions import Decision
    from motcua.dossiers.holding.fairness import TurnReason
    from motcua.dossiers.models import Dossier
    from motcua.jobs.seed.drafting import completed
    from motcua.workflow.models import Task
    from motcua.workflow.operations import complete_task

    who = _people()
    drafts = {str(one.pk): completed(one) for one in Dossier.objects.filter(pk__in=pks)}
    before_others: dict[str, Any] = {"out_of_turn": TurnReason("own-words", "Hai tiến trình đo cùng lúc")}

    def given(pk: str, step: str) -> dict[str, Any]:
        propose = {"decision": Decision.GRANT, "fields": drafts[pk]} if step == "trinh" else {}
        return before_others if step == "nhan" else propose

    def one(pk: str, step: str) -> float:
        task = Task.objects.open().select_related("unit").get(course__dossier_id=pk, node=step)
        officer = who[task.unit_id, task.role]
        arguments = given(pk, step)
        start = time.perf_counter()
        complete_task(task_id=task.pk, officer=officer, at=_now(), arguments=arguments)
        return time.perf_counter() - start

    for pk in pks[:WARM]:
        for step in STEPS:
            one(pk, step)
    used, start = time.process_time(), time.perf_counter()
    seconds = [one(pk, step) for step in STEPS for pk in pks[WARM:]]
    return Done(seconds, time.perf_counter() - start, time.process_time() - used)


def write_plainly(pks: list[str]) -> Done:
    """Write the rows of as many steps, nothing asked and nothing chained."""
    import django

    django.setup()
    from django.db import connection, transaction

    from motcua.workflow.models import Task

    rows = list(
        Task.objects.filter(course__dossier__in=pks, node="nhan").values(
            "pk", "unit_id", "course_id", "course__dossier_id", "done_by_id"
        )
    )
    used, begun, seconds = time.process_time(), time.perf_counter(), []
    for turn in range(len(STEPS)):
        for row in rows:
            said: dict[str, Any] = {
                "officer": row["done_by_id"], "task": row["pk"], "course": row["course_id"],
                "dossier": row["course__dossier_id"], "subject": f"bench:{row['pk']}:{turn}",
                "token": f"bench~{turn}", "unit": row["unit_id"],
            }  # fmt: skip
            start = time.perf_counter()
            with transaction.atomic(), connection.cursor() as cursor:
                for statement in SQL.strip().removesuffix(";").split(";"):
                    cursor.execute(statement, said)
            seconds.append(time.perf_counter() - start)
    return Done(seconds, time.perf_counter() - begun, time.process_time() - used)


def _people() -> dict[tuple[int, str], Any]:
    from motcua.orgs.models import Officer
    from motcua.orgs.postings import posting_of

    found: dict[tuple[int, str], Any] = {}
    for officer in Officer.objects.select_related("user"):
        posting = posting_of(officer, on=_now().date())
        found |= {(unit, duty.value): posting for unit, duty in posting.duties}
    return found


# --- the stage


def _set_the_stage(number: int) -> list[str]:
    """Offices, their people, a published process, and dossiers received today that have begun it."""
    from django.core.management import call_command

    from motcua.jobs.own_data import import_catalogue, import_offices
    from motcua.jobs.seed.staff import ensure_staff
    from motcua.workflow.models import Course
    from motcua.workflow.operations import start_for_dossier

    call_command("migrate", interactive=False, verbosity=0)
    import_offices()
    import_catalogue()
    ensure_staff()
    _publish()
    pks = _received(number)
    for pk in pks:
        if not Course.objects.filter(dossier=pk).exists():
            start_for_dossier(dossier_id=pk, at=_now())
    return [str(pk) for pk in pks]


def _publish() -> None:
    from motcua.accounts.models import User
    from motcua.jobs.seed.staff import ADMIN
    from motcua.journal.actor import SYSTEM
    from motcua.orgs.models import Officer
    from motcua.orgs.postings import posting_of
    from motcua.workflow.bpmn import read
    from motcua.workflow.operations import keep_draft, publish_process

    steps = "".join(
        STEP.format(id=own, name=name, role=role, act=act)
        for own, (name, role, act) in zip(STEPS, WORK, strict=True)
    )
    ends = ("s", *STEPS, "e")
    flows = "".join(
        f'<sequenceFlow id="f{turn}" sourceRef="{a}" targetRef="{b}"/>'
        for turn, (a, b) in enumerate(pairwise(ends))
    )
    drawn = read(PROCESS.format(steps=steps, flows=flows).encode())
    at = _now() - timedelta(hours=1)
    version = keep_draft(procedure=PROCEDURE, unit=None, definitions=drawn, main="p", by=SYSTEM, at=at)
    officer = Officer.objects.get(user=User.objects.get(username=ADMIN))
    publish_process(version_id=version.pk, by=posting_of(officer, on=at.date()), at=at)


def _received(number: int) -> list[Any]:
    """Have dossiers filed and accepted in the last days, in turn at the communes that have staff."""
    from motcua.accounts.models import Person
    from motcua.catalogue.versions import in_force
    from motcua.jobs.seed.office import office_of
    from motcua.jobs.seed.people import somebody
    from motcua.jobs.seed.staff import BUSY
    from motcua.jobs.seed.tale import Tale
    from motcua.orgs.queries import communes

    random, now = Random(5), _now()  # noqa: S311
    version = in_force(PROCEDURE).select_related("form").get()
    offices = [office_of(unit, today=now.date()) for unit in communes(now.date()) if unit.code in BUSY]
    person = Person.objects.create(**somebody(random, ["xã Chư Prông"]))
    found = []
    for turn in range(number):
        tale = Tale(offices[turn % len(offices)], version, person, random, now, now - BEFORE, online=True)
        for _moment in tale.come_in():
            pass
        found.append(tale.dossier.pk)
    return found


def _now() -> datetime:
    return datetime.now().astimezone()


if __name__ == "__main__":
    main()
