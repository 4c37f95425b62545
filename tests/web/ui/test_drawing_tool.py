"""The drawing tool is fetched by its hash or not at all; pages do without it."""

import base64
import hashlib
import io
import tarfile
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from motcua.web.ui import drawing_tool
from motcua.web.ui.drawing_tool import ToolUnavailableError, build

ADDRESS = f"/bpmn-js/-/bpmn-js-{drawing_tool.VERSION}.tgz"
ICONS = b"""@charset "utf-8";
@font-face { src: url('../font/bpmn.eot?1'); src: url('../font/bpmn.woff?1') format('woff'); }
.bpmn-icon-task:before { content: 'x'; }"""
CSS = {"bpmn.css": ICONS, "bpmn-js.css": b"a{content: url('data:image/svg+xml;utf8,<svg/>')}"}


def package(*left_out):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        names = [name for name in drawing_tool._WANTED if not name.endswith(left_out or ("-",))]
        for name in [*names, "package/dist/../../../evil.js", "package/lib/more.js"]:
            content = CSS.get(Path(name).name, b"x")
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


@pytest.fixture
def registry(monkeypatch):
    """Serve a package as the registry does; its hash is the known one unless said otherwise."""
    served: dict[str, bytes] = {}

    class Registry(BaseHTTPRequestHandler):
        def do_GET(self):
            content = served.get(self.path)
            self.send_response(HTTPStatus.OK if content else HTTPStatus.NOT_FOUND)
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_args):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Registry)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def serve(content, *, known=True):
        if known:
            digest = base64.b64encode(hashlib.sha512(content).digest()).decode()
            monkeypatch.setattr(drawing_tool, "INTEGRITY", f"sha512-{digest}")
        served[ADDRESS] = content
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    server.shutdown()
    server.server_close()


def test_only_what_pages_serve_is_unpacked_and_not_fetched_again(tmp_path, registry):
    address = registry(package())

    first = build(tmp_path / "tool", address)
    again = build(tmp_path / "tool", "http://127.0.0.1:9")

    found = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()}
    wanted = {f"tool/{name}" for name in drawing_tool._WANTED.values()}
    assert (first, again) == (True, False)
    assert found == wanted | {"tool/.version"}


def test_its_styles_name_no_file_that_is_not_served(tmp_path, registry):
    build(tmp_path, registry(package()))

    styles = "".join((tmp_path / name).read_text() for name in drawing_tool.STYLES)
    assert "data:" not in styles
    assert ".eot" not in styles
    assert "../font/bpmn.woff2" in styles


def test_another_hash_is_refused_and_nothing_written(tmp_path, registry):
    with pytest.raises(ToolUnavailableError, match="sha512-"):
        build(tmp_path / "tool", registry(package(), known=False))

    assert not (tmp_path / "tool").exists()


def test_a_package_without_its_licence_is_refused(tmp_path, registry):
    with pytest.raises(ToolUnavailableError, match="LICENSE"):
        build(tmp_path / "tool", registry(package("LICENSE")))


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "not an address"])
def test_without_a_network_it_says_so(tmp_path, address):
    with pytest.raises(ToolUnavailableError):
        build(tmp_path / "tool", address)
