"""Throw away uploads that went into no dossier and files nothing names: motcua sweep [--dry-run]"""

import argparse

from django.utils import timezone
from rich.console import Console

from motcua.papers.sweep import sweep


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="say what would go, remove nothing")


def run(args: argparse.Namespace) -> None:
    swept = sweep(at=timezone.now(), dry_run=args.dry_run)
    verb = "Sẽ" if args.dry_run else "Đã"
    Console().print(
        f"{verb} xóa {swept.papers} giấy tờ không thuộc hồ sơ nào, {swept.contents} tệp "
        f"({swept.bytes / 1_000_000:.1f} MB)."
    )
