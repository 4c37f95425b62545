import threading

import pytest

from motcua.exchange.loopback import serve
from motcua.exchange.tsa.simulator import Stamps
from motcua.papers import timestamps


@pytest.fixture
def authority(settings):
    """A running authority, healthy at the start of each test; everything is stamped by it."""
    stamps = Stamps()
    server = serve("tsa-sim", "127.0.0.1", 0, lambda _port: stamps)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    settings.MOTCUA_TSA_URL = f"http://127.0.0.1:{server.server_port}"
    yield stamps
    timestamps.service.cache_clear()
    server.shutdown()
    server.server_close()
