"""
Every check that needs no test: `python tools/check.py [--jobs 2] [NAME …]`.

Independent checks run side by side; each prints one line with its seconds, and its output only
when it fails. Ends non-zero when one failed.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
LONGEST = 400
COUNTED = {".py", ".html", ".css", ".js"}
NOT_OURS = {"migrations", "vendor", "node_modules"}

# Settings are read by mypy and makemigrations; neither needs the server to answer.
NO_SERVER = {
    "MOTCUA_SECRET_KEY": "only-for-checks",
    "DATABASE_URL": "postgresql:///none?host=/nonexistent",
    "DJANGO_SETTINGS_MODULE": "motcua.project.settings",
}


class Verdict(NamedTuple):
    good: bool
    output: str = ""


def tool(*command: str) -> Callable[[], Verdict]:
    """Return a check that runs a program of this environment; its exit code is the verdict."""

    def check() -> Verdict:
        done = subprocess.run(
            [BIN / command[0], *command[1:]],
            cwd=ROOT,
            env=os.environ | NO_SERVER,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return Verdict(done.returncode == 0, done.stdout)

    return check


def templates() -> Verdict:
    """Run djlint; its exit code is the verdict, and no template at all is fine."""
    if not any((ROOT / "src").rglob("*.html")):
        return Verdict(good=True)
    return tool("djlint", "src", "--check", "--lint")()


def lengths() -> Verdict:
    """No file of ours above 400 lines, unless a decision record names it and says why."""
    excused = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("docs/adr/*.md"))
    too_long = [
        f"{path}: {lines} lines (split it, or name it in a record under docs/adr)"
        for path, lines in counted(ROOT / "src")
        if lines > LONGEST and path not in excused
    ]
    return Verdict(not too_long, "\n".join(too_long))


def counted(folder: Path) -> Iterator[tuple[str, int]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in COUNTED and not NOT_OURS & set(path.parts) and path.is_file():
            yield str(path.relative_to(ROOT)), len(path.read_bytes().splitlines())


def made_documents() -> Verdict:
    """Every `tools/make_*.py` says with `--check` whether what it makes is up to date."""
    for maker in sorted(ROOT.glob("tools/make_*.py")):
        verdict = tool("python", str(maker), "--check")()
        if not verdict.good:
            return Verdict(good=False, output=f"{verdict.output}\nRun: python {maker.name}")
    return Verdict(good=True)


# The slowest first, so that the quick ones fill the other core.
CHECKS: dict[str, Callable[[], Verdict]] = {
    "mypy": tool("mypy"),
    "djlint": templates,
    "migrations": tool("python", "-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run"),
    "lint-imports": tool("lint-imports"),
    "documents": made_documents,
    "ruff format": tool("ruff", "format", "--check", "."),
    "ruff check": tool("ruff", "check", "."),
    "lengths": lengths,
}


def run(names: Sequence[str], jobs: int) -> list[str]:
    """Run the checks, telling of each as it ends; return the names of those that failed."""

    def timed(name: str) -> tuple[str, Verdict, float]:
        start = time.monotonic()
        return name, CHECKS[name](), time.monotonic() - start

    failed = []
    with ThreadPoolExecutor(jobs) as pool:
        for done in as_completed([pool.submit(timed, name) for name in names]):
            name, verdict, seconds = done.result()
            print(f"  {'✓' if verdict.good else '✗'} {name:<14}{seconds:6.1f} s", flush=True)
            if not verdict.good:
                failed.append(name)
                print(verdict.output.rstrip() or "(no output)", flush=True)
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(CHECKS))
    wanted = parser.parse_args()
    if unknown := set(wanted.names) - set(CHECKS):
        parser.error(f"no such check: {', '.join(sorted(unknown))}; there are {', '.join(CHECKS)}")
    start = time.monotonic()
    failed = run(wanted.names or list(CHECKS), wanted.jobs)
    print(f"  {time.monotonic() - start:.1f} s in all" + (f"; FAILED: {', '.join(failed)}" * bool(failed)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
