"""
How gunicorn serves: `gunicorn -c python:motcua.project.gunicorn motcua.project.wsgi`.

Threads, since a request mostly waits for PostgreSQL; the code is loaded once and shared by the workers.
"""

import os
from typing import Any

from motcua.kernel.settings import env_int, env_str

bind = env_str("MOTCUA_BIND", "127.0.0.1:8000")
workers = env_int("MOTCUA_WORKERS", 2)
worker_class = "gthread"
threads = env_int("MOTCUA_THREADS", 4)
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 30
max_requests = 20_000  # a leak in a library must not fill a province's server
max_requests_jitter = 2_000
accesslog = None  # the proxy in front writes one
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
control_socket_disable = True  # its place is shared by all of a user's servers


def on_starting(server: Any) -> None:
    """Let gunicorn's own lines go through Django's LOGGING, which `preload_app` has set up by now."""
    log = server.log.error_log
    for handler in list(log.handlers):
        log.removeHandler(handler)
    log.propagate = True
