import threading

import pytest

from motcua.exchange.loopback import serve
from motcua.exchange.population import client
from motcua.exchange.population.simulator import Register, read_register


@pytest.fixture(scope="module")
def running():
    register = Register(read_register())
    server = serve("population-sim", "127.0.0.1", 0, lambda _port: register)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield register, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def register(running, settings, monkeypatch):
    """The simulator, healthy and without failures remembered at the start of each test."""
    found, settings.MOTCUA_POPULATION_URL = running
    found.delay = 0.0
    found.set_fault("")
    found.asked.clear()
    found.reports.clear()
    found.people = read_register()
    monkeypatch.setattr(client, "breaker", client.Breaker())
    return found
