"""Import processes of procedures, tables or BPMN: motcua processes import FILE [--dry-run]"""

import argparse
from collections import Counter
from pathlib import Path

from django.utils import timezone, translation
from rich.console import Console

from motcua.jobs import rolling_out
from motcua.journal.actor import Actor
from motcua.kernel.errors import Refusal
from motcua.orgs.models import Officer, Unit
from motcua.orgs.postings import Posting, posting_of
from motcua.orgs.queries import unit_by_code
from motcua.workflow.bpmn import read
from motcua.workflow.bpmn.subset import as_markdown
from motcua.workflow.models import ProcessVersion
from motcua.workflow.operations import import_tables, keep_draft, publish_process
from motcua.workflow.queries import known_digests
from motcua.workflow.staffing import staffed_in
from motcua.workflow.tables.reading import read_tables
from motcua.workflow.tables.report import Against, Fate, Outcome, outcomes
from motcua.workflow.terms import legal_hours_of

console = Console(soft_wrap=True)
BY = Actor(user_id=None, name="motcua processes import", face="jobs")
ROLLING_OUT = ("diff", "roll-out", "widen", "roll-back", "move")
_MARKS = {Fate.NEW: "+", Fate.CHANGED: "~", Fate.FAULTY: "!"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    files = actions.add_parser("import", help="tables (.xlsx, .xls, .ods, .csv) or one process (.bpmn)")
    files.add_argument("file", type=Path)
    files.add_argument("--dry-run", action="store_true", help="show faults and differences, change nothing")
    files.add_argument("--unit", default="", help="code of the office whose own way it is (none: for all)")
    files.add_argument("--procedure", default="", help="of a .bpmn file: the procedure it handles")
    published = actions.add_parser("publish", help="put drafts in force")
    published.add_argument("procedures", nargs="+", help="their codes")
    published.add_argument("--by", required=True, help="account of the administrator who publishes")
    published.add_argument("--unit", default="", help="code of the office (none: for all)")
    rolling_out.add_arguments(actions)
    subset = actions.add_parser("subset", help="print the table of what runs here")
    subset.add_argument("--write", type=Path, help="write it there instead of printing")


def run(args: argparse.Namespace) -> int:
    with translation.override("vi"):
        if args.action == "subset":
            return _subset(args.write)
        if args.action in ROLLING_OUT:
            return _rolled(args)
        unit = unit_by_code(args.unit, on=timezone.localdate()) if args.unit else None
        if args.unit and unit is None:
            return _say(f"Không có đơn vị nào mang mã {args.unit}.")
        try:
            return _publish(args, unit) if args.action == "publish" else _import(args, unit)
        except (Refusal, OSError) as reason:
            return _say(str(reason))


def _say(text: str) -> int:
    console.print(text, markup=False, highlight=False)
    return 1


def _rolled(args: argparse.Namespace) -> int:
    account: str = getattr(args, "by", "") or ""
    by = _administrator(account) if account else None
    if account and by is None:
        return _say(f"Không có cán bộ nào dùng tài khoản {account}.")
    try:
        return rolling_out.run(args, by, _say)
    except (Refusal, OSError) as reason:
        return _say(str(reason))


def _administrator(account: str) -> Posting | None:
    officer = Officer.objects.filter(user__username=account, user__is_active=True).first()
    return posting_of(officer, on=timezone.localdate(), face="jobs") if officer else None


def _subset(path: Path | None) -> int:
    if path:
        path.write_text(as_markdown(), encoding="utf-8")
    else:
        console.print(as_markdown(), markup=False, highlight=False)
    return 0


def _import(args: argparse.Namespace, unit: Unit | None) -> int:
    content = args.file.read_bytes()
    if args.file.suffix.lower() in (".bpmn", ".xml"):
        return _import_bpmn(args, content, unit)
    against = Against(known_digests(unit), legal_hours_of, staffed_in(unit, on=timezone.localdate()))
    found = outcomes(read_tables(args.file.name, content), against)
    for outcome in found:
        _show(outcome)
    if not args.dry_run:
        import_tables(outcomes=found, unit=unit, source=args.file.name, by=BY, at=timezone.now())
    counted = Counter(outcome.fate for outcome in found)
    _say(
        f"{'Sẽ' if args.dry_run else 'Đã'} thêm {counted[Fate.NEW]} quy trình, đổi {counted[Fate.CHANGED]}; "
        f"không đổi {counted[Fate.SAME]}, có lỗi {counted[Fate.FAULTY]}."
    )
    return 1 if counted[Fate.FAULTY] else 0


def _show(outcome: Outcome) -> None:
    if outcome.fate is Fate.SAME:
        return
    _say(f"{_MARKS[outcome.fate]} {outcome.table.place} {outcome.table.name}".rstrip())
    for fault in outcome.faults:
        _say(f"    {f'dòng {fault.line}: ' if fault.line else ''}{fault.message}")


def _import_bpmn(args: argparse.Namespace, content: bytes, unit: Unit | None) -> int:
    definitions = read(content)
    if not args.procedure or len(definitions.processes) != 1:
        names = ", ".join(f"“{process.title}”" for process in definitions.processes)
        return _say(f"Cần --procedure MÃ và một tệp có đúng một quy trình; tệp này có: {names}.")
    process = definitions.processes[0]
    if not args.dry_run:
        keep_draft(
            procedure=args.procedure,
            unit=unit,
            definitions=definitions,
            main=process.id,
            by=BY,
            at=timezone.now(),
            source=args.file.name,
        )
    _say(f"+ {args.procedure} {process.title}")
    return 0


def _publish(args: argparse.Namespace, unit: Unit | None) -> int:
    by = _administrator(args.by)
    if by is None:
        return _say(f"Không có cán bộ nào dùng tài khoản {args.by}.")
    refused = 0
    for code in args.procedures:
        draft = ProcessVersion.objects.filter(
            process__procedure=code, process__unit=unit, published_at=None, ended_at=None
        ).first()
        try:
            if draft is None:
                refused += _say(f"! {code}: không có bản nháp.")
            else:
                publish_process(version_id=draft.pk, by=by, at=timezone.now())
                _say(f"+ {code} bản số {draft.number}")
        except Refusal as reason:
            refused += _say(f"! {code}: {reason}")
    return 1 if refused else 0
