import gzip
import json
import os
import time
from pathlib import Path

import pytest

from motcua.catalogue.facts import Procedure
from motcua.catalogue.importing import Reading, Report, read_records
from motcua.eforms.definition import FormDefinition
from tests.catalogue.crawl_samples import raw

CLEAN = """\
procedures:
  - code: "1.001193"
    name: Đăng ký khai sinh
    field: Hộ tịch
  - code: "2.000635"
    name: Bản sao trích lục
    field: Hộ tịch
    levels: [commune]
forms:
  - code: birth
    title: Tờ khai đăng ký khai sinh
    sections:
      - {key: child, title: Trẻ em, fields: [{key: name, label: Họ tên}]}
"""


def read(path: Path, content: str | bytes) -> list[Reading]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_records(path))


def messages(readings: list[Reading]) -> list[str]:
    return [str(problem) for reading in readings for problem in reading.problems]


def lines_of(*records: object) -> str:
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records)


def test_clean_yaml_holds_procedures_and_forms(tmp_path):
    readings = read(tmp_path / "a.yaml", CLEAN)

    assert [(r.source, r.code, r.position.line, type(r.record)) for r in readings] == [
        ("clean", "1.001193", 2, Procedure),
        ("clean", "2.000635", 5, Procedure),
        ("clean", "birth", 10, FormDefinition),
    ]


def test_a_yaml_list_is_read_like_a_section(tmp_path):
    readings = read(tmp_path / "a.yml", '- {code: "1.001193", name: A, field: B}\n- {kind: form}\n')

    assert readings[0].record is not None
    assert [problem.field for problem in readings[1].problems] == ["code", "title", "sections"]


def test_raw_and_clean_lines_may_stand_in_one_file(tmp_path):
    clean = {"kind": "procedure", "code": "1.000001", "name": "A", "field": "B"}

    readings = read(tmp_path / "a.jsonl", lines_of(raw(), clean))

    assert [(r.source, r.code, r.position.line) for r in readings] == [
        ("crawl", "1.001193", 1),
        ("clean", "1.000001", 2),
    ]


def test_a_compressed_file_is_read_as_it_is(tmp_path):
    assert read(tmp_path / "a.jsonl.gz", gzip.compress(lines_of(raw()).encode()))[0].code == "1.001193"


def test_a_json_file_holds_one_record_a_list_or_sections(tmp_path):
    for number, document in enumerate((raw(), [raw()], {"procedures": [raw()]})):
        assert read(tmp_path / f"{number}.json", json.dumps(document))[0].code == "1.001193"


def test_a_folder_is_read_in_order_of_names(tmp_path):
    (tmp_path / "b.jsonl").write_text(lines_of(raw(ma_thu_tuc="1.000002")), encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(lines_of(raw(ma_thu_tuc="1.000001")), encoding="utf-8")
    (tmp_path / "README.md").write_text("no record", encoding="utf-8")

    assert [reading.code for reading in read_records(tmp_path)] == ["1.000001", "1.000002"]


def test_a_broken_line_does_not_stop_the_others(tmp_path):
    readings = read(tmp_path / "a.jsonl", "{\n\n3\n" + lines_of(raw()))

    assert [(r.position.line, r.record is not None) for r in readings] == [(1, False), (3, False), (4, True)]


def test_bytes_that_are_no_text_are_reported(tmp_path):
    assert read(tmp_path / "a.jsonl", b"\xff\xfe\n")[0].problems
    assert read(tmp_path / "a.yaml", b"\xff\xfe\n")[0].problems
    assert read(tmp_path / "a.jsonl.gz", b"no gzip")[0].problems


def test_wrong_yaml_names_its_line(tmp_path):
    assert read(tmp_path / "a.yaml", "a: 1\nb: [\n")[0].position.line >= 2


def test_a_missing_file_and_an_unknown_kind_of_file_are_reported(tmp_path):
    assert messages(list(read_records(tmp_path / "none.yaml"))) == [
        f"{tmp_path}/none.yaml:1: Không tìm thấy tệp."
    ]
    assert "Không biết loại tệp này" in messages(read(tmp_path / "a.csv", "x"))[0]


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ("code: 1.001193", "code", "đặt giá trị trong dấu nháy"),
        ('code: "ABC"', "code", "không đúng mẫu"),
        ("nmae: A", "nmae", "Khuôn dạng không có mục này"),
        ("levels: [district]", "levels.0", "Giá trị phải là một trong"),
        ("in_force_from: mai", "in_force_from", "Cần là một ngày"),
        ("ways: [{channel: fax}]", "ways.0.channel", "Giá trị phải là một trong"),
    ],
)
def test_an_error_says_what_was_expected_and_where(tmp_path, change, field, message):
    key = change.split(":")[0]
    lines = [line for line in ('code: "1.000001"', "name: A", "field: B") if not line.startswith(key)]

    readings = read(tmp_path / "a.yaml", "\n".join([*lines, change]))

    assert [(p.field, message in p.message) for p in readings[0].problems] == [(field, True)]


def test_a_repeated_code_is_reported_at_the_second_place(tmp_path):
    readings = read(tmp_path / "a.jsonl", lines_of(raw(), raw(ma_thu_tuc="1.000002"), raw()))

    assert [bool(reading.problems) for reading in readings] == [False, False, True]
    assert "đã có ở dòng 1" in messages(readings)[0]


def test_versions_of_one_procedure_are_no_repeats(tmp_path):
    versions = [
        {"code": "1.000001", "name": "A", "field": "B", "in_force_from": day}
        for day in ("2026-01-01", "2026-07-01")
    ]

    assert messages(read(tmp_path / "a.json", json.dumps(versions))) == []


def test_a_crawl_record_without_a_code_is_reported(tmp_path):
    readings = read(tmp_path / "a.jsonl", lines_of(raw(ma_thu_tuc="KQ-1")))

    assert readings[0].record is None
    assert "“KQ-1” không đúng dạng" in messages(readings)[0]


def test_the_report_counts_and_lists(tmp_path):
    report = Report()
    for reading in read(
        tmp_path / "a.jsonl", lines_of(raw(), raw(ma_thu_tuc="x", cap_thuc_hien="Cấp | mới"))
    ):
        report.add(reading)

    written = report.write(tmp_path / "out")

    assert [path.name for path in written] == ["out.md", "out.json"]
    document = json.loads(written[1].read_text(encoding="utf-8"))
    assert (document["records"], document["importable"]) == (2, 1)
    assert document["fields"]["levels"]["unread"] == 1
    assert "| x | levels | Cấp thực hiện chưa biết. | Cấp \\| mới |" in written[0].read_text(encoding="utf-8")


SHARED = Path(os.environ.get("MOTCUA_SHARED", Path(__file__).parents[3] / "shared"))
CRAWL = SHARED / "data" / "procedures-2026-07.jsonl.gz"


@pytest.mark.skipif(not CRAWL.exists(), reason="the shared crawl is not here")
def test_the_whole_crawl_is_read_quickly_and_nearly_whole():
    report = Report()
    start = time.process_time()

    for reading in read_records(CRAWL):
        report.add(reading)

    assert time.process_time() - start < 30
    assert (report.total, report.imported, report.problems) == (2342, 2342, [])
    assert {name for name in report.states if report.share_whole(name) < 0.97} == {"papers"}
    assert report.share_whole("papers") > 0.94
