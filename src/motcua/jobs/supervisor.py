"""Keeps a few child processes alive, and takes all of them down in order."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Self

from motcua.jobs.processes import dies_with_us

LONGEST_PAUSE = 30.0
SETTLED = 60.0
"""A child that lived this many seconds may restart at once when it dies."""
LOG_LIMIT = 5_000_000


@dataclass
class Child:
    """A process to keep alive; its output goes to ``log``."""

    name: str
    command: Sequence[str]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    files: tuple[int, ...] = ()
    """Open files that it inherits, by number."""
    at_our_death: signal.Signals = signal.SIGTERM
    """What the kernel sends it should we be killed ourselves."""
    patience: float = 25.0
    """Seconds it gets to finish what it is doing when asked to stop."""

    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    failures: int = 0
    not_before: float = 0.0

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".old.log"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=os.environ | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=self.files,
                start_new_session=True,  # Ctrl-C is for the supervisor, which knows the order
                preexec_fn=dies_with_us(self.at_our_death),
            )
        self.started = time.monotonic()

    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def note_death(self, *, now: float) -> float:
        """Return the pause before the next start: none at first, then longer and longer."""
        self.failures = 0 if now - self.started > SETTLED else self.failures + 1
        pause = 0.0 if self.failures == 0 else min(LONGEST_PAUSE, 2.0 ** (self.failures - 1))
        self.not_before = now + pause
        self.process = None
        return pause

    def stop(self) -> None:
        """Ask it to end; after its patience, end it and whatever it has started."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(self.patience)
        self.kill()

    def kill(self) -> None:
        """End at once the child and what is left of its group."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def last_words(self, lines: int = 20) -> str:
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])


class StopSignal:
    """Ctrl-C, SIGTERM and a closed terminal all mean: stop, in order. A second one means: at once."""

    SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def __init__(self) -> None:
        self.times = 0
        self.interrupts = True
        """While preparing, the signal interrupts; while supervising, it only is noted."""

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, self._note) for number in self.SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.times += 1
        if self.interrupts:
            raise KeyboardInterrupt


class Supervisor:
    def __init__(self, children: Sequence[Child], tell: Callable[[str], None]) -> None:
        self.children = children
        self.tell = tell

    def start(self) -> None:
        for child in self.children:
            child.start()

    def watch(self) -> None:
        """Restart what has died, once its pause is over. Call this a few times a second."""
        now = time.monotonic()
        for child in self.children:
            if child.has_died():
                assert child.process is not None
                code = child.process.returncode
                child.kill()
                pause = child.note_death(now=now)
                self.tell(f"{child.name}: dừng ({code}); chạy lại sau {pause:.0f} s. Nhật ký: {child.log}")
            elif child.process is None and now >= child.not_before:
                child.start()

    def stop(self, stop_signal: StopSignal) -> None:
        """Stop the children in the order given; a further signal kills what is left."""
        stop_signal.interrupts = True
        for child in self.children:
            try:
                child.stop()
            except KeyboardInterrupt:
                break
        stop_signal.interrupts = False
        for child in self.children:
            child.kill()
