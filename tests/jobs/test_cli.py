import ast
import inspect
from importlib import import_module

import pytest

from motcua.jobs import cli


def test_every_command_has_a_line_of_help():
    assert {"run", "serve", "work", "manage"} <= cli.names().keys()
    assert all(cli.names().values())


@pytest.mark.parametrize("name", sorted(cli.names()))
def test_every_command_keeps_the_pattern(name):
    module = import_module(f"motcua.jobs.commands.{name.replace('-', '_')}")

    assert list(inspect.signature(module.add_arguments).parameters) == ["parser"]
    assert list(inspect.signature(module.run).parameters) == ["args"]


@pytest.mark.parametrize("name", sorted(cli.WITHOUT_DJANGO))
def test_commands_that_start_processes_do_not_load_django(name):
    module = import_module(f"motcua.jobs.commands.{name}")

    imported = {alias for node in ast.parse(inspect.getsource(module)).body for alias in _modules(node)}
    assert not any(module.startswith("django") for module in imported)


def _modules(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def test_an_unknown_command_is_refused(capsys):
    with pytest.raises(SystemExit):
        cli.main(["nonsense"])

    assert "nonsense" in capsys.readouterr().err
