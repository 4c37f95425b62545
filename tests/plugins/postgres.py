"""Start one throw-away PostgreSQL for the whole run, before Django reads its settings."""

import os
import secrets
from contextlib import ExitStack
from pathlib import Path

import pytest

from motcua.jobs.embedded import postgres, scratch

_stack = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    os.environ.setdefault("MOTCUA_SECRET_KEY", secrets.token_hex())
    if {"MOTCUA_HOME", "DATABASE_URL"} <= os.environ.keys():  # xdist workers inherit the controller's
        _own_home()
        return
    folder = _stack.enter_context(scratch())
    os.environ.setdefault("MOTCUA_HOME", str(folder / "home"))
    if "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = _stack.enter_context(postgres(folder / "postgres", keep=False))


def _own_home() -> None:
    """Keep the files of one worker apart, as its database is: in both, officer 7 is somebody else."""
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        os.environ["MOTCUA_HOME"] = str(Path(os.environ["MOTCUA_HOME"]) / worker)


def pytest_unconfigure() -> None:
    _stack.close()
