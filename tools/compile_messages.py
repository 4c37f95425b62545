"""Turn every catalogue (.po) that is newer than its compiled form (.mo) into it."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_messages(root: Path) -> None:
    """Compile what changed under ``root``; those who run at the same time see a whole file or the old one."""
    for source in root.glob("src/motcua/locale/*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        whole = compiled.with_suffix(f".{os.getpid()}")
        with source.open("rb") as text, whole.open("wb") as out:
            write_mo(out, read_po(text))
        whole.replace(compiled)
