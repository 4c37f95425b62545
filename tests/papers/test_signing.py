import asyncio
import multiprocessing
import random
import stat
from datetime import timedelta
from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from motcua.papers import demo_ca, verification
from motcua.papers.signing import DemoSigner, ensure_demo_ca, signer_for
from motcua.papers.verification import verify
from tests.papers.makers import SIGNATORY, pdf, sign, signed_pdf
from tests.papers.samples import AT

LATER = AT + timedelta(days=400)


@pytest.fixture(scope="module")
def positions():
    return random.Random(20261127)  # noqa: S311


def flipped(document: bytes, position: int, bit: int = 0) -> bytes:
    changed = bytearray(document)
    changed[position] ^= 1 << bit
    return bytes(changed)


def test_a_signed_paper_is_valid_and_says_who_and_when():
    verdict = verify(signed_pdf(), at=LATER)

    assert verdict.valid
    assert verdict.intact
    assert verdict.trusted
    assert verdict.whole_file
    assert verdict.time_stamped
    assert (verdict.signer_name, verdict.signer_post) == ("Nguyễn Thị Hường", "Chủ tịch")
    assert verdict.organisation == "Ủy ban nhân dân phường Pleiku"
    assert verdict.signed_at == AT
    assert verdict.reasons == (verification.ALL_GOOD,)


def test_signing_keeps_the_bytes_it_was_given():
    assert signed_pdf().startswith(pdf())


def test_a_paper_without_signature_is_not_valid():
    assert verify(pdf(), at=LATER).reasons == (verification.NOT_SIGNED,)


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7", b"\x00" * 5_000, "không phải PDF".encode()])
def test_what_is_not_a_pdf_is_not_valid(junk):
    assert verify(junk, at=LATER).reasons == (verification.NOT_A_PDF,)


def test_a_changed_byte_anywhere_is_noticed(positions):
    document = signed_pdf()

    for position in positions.sample(range(len(document)), 80):
        assert not verify(flipped(document, position), at=LATER).valid, f"byte {position}"


def test_a_changed_byte_of_the_signature_itself_is_noticed(positions):
    document = signed_pdf()
    start = document.rindex(b"/Contents <") + len(b"/Contents ")
    end = document.index(b">", start)

    edges = [start, start + 1, start + 2, end - 1, end]
    for position in edges + positions.sample(range(start, end), 300):
        assert not verify(flipped(document, position), at=LATER).valid, f"byte {position}"


def test_a_stamp_hidden_under_another_tag_is_noticed():
    document = signed_pdf()
    attribute = document.lower().rindex(b"060b2a864886f70d010910020e")  # signature-time-stamp
    tag = document.lower().rindex(b"a182", 0, attribute)

    hidden = document[:tag] + b"a0" + document[tag + 2 :]

    assert verify(document, at=LATER).time_stamped
    assert not verify(hidden, at=LATER).valid


def test_a_length_that_takes_in_the_padding_is_noticed():
    document = signed_pdf()
    digit = document.rindex(b"/Contents <") + len(b"/Contents <") + 7
    changed = [document[:digit] + b"%x" % n + document[digit + 1 :] for n in range(16)]

    assert sum(verify(each, at=LATER).valid for each in changed) == 1  # itself


def test_the_case_of_one_hex_digit_is_noticed():
    document = signed_pdf()
    start = document.rindex(b"/Contents <") + len(b"/Contents <")
    letter = next(i for i in range(start, start + 200) if chr(document[i]) in "abcdefABCDEF")

    assert not verify(flipped(document, letter, bit=5), at=LATER).valid


@pytest.mark.parametrize("tail", [b"\n", b" ", b"%%EOF", b"% hidden"])
def test_a_byte_added_behind_is_noticed(tail):
    verdict = verify(signed_pdf() + tail, at=LATER)

    assert not verdict.valid
    assert not verdict.whole_file


def test_a_byte_removed_is_noticed():
    assert not verify(signed_pdf()[:-1], at=LATER).valid


def test_a_page_rewritten_behind_the_signature_is_reported():
    writer = IncrementalPdfFileWriter(BytesIO(signed_pdf()))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = generic.NumberObject(180)
    writer.mark_update(page.container_ref)
    out = BytesIO()
    writer.write(out)

    verdict = verify(out.getvalue(), at=LATER)

    assert (verdict.valid, verdict.intact, verdict.whole_file) == (False, False, False)
    assert verification.ADDED in verdict.reasons


def test_two_people_may_sign_one_paper():
    both = sign(signed_pdf(), field="ChuKyThuHai")

    verdict = verify(both, at=LATER)

    assert (verdict.valid, len(verdict.by)) == (True, 2)


def test_a_signer_of_another_authority_is_not_trusted(settings, tmp_path):
    settings.HOME = tmp_path / "elsewhere"
    foreign = signed_pdf()
    settings.HOME = tmp_path / "here"

    verdict = verify(foreign, at=LATER)

    assert (verdict.valid, verdict.intact, verdict.trusted) == (False, True, False)
    assert verification.NOT_TRUSTED in verdict.reasons


def test_keys_are_for_their_owner_only():
    signed_pdf()

    for file in ensure_demo_ca().parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_a_signer_keeps_one_key():
    first, second = (demo_ca.signer("o", name="An", post="Chủ tịch", organisation="X") for _ in range(2))

    assert first == second


def test_the_longest_names_fit_a_certificate():
    made = demo_ca.signer("o", name="Ế" * 90, post="Phó Chủ tịch " * 20, organisation="Ủy ban " * 40)

    assert made.certificate


def _start(home, queue):
    from django.conf import settings

    settings.HOME = home
    queue.put(demo_ca.root())


def test_servers_that_start_together_make_one_root(tmp_path):
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    starts = [context.Process(target=_start, args=(tmp_path, queue)) for _ in range(6)]
    for process in starts:
        process.start()

    roots = {queue.get(timeout=60) for _ in starts}

    for process in starts:
        process.join()
    assert len(roots) == 1


def test_papers_are_signed_and_checked_inside_a_running_loop_too():
    async def both():
        return verify(signed_pdf(), at=LATER)

    assert asyncio.run(both()).valid


def test_the_signer_is_chosen_by_setting(settings):
    settings.MOTCUA_SIGNER = "motcua.papers.signing.DemoSigner"

    assert isinstance(signer_for(SIGNATORY), DemoSigner)


@pytest.fixture
def trusting(tool, tmp_path):
    """A folder of NSS that trusts the demo authority, as docs/how-to/verify-signature.md makes it."""
    folder = tmp_path / "nss"
    folder.mkdir()
    tool("certutil", "-N", "-d", f"sql:{folder}", "--empty-password")
    tool(
        "certutil", "-A", "-d", f"sql:{folder}", "-n", "motcua", "-t", "CT,C,C", "-a", "-i", ensure_demo_ca()
    )
    return folder


def test_pdfsig_agrees_that_it_is_valid(tool, trusting, tmp_path):
    (tmp_path / "signed.pdf").write_bytes(signed_pdf())

    said = tool("pdfsig", "-nssdir", f"sql:{trusting}", tmp_path / "signed.pdf")

    assert "Signature is Valid." in said
    assert "Certificate is Trusted." in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said


def test_pdfsig_agrees_that_a_byte_was_changed(tool, trusting, tmp_path):
    document = signed_pdf()
    (tmp_path / "changed.pdf").write_bytes(flipped(document, document.index(b"stream\n") + 40))

    assert "Signature is Valid." not in tool("pdfsig", "-nssdir", f"sql:{trusting}", tmp_path / "changed.pdf")
