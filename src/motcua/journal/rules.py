"""The hash chain. Pure."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any


@dataclass(frozen=True)
class ActFacts:
    """All that the hash of an act covers."""

    subject: str
    number: int
    verb: str
    at: datetime
    actor_id: int | None
    actor_name: str
    on_behalf: str
    face: str
    address: str | None
    data: Mapping[str, Any]
    previous: str


def hash_of(act: ActFacts) -> str:
    """Return the SHA-256, in hexadecimal, of the act in canonical JSON (sorted keys, UTC, no spaces)."""
    content = {**vars(act), "data": dict(act.data), "at": act.at.astimezone(UTC).isoformat()}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def first_broken(acts: Iterable[tuple[ActFacts, str]]) -> int | None:
    """Return the number of the first act whose place or hash is wrong, or None when the chain holds."""
    previous, expected = "", 1
    for act, stored_hash in acts:
        if act.number != expected or act.previous != previous or hash_of(act) != stored_hash:
            return expected
        previous, expected = stored_hash, expected + 1
    return None
