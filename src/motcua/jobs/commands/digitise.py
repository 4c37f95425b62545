"""Put scans of old papers into their holders' vaults: motcua digitise FOLDER --sheet list.csv --by USER"""

import argparse
import csv
import sys
from collections.abc import Iterable
from pathlib import Path

from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from motcua.dossiers.operations.digitising import why_not_digitise
from motcua.jobs.old_papers import COLUMNS, Outcome, RowRefused, digitise_rows, read_sheet
from motcua.kernel.errors import Refusal
from motcua.orgs.models import Officer
from motcua.orgs.postings import Posting, posting_of
from motcua.papers.digitising.ocr import why_not_read


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = (
        "Run again, it goes on where it stopped: a scan that is in the vault is not read twice.\n"
        "What became of each row is written beside the list (*.ket-qua.csv).\n\nColumns of the list:\n"
        + "\n".join(f"  {name:<14}{meaning}" for name, meaning in COLUMNS.items())
    )
    parser.add_argument("folder", type=Path, help="where the scans lie: PDF, JPEG, PNG, WebP")
    parser.add_argument("--sheet", type=Path, required=True, help="CSV in UTF-8, a paper a row")
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
        rows = read_sheet(args.sheet)
    except (RowRefused, OSError, UnicodeDecodeError, csv.Error) as reason:
        console.print(str(reason), style="bold red")
        return 1
    return _all(rows, args, clerk, console)


def _clerk(username: str) -> Posting | None:
    officer = Officer.objects.filter(user__username=username, user__is_active=True).first()
    return posting_of(officer, on=timezone.localdate(), face="jobs") if officer else None


def _all(rows: list[dict[str, str]], args: argparse.Namespace, clerk: Posting, console: Console) -> int:
    report = args.sheet.with_suffix(".ket-qua.csv")
    failed = 0
    with report.open("w", encoding="utf-8-sig", newline="") as out, _progress(console) as progress:
        writer = csv.writer(out)
        writer.writerow(["dong", "tep", "ket_qua", "ma", "can_xem_lai"])
        for outcome in progress.track(_done(rows, args.folder, clerk), total=len(rows)):
            writer.writerow(_line(outcome))
            out.flush()  # whoever watches reads along
            if outcome.wrong:
                failed += 1
                said = f"Dòng {outcome.row}, {outcome.file}: {outcome.wrong}"
                console.print(said, style="red", highlight=False, markup=False)
    kept = len(rows) - failed
    sys.stdout.write(f"{kept}/{len(rows)} giấy tờ đã ở trong kho; kết quả từng dòng: {report}\n")
    return 1 if failed else 0


def _progress(console: Console) -> Progress:
    columns = (TextColumn("Số hóa"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console)


def _done(rows: list[dict[str, str]], folder: Path, clerk: Posting) -> Iterable[Outcome]:
    return digitise_rows(rows, folder, clerk=clerk, at=timezone.now())


def _line(outcome: Outcome) -> list[str]:
    return [str(outcome.row), outcome.file, outcome.said, outcome.code, "; ".join(outcome.look)]
