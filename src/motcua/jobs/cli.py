"""
The `motcua` command. Each module of ``motcua.jobs.commands`` is one subcommand (README.md beside this).
"""

import argparse
import ast
import os
import pkgutil
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from motcua.jobs import commands, home
from motcua.jobs.engine import PostgresError
from motcua.kernel.settings import SettingError

WITHOUT_DJANGO = {"due", "run", "serve", "work"}
"""They set Django up for themselves, where they need it at all."""


class Command(Protocol):
    """What a module of ``commands`` offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, args: argparse.Namespace) -> int | None: ...


def names() -> dict[str, str]:
    """Return every subcommand with the first line of its docstring, without importing any."""
    return {
        module.name.replace("_", "-"): _first_line(f"{commands.__name__}.{module.name}")
        for module in pkgutil.iter_modules(commands.__path__)
    }


def _first_line(module: str) -> str:
    spec = find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    source = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
    return (ast.get_docstring(source) or "").split("\n", 1)[0]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; return its exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="motcua", description="Một Cửa")
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, help_line in names().items():
        subparsers.add_parser(name, help=help_line, add_help=False)
    parser.parse_args(given[:1] or ["--help"])  # an unknown name, or none, ends here
    try:
        with ExitStack() as stack:
            return _run(given[0], given[1:], stack)
    except (SettingError, PostgresError, home.NotADemoError) as error:
        print(f"motcua: {error}", file=sys.stderr)  # noqa: T201
        return 1


def _run(name: str, arguments: Sequence[str], stack: ExitStack) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")
    if name not in WITHOUT_DJANGO:
        set_up(stack)
    command = cast("Command", import_module(f"{commands.__name__}.{name.replace('-', '_')}"))
    parser = argparse.ArgumentParser(prog=f"motcua {name}", description=command.__doc__)
    command.add_arguments(parser)
    return command.run(parser.parse_args(arguments)) or 0


def set_up(stack: ExitStack) -> None:
    """Make Django usable: on the environment as it is, or, where nothing was set, on the trial's."""
    if not home.is_production():
        ours = home.find_home()
        home.fill_environment(ours)
        stack.enter_context(home.database(ours))

    import django

    django.setup()
