"""Serve the site in production, in the foreground: gunicorn."""

import argparse
import os
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--bind", help="address and port, or unix:/path (default: MOTCUA_BIND)")


def run(args: argparse.Namespace) -> None:
    command = [sys.executable, "-m", "gunicorn", "-c", "python:motcua.project.gunicorn"]
    command += ["--bind", args.bind] if args.bind else []
    os.execv(sys.executable, [*command, "motcua.project.wsgi"])  # noqa: S606
