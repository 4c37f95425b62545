"""Two versions of a form differ in words an administrator reads."""

import pytest

from motcua.eforms import editing
from motcua.eforms.definition import FieldType, FormField
from motcua.eforms.differences import Difference, Sort, between
from motcua.eforms.editing import Kind, Place
from tests.shipped_forms import each_form, forms

BIRTH = next(form for form in forms() if form.code == "dang-ky-khai-sinh")


def changed(key: str, **facts):
    question = BIRTH.items[key]
    return editing.put(BIRTH, Place(Kind.FIELD, key), question.model_copy(update=facts))


@each_form
def test_a_form_does_not_differ_from_itself(form):
    assert between(form, form) == []


def test_a_new_question_is_said():
    new = editing.add(BIRTH, FormField(key="so_dien_thoai_2", label="Số thứ hai"), within="tre")

    assert between(BIRTH, new) == [Difference(Sort.ADDED, "Câu hỏi “Số thứ hai”")]


def test_a_question_taken_out_is_said():
    new = editing.remove(BIRTH, Place(Kind.FIELD, "applicant_email"))

    assert [str(each) for each in between(BIRTH, new)] == ["Bỏ: Câu hỏi “Thư điện tử”"]


@pytest.mark.parametrize(
    ("facts", "sort", "what", "before", "after"),
    [
        ({"label": "Tên cha"}, Sort.REWORDED, "câu hỏi", "Họ, chữ đệm, tên của cha", "Tên cha"),
        ({"required": False}, Sort.ANSWERED, "bắt buộc", "có", "không"),
        ({"type": FieldType.TEXT}, Sort.ANSWERED, "kiểu trả lời", "name", "text"),
        ({"when": ""}, Sort.RULE, "khi nào hỏi", "“Khai tên cha vào Giấy khai sinh?” là: Có", ""),
        ({"of": "mother"}, Sort.RULE, "hỏi về ai", "Người cha", "Người mẹ"),
    ],
)
def test_what_changed_in_a_question_is_said(facts, sort, what, before, after):
    (difference,) = between(BIRTH, changed("father_name", **facts))

    assert (difference.sort, difference.what, difference.before, difference.after) == (
        sort,
        what,
        before,
        after,
    )


def test_only_what_was_moved_is_said_to_have_moved():
    new = editing.move(BIRTH, Place(Kind.FIELD, "child_gender"), 1)

    moved = between(BIRTH, new)

    assert len(moved) == 1
    assert moved[0].sort == Sort.MOVED


def test_a_question_in_another_section_has_moved_there():
    (moved,) = between(BIRTH, editing.send(BIRTH, "copies_wanted", "tre"))

    assert (moved.sort, moved.before, moved.after) == (
        Sort.MOVED,
        "Kết hôn của cha mẹ và bản sao",
        "Người được khai sinh",
    )
