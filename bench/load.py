"""A load generator that is not the bottleneck: blocking sockets kept alive, requests made beforehand."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from statistics import quantiles

LONGEST = 60.0  # seconds


@dataclass
class Figures:
    """What was seen: seconds of each good answer, how long it took in all, how many were not good."""

    name: str
    seconds: list[float] = field(default_factory=list)
    wall: float = 0.0
    bad: list[bytes] = field(default_factory=list)
    web: float = 0.0  # seconds of processor time of the server processes
    database: float = 0.0  # and of PostgreSQL

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.wall if self.wall else 0.0

    def percentiles(self) -> tuple[float, float, float]:
        """Return p50, p95 and p99 in milliseconds."""
        cut = quantiles(self.seconds, n=100) if len(self.seconds) > 1 else [0.0] * 99
        return cut[49] * 1000, cut[94] * 1000, cut[98] * 1000


def request(method: str, path: str, *, key: str = "", body: bytes = b"", more: str = "") -> bytes:
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{more}"
    head += f"Authorization: Bearer {key}\r\n" if key else ""
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def run(name: str, port: int, requests: Sequence[bytes], *, status: int, connections: int = 8) -> Figures:
    """Send every request once, over ``connections`` at a time, and count the answers of ``status``."""
    figures = Figures(name)
    turn = count()
    until = time.perf_counter() + LONGEST

    def work() -> None:
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while (place := next(turn)) < len(requests) and time.perf_counter() < until:
                start = time.perf_counter()
                line.sendall(requests[place])
                answer = _answer(line)
                if answer.startswith(b"HTTP/1.1 %d" % status):
                    figures.seconds.append(time.perf_counter() - start)
                else:
                    figures.bad.append(answer)

    start = time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        for done in [pool.submit(work) for _ in range(connections)]:
            done.result()
    figures.wall = time.perf_counter() - start
    return figures


def _answer(line: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(line)
    head, _, rest = data.partition(b"\r\n\r\n")
    length = next(
        int(row.split(b":")[1]) for row in head.split(b"\r\n") if row.lower().startswith(b"content-length")
    )
    missing = length - len(rest)
    while missing > 0:
        more = _more(line)
        missing -= len(more)
        rest += more
    return head + b"\r\n\r\n" + rest


def _more(line: socket.socket) -> bytes:
    more = line.recv(65536)
    if not more:
        raise ConnectionError("the server hung up")
    return more
