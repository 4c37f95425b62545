import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from motcua.jobs.supervisor import Child, StopSignal, Supervisor

STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(60)
"""
POLITE = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: (print(time.monotonic()), sys.exit()))
print("up", flush=True)
time.sleep(60)
"""


@pytest.fixture
def child(tmp_path):
    made: list[Child] = []

    def make(code: str, **more: Any) -> Child:
        made.append(
            Child(f"child{len(made)}", [sys.executable, "-c", code], tmp_path / f"{len(made)}.log", **more)
        )
        return made[-1]

    yield make
    for one in made:
        one.kill()


def wait_for(condition, seconds: float = 10.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_a_dead_child_is_restarted_after_longer_and_longer_pauses(child):
    told: list[str] = []
    one = child("raise SystemExit(3)")
    supervisor = Supervisor([one], told.append)
    supervisor.start()

    def told_twice() -> bool:
        supervisor.watch()
        return len(told) == 2

    assert wait_for(told_twice)

    assert "(3)" in told[0]
    assert "sau 1 s" in told[0]
    assert "sau 2 s" in told[1]


def test_one_that_lived_long_restarts_at_once(child):
    one = child("")
    one.failures = 4
    one.started = 0.0

    assert one.note_death(now=1000.0) == 0.0


def test_children_stop_in_the_order_given(child):
    children = [child(POLITE), child(POLITE)]
    supervisor = Supervisor(children, print)
    supervisor.start()
    assert wait_for(lambda: all("up" in one.last_words() for one in children))

    supervisor.stop(StopSignal())

    first, second = (float(one.last_words().split()[1]) for one in children)
    assert first < second


def test_one_that_will_not_stop_is_ended_with_its_group(child):
    grandchild = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {STUBBORN!r}])"
    one = child(grandchild, patience=0.1)
    one.start()
    assert wait_for(lambda: "up" in one.last_words())
    assert one.process is not None
    group = one.process.pid

    one.stop()

    assert wait_for(lambda: not members(group))


def members(group: int) -> list[Path]:
    """Return the living processes of a group; zombies are dead."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            state, _parent, its_group = (process / "stat").read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state != "Z":
            found.append(process)
    return found


def test_children_die_with_a_killed_supervisor(tmp_path):
    code = f"""
import time
from pathlib import Path
from typing import Any
from motcua.jobs.supervisor import Child
child = Child("x", [{sys.executable!r}, "-c", "import time; time.sleep(60)"], Path({str(tmp_path)!r}) / "log")
child.start()
print(child.process.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as supervisor:
        assert supervisor.stdout is not None
        group = int(supervisor.stdout.readline())
        supervisor.kill()

    assert wait_for(lambda: not members(group))


def test_a_signal_interrupts_preparing_but_is_only_noted_while_supervising():
    with StopSignal() as stop:
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGTERM)
        stop.interrupts = False
        os.kill(os.getpid(), signal.SIGINT)

    assert stop.times == 2
