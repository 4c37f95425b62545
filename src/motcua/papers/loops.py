"""Signing runs coroutines of its own; a thread that already runs a loop must lend it another thread."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def outside_any_loop(work: Callable[[], T]) -> T:
    """Return what ``work`` returns; it may call ``asyncio.run`` wherever it is called from."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()
