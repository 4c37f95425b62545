import hashlib
import io
import shutil
import time
import urllib.error
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tools import get_uv
from tools.get_uv import Machine, UvError, Wheel

ANY_NAMES = [
    "uv-1.2.3-py3-none-macosx_11_0_arm64.whl",
    "uv-1.2.3-py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl",
    "uv-1.2.3-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
    "uv-1.2.3-py3-none-manylinux_2_31_riscv64.whl",
    "uv-1.2.3-py3-none-musllinux_1_1_x86_64.whl",
]


@pytest.fixture
def archive():
    """A wheel whose uv says that it is 1.2.3."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as wheel:
        wheel.writestr("uv-1.2.3.data/scripts/uv", "#!/bin/sh\necho uv 1.2.3\n")
        wheel.writestr("uv-1.2.3.data/scripts/uvx", "#!/bin/sh\n")
        wheel.writestr("uv-1.2.3.dist-info/METADATA", "Name: uv\n")
    return content.getvalue()


@pytest.fixture
def lock(tmp_path, archive):
    sha256 = hashlib.sha256(archive).hexdigest()
    wheels = ",".join(f'{{ url = "https://x.test/{name}", hash = "sha256:{sha256}" }}' for name in ANY_NAMES)
    file = tmp_path / "uv.lock"
    file.write_text(
        '[[package]]\nname = "another"\nversion = "1"\n'
        f'[[package]]\nname = "uv"\nversion = "1.2.3"\nwheels = [{wheels}]'
    )
    return file


@pytest.fixture(autouse=True)
def an_empty_machine(monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    monkeypatch.setattr(time, "sleep", lambda seconds: None)


@pytest.mark.parametrize(
    ("machine", "name"),
    [
        (Machine("linux", "x86_64", (2, 36)), ANY_NAMES[2]),
        (Machine("linux", "aarch64", (2, 17)), ANY_NAMES[1]),
        (Machine("linux", "aarch64", None), ANY_NAMES[1]),
        (Machine("linux", "x86_64", None), ANY_NAMES[4]),
        (Machine("darwin", "arm64", None), ANY_NAMES[0]),
    ],
)
def test_each_machine_gets_its_wheel(machine, name):
    wheels = [Wheel(f"https://x.test/{name}", "") for name in ANY_NAMES]

    assert get_uv.choose(wheels, machine).name == name


def test_a_machine_without_a_wheel_is_told(lock):
    _version, wheels = get_uv.locked(lock)

    with pytest.raises(UvError, match="riscv64"):
        get_uv.choose(wheels, Machine("linux", "riscv64", (2, 17)))


def test_the_locked_uv_is_fetched_unpacked_and_found_again(lock, tmp_path, archive, monkeypatch):
    fetched: list[str] = []

    def fetch(url: str) -> Any:
        fetched.append(url)
        return archive

    monkeypatch.setattr(get_uv, "open_url", fetch)

    first = get_uv.get_uv(lock, tmp_path / "tools")
    second = get_uv.get_uv(lock, tmp_path / "tools")

    assert first == second == tmp_path / "tools" / "uv"
    assert get_uv.works(first, "1.2.3")
    assert len(fetched) == 1
    assert {path.name for path in (tmp_path / "tools").iterdir()} == {"uv", "uvx"}


def test_a_newer_one_on_the_path_is_used_and_an_older_one_is_not(lock, tmp_path, archive, monkeypatch):
    on_path = tmp_path / "uv"
    monkeypatch.setattr(shutil, "which", lambda name: str(on_path))
    monkeypatch.setattr(get_uv, "open_url", lambda url: archive)

    found = []
    for version in ("1.10.0", "1.2.2"):
        on_path.write_text(f"#!/bin/sh\necho uv {version}\n")
        on_path.chmod(0o755)
        found.append(get_uv.get_uv(lock, tmp_path / "tools"))

    assert found == [on_path, tmp_path / "tools" / "uv"]


def test_what_has_another_hash_is_never_unpacked(lock, tmp_path, archive, monkeypatch):
    monkeypatch.setattr(get_uv, "open_url", lambda url: archive + b"!")
    monkeypatch.setattr(get_uv, "through_pip", lambda wheel, version: get_uv.checked(b"!", wheel))

    with pytest.raises(UvError, match=r"uv\.lock says"):
        get_uv.get_uv(lock, tmp_path / "tools")

    assert not (tmp_path / "tools" / "uv").exists()


def test_pip_is_tried_when_the_download_fails(lock, tmp_path, archive, monkeypatch):
    def no_network(url: str) -> bytes:
        raise urllib.error.URLError("no network")

    monkeypatch.setattr(get_uv, "open_url", no_network)
    monkeypatch.setattr(get_uv, "through_pip", lambda wheel, version: archive)

    assert get_uv.get_uv(lock, tmp_path / "tools") == tmp_path / "tools" / "uv"


def test_without_any_way_both_languages_say_what_to_do(lock, monkeypatch, capsys):
    def no_network(*_: object) -> bytes:
        raise UvError("no network")

    monkeypatch.setattr(get_uv, "ROOT", lock.parent)
    monkeypatch.setattr(get_uv, "download", no_network)
    monkeypatch.setattr(get_uv, "through_pip", no_network)

    assert get_uv.main() == 1

    said = capsys.readouterr()
    assert said.out == ""
    assert "HTTPS_PROXY" in said.err
    assert "Không tải được" in said.err
    assert "Could not fetch" in said.err


def test_the_real_lock_has_a_wheel_for_this_machine():
    _version, wheels = get_uv.locked(Path(get_uv.ROOT) / "uv.lock")

    assert len(get_uv.choose(wheels, get_uv.this_machine()).sha256) == 64
