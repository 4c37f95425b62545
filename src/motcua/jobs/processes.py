"""Children that never outlive us: signals at our death, locks that a crash lets go."""

import ctypes
import fcntl
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class AlreadyHeldError(Exception):
    """Another living process holds the lock."""


def dies_with_us(with_signal: signal.Signals) -> Callable[[], None]:
    """
    Return what a child runs before its program: the kernel will signal it when we die, even by SIGKILL.

    Start such children from the main thread: the kernel watches the thread, not the process.
    """
    parent = os.getpid()

    def before_the_program() -> None:
        die_with_parent(with_signal)
        if os.getppid() != parent:  # we died in between
            os._exit(1)

    return before_the_program


def die_with_parent(with_signal: signal.Signals = signal.SIGKILL) -> None:
    """Have the kernel signal this process when its parent dies: for the workers of a process pool."""
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_PDEATHSIG, int(with_signal))


@contextmanager
def held(lock: Path) -> Iterator[None]:
    """
    Hold a lock file as long as we live; the kernel lets go of it however we end.

    :raises AlreadyHeldError: at once, when somebody else holds it.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyHeldError(str(lock)) from error
        yield
