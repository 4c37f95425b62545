"""A vault of its own for each test, one demo authority for the run."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def _authority_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def vault(settings, tmp_path: Path, _authority_home: Path) -> Path:
    settings.HOME = _authority_home
    settings.BASE_URL = "https://motcua.gialai.gov.vn"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
    }
    return tmp_path / "files"


@pytest.fixture
def tool() -> Callable[..., str]:
    """Run a program of poppler-utils or NSS and return what it says; skip loudly without it."""

    def run(*command: str | Path) -> str:
        if shutil.which(str(command[0])) is None:
            pytest.skip(f"LOUD: {command[0]} is missing (apt-get install poppler-utils libnss3-tools)")
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
        return done.stdout + done.stderr

    return run
