"""Fill in demo dossiers through the real operations: motcua seed --count 1000"""

import argparse
import sys
from datetime import datetime

from django.utils import timezone
from rich.progress import Progress

from motcua.dossiers.models import Dossier
from motcua.jobs.seed.staff import ensure_staff
from motcua.jobs.seed.telling import tell


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--count", type=int, default=1000, help="how many dossiers")
    parser.add_argument("--seed", type=int, help="default: follows from how many dossiers there are")
    parser.add_argument("--now", type=datetime.fromisoformat, help="tell them as of this moment")


def run(args: argparse.Namespace) -> None:
    ensure_staff()
    seed = args.seed if args.seed is not None else 2026 + Dossier.objects.count()
    with Progress(disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("Hồ sơ", total=args.count)
        tell(
            count=args.count,
            now=args.now or timezone.now(),
            seed=seed,
            progress=lambda done: bar.update(task, completed=done),
        )
