from typing import Any

import pytest

from motcua.eforms.authoring import flaws
from motcua.eforms.definition import FormDefinition
from tests.shipped_forms import each_form

BASE: dict[str, Any] = {
    "code": "thu",
    "title": "Thử",
    "subjects": [{"key": "child", "title": "Trẻ"}],
    "sections": [
        {
            "key": "one",
            "title": "Một",
            "fields": [
                {"key": "way", "label": "Cách", "type": "yes_no"},
                {"key": "born", "label": "Ngày sinh", "type": "date"},
                {"key": "number", "label": "Số", "type": "number"},
                {
                    "key": "rows",
                    "title": "Các dòng",
                    "fields": [{"key": "age", "label": "Tuổi", "type": "number"}],
                },
            ],
        }
    ],
}


def form(**more):
    return FormDefinition.model_validate({**BASE, **more})


def asking(**more):
    field = {"key": "last", "label": "Cuối", **more}
    return form(sections=[{**BASE["sections"][0], "fields": [*BASE["sections"][0]["fields"], field]}])


@each_form
def test_the_forms_that_come_with_it_have_none(form):
    assert flaws(form) == []


@pytest.mark.parametrize(
    "when",
    [
        'way == "yes"',
        "age_on(born, today) < 14",
        "number > 3 && way == 'no'",
        "rows.exists(r, r.age > 3)",
        "size(rows) > 2",
        "answered(born)",
        "months_between(born, today) > 3 || year(born) > 2000",
        "fold(way).startsWith('y')",
    ],
)
def test_a_condition_over_the_questions_before_is_right(when):
    assert flaws(asking(when=when)) == []


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("way ==", "không đọc được"),
        ('nobody == "yes"', "“nobody”, không phải câu hỏi nào ở trước"),
        ('last == "yes"', "“last”, không phải câu hỏi nào ở trước"),
        ("age > 3", "“age”, không phải"),
        ("number > 'three'", "không tính được"),
        ("way", "không đúng kiểu"),
        ("number + 1", "không đúng kiểu"),
        ("delete(way)", "gọi hàm “delete” không có"),
        ("rows.exists(r, r.height > 3)", "không tính được"),
    ],
)
def test_a_wrong_condition_is_said_to_who_writes_the_form(when, said):
    (flaw,) = flaws(asking(when=when))

    assert flaw.place == "last"
    assert said in flaw.message


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"key": "way"}, "Có hai câu hỏi cùng khóa"),
        ({"key": "today"}, "ngày hôm nay"),
        ({"type": "choice"}, "chưa có câu trả lời nào"),
        ({"type": "number", "minimum": 3, "maximum": 2}, "Số nhỏ nhất lớn hơn"),
        ({"element": "person.colour", "of": "child"}, "Từ điển dữ liệu không có"),
        ({"element": "person.full_name", "of": "aunt"}, "không có chủ thể “aunt”"),
        ({"element": "person.full_name"}, "hỏi về ai?"),
        ({"element": "business.name", "of": "child"}, "hỏi về ai?"),
        ({"type": "number", "computed": "fold(way)"}, "không đúng kiểu"),
        ({"type": "number", "computed": "way == 'yes'"}, "không đúng kiểu"),
    ],
)
def test_a_wrong_question_is_said(wrong, said):
    assert any(said in flaw.message for flaw in flaws(asking(**wrong)))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"checks": [{"that": "number < 3", "at": "nowhere", "say": "Sai."}]}, "không có trong biểu mẫu"),
        ({"checks": [{"that": "number", "at": "number", "say": "Sai."}]}, "không đúng kiểu"),
        ({"subjects": [{"key": "child", "title": "Trẻ", "is": "way"}]}, "không đúng kiểu"),
        ({"subjects": [{"key": "child", "title": "Trẻ", "to": "aunt"}]}, "không có chủ thể"),
        ({"papers": [{"paper": "x", "when": "nobody"}]}, "“nobody”"),
        (
            {
                "co_declarants": [
                    {"key": "x", "title": "X", "of": "aunt", "confirms": ["one"], "statement": "Đúng."}
                ]
            },
            "một người trong các chủ thể",
        ),
        (
            {
                "co_declarants": [
                    {"key": "x", "title": "X", "of": "child", "confirms": ["two"], "statement": "Đúng."}
                ]
            },
            "một phần không có",
        ),
    ],
)
def test_a_wrong_form_is_said(wrong, said):
    assert any(said in flaw.message for flaw in flaws(form(**wrong)))
