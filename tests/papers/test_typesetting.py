import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from motcua.papers import forms
from motcua.papers.errors import DataNotReady, OriginalNotPrintable
from motcua.papers.typesetting import TEMPLATES, Scan, certify_copy, typeset
from tests.papers.makers import pdf, picture, signed_pdf
from tests.papers.samples import AT, HEAD, LONG_NAME, SAMPLES

EVERY = sorted(forms.FORMS)
HOSTILE = (
    '#panic() $x$ *b* _i_ @ref <label> \\ `code` #{1+1} // /* #import "a": * ] [ ~ -- --- ... \' " = + - /'
)


def show(document: bytes, tool, tmp_path: Path, *options: str) -> str:
    (tmp_path / "paper.pdf").write_bytes(document)
    return str(tool("pdftotext", *options, tmp_path / "paper.pdf", "-"))


def words(text: str) -> str:
    return " ".join(text.split())


def test_every_form_has_its_template_and_every_template_its_form():
    files = {path.stem for path in TEMPLATES.glob("*.typ")} - {"official"}

    assert files == set(forms.FORMS) == set(SAMPLES)


@pytest.mark.parametrize("template", EVERY)
def test_every_template_makes_a_tagged_pdf_for_archives(template):
    document = typeset(template, SAMPLES[template], head=HEAD, at=AT)

    assert document.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in document
    assert b"<pdfuaid:part>1</pdfuaid:part>" in document
    assert b"<pdfaid:part>2</pdfaid:part>" in document
    assert b"/Lang(vi-VN)" in document.replace(b" ", b"")


@pytest.mark.parametrize("template", EVERY)
def test_the_same_data_at_the_same_moment_gives_the_same_bytes(template):
    first, second = (typeset(template, SAMPLES[template], head=HEAD, at=AT) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("template", EVERY)
def test_what_was_said_can_be_read_back_with_every_mark(template, tool, tmp_path):
    text = words(show(typeset(template, SAMPLES[template], head=HEAD, at=AT), tool, tmp_path)).upper()

    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "ĐỘC LẬP - TỰ DO - HẠNH PHÚC" in text
    assert "NGUYỄN THỊ HƯỜNG" in text or template.startswith("register")  # a book is not signed
    assert "ABCD-EFGH-IJKL-MNOP" in text
    for key in ("full_name", "owner_name", "document_title", "applicant_name"):
        if said := SAMPLES[template].get(key):
            assert said.upper() in text


def test_markup_in_what_people_write_stays_text(tool, tmp_path):
    data = {**SAMPLES["decision"], "applicant_name": HOSTILE, "content": HOSTILE, "procedure_name": HOSTILE}
    head = replace(HEAD, agency=HOSTILE, signer=HOSTILE)

    text = show(typeset("decision", data, head=head, at=AT), tool, tmp_path)

    assert words(text).count(words(HOSTILE)) >= 2


@pytest.mark.parametrize("key", sorted(SAMPLES["birth-certificate"]))
def test_markup_in_any_answer_is_harmless(key):
    data = {**SAMPLES["birth-certificate"], key: HOSTILE}

    assert typeset("birth-certificate", data, head=HEAD, at=AT)


def test_a_missing_answer_is_named_before_anything_is_set():
    data = {k: v for k, v in SAMPLES["birth-certificate"].items() if k not in ("full_name", "gender")}

    with pytest.raises(DataNotReady, match="full_name, gender"):
        typeset("birth-certificate", data, head=HEAD, at=AT)


def test_a_mistyped_key_is_named():
    with pytest.raises(DataNotReady, match="fullname"):
        typeset("birth-certificate", {**SAMPLES["birth-certificate"], "fullname": "A"}, head=HEAD, at=AT)


def test_days_and_hours_are_written_as_the_decree_asks(tool, tmp_path):
    receipt = words(show(typeset("receipt", SAMPLES["receipt"], head=HEAD, at=AT), tool, tmp_path))

    assert "trả kết quả giải quyết hồ sơ: 09 giờ 15 phút, ngày 18 tháng 12 năm 2026" in receipt
    assert "Thời gian nhận hồ sơ: 09 giờ 15 phút, ngày 27 tháng 11 năm 2026" in receipt

    early = replace(HEAD, on=AT.date().replace(month=2, day=3))
    letter = words(show(typeset("decision", SAMPLES["decision"], head=early, at=AT), tool, tmp_path))
    assert "Pleiku, ngày 03 tháng 02 năm 2026" in letter


@pytest.mark.parametrize("template", EVERY)
def test_nothing_leaves_the_page_however_long_the_names(template, tool, tmp_path):
    form = forms.FORMS[template]
    long = {
        key: LONG_NAME if not re.search(r"_on$|_at$|date|sheet|url|code$", key) else value
        for key, value in SAMPLES[template].items()
        if isinstance(value, str)
    }
    lists = {k: v for k, v in SAMPLES[template].items() if not isinstance(v, str)}
    assert form.model_validate({**lists, **long})
    head = replace(HEAD, agency=LONG_NAME[:120], parent=LONG_NAME[:120], signer=LONG_NAME[:60])

    boxes = show(typeset(template, {**lists, **long}, head=head, at=AT), tool, tmp_path, "-bbox")

    assert _inside_the_page(boxes)


def test_a_word_without_an_end_is_broken(tool, tmp_path):
    data = {**SAMPLES["decision"], "content": "x" * 3_000, "applicant_name": "Ế" * 300}

    assert _inside_the_page(show(typeset("decision", data, head=HEAD, at=AT), tool, tmp_path, "-bbox"))


def test_forty_papers_fill_as_many_pages_as_they_need(tool, tmp_path):
    papers = [{"name": f"{LONG_NAME} ({n})", "originals": 1, "copies": 2} for n in range(1, 41)]
    document = typeset("receipt", {**SAMPLES["receipt"], "papers": papers}, head=HEAD, at=AT)

    text = words(show(document, tool, tmp_path))

    assert all(f"({n}) (1 bản chính, 2 bản sao)" in text for n in range(1, 41))
    assert _inside_the_page(show(document, tool, tmp_path, "-bbox"))


def test_a_certified_copy_carries_the_pages_and_then_the_certification(tool, tmp_path):
    scans = [
        Scan(signed_pdf("building-permit"), "application/pdf", 2),
        Scan(picture("JPEG", (1600, 2200)), "image/jpeg"),
        Scan(picture("WEBP", (900, 300)), "image/webp"),
    ]

    document = certify_copy(scans, SAMPLES["certified-copy"], head=HEAD, at=AT)

    pages = show(document, tool, tmp_path).split("\f")
    assert len(pages) - 1 == 5
    assert "GIẤY PHÉP XÂY DỰNG" in words(pages[0])
    assert "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH" in words(pages[4])
    assert "Số chứng thực: 1284, quyển số: 03/2026 - SCT/BS" in words(pages[4])


def test_an_original_that_cannot_be_set_is_refused():
    with pytest.raises(OriginalNotPrintable):
        certify_copy([Scan(b"%PDF-junk", "application/pdf")], SAMPLES["certified-copy"], head=HEAD, at=AT)


def test_two_threads_may_typeset_at_once():
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: pdf(), range(40)))

    assert len(made) == 1


