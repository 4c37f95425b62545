"""
Processor time, which other people's work on the same machine changes less than the clock does.
"""

from __future__ import annotations

import os
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def of_children(parent: int) -> float:
    """Return the seconds that a process and its children have used, those that ended too."""
    mine = _stat(parent)
    total = sum(int(mine[place]) for place in (11, 12, 13, 14))
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (stat := _stat(int(entry.name))) and int(stat[1]) == parent:
            total += int(stat[11]) + int(stat[12])
    return total / _TICK


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat after the name; the parent is the second."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def postmaster(data: Path) -> int:
    return int((data / "postmaster.pid").read_text().splitlines()[0])
