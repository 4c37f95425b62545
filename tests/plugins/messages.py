"""Compile the English texts before Django loads them, when someone changed them since."""

from pathlib import Path

import pytest

from tools.compile_messages import compile_messages


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    compile_messages(Path(__file__).resolve().parents[2])
