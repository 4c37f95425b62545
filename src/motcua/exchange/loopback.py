"""Serving a simulator by the standard library, and breaking it on command: on loopback. Knows no protocol."""

from __future__ import annotations

import argparse
import json
import socket
import sys
from collections.abc import Callable, Mapping
from http import HTTPStatus
from socketserver import TCPServer, ThreadingMixIn
from typing import TYPE_CHECKING, Any, ClassVar
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


class Faulty:
    """A simulator that waits ``delay`` seconds before every answer; ``fault`` is one of its ``faults``."""

    faults: ClassVar[tuple[str, ...]] = ("",)

    def __init__(self, *, delay: float = 0.0, fault: str = "") -> None:
        self.delay = delay
        self.set_fault(fault)

    def set_fault(self, fault: str) -> None:
        if fault not in self.faults:
            raise ValueError(f"unknown fault {fault!r}; one of {', '.join(self.faults[1:])}")
        self.fault = fault

    def control(self, *, local: bool, kind: str, body: bytes) -> tuple[HTTPStatus, bytes]:
        """``POST /control {"delay": 2.5, "fault": "down"}``, only from this machine and not by a browser."""
        if not local or kind != "application/json":
            return HTTPStatus.FORBIDDEN, b'{"error": "forbidden"}'
        wish = json.loads(body or b"{}")
        try:
            self.set_fault(wish.get("fault", self.fault))
            self.delay = float(wish.get("delay", self.delay))
            more = self.obey(wish)
        except (KeyError, TypeError, ValueError) as error:
            return HTTPStatus.BAD_REQUEST, json.dumps({"error": str(error)}).encode()
        state = {"delay": self.delay, "fault": self.fault, "faults": self.faults[1:], **more}
        return HTTPStatus.OK, json.dumps(state, ensure_ascii=False).encode()

    def obey(self, wish: Mapping[str, Any]) -> Mapping[str, Any]:
        """Do what else is wished, and return what else is to be told."""
        return {}


def is_local(environ: Mapping[str, Any]) -> bool:
    """Whether a request comes from this machine."""
    return str(environ.get("REMOTE_ADDR", "")).startswith(("127.", "::1"))


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64
    name = ""

    def server_bind(self) -> None:
        """Bind without looking up our own name, which can take long on a machine without a resolver."""
        TCPServer.server_bind(self)
        self.know_address()

    def know_address(self) -> None:
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]
        self.setup_environ()


class _Handler(WSGIRequestHandler):
    server: _Server

    def address_string(self) -> str:
        """No name look-ups."""
        return str(self.client_address[0])

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Without the query: it holds codes and states."""
        sys.stderr.write(f"{self.server.name} {self.command} {self.path.partition('?')[0]} {code}\n")


def serve(
    name: str,
    host: str,
    port: int,
    make: Callable[[int], WSGIApplication],
    listening: socket.socket | None = None,
) -> WSGIServer:
    """
    Return a server that listens; ``make`` is told the port, which matters when it was 0.

    ``name`` begins each line of its log.
    ``listening``: a socket that does so already, so that nobody else can take the port meanwhile.
    """
    server = _Server((host, port), _Handler, bind_and_activate=listening is None)
    server.name = name
    if listening:
        server.socket.close()
        server.socket, server.server_address = listening, listening.getsockname()
        server.know_address()
    server.set_app(make(server.server_port))
    return server


def options(parser: argparse.ArgumentParser, *, port: int) -> None:
    """Add what every simulator is told from the command line."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=port, help="0: a free one (default: %(default)s)")
    parser.add_argument("--fd", type=int, help="number of a socket, inherited, that listens already")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before every answer")


def run(name: str, title: str, args: argparse.Namespace, make: Callable[[int], WSGIApplication]) -> None:
    """Serve as ``options`` say, until interrupted; the first line printed is ``title`` and the address."""
    listening = None if args.fd is None else socket.socket(fileno=args.fd)
    server = serve(name, args.host, args.port, make, listening)
    print(f"{title}: http://{args.host}:{server.server_port}", flush=True)  # noqa: T201
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
