"""
The tool that draws processes in a browser: bpmn-js, from npm by name, version and hash.

Nothing of it is committed. Without it (no network when it was built) every page works by tables and the
server's own drawing, and says so. Its licence asks that its mark stays on each drawing: it does.
"""

import base64
import hashlib
import re
import tarfile
from io import BytesIO
from pathlib import Path

import httpx
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

VERSION = "18.31.1"
INTEGRITY = "sha512-Hc7LzrgwfcBRUAdI/380Q2v1MJ115atGEVGadawLfDbHdo+r+IkmNj8fuYPFmWglUYt1KYIaC46OeX16HGTKQw=="
REGISTRY = "https://registry.npmjs.org"
FOLDER = "bpmn-js"
EDITOR = "bpmn-modeler.production.min.js"
VIEWER = "bpmn-navigated-viewer.production.min.js"
STYLES = ("assets/diagram-js.css", "assets/bpmn-js.css", "assets/bpmn-font/css/bpmn.css")
FONT = "assets/bpmn-font/font/bpmn.woff2"
_WANTED = {f"package/dist/{name}": name for name in (EDITOR, VIEWER, *STYLES, FONT)} | {
    "package/LICENSE": "LICENSE"
}
_LARGEST = 20 * 1024 * 1024
_FACES = re.compile(rb"@font-face\s*\{.*?\}", re.DOTALL)
_PICTURE = re.compile(rb"url\('data:[^']*'\)")  # our pages take no picture out of a style
_ONE_FACE = b"@font-face { font-family: 'bpmn'; src: url('../font/bpmn.woff2') format('woff2'); }"


class ToolUnavailableError(Exception):
    """It could not be fetched, or what came is not what was meant."""


def build(folder: Path, registry: str = REGISTRY) -> bool:
    """
    Fetch the tool into ``folder``; return False when it was there already.

    :raises ToolUnavailableError: if it cannot be fetched, or its hash is another.
    """
    stamp = folder / ".version"
    if stamp.is_file() and stamp.read_text() == INTEGRITY:
        return False
    files = _unpacked(_fetched(registry))
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.part")
        part.write_bytes(content)
        part.replace(target)
    stamp.write_text(INTEGRITY)
    return True


def _fetched(registry: str) -> bytes:
    """Return the package, once its hash is the one we know."""
    url = f"{registry.rstrip('/')}/bpmn-js/-/bpmn-js-{VERSION}.tgz"
    try:
        answer = httpx.get(url, timeout=30, follow_redirects=True)
        answer.raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as reason:
        raise ToolUnavailableError(f"{url}: {reason}") from reason
    found = base64.b64encode(hashlib.sha512(answer.content).digest()).decode()
    if f"sha512-{found}" != INTEGRITY:
        raise ToolUnavailableError(f"{url}: sha512-{found}")
    return answer.content


def _unpacked(package: bytes) -> dict[str, bytes]:
    """Return the files we serve, by their names below our folder; of the font only one form."""
    files = {}
    with tarfile.open(fileobj=BytesIO(package), mode="r:gz") as archive:
        for member in archive:
            source = archive.extractfile(member) if member.name in _WANTED and member.isfile() else None
            if source is not None and member.size <= _LARGEST:
                files[_WANTED[member.name]] = source.read()
    if missing := set(_WANTED.values()) - set(files):
        raise ToolUnavailableError(f"bpmn-js {VERSION}: {', '.join(sorted(missing))}")
    files[STYLES[1]] = _PICTURE.sub("'›'".encode(), files[STYLES[1]])
    faces = _FACES.sub(b"", files[STYLES[2]])
    files[STYLES[2]] = faces.replace(b'@charset "utf-8";', b'@charset "utf-8";\n' + _ONE_FACE)
    return files


def is_there() -> bool:
    """Whether pages can serve it."""
    path = f"{FOLDER}/{EDITOR}"
    gathered: dict[str, str] | None = getattr(staticfiles_storage, "hashed_files", None)
    return path in gathered if gathered is not None else finders.find(path) is not None
