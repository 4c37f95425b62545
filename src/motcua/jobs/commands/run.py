"""Start the whole system with demo data, on this machine: what `make run` does."""

import argparse

from motcua.jobs import trial


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="default: PORT, else 8000 or the next free one")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")


def run(args: argparse.Namespace) -> int:
    return trial.run(host=args.host, port=args.port)
