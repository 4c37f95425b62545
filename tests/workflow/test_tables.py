"""The table an office already has becomes a process; what is wrong in it is said by row."""

from decimal import Decimal

import pytest

from motcua.workflow.bpmn import read
from motcua.workflow.bpmn.model import Kind
from motcua.workflow.bpmn.writing import written
from motcua.workflow.checks import shape_faults
from motcua.workflow.engine import Plan
from motcua.workflow.errors import TablesUnreadable
from motcua.workflow.tables.building import built
from motcua.workflow.tables.reading import read_tables
from motcua.workflow.tables.report import Against, Fate, outcomes
from motcua.workflow.tables.words import Column, headings, hours_of, role_of, step_of
from tests.workflow.test_engine import DAY
from tests.workflow.workbooks import HEADINGS, USUAL, book, code, listed, titled


def one(rows, merges=(), headings_=HEADINGS):
    (table,) = read_tables("bang.xlsx", book({"Sheet1": titled(1, rows, headings_)}, {"Sheet1": merges}))
    return table


def faults(rows, **more) -> list[tuple[int, str]]:
    return [(fault.line, fault.message) for fault in one(rows, **more).faults]


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("4 giờ", "4"), ("04 giờ làm việc", "4"), ("4h", "4"), ("0,5 ngày", "4"), ("0.5 ngày làm việc", "4"),
        ("1/2 ngày", "4"), ("½ ngày", "4"), ("1 ngày", "8"), ("01 ngày làm việc", "8"),
        ("1 ngày 4 giờ", "12"), ("15 phút", "0.25"), ("1 ngày + 4 giờ", "12"),
        ("1 ngày và 4 giờ", "12"), ("30 phút", "0.5"), ("Không quá 03 ngày", "24"),
        ("Tối đa 2 giờ", "2"), ("2 ngày (16 giờ)", "16"), ("01 buổi", "4"), ("1 tuần", "40"), ("1 NGÀY", "8"),
        ("1,5 ngày.", "12"), ("0.25 ngày", "2"),
    ],
)  # fmt: skip
def test_a_time_is_read_as_offices_write_it(said, hours):
    assert hours_of(said) == Decimal(hours)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "trong ngày",
        "2-3 ngày",
        "4",
        "2 ngày (10 giờ)",
        "vài giờ",
        "1/0 ngày",
        "0 giờ",
        "-4 giờ",
        "4 giờ/ngày",
        "4 tháng",
    ],
)
def test_a_time_that_says_none_or_two_is_not_guessed(said):
    assert hours_of(said) is None


@pytest.mark.parametrize(("unit", "hours"), [("gio", "4"), ("ngay", "32")])
def test_a_bare_number_has_the_unit_of_its_heading(unit, hours):
    assert hours_of("4", unit) == Decimal(hours)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("B1", (1,)), ("Bước 1", (1,)), ("bước 01", (1,)), ("1", (1,)), ("1.", (1,)), ("Bước 2.1", (2, 1)),
        ("B3a", (3, "a")), ("Bước 4:", (4,)), ("IV", None), ("Bước", None), ("", None),
    ],
)  # fmt: skip
def test_a_step_is_numbered_as_offices_do(said, key):
    assert step_of(said) == key


@pytest.mark.parametrize(
    ("who", "role"),
    [
        ("Công chức Bộ phận Một cửa", "receive"),
        ("Trung tâm Phục vụ hành chính công", "receive"),
        ("Chuyên viên Phòng Tư pháp", "handle"),
        ("Lãnh đạo phòng chuyên môn", "review"),
        ("Trưởng phòng Kinh tế", "review"),
        ("Chủ tịch UBND xã", "sign"),
        ("Lãnh đạo Sở Xây dựng", "sign"),
        ("Hội đồng nghiệm thu", ""),
    ],
)
def test_the_words_for_a_person_say_the_duty_where_they_can(who, role):
    assert role_of(who) == role


