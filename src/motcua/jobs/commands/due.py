"""When a term ends, and why: motcua due --term "5 working days" --received 2026-02-13T16:30"""

import argparse
import json
import sys
from contextlib import ExitStack
from datetime import datetime

from motcua.jobs import cli, home
from motcua.jobs.embedded import is_running
from motcua.kernel.dated import NoRuleInForce
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import (
    VIETNAM,
    ClockFacts,
    CountedDay,
    Due,
    Effect,
    Extension,
    Stop,
    StopKind,
    TermUnit,
    WorkingCalendar,
    due_by_facts,
    parse_term,
    rules_on,
    stop_by_rule,
)
from motcua.orgs.public_days import Marks

FIRST_YEAR, LAST_YEAR = 2017, 2090  # the rules begin; the moon is computed so far
WEEKDAYS = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]
UNITS = {
    TermUnit.WORKING_DAYS: "ngày làm việc",
    TermUnit.DAYS: "ngày",
    TermUnit.MONTHS: "ngày",
    TermUnit.HOURS: "giờ làm việc",
}
EPILOG = f"""
A moment is 2026-02-13T16:30 or a day, 2026-02-13, which begins at 0:00; without an offset it is Vietnam's.
--stopped and --extended may be repeated. KIND is one of {", ".join(StopKind)}; its effect is the rule of the
day of reception, and without KIND the days the clock stands do not count.
A new date may say when it was given, 2026-03-20@2026-03-12: what stops from then on is made up after it.
--json prints due_at (null while the clock stands) and days; a half day is counted, its reason says so.
"""


class WrongInput(Exception):
    """What was asked cannot be read."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "--term", required=True, help="5 working days, 15 days, 1 month, 8 hours, 5 ngày làm việc …"
    )
    parser.add_argument(
        "--received", required=True, metavar="MOMENT", help="when it was received, full and valid"
    )
    parser.add_argument("--unit", metavar="CODE", help="with the calendar of this unit, from the database")
    parser.add_argument(
        "--stopped",
        action="append",
        default=[],
        metavar="[KIND=]FROM/[TO]",
        help="the clock stood; no TO: it stands",
    )
    parser.add_argument(
        "--extended",
        action="append",
        default=[],
        metavar="MOMENT[@GIVEN]|TERM",
        help="a new date, or more time",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    try:
        facts = _facts(args)
        found = _of_unit(args.unit, facts) if args.unit else _of_nation(facts)
    except (WrongInput, Refusal) as error:
        print(f"motcua due: {error}", file=sys.stderr)  # noqa: T201
        return 2
    except NoRuleInForce:
        print("motcua due: Không có quy tắc tính thời hạn cho ngày tiếp nhận này.", file=sys.stderr)  # noqa: T201
        return 2
    if args.json:
        print(json.dumps(_plain(found), ensure_ascii=False, indent=2))  # noqa: T201
    else:
        _show(facts, found)
    return 0


# --- what was asked


def _facts(args: argparse.Namespace) -> ClockFacts:
    received = _moment(args.received)
    stops = tuple(_stop(text, received) for text in args.stopped)
    return ClockFacts(
        received, parse_term(args.term), stops, tuple(_extension(text) for text in args.extended)
    )


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text.strip())
        local = found.replace(tzinfo=VIETNAM) if found.tzinfo is None else found.astimezone(VIETNAM)
    except (ValueError, OverflowError) as error:
        raise WrongInput(
            f"Không hiểu thời điểm “{text}”. Viết như 2026-02-13T16:30 hoặc 2026-02-13."
        ) from error
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        raise WrongInput(
            f"Chỉ tính được từ năm {FIRST_YEAR} đến năm {LAST_YEAR}, không tính được cho “{text}”."
        )
    return local


def _stop(text: str, received: datetime) -> Stop:
    kind, _, times = text.rpartition("=")
    begins, slash, ends = times.partition("/")
    if not slash:
        raise WrongInput(
            f"Không hiểu lần dừng “{text}”. Viết như 2026-03-10/2026-03-12, còn dừng thì 2026-03-10/."
        )
    if kind and kind not in set(StopKind):
        raise WrongInput(f"Không có loại dừng “{kind}”. Các loại: {', '.join(StopKind)}.")
    to_at = _moment(ends) if ends.strip() else None
    known = StopKind(kind or StopKind.OTHER)
    return stop_by_rule(known, from_at=_moment(begins), to_at=to_at, received_on=received.date())


def _extension(text: str) -> Extension:
    if not text[:4].isdigit():
        return Extension(term=parse_term(text))
    text, _at, given = text.partition("@")
    until = _moment(text)
    if len(text.strip()) <= len("2026-02-13"):
        closing = WorkingCalendar().day(until.date()).sessions
        until = closing[-1][1] if closing else until
    return Extension(until=until, given_at=_moment(given) if given else None)


# --- with which calendar


def _of_nation(facts: ClockFacts) -> Due:
    """Count with the public days alone."""
    return due_by_facts(facts, WorkingCalendar(Marks()))


def _of_unit(code: str, facts: ClockFacts) -> Due:
    """Count with the calendar of a unit, which needs the database."""
    if not home.is_production() and not is_running(home.find_home().database):
        raise WrongInput(
            "Lịch của đơn vị nằm trong cơ sở dữ liệu, và chưa có cơ sở dữ liệu nào đang chạy. "
            "Hãy chạy motcua run trước."
        )
    with ExitStack() as stack:
        cli.set_up(stack)
        from django.db import Error

        from motcua.orgs.calendars import calendar_for
        from motcua.orgs.models import Unit

        on = facts.received_at.date()
        try:
            unit = Unit.objects.on(on).filter(code=code).first()
            if unit is None:
                raise WrongInput(f"Không có đơn vị nào mang mã {code} vào ngày {on:%d/%m/%Y}.")
            return due_by_facts(facts, calendar_for(unit.pk, around=on))
        except Error as error:
            raise WrongInput(f"Không đọc được cơ sở dữ liệu: {error}") from error


# --- the answer


def _plain(found: Due) -> dict[str, object]:
    days = [
        {"on": day.on.isoformat(), "counted": day.counted, "reason": day.sentence, "citation": day.citation}
        for day in found.days
    ]
    return {"due_at": found.ends_at and found.ends_at.isoformat(), "days": days}


def _show(facts: ClockFacts, found: Due) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("Ngày", "Có tính không", "Vì sao", "Căn cứ")
    for day in found.days:
        said = f"{day.on:%d/%m/%Y}, {WEEKDAYS[day.on.weekday()]}"
        table.add_row(said, _counted(day), day.sentence, day.citation)
    console = Console()
    console.print(table)
    if found.ends_at is None:
        assert found.standing is not None
        since, left = found.standing.from_at, f"{found.left:g}".replace(".", ",")
        console.print(f"Chưa có hạn: đồng hồ dừng từ {since:%H:%M ngày %d/%m/%Y}.")
        console.print(_later(found, facts, left))
        return
    console.print(f"Hạn: {found.at:%H:%M} {WEEKDAYS[found.at.weekday()]}, {found.at:%d/%m/%Y}.")
    rule = rules_on(facts.received_at.date())["end.closing"]
    console.print(f"{rule.value} ({rule.citation})", highlight=False)


def _later(found: Due, facts: ClockFacts, left: str) -> str:
    if found.standing and found.standing.effect == Effect.ANEW:
        return "Khi chạy lại, thời hạn tính lại từ đầu."
    return f"Khi chạy lại còn {left} {UNITS[facts.term.unit]}."


def _counted(day: CountedDay) -> str:
    return "tính" if day.counted else "không"
