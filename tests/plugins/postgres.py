"""Start one throw-away PostgreSQL for the whole run, before Django reads its settings."""

import os
import secrets
from contextlib import ExitStack

import pytest

from motcua.jobs.embedded import postgres, scratch

_stack = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    os.environ.setdefault("MOTCUA_SECRET_KEY", secrets.token_hex())
    if {"MOTCUA_HOME", "DATABASE_URL"} <= os.environ.keys():  # xdist workers inherit the controller's
        return
    folder = _stack.enter_context(scratch())
    os.environ.setdefault("MOTCUA_HOME", str(folder / "home"))
    if "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = _stack.enter_context(postgres(folder / "postgres", keep=False))


def pytest_unconfigure() -> None:
    _stack.close()
