"""Import procedures and forms: motcua catalogue import FILE [--dry-run] [--report OUT]"""

import argparse
import json
from hashlib import sha256
from pathlib import Path

from django.utils import timezone
from rich.console import Console

from motcua.catalogue.importing import Reading, Report, read_records
from motcua.catalogue.operations import Difference, Imported, import_file, import_records

console = Console()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    files = actions.add_parser("import", help="a file or folder, in the clean format or the raw crawl")
    files.add_argument("file", type=Path)
    files.add_argument("--dry-run", action="store_true", help="show what would change, change nothing")
    files.add_argument("--report", type=Path, help="write how each field was read (.md and .json)")
    files.add_argument(
        "--overwrite", action="store_true", help="let the crawl replace what the province completed"
    )


def run(args: argparse.Namespace) -> int:
    if not args.file.exists():
        console.print(f"Không tìm thấy {args.file}. Hãy kiểm tra lại đường dẫn.")
        return 2
    report, readings = Report(), list[Reading]()
    for reading in read_records(args.file):
        report.add(reading)
        readings.append(reading)
    records = [reading.record for reading in readings if reading.record]
    if args.dry_run:
        result = import_records(records=records, at=timezone.now(), dry_run=True, overwrite=args.overwrite)
    else:
        result = import_file(
            records=records,
            file_name=args.file.name,
            sha256=_hash_of(args.file),
            at=timezone.now(),
            overwrite=args.overwrite,
        )
    _show(result, readings, dry_run=args.dry_run)
    if args.report:
        for path in report.write(args.report):
            console.print(f"Báo cáo: {path}")
    return 1 if any(reading.record is None for reading in readings) else 0


def _hash_of(path: Path) -> str:
    """Return the SHA-256 of a file; of a folder, that of the names and contents of its files, in order."""
    digest = sha256()
    for each in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
        if path.is_dir():
            digest.update(f"{each.relative_to(path)}\0".encode())
        with each.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()


def _show(result: Imported, readings: list[Reading], *, dry_run: bool) -> None:
    if dry_run:
        for mark, differences in (("+", result.added), ("~", result.changed), ("=", result.kept)):
            for difference in differences:
                _show_difference(mark, difference)
    for reading in readings:
        for problem in reading.problems:
            console.print(f"! {problem}", markup=False, highlight=False)
    verb = "Sẽ" if dry_run else "Đã"
    console.print(
        f"{verb} thêm {len(result.added)} thủ tục, đổi {len(result.changed)}, "
        f"giữ bản của tỉnh {len(result.kept)}, không đổi {result.unchanged}; "
        f"biểu mẫu mới {result.forms}, giữ biểu mẫu của tỉnh {len(result.forms_kept)}."
    )


def _show_difference(mark: str, difference: Difference) -> None:
    console.print(f"{mark} {difference.code} {difference.name[:80]}", markup=False, highlight=False)
    for field, (old, new) in difference.fields.items():
        before, after = (json.dumps(value, ensure_ascii=False)[:160] for value in (old, new))
        console.print(f"    {field}: {before} → {after}", markup=False, highlight=False)
