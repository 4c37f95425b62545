"""What holds for any record of the crawl, also for those nobody has seen yet."""

import json
import time
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.catalogue.crawl import CrawlReading, read_procedure
from motcua.catalogue.crawl.glued import Evidence, decide, readings
from motcua.catalogue.crawl.ledger import Ledger
from motcua.catalogue.crawl.papers import read_papers
from motcua.catalogue.crawl.procedure import KEYS
from motcua.catalogue.crawl.ways import read_ways
from motcua.catalogue.facts import Procedure
from tests.catalogue.crawl_samples import FURNITURE, LAWS, NOTHING_MORE, PAPERS, WAYS, raw

PIECES = st.sampled_from(
    f"{WAYS}|{PAPERS}|{LAWS}|{FURNITURE}|{NOTHING_MORE}|Trực tuyến|Dịch vụ bưu chính|Trực tiếp|Miễn phí"
    "|Không có thông tin|5|120,000|1.5| Ngày làm việc| Giờ| VNĐ| USD|%|(|)|--|1 bản chính|,2 bản sao|.docx"
    "|Mẫu số 01|60/2014/QH13|01/2020/TT-BTP|Mã: |KQ.G15.000031|Từ khóa|Mô tả|Bước 1: |\n| |Luật|Cấp xã|, "
    "|HTX)|Nửa ngày".split("|")
)
RUN_TOGETHER = st.lists(PIECES | st.text(max_size=6), max_size=25).map("".join)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
# The machine is shared: a slow moment is no failure.
UNHURRIED = settings(deadline=None)
KEYS_OF_THE_PORTAL = st.sampled_from([*KEYS, "khac"])
RECORDS = st.dictionaries(KEYS_OF_THE_PORTAL, RUN_TOGETHER | JSON, max_size=8)


@UNHURRIED
@given(record=RECORDS)
def test_no_record_makes_it_fail(record):
    assert isinstance(read_procedure(record), CrawlReading)


@UNHURRIED
@given(record=RECORDS)
def test_what_was_read_survives_its_own_format(record):
    found = read_procedure({**record, "ma_thu_tuc": "1.000000"}).procedure

    assert found is not None
    assert Procedure.model_validate_json(found.model_dump_json()) == found


@UNHURRIED
@given(record=RECORDS)
def test_reading_twice_gives_the_same(record):
    assert read_procedure(record) == read_procedure(record)


@UNHURRIED
@given(text=RUN_TOGETHER)
def test_decomposed_letters_read_like_composed_ones(text):
    composed = raw(cach_thuc_thuc_hien=unicodedata.normalize("NFC", text))
    decomposed = raw(cach_thuc_thuc_hien=unicodedata.normalize("NFD", text))

    assert read_procedure(composed) == read_procedure(decomposed)


def letters(text: str) -> Counter[str]:
    return Counter("".join(unicodedata.normalize("NFC", text.replace("\x00", " ")).split()))


@UNHURRIED
@given(text=RUN_TOGETHER)
def test_every_character_of_the_ways_is_a_fact_or_unread(text):
    ledger = Ledger("ways", text)
    ways = read_ways(ledger)
    ledger.close()

    kept = "".join(part.text for part in ledger.unread_parts())
    kept += "".join(way.term_text + way.note + "".join(f.text for f in way.fees) for way in ways)
    kept += "".join(term.case for way in ways for term in way.terms)
    lost = letters(text) - letters(kept + known_words(text))
    assert not lost, lost


def known_words(text: str) -> str:
    """The words the table repeats for every row: they become a channel, a unit or an empty cell."""
    text = unicodedata.normalize("NFC", text)
    words = [WAYS, "Trực tuyến", "Dịch vụ bưu chính", "Trực tiếp", "Không có thông tin", "Miễn phí"]
    words += ["Ngày làm việc", "Giờ", "Nửa ngày", "VNĐ", "USD", "ngày"]
    return "".join(word * text.count(word) for word in words) + "".join(
        c for c in text if c in "0123456789.,"
    )


@UNHURRIED
@given(text=RUN_TOGETHER)
def test_every_character_of_the_papers_is_a_fact_or_unread(text):
    ledger = Ledger("papers", text)
    papers = read_papers(ledger)
    ledger.close()

    kept = "".join(part.text for part in ledger.unread_parts())
    kept += "".join(paper.name + paper.form + paper.case for paper in papers)
    tables = PAPERS * text.count(PAPERS) + "Không có thông tin" * text.count("Không có thông tin")
    quantities = "".join(f"{p.originals} bản chính,{p.copies} bản sao" for p in papers)
    dashes = "-" * text.count("-")
    assert not letters(text) - letters(kept + tables + quantities + dashes)


@UNHURRIED
@given(run=st.from_regex(r"[0-9][0-9.,]{0,10}", fullmatch=True))
def test_a_glued_run_is_cut_only_into_its_own_readings(run):
    split = decide(run, Evidence())

    assert split is None or [split] == list(readings(run))


HOSTILE = (
    *(
        "Trực tuyến",
        "Trực tuyến1",
        "Trực tiếpA",
        "Trực tuyến5 NgàyMiễn phí(",
        "Trực tiếp5 NgàyMiễn phíTrực tuyến1,",
    ),
    *(
        "(",
        "9",
        "1,",
        " ",
        ", ",
        "A",
        "phí ",
        "1 bản chính",
        "a.docx",
        "Bước 1",
        "/2020",
        "QH1",
        "1/2020/TT-",
    ),
    *("Từ khóa", "Mã: ", "KQ.", "Chọn cơ quan thực hiện", "Tên giấy tờMẫu đơn, tờ khaiSố lượng"),
)


@pytest.mark.parametrize(
    "piece",
    HOSTILE,
)
def test_hostile_input_takes_linear_time(piece):
    text = piece * (200_000 // len(piece))
    record = dict.fromkeys(KEYS, text)
    record |= {
        "cach_thuc_thuc_hien": WAYS + text,
        "thanh_phan_ho_so": PAPERS + text,
        "can_cu_phap_ly": LAWS + text,
    }

    start = time.process_time()
    read_procedure(record)

    assert time.process_time() - start < 10


@UNHURRIED
@given(value=JSON)
def test_any_value_under_any_key_is_kept(value):
    found = read_procedure({"khac": value})

    words = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value
    assert value is None or not words.strip() or len(found.unread) <= 1
