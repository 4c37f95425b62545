"""A process without a drawing gets one; it is drawn on the server and said in words."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings

from motcua.workflow.bpmn import read
from motcua.workflow.bpmn.drawing import svg, told
from motcua.workflow.bpmn.layout import is_whole, laid_out, scopes_of
from motcua.workflow.bpmn.model import Diagram
from motcua.workflow.bpmn.writing import written
from tests.workflow.makers import EXPORTS, MIWG, chain, flow, gateway, process, step
from tests.workflow.processes import PROCESSES

FILES = [*sorted(EXPORTS.glob("*.bpmn")), *(MIWG / f"A.{name}.bpmn" for name in ("1.0", "2.0", "4.0", "4.1"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_read_can_be_written_and_read_again(path):
    if not path.exists():
        pytest.skip("the reference models of the BPMN MIWG are not here")
    found = read(path.read_bytes())

    again = read(written(found))

    assert (again.processes, again.pools, again.messages) == (found.processes, found.pools, found.messages)
    assert is_whole(again)
    assert written(again) == written(found)


def test_a_drawing_that_came_with_the_file_is_kept():
    found = read((EXPORTS / "bpmn-io.bpmn").read_bytes())

    assert laid_out(found) is found


def test_a_drawing_with_a_hole_is_drawn_anew():
    found = read((EXPORTS / "signavio.bpmn").read_bytes())

    assert not is_whole(found)
    assert is_whole(laid_out(found))


@settings(max_examples=60, deadline=None)
@given(PROCESSES)
def test_no_two_boxes_overlap_and_no_line_runs_through_a_box(made):
    diagram = laid_out(made).diagram

    for scope in scopes_of(made.processes[0].graph):
        free = [node for node in scope.nodes if not node.attached_to]
        for one, other in combinations((diagram.boxes[node.id] for node in free), 2):
            assert not overlap(one, other)
        for way in scope.flows:
            for node in free:
                for first, last in pairwise(diagram.lines[way.id]):
                    assert not crosses(first, last, diagram.boxes[node.id]), (way.id, node.id)


def overlap(one, other):
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def crosses(first, last, box):
    """Whether a level or upright stroke passes inside a box (touching its rim is arriving there)."""
    left, right = sorted((first[0], last[0]))
    top, bottom = sorted((first[1], last[1]))
    inside_x = left < box.x + box.width - 1 and right > box.x + 1
    inside_y = top < box.y + box.height - 1 and bottom > box.y + 1
    return inside_x and inside_y


@settings(max_examples=30, deadline=None)
@given(PROCESSES)
def test_a_random_process_survives_its_own_file(made):
    again = read(written(made))

    assert again.processes == made.processes


def test_the_place_of_the_dossier_is_marked_and_said():
    drawn = fromstring(svg(read((EXPORTS / "bpmn-io.bpmn").read_bytes()), here={"Activity_2"}))

    marked = [group for group in drawn.iter() if "bpmn-here" in group.get("class", "")]

    assert [group[0].text for group in marked] == ["Tra cứu sổ hộ tịch — hồ sơ đang ở đây"]


def test_the_drawing_is_an_image_with_a_title_and_brings_no_style_or_script():
    text = svg(read((EXPORTS / "camunda-modeler.bpmn").read_bytes()))

    assert 'role="img"' in text
    assert "<title>Sơ đồ quy trình UBND xã</title>" in text
    assert "style" not in text
    assert "<script" not in text


def test_a_name_cannot_become_markup():
    data = process(step("a", "&lt;script&gt;alert(1)&lt;/script&gt;") + chain("s", "a", "e"))

    text = svg(read(data))

    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_the_words_follow_the_way_and_say_who_how_long_and_where():
    found = read((EXPORTS / "bpmn-io.bpmn").read_bytes())

    lines = told(found.processes[0], here={"Activity_2"})

    assert [(line.title, line.who, str(line.hours), line.here) for line in lines] == [
        ("Tiếp nhận", "Công chức Một cửa", "0.5", False),
        ("Tra cứu sổ hộ tịch", "", "4", True),
        ("Quá 4 giờ", "", "4", False),
        ("Nhắc người làm", "", "None", False),
    ]


def test_the_words_enter_a_sub_process():
    lines = told(read((EXPORTS / "bizagi.bpmn").read_bytes()).process("Id_p"))

    assert [(line.title, line.depth) for line in lines] == [
        ("Thẩm định", 0),
        ("Kiểm tra thực địa", 1),
        ("Trả kết quả", 0),
    ]


def test_a_choice_of_a_person_is_a_line_of_its_own():
    made = process(step("a") + gateway("g") + step("b") + chain("s", "a", "g", "b", "e") + flow("g", "e"))

    assert [line.title for line in told(read(made).processes[0])] == ["a", "g", "b"]


def test_a_large_process_is_laid_out_in_reasonable_time():
    ids = [f"t{number}" for number in range(400)]
    found = read(process("".join(step(own) for own in ids) + chain("s", *ids, "e")))

    assert is_whole(laid_out(replace(found, diagram=Diagram())))
