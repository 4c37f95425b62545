"""What keys to the API look like and open. Pure."""

from hashlib import sha256

SCOPES = ("catalogue:read", "dossiers:read", "dossiers:file", "dossiers:act", "papers:write")
PREFIX = "motcua_"
"""So that scanners of leaked secrets, and people, recognise a key."""


def digest_of(plain: str) -> str:
    """A key has 256 random bits: a plain hash cannot be reversed, and is found by an index."""
    return sha256(plain.encode()).hexdigest()
