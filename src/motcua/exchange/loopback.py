"""Serving a simulator by the standard library: enough for a trial, on loopback. Knows no protocol."""

import socket
import sys
from collections.abc import Callable
from socketserver import TCPServer, ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from wsgiref.types import WSGIApplication


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
