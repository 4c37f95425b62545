"""Malware: refused when it comes, held back when it is found later; a silent scanner stops nobody."""

import socketserver
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest

from motcua.journal.models import Act
from motcua.papers import errors, queries
from motcua.papers.models import Paper, Scan, StoredFile
from motcua.papers.scanning import scan_waiting
from tests.papers.hostile.corpus import pdf
from tests.papers.makers import picture, stored
from tests.papers.samples import AT

pytestmark = pytest.mark.django_db
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def with_eicar() -> bytes:
    return pdf() + b"\n%" + EICAR


class Clamd(socketserver.ThreadingUnixStreamServer):
    """Answers as clamd does (clamd(8): VERSION, INSTREAM), from signatures it is given."""

    daemon_threads = True

    def __init__(self, path: str) -> None:
        self.signatures: dict[bytes, str] = {EICAR: "Eicar-Test-Signature"}
        self.version = "ClamAV 1.4.3/27900/Tue Nov 24 08:00:00 2026"
        self.limit = 25_000_000
        self.mood = "well"  # or silent, closing, babbling
        self.scanned = 0
        self.woken = threading.Event()
        super().__init__(path, _Talk)


class _Talk(socketserver.StreamRequestHandler):
    server: Clamd

    def handle(self) -> None:
        command = self._word()
        if self.server.mood == "closing":
            return
        if self.server.mood == "silent":
            self.server.woken.wait(20)
            return
        if command == b"zVERSION":
            self.wfile.write(self.server.version.encode() + b"\0")
        elif command == b"zINSTREAM":
            self.wfile.write(self._verdict(self._stream()).encode() + b"\0")
        else:
            self.wfile.write(b"UNKNOWN COMMAND\0")

    def _word(self) -> bytes:
        word = b""
        while (letter := self.rfile.read(1)) not in (b"", b"\0"):
            word += letter
        return word

    def _stream(self) -> bytes:
        whole = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            whole += self.rfile.read(length)
        return whole

    def _verdict(self, content: bytes) -> str:
        self.server.scanned += 1
        if self.server.mood == "babbling":
            return "stream: Can't allocate memory ERROR"
        if len(content) > self.server.limit:
            return "INSTREAM size limit exceeded. ERROR"
        found = [name for needle, name in self.server.signatures.items() if needle in content]
        return f"stream: {found[0]} FOUND" if found else "stream: OK"


@contextmanager
def running(path):
    with Clamd(str(path)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.woken.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def clamd(tmp_path, settings):
    settings.MOTCUA_CLAMD = f"unix:{tmp_path}/clamd"
    settings.MOTCUA_CLAMD_TIMEOUT = 1
    with running(tmp_path / "clamd") as server:
        yield server


def test_what_is_clean_says_so_and_with_which_signatures(clamd):
    paper = stored()

    row = StoredFile.objects.get(pk=paper.file_id)
    assert (row.scan, row.scanned_at, row.scanned_with) == (Scan.CLEAN, AT, clamd.version)


def test_malware_is_refused_by_name_and_nothing_is_kept(clamd, vault):
    with pytest.raises(errors.FileInfected, match="Eicar-Test-Signature"):
        stored(content=with_eicar())

    assert not Paper.objects.exists()
    assert not [path for path in vault.rglob("*") if path.is_file()]


@pytest.mark.parametrize("mood", ["silent", "closing", "babbling"])
def test_a_scanner_in_a_bad_mood_stops_nobody_and_the_file_waits(clamd, mood):
    clamd.mood = mood

    paper = stored()

    assert paper.file.scan == Scan.WAITING
    assert queries.read_bytes(paper) == picture()


def test_no_scanner_at_the_address_stops_nobody(settings, tmp_path):
    settings.MOTCUA_CLAMD = f"unix:{tmp_path}/nobody"

    assert stored().file.scan == Scan.WAITING


def test_what_waited_is_scanned_when_the_scanner_is_back(clamd):
    clamd.mood = "closing"
    paper = stored()
    clamd.mood = "well"

    assert scan_waiting(at=AT + timedelta(minutes=5)) == 1
    assert StoredFile.objects.get(pk=paper.file_id).scan == Scan.CLEAN


def test_malware_that_came_during_an_outage_is_held_back(clamd):
    clamd.mood = "closing"
    paper = stored(content=with_eicar())
    clamd.mood = "well"

    scan_waiting(at=AT + timedelta(minutes=5))

    with pytest.raises(errors.FileQuarantined, match="Eicar"):
        queries.open_file(Paper.objects.get(pk=paper.pk))
    with pytest.raises(errors.FileInfected):
        stored(content=with_eicar(), owner="person:13")
    assert Act.objects.get().verb == "file.quarantined"


def test_new_signatures_find_what_old_ones_did_not(clamd):
    paper = stored()
    clamd.signatures[picture()[:40]] = "Pdf.New-1"
    clamd.version = "ClamAV 1.4.3/27901"

    at_once = scan_waiting(at=AT + timedelta(hours=1))
    next_day = scan_waiting(at=AT + timedelta(hours=25))

    assert (at_once, next_day) == (0, 1)
    assert StoredFile.objects.get(pk=paper.file_id).found == "Pdf.New-1"


def test_a_month_later_it_is_left_in_peace(clamd):
    stored()

    assert scan_waiting(at=AT + timedelta(days=31)) == 0


def test_a_silent_scanner_is_asked_once_not_for_every_file(clamd):
    clamd.mood = "closing"
    stored()
    stored(content=picture(colour="red"))
    clamd.mood = "babbling"
    clamd.scanned = 0

    scan_waiting(at=AT)

    assert clamd.scanned == 1


def test_a_scanner_over_tcp(settings, clamd, tmp_path):
    class Tcp(socketserver.ThreadingTCPServer):
        def finish_request(self, request, client_address):
            clamd.finish_request(request, client_address)

    with Tcp(("127.0.0.1", 0), _Talk) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        settings.MOTCUA_CLAMD = f"127.0.0.1:{server.server_address[1]}"
        paper = stored()
        server.shutdown()
        thread.join()

    assert paper.file.scan == Scan.CLEAN
