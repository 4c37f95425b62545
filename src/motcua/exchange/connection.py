"""What every adapter's ``check.py`` answers, for the page that says whether all is connected."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Connection:
    """``detail`` is a Vietnamese sentence for an administrator; ``seconds`` is how long the answer took."""

    name: str
    ok: bool
    detail: str
    address: str = ""
    seconds: float = 0.0
