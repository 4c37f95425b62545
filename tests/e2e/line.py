"""The line between a counter and its server: it can be cut, or lose an answer whose question arrived."""

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field

PIECE = 65536


@dataclass
class Line:
    """Forwards every connection to ``server``, until it is cut: then nobody is there."""

    server: tuple[str, int]
    loses_answer_to: bytes = b""
    port: int = 0
    _listening: socket.socket | None = None
    _open: list[socket.socket] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def mend(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listening,), daemon=True).start()

    def cut(self) -> None:
        """Nothing goes through any more, not even what is on its way; a new connection is refused."""
        if self._listening:
            self._listening.shutdown(socket.SHUT_RDWR)
            self._listening.close()
            self._listening = None
        while self._open:
            _close(self._open.pop())

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                here, _ = listening.accept()
                there = socket.create_connection(self.server)
                self._open += [here, there]
                heard = threading.Event()
                threading.Thread(target=self._ask, args=(here, there, heard), daemon=True).start()
                threading.Thread(target=self._answer, args=(there, here, heard), daemon=True).start()

    def _ask(self, here: socket.socket, there: socket.socket, heard: threading.Event) -> None:
        with suppress(OSError):
            while piece := here.recv(PIECE):
                if self.loses_answer_to and self.loses_answer_to in piece:
                    heard.set()
                there.sendall(piece)
        _close(there)

    def _answer(self, there: socket.socket, here: socket.socket, heard: threading.Event) -> None:
        with suppress(OSError):
            while piece := there.recv(PIECE):
                if heard.is_set():
                    self.loses_answer_to = b""
                    self.cut()
                    return
                here.sendall(piece)
        _close(here)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
