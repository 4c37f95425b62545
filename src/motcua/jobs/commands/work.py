"""Do the background work in production, in the foreground: notices, exchange, schedules."""

import argparse
import os
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--concurrency", type=int, default=4, help="jobs at the same time")


def run(args: argparse.Namespace) -> None:
    command = [sys.executable, "-m", "django", "procrastinate", "worker"]
    os.execv(sys.executable, [*command, f"--concurrency={args.concurrency}"])  # noqa: S606
