"""
Print the path of a `uv` at least as new as the locked one; where there is none, fetch that one.

Only the standard library: this runs before anything is installed. What is fetched is the wheel that
`uv.lock` names, and only with the sha256 that `uv.lock` names; it lands in `.tools/uv`.
The path goes to stdout, all talk to stderr.
"""

import hashlib
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
TRIES = 3
TIMEOUT = 60
HELP = """
Không tải được «uv», công cụ cài thư viện của Một Cửa.
  1. Máy có ra Internet không? Nếu qua máy chủ trung gian: export HTTPS_PROXY=http://…
  2. Nếu báo lỗi chứng thư: apt-get install ca-certificates, hoặc export SSL_CERT_FILE=…
  3. Hoặc tự cài uv {version} trở lên (ví dụ: python3 -m pip install uv) rồi chạy lại.

Could not fetch "uv", the tool that installs Một Cửa's libraries.
  1. Is the Internet reachable? Behind a proxy: export HTTPS_PROXY=http://…
  2. On a certificate error: apt-get install ca-certificates, or export SSL_CERT_FILE=…
  3. Or install uv {version} or newer yourself (say: python3 -m pip install uv) and run this again.

{why}"""


class UvError(Exception):
    """No way worked; the message says what was tried."""


class Wheel(NamedTuple):
    url: str
    sha256: str

    @property
    def name(self) -> str:
        return self.url.rsplit("/", 1)[-1]

    @property
    def tags(self) -> list[str]:
        """Return the platforms it runs on, the last part of `uv-1.2-py3-none-manylinux_….whl`."""
        return self.name.removesuffix(".whl").rsplit("-", 1)[-1].split(".")


class Machine(NamedTuple):
    system: str
    arch: str
    glibc: tuple[int, int] | None
    """None where the C library is another one, such as musl."""

    def suits(self, tag: str) -> bool:
        if self.system == "windows":
            return tag == {"amd64": "win_amd64", "arm64": "win_arm64"}.get(self.arch, "win32")
        if self.system == "darwin":
            return bool(re.fullmatch(rf"macosx_\d+_\d+_{self.arch}", tag))
        if self.glibc is None:
            return bool(re.fullmatch(rf"musllinux_\d+_\d+_{self.arch}", tag))
        found = re.fullmatch(rf"manylinux_(\d+)_(\d+)_{self.arch}", tag)
        return found is not None and (int(found[1]), int(found[2])) <= self.glibc


def this_machine() -> Machine:
    name, version = platform.libc_ver()
    glibc = tuple(int(part) for part in version.split(".")[:2]) if name == "glibc" else ()
    return Machine(
        platform.system().lower(),
        platform.machine().lower(),
        (glibc[0], glibc[1]) if len(glibc) == 2 else None,
    )


def locked(lock: Path) -> tuple[str, list[Wheel]]:
    """Return the version of uv in the lock file, and its wheels."""
    import tomllib

    packages = tomllib.loads(lock.read_text(encoding="utf-8"))["package"]
    uv = next(package for package in packages if package["name"] == "uv")
    wheels = [Wheel(w["url"], w["hash"].removeprefix("sha256:")) for w in uv["wheels"]]
    return uv["version"], wheels


def choose(wheels: Iterable[Wheel], machine: Machine) -> Wheel:
    """:raises UvError: where no wheel runs on this machine."""
    for wheel in wheels:
        if any(machine.suits(tag) for tag in wheel.tags):
            return wheel
    raise UvError(f"No wheel of uv for {machine}.")


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def installed(folder: Path) -> Iterator[Path]:
    name = "uv.exe" if os.name == "nt" else "uv"
    yield folder / name
    if on_path := shutil.which("uv"):
        yield Path(on_path)
    yield Path.home() / ".local" / "bin" / name


def works(uv: Path, at_least: str) -> bool:
    try:
        said = subprocess.run([uv, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    return numbers(said) >= numbers(at_least)


def open_url(url: str) -> bytes:
    """
    Read an address; the proxy and SSL_CERT_FILE variables are obeyed.

    A bare Debian has no list of certificate authorities. There the read goes on unverified: the
    caller takes nothing whose sha256 is not the locked one, so nobody can slip anything in.
    """
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT) as answer:
            return bytes(answer.read())
    except urllib.error.URLError as error:
        if not isinstance(error.reason, ssl.SSLCertVerificationError):
            raise
    unverified = ssl._create_unverified_context()  # noqa: S323
    with urllib.request.urlopen(url, timeout=TIMEOUT, context=unverified) as answer:
        return bytes(answer.read())


def download(wheel: Wheel) -> bytes:
    for tried in range(1, TRIES + 1):
        try:
            return checked(open_url(wheel.url), wheel)
        except (OSError, UvError) as error:
            say(f"   lần {tried}/{TRIES}: {error}")
            if tried == TRIES:
                raise UvError(f"{wheel.name}: {error}") from error
            time.sleep(2**tried)
    raise AssertionError


def through_pip(wheel: Wheel, version: str) -> bytes:
    """Let pip fetch it: it knows the mirrors that this machine's administrator has set."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet"]
        command += ["--no-deps", "--only-binary=:all:", "--dest", folder, f"uv=={version}"]
        try:
            subprocess.run(command, check=True, stdout=sys.stderr)
            return checked((Path(folder) / wheel.name).read_bytes(), wheel)
        except (OSError, subprocess.CalledProcessError) as error:
            raise UvError(f"pip: {error}") from error


def checked(content: bytes, wheel: Wheel) -> bytes:
    """:raises UvError: unless the content is the locked one."""
    found = hashlib.sha256(content).hexdigest()
    if found != wheel.sha256:
        raise UvError(f"{wheel.name} has sha256 {found}, uv.lock says {wheel.sha256}.")
    return content


def unpack(content: bytes, folder: Path) -> Path:
    """Put the programs of the wheel into the folder, whole or not at all; return the path of uv."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        archive = Path(scratch) / "uv.whl"
        archive.write_bytes(content)
        with zipfile.ZipFile(archive) as wheel:
            for member in wheel.namelist():
                if re.search(r"\.data/scripts/uvx?(\.exe)?$", member):
                    program = Path(wheel.extract(member, scratch))
                    program.chmod(0o755)
                    program.replace(folder / program.name)
    return folder / ("uv.exe" if os.name == "nt" else "uv")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def get_uv(lock: Path, folder: Path) -> Path:
    """:raises UvError: when neither the download nor pip brought it."""
    version, wheels = locked(lock)
    for uv in installed(folder):
        if works(uv, version):
            return uv
    wheel = choose(wheels, this_machine())
    say(f"→ Tải uv {version} (20 MB, chỉ lần đầu) / fetching uv, first time only …")
    start = time.monotonic()
    try:
        content = download(wheel)
    except UvError as first:
        say("   thử qua pip / trying pip …")
        try:
            content = through_pip(wheel, version)
        except UvError as second:
            raise UvError(f"{first}\n{second}") from second
    uv = unpack(content, folder)
    say(f"   {time.monotonic() - start:.1f} s → {uv}")
    return uv


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036  (this file meets the Python that is there)
        this = platform.python_version()
        say(f"Cần Python 3.11 trở lên; đây là / Python 3.11+ is needed; this is {this}.")
        say("Ví dụ / for instance: make run PYTHON=python3.12")
        return 1
    lock = ROOT / "uv.lock"
    try:
        print(get_uv(lock, ROOT / ".tools" / "uv"))
    except UvError as error:
        say(HELP.format(version=locked(lock)[0], why=error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
