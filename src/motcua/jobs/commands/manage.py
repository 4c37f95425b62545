"""Run a Django management command: motcua manage migrate, motcua manage shell, …"""

import argparse

from django.core.management import execute_from_command_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("arguments", nargs=argparse.REMAINDER)


def run(args: argparse.Namespace) -> None:
    execute_from_command_line(["motcua manage", *args.arguments])
