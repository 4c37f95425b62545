"""
Reads files that nobody trusts, each in a process of its own with little memory, time and no secrets.

Run by ``client``, never imported there. It stands ready with the libraries loaded and forks for each file, so
that a file costs milliseconds; whatever a hostile one does, it does to its fork.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socketserver
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from motcua.papers.reading import codes, kinds, pictures, previews, stamps
from motcua.papers.reading.refused import Refused

MEMORY = 1536 * 1024**2
SECONDS = 20
LARGEST_OUTPUT = 256 * 1024**2


def _inspect(job: dict[str, Any]) -> dict[str, Any]:
    return kinds.inspect(Path(job["path"]))


def _preview(job: dict[str, Any]) -> dict[str, Any]:
    previews.preview(Path(job["path"]), Path(job["out"]), job["media_type"], job["number"])
    return {}


def _bind(job: dict[str, Any]) -> dict[str, Any]:
    return {"pages": pictures.bind([Path(path) for path in job["paths"]], Path(job["out"]))}


def _stamp(job: dict[str, Any]) -> dict[str, Any]:
    stamps.stamp(Path(job["path"]), Path(job["out"]), job["media_type"], Path(job["over"]))
    return {}


def _codes(job: dict[str, Any]) -> dict[str, Any]:
    return {"texts": codes.read(Path(job["path"]))}


VERBS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "inspect": _inspect,
    "preview": _preview,
    "bind": _bind,
    "stamp": _stamp,
    "codes": _codes,
}


class _Job(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_OUTPUT, LARGEST_OUTPUT))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.alarm(SECONDS)  # nobody catches it: the fork dies
        job = json.loads(self.rfile.readline())
        try:
            answer = VERBS[job["do"]](job)
        except Refused as refused:
            answer = {"refused": refused.why}
        except MemoryError:
            answer = {"refused": "heavy"}
        self.wfile.write(json.dumps(answer).encode() + b"\n")


class _Server(socketserver.ForkingMixIn, socketserver.UnixStreamServer):
    max_children = 16
    request_queue_size = 64
    parent = os.getppid()

    def service_actions(self) -> None:
        super().service_actions()
        if os.getppid() != self.parent:  # whoever asks is gone
            os._exit(0)


def main() -> None:
    with _Server(sys.argv[1], _Job) as server:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        server.serve_forever()


if __name__ == "__main__":
    main()
