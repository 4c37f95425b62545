"""What a version changes of another is said step by step; which step became which is guessed."""

import pytest

from motcua.workflow.bpmn import read
from motcua.workflow.differences import Change, between, guess_mapping
from motcua.workflow.lines import Lines
from tests.workflow.makers import chain, flow, gateway, process, step


def lines(inside: str) -> Lines:
    return Lines(read(process(inside)), "p")


OLD = (
    step("B1", "Nhận hồ sơ", role="handle", hours="4", operation="take-up")
    + step("B2", "Thẩm định hồ sơ", role="handle", hours="8")
    + step("B3", "Trình dự thảo", role="handle", hours="8", operation="propose")
    + chain("s", "B1", "B2", "B3", "e")
)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (OLD, {"B1": "B1", "B2": "B2", "B3": "B3"}),
        (  # a row put in between: the ids moved on, the names did not
            step("B1", "Nhận hồ sơ", role="handle", hours="4", operation="take-up")
            + step("B2", "Xác minh thực địa", role="handle", hours="4")
            + step("B3", "Thẩm định hồ sơ", role="handle", hours="8")
            + step("B4", "Trình dự thảo", role="handle", hours="8", operation="propose")
            + chain("s", "B1", "B2", "B3", "B4", "e"),
            {"B1": "B1", "B2": "B3", "B3": "B4"},
        ),
        (  # by the act, by a likely name
            step("a", "Cán bộ tiếp nhận xử lý", role="handle", hours="4", operation="take-up")
            + step("b", "Thẩm định kỹ hồ sơ", role="handle", hours="8")
            + step("c", "Dự thảo văn bản", role="handle", hours="8", operation="propose")
            + chain("s", "a", "b", "c", "e"),
            {"B1": "a", "B2": "b", "B3": "c"},
        ),
        (  # by its place alone
            step("B1", "Nhận hồ sơ", role="handle", hours="4", operation="take-up")
            + step("x", "Đi kiểm tra", role="handle", hours="8")
            + step("B3", "Trình dự thảo", role="handle", hours="8", operation="propose")
            + chain("s", "B1", "x", "B3", "e"),
            {"B1": "B1", "B2": "x", "B3": "B3"},
        ),
    ],
)
def test_a_step_is_known_again_by_id_name_act_or_place(new, expected):
    assert guess_mapping(lines(OLD), lines(new)) == expected


def test_nothing_differs_of_itself():
    assert between(lines(OLD), lines(OLD)) == ()


def test_every_difference_is_said_of_its_step():
    new = OLD.replace('hours="4"', 'hours="2"').replace(
        'role="handle" hours="8" operation', 'role="review" hours="8" operation'
    )

    said = [each.said for each in between(lines(OLD), lines(new))]

    assert said == [
        "Bước “Nhận hồ sơ”: số giờ đổi từ “4 giờ” thành “2 giờ”.",
        "Bước “Trình dự thảo”: người làm đổi từ “Thụ lý, thẩm tra” thành “Soát xét (lãnh đạo phòng)”.",
    ]


def test_added_removed_and_moved_steps_are_said():
    more = OLD.replace(chain("s", "B1", "B2", "B3", "e"), "") + step("B9", "Lấy số", role="handle", hours="1")
    turned = more + chain("s", "B2", "B1", "B3", "B9", "e")

    found = between(lines(OLD), lines(turned))

    assert {each.kind for each in found} == {Change.ADDED, Change.ORDER}
    assert [each.kind for each in between(lines(turned), lines(OLD))].count(Change.REMOVED) == 1
    assert [each.kind for each in between(None, lines(OLD))] == [Change.ADDED] * 3


def test_another_condition_is_said_of_its_gateway():
    def by(condition: str) -> Lines:
        inside = gateway("g", default="g-b") + step("a") + step("b") + chain("s", "g") + flow("g", "b")
        return lines(inside + flow("g", "a", condition) + chain("a", "e") + chain("b", "e"))

    assert [each.step for each in between(by("x == 1"), by("x == 2"))] == ["g"]
