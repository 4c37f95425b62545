"""Import a tree of offices: motcua orgs import FILE"""

import argparse
from pathlib import Path

from django.utils import timezone
from rich.console import Console

from motcua.journal.actor import SYSTEM
from motcua.orgs.operations import import_tree
from motcua.orgs.tree import read_tree


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    files = actions.add_parser("import", help="add the units of a file that are not there yet")
    files.add_argument("file", type=Path)


def run(args: argparse.Namespace) -> None:
    added = import_tree(tree=read_tree(args.file), actor=SYSTEM, at=timezone.now())
    Console().print(f"Đã thêm {added} đơn vị.")
