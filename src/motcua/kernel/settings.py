"""Typed readers of the environment. A wrong or missing value stops the start and says how to repair it."""

import os
from collections.abc import Collection
from pathlib import Path


class SettingError(Exception):
    """The environment does not hold what the system needs to start."""


def env_str(name: str, default: str | None = None) -> str:
    """Return a text setting; ``NAME_FILE`` may point to a file that holds it (for secrets)."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    value = os.environ.get(name, default)
    if value is None:
        raise SettingError(f"{name} is not set. Set {name}=… or {name}_FILE=path, then start again.")
    return value


def env_bool(name: str, default: bool) -> bool:  # noqa: FBT001
    """Return a yes/no setting; only ``true`` and ``false`` are understood."""
    value = os.environ.get(name, str(default)).lower()
    if value not in {"true", "false"}:
        raise SettingError(f"{name} is {value!r}; write true or false.")
    return value == "true"


def env_int(name: str, default: int) -> int:
    """Return a whole number."""
    value = os.environ.get(name, str(default))
    if not value.lstrip("-").isdigit():
        raise SettingError(f"{name} is {value!r}; write a whole number.")
    return int(value)


def env_list(name: str, default: str = "") -> list[str]:
    """Return a comma-separated list."""
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def env_choice(name: str, default: str, choices: Collection[str]) -> str:
    """Return one of a few words."""
    value = os.environ.get(name, default)
    if value not in choices:
        raise SettingError(f"{name} is {value!r}; write one of {', '.join(sorted(choices))}.")
    return value
