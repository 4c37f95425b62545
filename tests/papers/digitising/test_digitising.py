"""A scan is read, compared and kept; what it says of itself and of people is found again."""

import io
from datetime import date

import pytest

from motcua.eforms import elements
from motcua.journal.actor import Actor
from motcua.papers.digitising import errors, layouts, ocr, values
from motcua.papers.digitising.extraction import Fact, extract, type_of
from motcua.papers.digitising.operations import keep_digitised
from motcua.papers.digitising.sheets import sheets_of
from motcua.papers.models import Paper
from motcua.papers.vault.models import HeldPaper, Level
from motcua.papers.vault.operations import Description
from tests.papers.digitising.pages import pages
from tests.papers.makers import pdf, signed_pdf, stored
from tests.papers.samples import AT

CLERK = Actor(user_id=7, name="Nguyễn Văn An", face="counter")
HIGH, WIDE = 1000, 1000


def page(*rows, sure=95):
    """Return a page as the reader tells it: words of each row side by side, one row under the other."""
    words = []
    for number, row in enumerate(rows):
        left = 20
        for word in row.split():
            words.append([word, left, 50 + number * 40, left + 10 * len(word), 70 + number * 40, sure])
            left += 10 * len(word) + 8
    return sheets_of([{"width": WIDE, "height": HIGH, "slope": 0.0, "words": words}])


def facts_of(sheets, paper_type="KQ.G15.000031") -> dict[str, Fact]:
    return {fact.key: fact for fact in extract(sheets, layouts.layouts()[paper_type])}


BIRTH = (
    "GIẤY KHAI SINH",
    "Họ, chữ đệm, tên: RƠ CHÂM H?BÍCH",
    "Giới tính: Nữ Dân tộc: Gia Rai Quốc tịch: Việt Nam",
    "Số định danh cá nhân: 064316001234",
    "Họ, chữ đệm, tên người mẹ: SIU H'LAN",
    "Năm sinh: 1990 Dân tộc: Gia Rai Quốc tịch: Việt Nam",
    "Họ, chữ đệm, tên người cha: KSOR Y NGUYÊN",
    "Năm sinh: 1988 Dân tộc: Kinh Quốc tịch: Việt Nam",
    "Nơi cư trú: Làng Ốp, phương Pleiku, tình Gia Lai",
    "NGƯỜI KÝ GIẤY KHAI SINH",
)


def test_what_is_printed_twice_goes_to_whom_it_stands_by():
    facts = facts_of(page(*BIRTH))

    assert facts["child:person.full_name"].value == "Rơ Châm H'Bích"
    assert facts["mother:person.ethnicity"].value == "Gia Rai"
    assert facts["father:person.ethnicity"].value == "Kinh"
    assert "mother:person.address" not in facts
    assert facts["father:person.address"].value == "Làng Ốp, phường Pleiku, tỉnh Gia Lai"


def test_a_misread_letter_in_a_printed_phrase_loses_nothing():
    facts = facts_of(
        page(*[row.replace("định danh", "đinh đanh").replace("Năm sinh", "Nãm sính") for row in BIRTH])
    )

    assert facts["child:person.identity_number"].value == "064316001234"
    assert facts["mother:person.birth_year"].value == "1990"


def test_a_fact_says_where_on_the_page_it_stands_and_how_sure_it_is():
    fact = facts_of(page(*BIRTH, sure=60))["child:person.identity_number"]

    assert (fact.box.page, round(fact.box.top, 2), round(fact.box.bottom, 2)) == (1, 0.17, 0.19)
    assert fact.box.left > 0.2
    assert not fact.is_sure
    assert facts_of(page(*BIRTH))["child:person.identity_number"].is_sure


def test_a_number_that_is_none_is_shown_as_read_and_never_sure():
    fact = facts_of(page(*[row.replace("064316001234", "O643l") for row in BIRTH]))[
        "child:person.identity_number"
    ]

    assert (fact.value, fact.said, fact.is_sure) == (None, "O643l", False)


