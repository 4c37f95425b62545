"""How an operation declares what it answers: its own shape, and problems."""

from typing import Any

from motcua.web.api.schemas.text import Problem


def also(shape: Any, *problems: int, status: int = 200) -> dict[int, Any]:
    """Return the table of answers of an operation that may refuse with ``problems``."""
    return {status: shape, **dict.fromkeys(problems, Problem)}
