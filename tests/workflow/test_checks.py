"""What is wrong with a process is said of its step, before it runs."""

from decimal import Decimal

import pytest
from hypothesis import given, settings

from motcua.workflow.bpmn import read
from motcua.workflow.checks import Given, faults_of, shape_faults
from motcua.workflow.checks.hours import longest_way
from tests.workflow.makers import EXPORTS, MIWG, chain, flow, gateway, process, step
from tests.workflow.processes import PROCESSES


def shape(inside: str) -> list[tuple[str, str]]:
    """The elements that have a fault, with the first words of what it is."""
    found = read(process(inside)).processes[0]
    return [(fault.id, fault.message.split(":")[0]) for fault in shape_faults(found)]


def both(*ends: str) -> str:
    """Two steps side by side after ``g``, each leading to ``ends``."""
    begin = step("a") + step("b") + chain("s", "g", "a") + chain("g", "b")
    return begin + "".join(flow(own, end) for own in "ab" for end in ends)


SHAPES = {
    "a straight row": (step("a") + chain("s", "a", "e"), []),
    "a choice that meets again": (gateway("g") + gateway("j") + both("j") + chain("j", "e"), []),
    "branches that wait for each other": (
        gateway("g", "parallel") + gateway("j", "parallel") + both("j") + chain("j", "e"),
        [],
    ),
    "branches that each end": (gateway("g", "parallel") + both("e"), []),
    "a way back": (step("a") + gateway("g") + chain("s", "a", "g", "e") + flow("g", "a"), []),
    "branches that do not wait": (
        gateway("g", "parallel") + gateway("j") + step("c") + both("j") + chain("j", "c", "e"),
        [("c", "có thể bị làm hai lần cùng lúc")],
    ),
    "a choice that waits for both": (
        gateway("g") + gateway("j", "parallel") + both("j") + step("c") + chain("j", "c", "e"),
        [
            ("j", "có thể chờ mãi"),
            ("c", "không bao giờ tới lượt"),
            ("e", "không bao giờ tới lượt"),
        ],
    ),
    "a step that leads nowhere": (
        gateway("g") + step("a") + chain("s", "g", "a") + chain("g", "e"),
        [("a", "không dẫn tới đâu")],
    ),
    "a step nobody reaches": (
        step("a") + step("b") + chain("s", "a", "e") + chain("b", "e"),
        [("b", "không bao giờ tới lượt")],
    ),
    "a circle nobody enters": (
        step("a") + step("b") + chain("s", "e") + chain("a", "b", "a"),
        [
            ("a", "không bao giờ tới lượt"),
            ("b", "không bao giờ tới lượt"),
            ("a", "đi vòng không có lối rẽ"),
        ],
    ),
    "a circle without a way out": (
        gateway("g") + gateway("h") + step("a") + step("b")
        + chain("s", "g", "a", "h", "b", "g") + flow("h", "g"),
        [("g", "đi vòng mãi"), ("e", "không bao giờ tới lượt")],
    ),
    "a way back out of side by side": (
        gateway("m") + gateway("g", "parallel") + gateway("j", "parallel") + gateway("x")
        + step("a") + step("b") + chain("s", "m", "g", "a", "x", "j", "e")
        + chain("g", "b", "j") + flow("x", "m"),
        [("b", "có thể bị làm hai lần cùng lúc")],
    ),
    "a circle in which nobody acts": (
        gateway("m") + gateway("x", default="x-e") + chain("s", "m", "x")
        + flow("x", "m", "1 == 1") + flow("x", "e"),
        [("m", "đi vòng không dừng")],
    ),
    "a circle that only a timer leaves": (
        step("a") + '<boundaryEvent id="t" attachedToRef="a"><messageEventDefinition/></boundaryEvent>'
        + chain("s", "a", "a") + chain("t", "e"),
        [("a", "đi vòng không có lối rẽ")],
    ),
    "a join that its own way back must feed": (
        gateway("j", "parallel") + gateway("x") + step("a") + chain("s", "j", "a", "x", "e") + flow("x", "j"),
        [("j", "có thể chờ mãi")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SHAPES)
def test_every_way_ends_or_the_element_is_named(case):
    inside, expected = SHAPES[case]

    found = shape(inside)

    assert [each for each in found if each[0] in dict(expected)] == expected
    assert bool(found) == bool(expected)


def test_a_border_event_that_rejoins_without_waiting_is_seen():
    event = '<boundaryEvent id="t" attachedToRef="a" cancelActivity="{}"><messageEventDefinition/>'
    event += "</boundaryEvent>"
    rest = (
        step("a")
        + step("b")
        + gateway("j")
        + step("c")
        + chain("s", "a", "j", "c", "e")
        + chain("t", "b", "j")
    )

    assert shape(rest + event.format("true")) == []
    assert shape(rest + event.format("false")) == [("c", "có thể bị làm hai lần cùng lúc")]


def test_the_inside_of_a_sub_process_is_looked_at_too():
    inner = '<startEvent id="is"/>' + step("x") + '<endEvent id="ie"/>' + chain("is", "ie")

    found = shape(f'<subProcess id="u">{inner}</subProcess>' + chain("s", "u", "e"))

    assert ("x", "không bao giờ tới lượt") in found


def test_many_branches_of_many_steps_are_checked_at_once():
    ids = [[f"a{branch}_{number}" for number in range(20)] for branch in range(20)]
    inside = gateway("g", "parallel") + gateway("j", "parallel") + chain("s", "g") + chain("j", "e")
    inside += "".join(step(own) for row in ids for own in row) + "".join(chain("g", *row, "j") for row in ids)

    assert shape(inside) == []


def test_what_is_too_interwoven_is_said_not_waited_for():
    rows = range(16)
    inside = gateway("g", "parallel") + gateway("j", "parallel") + chain("s", "g") + chain("j", "e")
    for row in rows:
        inside += gateway(f"x{row}") + gateway(f"y{row}") + step(f"a{row}") + step(f"b{row}")
        inside += chain("g", f"x{row}", f"a{row}", f"y{row}", "j") + chain(f"x{row}", f"b{row}", f"y{row}")

    (fault,) = shape_faults(read(process(inside)).processes[0])

    assert "quá nhiều nhánh song song" in fault.message


@settings(max_examples=80, deadline=None)
@given(PROCESSES)
def test_blocks_in_blocks_have_no_fault_of_shape(made):
    assert shape_faults(made.processes[0]) == ()


@pytest.mark.parametrize("path", sorted(EXPORTS.glob("*.bpmn")), ids=lambda path: path.stem)
def test_the_files_of_other_tools_have_none_either(path):
    found = read(path.read_bytes())

    assert [shape_faults(each) for each in found.processes] == [()] * len(found.processes)


@pytest.mark.parametrize("name", ["A.1.0", "A.2.0", "A.4.0", "A.4.1"])
def test_nor_the_reference_models_that_run(name):
    path = MIWG / f"{name}.bpmn"
    if not path.exists():
        pytest.skip("the reference models of the BPMN MIWG are not here")
    found = read(path.read_bytes())

    assert [shape_faults(each) for each in found.processes] == [()] * len(found.processes)


def checked(inside: str, **given_) -> list[str]:
    found = read(process(inside))
    return [str(fault) for fault in faults_of(found.processes[0], found, Given(**given_))]


ROW = (
    step("a", "Tiếp nhận", hours="4", role="receive", post="Một cửa")
    + step("b", "Thẩm định", hours="12,5", role="handle", post="Chuyên viên")
    + chain("s", "a", "b", "e")
)


def test_hours_within_the_term_are_right():
    assert checked(ROW, term=Decimal("16.5")) == []


def test_hours_beyond_the_term_name_the_steps_and_what_is_too_much():
    assert checked(ROW, term=Decimal(16)) == [
        "Các bước “Tiếp nhận” (4) → “Thẩm định” (12,5) cộng lại 16,5 giờ, vượt thời hạn 16 giờ: thừa 0,5 giờ."
    ]


def test_a_step_without_hours_is_named():
    (fault,) = checked(step("a", "Tiếp nhận") + chain("s", "a", "e"), term=Decimal(8))

    assert fault == "việc của cán bộ “Tiếp nhận” (userTask, mã a): chưa ghi số giờ."


def test_branches_side_by_side_count_as_the_longer_and_a_way_back_once():
    inside = (
        gateway("g", "parallel")
        + gateway("j", "parallel")
        + gateway("x")
        + chain("s", "g")
        + chain("j", "x", "e")
    )
    inside += (
        step("a", hours="3")
        + step("b", hours="5")
        + chain("g", "a", "j")
        + chain("g", "b", "j")
        + flow("x", "g")
    )
    found = read(process(inside))

    longest = longest_way(found.processes[0].graph, found)

    assert (longest.hours, [node.id for node in longest.steps]) == (Decimal(5), ["b"])


def test_the_hours_of_a_sub_process_a_wait_and_a_cut_are_counted():
    inner = '<startEvent id="is"/>' + step("x", hours="3") + '<endEvent id="ie"/>' + chain("is", "x", "ie")
    timer = "<timerEventDefinition><timeDuration>PT{}H</timeDuration></timerEventDefinition>"
    inside = f'<subProcess id="u">{inner}</subProcess>'
    inside += f'<intermediateCatchEvent id="w">{timer.format(2)}</intermediateCatchEvent>'
    inside += (
        step("a", hours="10") + f'<boundaryEvent id="t" attachedToRef="a">{timer.format(20)}</boundaryEvent>'
    )
    inside += step("late", hours="1") + chain("s", "u", "w", "a", "e") + chain("t", "late", "e")
    found = read(process(inside))

    longest = longest_way(found.processes[0].graph, found)

    assert [node.id for node in longest.steps] == ["x", "w", "t", "late"]
    assert longest.hours == 3 + 2 + 20 + 1


def test_a_post_nobody_holds_is_named():
    faults = checked(ROW, staffed=lambda role, post: post != "Chuyên viên")

    assert faults == [
        "việc của cán bộ “Thẩm định” (userTask, mã b): không ai trong đơn vị giữ vị trí “Chuyên viên”."
    ]


def test_a_step_that_names_nobody_is_a_fault():
    (fault,) = checked(step("a") + chain("s", "a", "e"), staffed=lambda role, post: True)

    assert fault.endswith("chưa nói ai làm.")


def test_a_step_that_repeats_an_earlier_one_is_named():
    inside = (
        step("a", "Thẩm định", post="Chuyên viên")
        + step("b", "Trình")
        + step("c", "THẨM ĐỊNH", post="chuyên viên")
    )

    (fault,) = checked(inside + chain("s", "a", "b", "c", "e"))

    assert (
        fault
        == "việc của cán bộ “THẨM ĐỊNH” (userTask, mã c): lặp lại bước “Thẩm định” (mã a) đã làm trước đó."
    )


def test_the_same_step_on_two_branches_of_a_choice_repeats_nothing():
    inside = (
        gateway("g")
        + step("a", "Ghi sổ")
        + step("b", "Ghi sổ")
        + chain("s", "g", "a", "e")
        + chain("g", "b", "e")
    )

    assert checked(inside) == []


def test_conditions_need_a_default_and_know_what_a_dossier_has():
    inside = (
        gateway("g")
        + step("a")
        + chain("s", "g")
        + flow("g", "a", "age &gt; 3")
        + flow("g", "e", "age &lt; 3")
    )
    inside += chain("a", "e")

    faults = checked(inside, known=frozenset({"birth"}))

    assert [fault.split(": ", 1)[1] for fault in faults] == [
        "cần một nhánh mặc định, cho hồ sơ không thỏa điều kiện nào.",
        "điều kiện “age > 3” hỏi điều hồ sơ không có: age.",
        "điều kiện “age < 3” hỏi điều hồ sơ không có: age.",
    ]