@pytest.mark.parametrize(
    "line",
    [
        ("Bước", "Nội dung công việc", "Trách nhiệm thực hiện", "Thời gian", "Biểu mẫu"),
        ("STT", "Nội dung thực hiện", "Người thực hiện", "Thời gian thực hiện (giờ)", "Kết quả/Sản phẩm"),
        ("Các bước", "Trình tự thực hiện", "Đơn vị/người thực hiện", "Thời hạn", "Hồ sơ, biểu mẫu"),
        ("TT", "TÊN CÔNG VIỆC", "BỘ PHẬN", "THỜI GIAN\n(ngày làm việc)", "Mẫu"),
        ("Thứ tự bước", "Mô tả công việc", "Chức danh, vị trí", "Số giờ", "Phiếu"),
    ],
)
def test_headings_are_known_in_their_variants(line):
    found = headings(line)

    assert found == {Column.STEP: 0, Column.CONTENT: 1, Column.WHO: 2, Column.HOURS: 3, Column.FORM: 4}


def test_a_number_in_front_does_not_take_the_place_of_the_step():
    found = headings(("STT", "Bước", "Nội dung", "Người thực hiện", "Thời gian"))

    assert found[Column.STEP] == 1


def test_a_table_is_read_with_its_code_name_and_hours():
    table = one(USUAL)

    assert (table.code, table.name, table.faults) == (code(1), "Cấp giấy phép loại 1", ())
    assert [str(row.hours) for row in table.rows] == ["4.0", "16", "4", "4.0", "4"]
    assert [row.role for row in table.rows] == ["receive", "handle", "review", "sign", "receive"]
    assert [row.line for row in table.rows] == [5, 6, 7, 8, 9]


def test_numbers_typed_as_numbers_have_the_unit_of_the_heading():
    head = ("Bước", "Nội dung", "Người thực hiện", "Thời gian (ngày)")

    table = one([(1, "Tiếp nhận", "Một cửa", 0.5), (2, "Ký", "Chủ tịch", 1)], headings_=head)

    assert [row.hours for row in table.rows] == [4, 8]


def test_merged_cells_stand_for_each_row_they_cover():
    rows = [
        ("B1", "Tiếp nhận", "Công chức Một cửa", "2 giờ"),
        ("B2", "Thẩm định", "Chuyên viên", "4 giờ"),
        ("", "Dự thảo văn bản", "", "4 giờ"),
    ]

    table = one(rows, merges=["A6:A7", "C6:C7"])

    assert table.faults == ()
    assert [(row.content, row.who) for row in table.rows][1:] == [
        ("Thẩm định", "Chuyên viên"),
        ("Dự thảo văn bản", "Chuyên viên"),
    ]


def test_every_fault_of_a_table_is_said_by_its_row():
    rows = [
        ("B1", "Tiếp nhận", "Một cửa", "4 giờ"),
        ("B2", "", "Chuyên viên", "4 giờ"),
        ("B2", "Thẩm định", "", "vài ngày"),
        ("B5", "Trình", "Lãnh đạo phòng", ""),
        ("Bx", "Ký", "Chủ tịch", "4 giờ"),
    ]

    assert faults(rows) == [
        (6, "chưa có nội dung công việc."),
        (7, "chưa ghi ai làm."),
        (7, "không hiểu thời gian “vài ngày”; hãy ghi như “4 giờ” hoặc “0,5 ngày”."),
        (7, "bước B2 đã có ở trên."),
        (8, "chưa ghi thời gian."),
        (8, "thiếu bước ở trước bước B5."),
        (9, "“Bx” không phải số bước."),
    ]


def test_a_missing_column_is_said_of_the_headings():
    head = ("Bước", "Nội dung", "Biểu mẫu", "Thời gian")

    assert faults([("B1", "Tiếp nhận", "", "4 giờ")], headings_=head) == [(4, "thiếu cột người thực hiện.")]


def test_steps_out_of_turn_are_said():
    rows = [
        ("B1", "a", "Một cửa", "1 giờ"),
        ("B2", "b", "Một cửa", "1 giờ"),
        ("B1.1", "c", "Một cửa", "1 giờ"),
    ]

    assert faults(rows) == [(7, "bước B1.1 không theo thứ tự.")]


def test_the_line_of_totals_is_held_against_the_steps():
    right, wrong = (("Tổng cộng", "", "", said) for said in ("32 giờ", "5 ngày"))

    assert one([*USUAL, right]).total == 32
    assert faults([*USUAL, right]) == []
    assert faults([*USUAL, wrong]) == [(0, "dòng tổng ghi 40 giờ, các bước cộng lại 32 giờ.")]


