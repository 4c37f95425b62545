"""Start one throw-away PostgreSQL for the whole run, before Django reads its settings."""

import os
import secrets
from contextlib import ExitStack

import pytest

from motcua.jobs.embedded import postgres, scratch_folder

_stack = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    os.environ.setdefault("MOTCUA_SECRET_KEY", secrets.token_hex())
    os.environ.setdefault("MOTCUA_HOME", str(scratch_folder().parent))
    if "DATABASE_URL" not in os.environ:  # xdist workers inherit the controller's
        os.environ["DATABASE_URL"] = _stack.enter_context(postgres(scratch_folder(), keep=False))


def pytest_unconfigure() -> None:
    _stack.close()