def test_words_of_a_page_that_lies_askew_stay_in_their_rows():
    words = [
        ["Nơi", 0, 100, 60, 120, 95],
        ["sinh:", 70, 100, 150, 120, 95],
        ["Pleiku", 900, 118, 990, 138, 95],
    ]
    below = [["Quê", 0, 124, 60, 144, 95], ["quán:", 70, 124, 150, 144, 95]]
    askew = {"width": 1000, "height": 1000, "slope": 0.02, "words": words + below}

    assert sheets_of([askew]).text == "Nơi sinh: Pleiku\nQuê quán:"


def test_a_paper_of_no_known_type_is_taken_for_none():
    assert type_of(page("HÓA ĐƠN TIỀN ĐIỆN", "Kỳ 11 năm 2026")) is None


@pytest.mark.parametrize(
    ("read", "said", "value"),
    [
        (values.day, "ngày 06 tháng 5 năm 2025", "2025-05-06"),
        (values.day, ": 28/02/ 2019.", "2019-02-28"),
        (values.day, "31/02/2019", None),
        (values.number, "Căn cước số 064 190 001 234, cấp 2021", "064190001234"),
        (values.name, "NGUYÊN THỊ HOÀ", "Nguyễn Thị Hoà"),
        (values.name, "12 Hùng Vương", None),
        (values.amount, "150.000.000 đồng (Một trăm năm mươi triệu đồng)", "150000000"),
        (values.plot, "128 Tờ bản đồ số: 34", "Thửa 128, tờ bản đồ 34"),
        (values.holder, "Ông Siu Y Lơm, căn cước số 064079001234", "Siu Y Lơm"),
        (values.address, "Làng Ốp, xã la Dom, tinh Gia Lai", "Làng Ốp, xã Ia Dom, tỉnh Gia Lai"),
    ],
)
def test_values_are_read_into_their_one_spelling(read, said, value):
    assert read(said) == value


def test_without_tesseract_it_is_said_and_nothing_breaks(monkeypatch):
    monkeypatch.setattr(ocr, "can_read", lambda: False)

    with pytest.raises(errors.NoReader, match="apt-get install tesseract-ocr tesseract-ocr-vie"):
        ocr.Reader().read([], title="Giấy khai sinh")


@pytest.mark.django_db
def test_photos_become_one_searchable_paper_and_its_facts_fill_the_vault(reader):
    birth = next(pages(1))
    out = io.BytesIO()
    birth.photographed().save(out, "JPEG", quality=85)
    original = stored(content=out.getvalue())

    kept = keep(reader, original, holder=birth.facts["child:person.identity_number"])

    held = HeldPaper.objects.get()
    assert held == kept.held
    assert (held.level, held.file.media_type) == (Level.DIGITISED, "application/pdf")
    assert held.facts["applicant:person.birth_date"] == birth.facts["child:person.birth_date"]
    assert held.facts["mother:person.full_name"] == birth.facts["mother:person.full_name"]
    assert held.issued_on == date.fromisoformat(birth.facts["paper:paper.issued_on"])
    assert not any(fact.key in held.facts for fact in kept.doubtful)
    assert Paper.objects.get().attached_to == held.subject
    assert keep(reader, original, holder=held.holder).held == held


@pytest.mark.django_db
def test_a_paper_nobody_compared_or_of_another_type_is_not_kept(reader):
    birth = next(pages(1))
    original = stored(content=birth.scanned())

    with pytest.raises(errors.NotCompared):
        keep(reader, original, compared=False)
    with pytest.raises(errors.NotThisType):
        keep(reader, original, paper_type="KQ.G15.000032")
    assert not HeldPaper.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("content", [pdf, signed_pdf])
def test_what_was_born_electronic_is_not_digitised(reader, content):
    with pytest.raises(errors.AlreadyElectronic):
        reader.read([stored(content=content()).file], title="Giấy xác nhận")


def keep(reader, original, *, paper_type="KQ.G15.000031", holder="064316001234", compared=True):
    return keep_digitised(
        owner="person:12",
        originals=[original],
        recognised=reader.read([original.file], title=original.title),
        said=Description(
            paper_type=paper_type, title="Giấy khai sinh", holder=holder, holder_name="Siu H'Lan"
        ),
        compared=compared,
        actor=CLERK,
        at=AT,
    )


def test_every_fact_of_a_layout_is_an_element_that_forms_ask_for():
    asked = {key.partition(":")[2] for layout in layouts.layouts().values() for key in layout.keys}

    assert [element for element in asked if not elements.exists(element)] == []