def test_a_table_without_a_code_is_said():
    (table,) = read_tables("bang.xlsx", book({"Sheet1": [HEADINGS, *USUAL]}))

    assert [fault.message for fault in table.faults] == ["không thấy mã thủ tục, ví dụ 1.000656."]


def test_the_name_of_the_sheet_may_be_the_code():
    (table,) = read_tables("bang.xlsx", book({"1.000656.H21": [HEADINGS, *USUAL]}))

    assert (table.code, table.faults) == ("1.000656.H21", ())


def test_several_tables_in_one_sheet_are_several_processes():
    content = book({"Sheet1": [*titled(1), ("",), *titled(2), ("Ghi chú: nghỉ trưa",), *titled(3)]})

    assert [(table.code, len(table.rows)) for table in read_tables("a.xlsx", content)] == [
        (code(number), 5) for number in (1, 2, 3)
    ]


def test_a_sheet_with_text_and_no_table_is_said_an_empty_one_is_not():
    content = book({"Bìa": [("Phụ lục",)], "Trống": []})

    (table,) = read_tables("a.xlsx", content)

    assert (table.sheet, len(table.faults)) == ("Bìa", 1)


def test_a_column_of_codes_makes_many_tables_of_one_sheet():
    rows = listed([7, 8])
    rows[2] = ("", "", *rows[2][2:])  # an empty code goes on with the one above

    tables = read_tables("a.xlsx", book({"DS": rows}))

    assert [(table.code, table.name, len(table.rows), table.faults) for table in tables] == [
        (code(7), "Cấp giấy phép loại 7", 5, ()),
        (code(8), "Cấp giấy phép loại 8", 5, ()),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_text_is_read_with_any_mark_as_excel_saves_it_and_line_breaks_in_cells(mark, encoding):
    text = "Mã thủ tục;Bước;Nội dung;Người thực hiện;Thời gian\n".replace(";", mark)
    text += '1.000656;B1;"Tiếp nhận,\nkiểm tra";Một cửa;4 giờ\n'.replace(";", mark)

    (table,) = read_tables("a.csv", text.encode(encoding))

    assert (table.code, table.rows[0].content, table.faults) == ("1.000656", "Tiếp nhận, kiểm tra", ())


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", b"no"), ("a.csv", b"\xff\xfe\x00"), ("a.xls", b"")])
def test_what_is_no_spreadsheet_is_refused(name, content):
    with pytest.raises(TablesUnreadable):
        read_tables(name, content)


RETURNED = ("Bước", "Nội dung", "Người thực hiện", "Thời gian", "Trả lại bước")
WITH_RETURN = [
    ("B1", "Tiếp nhận", "Một cửa", "4 giờ", ""),
    ("B2", "Thẩm định", "Chuyên viên", "8 giờ", ""),
    ("B3", "Ký nháy", "Lãnh đạo phòng", "4 giờ", "B2"),
]


def test_a_step_that_may_be_returned_becomes_a_choice():
    definitions = built(one(WITH_RETURN, headings_=RETURNED))
    graph = definitions.processes[0].graph

    assert shape_faults(definitions.processes[0]) == ()
    assert [(way.name, way.target) for way in graph.leaving("B3-dat")] == [("Trả lại", "B2"), ("Đạt", "end")]
    assert graph.asks_a_person(graph.node("B3-dat"))


def test_a_return_to_no_earlier_step_is_said():
    rows = [("B1", "Tiếp nhận", "Một cửa", "4 giờ", "B3")]

    assert faults(rows, headings_=RETURNED) == [(5, "trả lại “B3”: không có bước như vậy ở trên.")]


def test_a_table_becomes_a_process_that_is_drawn_written_and_run():
    definitions = built(one(USUAL))
    again = read(written(definitions))
    run = Plan(again, f"tthc-{code(1)}").start({}, on=DAY)

    seen = []
    while run.waiting():
        place = run.waiting()[0]
        seen.append((place.node.kind, place.node.step.role, place.node.who))
        run.complete(place.token, {}, on=DAY)

    assert again.processes == definitions.processes
    assert seen[0] == (Kind.USER_TASK, "receive", "Công chức Bộ phận Một cửa")
    assert (len(seen), run.ended) == (5, True)


ACTING = ("Bước", "Nội dung", "Người thực hiện", "Thời gian", "Thao tác")


def test_a_step_may_say_what_it_does_to_the_dossier():
    rows = [
        ("B1", "Thụ lý", "Chuyên viên", "4 giờ", "Nhận thụ lý"),
        ("B2", "Họp", "Chuyên viên", "4 giờ", ""),
        ("B3", "Ký nháy", "Lãnh đạo phòng", "4 giờ", "ĐỒNG Ý"),
    ]
    graph = built(one(rows, headings_=ACTING)).processes[0].graph

    assert [graph.node(own).step.operation for own in ("B1", "B2", "B3")] == ["take-up", "", "agree"]


def test_an_act_there_is_not_is_said_with_those_there_are():
    ((line, said),) = faults([("B1", "Múa", "Chuyên viên", "4 giờ", "Múa")], headings_=ACTING)

    assert line == 5
    assert said.startswith("không có thao tác “Múa”; các thao tác là: Tiếp nhận, Nhận thụ lý,")


NOTHING = Against(known={})


def test_what_the_checks_find_is_said_by_row_too():
    rows = [*USUAL[:2], ("B3", "Thẩm định hồ sơ", "Chuyên viên Phòng Văn hóa - Xã hội", "4 giờ", "")]
    staffed = Against({}, term_of=lambda _code: Decimal(16), staffed=lambda role, post: role != "receive")

    (outcome,) = outcomes([one(rows)], staffed)

    assert outcome.fate is Fate.FAULTY
    assert [fault.line for fault in outcome.faults] == [0, 5, 7]
    assert "thừa 8 giờ" in outcome.faults[0].message
    assert "không ai trong đơn vị" in outcome.faults[1].message
    assert "lặp lại bước" in outcome.faults[2].message


def test_a_procedure_that_is_not_in_the_catalogue_is_said():
    def term_of(code_: str) -> Decimal | None:
        raise KeyError(code_)

    (outcome,) = outcomes([one(USUAL)], Against({}, term_of=term_of))

    assert [fault.message for fault in outcome.faults] == [
        "thủ tục không có trong danh mục đang có hiệu lực."
    ]


def test_a_procedure_that_stands_twice_is_faulty_the_second_time():
    tables = read_tables("a.xlsx", book({"a": titled(1), "b": titled(1)}))

    first, second = outcomes(tables, NOTHING)

    assert (first.fate, second.fate) == (Fate.NEW, Fate.FAULTY)
    assert "đã có bảng ở 1.000001 (trang “a”, dòng 5)" in second.faults[0].message


@pytest.mark.parametrize("layout", ["sheets", "rows"])
def test_three_hundred_tables_are_read_and_only_what_changed_changes(layout):
    def workbook(changes) -> bytes:
        if layout == "sheets":
            return book({f"QT {n}": titled(n, changes.get(n, USUAL)) for n in range(1, 301)})
        rows = listed([])
        for number in range(1, 301):
            rows += listed([number], changes.get(number, USUAL))[1:]
        return book({"Danh sách": rows})

    broken = [*USUAL[:4], ("B5", "Trả kết quả", "", "mai", "")]
    wrong = workbook(dict.fromkeys((17, 113, 250), broken))
    found = outcomes(read_tables("qt.xlsx", wrong), NOTHING)
    known = {each.table.code: each.table.digest for each in found if each.fate is Fate.NEW}

    assert len(found) == 300
    assert [each.table.code for each in found if each.fate is Fate.FAULTY] == [code(17), code(113), code(250)]
    assert [len(each.faults) for each in found if each.faults] == [2, 2, 2]

    longer = [*USUAL[:4], ("B5", "Trả kết quả", "Công chức Bộ phận Một cửa", "1 ngày", "")]
    again = outcomes(read_tables("qt.xlsx", workbook({40: longer})), Against(known))

    fates = {each.table.code: each.fate for each in again}
    assert {own for own, fate in fates.items() if fate is Fate.NEW} == {code(17), code(113), code(250)}
    assert {own for own, fate in fates.items() if fate is Fate.CHANGED} == {code(40)}
    assert sum(fate is Fate.SAME for fate in fates.values()) == 296


def test_the_hash_does_not_see_how_cells_are_written():
    other = [
        (row[0].replace("B", "Bước "), *row[1:3], row[3].replace("0,5 ngày", "4 giờ"), row[4])
        for row in USUAL
    ]

    assert one(other).digest == one(USUAL).digest
    assert one(USUAL[:4]).digest != one(USUAL).digest
