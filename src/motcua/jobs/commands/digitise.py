"""Put scans of old papers into their holders' vaults: motcua digitise FOLDER --sheet list.csv --by USER"""

import argparse
import csv
import sys
from collections.abc import Iterable
from pathlib import Path

from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from motcua.dossiers.digitising.bulk import begin_run, go_through
from motcua.dossiers.digitising.faults import HEADS, line_of
from motcua.dossiers.digitising.models import BulkRow, BulkRun
from motcua.dossiers.digitising.policies import why_not_digitise
from motcua.dossiers.digitising.sheet import COLUMNS, read_sheet
from motcua.kernel.errors import Refusal
from motcua.orgs.models import Duty, Officer, Unit
from motcua.orgs.postings import Posting, posting_of
from motcua.papers.digitising.ocr import why_not_read


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = (
        "Run again, it goes on where it stopped: a scan that is in the vault is not read twice.\n"
        "What became of each row is written beside the list (*.ket-qua.csv), and shown at the counter\n"
        "(/quay/so-hoa/hang-loat/) while it goes.\n\nColumns of the list (.csv, .xlsx, .ods):\n"
        + "\n".join(f"  {name:<14}{meaning}" for name, meaning in COLUMNS.items())
    )
    parser.add_argument("folder", type=Path, help="where the scans lie: PDF, JPEG, PNG, WebP")
    parser.add_argument("--sheet", type=Path, required=True, help="the list, a paper a row")
    parser.add_argument("--by", required=True, help="account of the officer who compared the papers")


def run(args: argparse.Namespace) -> int:
    console = Console(stderr=True)
    clerk = _clerk(args.by)
    refusal: Refusal | str | None = why_not_read()
    if clerk is None:
        refusal = f"Không có cán bộ nào dùng tài khoản {args.by}."
    elif refusal is None:
        refusal = why_not_digitise(clerk)
    if refusal or clerk is None:
        console.print(str(refusal), style="bold red")
        return 1
    try:
        begun = _begun(args, clerk)
    except (Refusal, OSError) as reason:
        console.print(str(reason), style="bold red")
        return 1
    return _all(begun, args.sheet.with_suffix(".ket-qua.csv"), console)


def _clerk(username: str) -> Posting | None:
    officer = Officer.objects.filter(user__username=username, user__is_active=True).first()
    return posting_of(officer, on=timezone.localdate(), face="jobs") if officer else None


def _begun(args: argparse.Namespace, clerk: Posting) -> BulkRun:
    return begin_run(
        title=args.sheet.name,
        rows=read_sheet(args.sheet.name, args.sheet.read_bytes()),
        desk=Unit.objects.filter(pk__in=clerk.units(Duty.RECEIVE)).order_by("pk")[0],
        clerk=clerk,
        folder=args.folder.resolve(),
        in_background=False,
        at=timezone.now(),
    )


def _all(begun: BulkRun, report: Path, console: Console) -> int:
    total, failed = begun.rows.count(), 0
    with report.open("w", encoding="utf-8-sig", newline="") as out, _progress(console) as progress:
        writer = csv.writer(out)
        writer.writerow(HEADS)
        for row in progress.track(_done(begun), total=total):
            writer.writerow(line_of(row))
            out.flush()  # whoever watches reads along
            if row.wrong:
                failed += 1
                said = f"Dòng {row.number}, {row.said['tep']}: {row.wrong}"
                console.print(said, style="red", highlight=False, markup=False)
    sys.stdout.write(f"{total - failed}/{total} giấy tờ đã ở trong kho; kết quả từng dòng: {report}\n")
    return 1 if failed else 0


def _progress(console: Console) -> Progress:
    columns = (TextColumn("Số hóa"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console)


def _done(begun: BulkRun) -> Iterable[BulkRow]:
    return go_through(run_id=begun.pk, at=timezone.now())
