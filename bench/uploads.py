"""
How fast a file comes in, in parts, beside one write to the disk: `python -m bench.uploads [--json FILE]`.

Ours is what is behind HTTP: begun, the parts put one behind the other, the whole hashed and forced to
the disk in the store; then also looked at and recorded. Theirs is one write and one fsync. All in turn,
of fresh content.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from bench.stage import database

SIZE = 10 * 1024 * 1024
PART = 1024 * 1024  # as static/ui/upload.js sends
ROUNDS = 15
OWNER = "person:1"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.uploads", description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures there too")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    wanted = parser.parse_args()
    with database() as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.project.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", interactive=False, verbosity=0)
        found = _measure(folder / "home", wanted.rounds)
    for name, figure in found.items():
        print(f"{name:58} {figure:10.1f}")
    if wanted.json:
        wanted.json.write_text(json.dumps(found, indent=1, ensure_ascii=False))
    return 0


def _measure(folder: Path, rounds: int) -> dict[str, float]:
    ways: dict[str, Callable[[bytes], None]] = {
        "raw": lambda content: _raw(folder, content),
        "stored": lambda content: _keep(_arrived(content)),
        "taken": lambda content: _take(_arrived(content)),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for n in range(rounds + 2):
        for name, way in ways.items():
            content = _scan()
            began = time.perf_counter()
            way(content)
            if n >= 2:  # the readers have started, the disk is warm
                times[name].append(time.perf_counter() - began)
    speed = {name: SIZE / 1024**2 / median(each) for name, each in times.items()}
    return {
        "one write and fsync, MB/s": speed["raw"],
        "in parts into the store, MB/s": speed["stored"],
        "in parts, looked at and recorded as a paper, MB/s": speed["taken"],
        "in parts into the store, % of one write": 100 * speed["stored"] / speed["raw"],
        "looked at and recorded too, % of one write": 100 * speed["taken"] / speed["raw"],
    }


def _scan() -> bytes:
    """A photo of a fresh ten megabytes: a small JPEG with noise in its comments."""
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (64, 64), "white").save(out, "JPEG")
    photo, noise = out.getvalue(), os.urandom(SIZE)
    blocks = [noise[at : at + 65_000] for at in range(0, SIZE - len(photo), 65_000)]
    comments = b"".join(b"\xff\xfe" + (len(b) + 2).to_bytes(2, "big") + b for b in blocks)
    return photo[:2] + comments + photo[2:]


def _raw(folder: Path, content: bytes) -> None:
    path = folder / uuid.uuid4().hex
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _arrived(content: bytes) -> Any:
    from django.utils import timezone

    from motcua.papers import uploads

    begun = uploads.begin(
        owner=OWNER,
        fingerprint=uuid.uuid4().hex,
        file_name="scan.jpg",
        size=len(content),
        at=timezone.now(),
    )
    for offset in range(0, len(content), PART):
        part = content[offset : offset + PART]
        uploads.add(upload_id=begun.pk, owner=OWNER, offset=offset, part=part, sha256=None)
    return uploads.arrived(begun.pk, OWNER)


def _keep(arrived: Any) -> None:
    from motcua.papers import contents, uploads

    with contents.adopted(arrived.path) as staged:
        contents.keep(staged)
    uploads.give_up(upload_id=arrived.upload_id, owner=OWNER)


def _take(arrived: Any) -> None:
    from django.utils import timezone

    from motcua.papers import operations

    operations.store(
        content=arrived,
        file_name="scan.jpg",
        title="",
        kind="",
        owner=OWNER,
        uploaded_by=None,
        at=timezone.now(),
    )


if __name__ == "__main__":
    sys.exit(main())
