"""Whatever is sent, it is taken as what it is or refused with a sentence; the asker never falls with it."""

import os
import signal
import time

import pytest

from motcua.kernel.errors import Refusal
from motcua.papers.models import Paper
from motcua.papers.reading import client
from tests.papers.hostile.corpus import CORPUS, TAKEN, pdf
from tests.papers.makers import stored

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", CORPUS)
def test_each_is_taken_or_refused_as_the_table_says(name):
    make, expected = CORPUS[name]

    try:
        stored(content=make(), file_name="Giấy tờ.pdf")
        outcome = TAKEN
    except Refusal as refusal:
        outcome = refusal.code

    assert outcome == expected
    assert Paper.objects.exists() == (expected == TAKEN)


@pytest.mark.parametrize("ending", [".exe", ".html", ".pdf.lnk", ""])
def test_a_wrong_ending_is_made_right(ending):
    paper = stored(content=pdf(), file_name=f"don{ending}")

    assert paper.file_name == f"don{ending}.pdf"


def test_a_reader_that_dies_refuses_its_file_and_the_next_is_read():
    stored(content=pdf())
    assert client._server._process is not None
    os.kill(client._server._process.pid, signal.SIGKILL)
    time.sleep(0.2)

    paper = stored(content=pdf(pages=2))

    assert paper.file.page_count == 2


def test_readers_hold_no_secret_of_ours():
    stored(content=pdf())
    assert client._server._process is not None

    with open(f"/proc/{client._server._process.pid}/environ", "rb") as file:
        names = {pair.partition(b"=")[0] for pair in file.read().split(b"\0") if pair}

    assert names <= {b"PATH", b"LC_CTYPE"}