@pytest.mark.parametrize("template", ["receipt", "supplement-request", "refusal"])
def test_a_letter_not_signed_leaves_room_for_a_pen(template, tool, tmp_path):
    key = "receiver_name" if template == "receipt" else "officer_name"
    bare = replace(HEAD, signer="", signed_at=None, verify_url="", verify_code="", place="")

    data = {**SAMPLES[template], key: "Trần Quốc Toản"}
    text = words(show(typeset(template, data, head=bare, at=AT), tool, tmp_path))

    assert "Trần Quốc Toản" in text
    assert "Ký số" not in text
    assert "Pleiku, ngày 27 tháng 11 năm 2026" in text


def test_a_bare_number_gets_its_unit(tool, tmp_path):
    data = {**SAMPLES["building-permit"], "footprint": "85,5", "height": "11,7 m đến đỉnh mái"}

    text = words(show(typeset("building-permit", data, head=HEAD, at=AT), tool, tmp_path))

    assert "Diện tích xây dựng: 85,5 m²" in text
    assert "Chiều cao công trình: 11,7 m đến đỉnh mái" in text


def test_the_tools_that_look_at_pages_are_here():
    if shutil.which("pdftotext") is None:
        pytest.skip("LOUD: pdftotext is missing; no text of any paper was read back")


def _inside_the_page(boxes: str) -> bool:
    for page in re.split(r"<page ", boxes)[1:]:
        width, height = (float(n) for n in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        for x0, y0, x1, y1 in re.findall(
            r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"', page
        ):
            if float(x0) < 20 or float(y0) < 8 or float(x1) > width - 20 or float(y1) > height - 5:
                return False
    return "<word" in boxes
