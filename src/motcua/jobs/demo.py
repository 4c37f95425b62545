"""
What `motcua run` prepares, in order, before it opens the door.

A step is a callable without arguments, named by its dotted path, so that this table loads nothing.
Django is set up and the database answers when it is called; it must be safe to call again.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from motcua.jobs.home import CHECKOUT

ONCE: tuple[str, ...] = ()


class StepError(Exception):
    """A step failed; the message says what a newcomer can make of it."""


@dataclass(frozen=True)
class Step:
    """
    ``inputs``: files, as patterns from the checkout; the step is skipped while they are unchanged.

    With ``ONCE`` it runs once for a database; without inputs (None) it runs at every start.
    """

    title: str
    target: str
    inputs: tuple[str, ...] | None = None

    def action(self) -> Callable[[], object]:
        """:raises ImportError, AttributeError: when the target is not there: never a silent skip."""
        module, function = self.target.split(":")
        found: Callable[[], object] = getattr(import_module(module), function)
        return found

    def fingerprint(self) -> str | None:
        if self.inputs is None:
            return None
        digest = sha256()
        for path in sorted({path for pattern in self.inputs for path in CHECKOUT.glob(pattern)}):
            if path.is_file():
                digest.update(f"{path.relative_to(CHECKOUT)}\n".encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()


STEPS = (
    Step("Cơ sở dữ liệu", "motcua.jobs.steps:migrate"),
    Step("Phông chữ", "motcua.jobs.steps:fonts"),
    Step("Trình vẽ quy trình", "motcua.jobs.steps:drawing_tool"),
    Step("Tệp tĩnh", "motcua.jobs.steps:static", ("src/motcua/**/static/**/*", "uv.lock")),
    Step("Chứng thư số dùng thử", "motcua.papers.demo_ca:ensure_demo_ca"),
    Step("Cơ cấu tổ chức", "motcua.jobs.own_data:import_offices", ("src/motcua/orgs/data/**/*",)),
    Step(
        "Thủ tục hành chính",
        "motcua.jobs.own_data:import_catalogue",
        ("src/motcua/catalogue/data/**/*", "src/motcua/catalogue/importing/*.py"),
    ),
    Step("Cán bộ dùng thử", "motcua.jobs.seed.staff:ensure_staff", ONCE),
    Step("Quy trình mẫu", "motcua.jobs.seed.processes:ensure_processes", ONCE),
    Step("Hồ sơ mẫu", "motcua.jobs.steps:dossiers", ONCE),
    Step("Người hỗ trợ mẫu", "motcua.jobs.seed.helping:ensure_helpers", ONCE),
    Step("Việc nội bộ mẫu", "motcua.jobs.seed.internal:ensure_internal", ONCE),
    Step("Hồ sơ liên thông mẫu", "motcua.jobs.seed.interlinked:ensure_interlinked", ONCE),
    Step("Văn bản mẫu", "motcua.jobs.seed.documents:ensure_documents", ONCE),
    Step("Sảnh chờ mẫu", "motcua.jobs.seed.hall:ensure_hall", ONCE),
    Step("Giấy chứng sinh mẫu", "motcua.jobs.seed.proof_of_birth:ensure_proof_of_birth", ONCE),
)


@dataclass(frozen=True)
class Login:
    """One way into the trial, for the table that `motcua run` prints."""

    who: str
    name: str
    password: str


LOGINS = "motcua.jobs.logins:logins"
"""Dotted path of a callable that returns the log-ins."""


def logins() -> list[Login]:
    module, function = LOGINS.split(":")
    return list(getattr(import_module(module), function)())


class State:
    """Which steps are done, for this very database: a new database starts afresh."""

    def __init__(self, file: Path, database: str) -> None:
        self._file = file
        self._database = database
        self._done: dict[str, str] = {}
        try:
            saved = json.loads(file.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return
        if saved.get("database") == database:
            self._done = saved["done"]

    def is_done(self, step: Step) -> bool:
        fingerprint = step.fingerprint()
        return fingerprint is not None and self._done.get(step.target) == fingerprint

    def mark(self, step: Step) -> None:
        if (fingerprint := step.fingerprint()) is not None:
            self._done[step.target] = fingerprint
            content = json.dumps({"database": self._database, "done": self._done}, indent=1)
            new = self._file.with_suffix(".new")
            new.write_text(content, encoding="utf-8")
            new.replace(self._file)


def prepare(file: Path, database: Callable[[], str], steps: tuple[Step, ...] = STEPS) -> Iterator[Step]:
    """
    Give each step that is due, just before it is run.

    ``database`` tells one database from another; it is asked after the first step, which makes the tables.
    """
    first, *others = steps
    yield first
    first.action()()
    state = State(file, database())
    for step in others:
        if not state.is_done(step):
            yield step
            step.action()()
            state.mark(step)
