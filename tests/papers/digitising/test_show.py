"""Show 5: thirty worn pages become searchable, are understood, and answer the next form."""

import io
import sys
import time

import pikepdf
import pypdfium2
import pytest
from rapidfuzz.distance import Levenshtein

from motcua.papers.digitising.extraction import extract, type_of
from tests.papers.digitising.pages import pages
from tests.papers.makers import stored

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGES = 30
LETTERS_RIGHT, FACTS_RIGHT, SURE_AND_WRONG = 0.95, 0.93, 0.02


def test_thirty_worn_pages_are_read_and_understood(reader, capsys):
    letters = wrong = asked = right = sure = misled = 0
    seconds = 0.0
    for page in pages(PAGES):
        file = stored(content=page.scanned()).file
        began = time.monotonic()
        read = reader.read([file], title=page.paper_type)
        seconds += time.monotonic() - began
        letters += len(page.text)
        wrong += Levenshtein.distance(page.text, " ".join(read.sheets.text.split()))
        layout = type_of(read.sheets)
        assert layout is not None
        assert layout.paper_type == page.paper_type
        facts = {fact.key: fact for fact in extract(read.sheets, layout)}
        asked += len(page.facts)
        right += sum(key in facts and facts[key].value == value for key, value in page.facts.items())
        sure += sum(fact.is_sure for fact in facts.values())
        misled += sum(facts[k].value != v for k, v in page.facts.items() if k in facts and facts[k].is_sure)
        assert_searchable(read)

    with capsys.disabled():
        sys.stdout.write(
            f"\n{PAGES} pages in {seconds:.0f} s: {1 - wrong / letters:.1%} of letters right, "
            f"{right} of {asked} facts right, {misled} of {sure} sure facts wrong\n"
        )
    assert 1 - wrong / letters >= LETTERS_RIGHT
    assert right / asked >= FACTS_RIGHT
    assert misled / sure <= SURE_AND_WRONG


def assert_searchable(read):
    """The PDF says that it is one for archives, and what was read is found in it."""
    with pikepdf.open(io.BytesIO(read.pdf)) as pdf:
        assert pdf.open_metadata().pdfa_status.startswith("2")
    inside = pypdfium2.PdfDocument(read.pdf)[0].get_textpage().get_text_range()
    assert all(word.text in inside for word in read.sheets.words() if word.sure > 0.9)
