"""The national systems' simulators that a trial starts, each where the environment names no real one."""

import os
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from motcua.jobs.supervisor import Child


@dataclass(frozen=True)
class Simulator:
    """``module`` takes an inherited socket (``--fd``), ``setting`` the address; ``healthy`` answers 200."""

    name: str
    module: str
    setting: str
    first_port: int
    healthy: str


ALL = (
    Simulator(
        "vneid", "motcua.exchange.vneid", "MOTCUA_VNEID_URL", 8765, "/.well-known/openid-configuration"
    ),
    Simulator("population", "motcua.exchange.population", "MOTCUA_POPULATION_URL", 8785, "/?wsdl"),
    Simulator("tsa", "motcua.exchange.tsa", "MOTCUA_TSA_URL", 8795, "/root.pem"),
    Simulator("sms", "motcua.exchange.sms", "MOTCUA_SMS_URL", 8798, "/"),
)


@dataclass(frozen=True)
class Started:
    """A simulator with the socket it listens on, known before its process is."""

    simulator: Simulator
    listening: socket.socket

    @property
    def health(self) -> str:
        return os.environ[self.simulator.setting] + self.simulator.healthy

    def child(self, logs: Path) -> Child:
        number = self.listening.fileno()
        command = [sys.executable, "-m", self.simulator.module, "--fd", str(number)]
        return Child(self.simulator.name, command, logs / f"{self.simulator.name}.log", files=(number,))


def take_ports(listen: Callable[[int], socket.socket]) -> Iterator[Started]:
    """Take a port for each simulator that is needed, and say its address in the environment."""
    for simulator in ALL:
        if not os.environ.get(simulator.setting):
            listening = listen(simulator.first_port)
            os.environ[simulator.setting] = f"http://localhost:{listening.getsockname()[1]}"
            yield Started(simulator, listening)
