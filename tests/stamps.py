"""A running authority of time stamps, for tests that sign through it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from motcua.exchange.loopback import serve
from motcua.exchange.tsa.simulator import Stamps
from motcua.papers import timestamps


@contextmanager
def running_authority(settings: Any) -> Iterator[Stamps]:
    """Stamp everything by an authority of its own, healthy at first."""
    stamps = Stamps()
    server = serve("tsa-sim", "127.0.0.1", 0, lambda _port: stamps)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    settings.MOTCUA_TSA_URL = f"http://127.0.0.1:{server.server_port}"
    yield stamps
    timestamps.service.cache_clear()
    server.shutdown()
    server.server_close()
