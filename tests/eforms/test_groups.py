from datetime import date

import pytest

from motcua.eforms.definition import FormDefinition
from motcua.eforms.rules import check, deciders, is_applicant, papers_asked, shown

DAY = date(2026, 11, 27)
FORM = FormDefinition.model_validate(
    {
        "code": "thu",
        "title": "Thử",
        "subjects": [{"key": "person", "title": "Người được cấp", "is": 'whose == "mine"'}],
        "sections": [
            {
                "key": "one",
                "title": "Một",
                "fields": [
                    {
                        "key": "whose",
                        "label": "Của ai",
                        "type": "choice",
                        "options": [{"value": "mine", "label": "Tôi"}, {"value": "others", "label": "Khác"}],
                    },
                    {"key": "born", "label": "Sinh", "type": "birth_date", "required": False},
                    {
                        "key": "stays",
                        "title": "Nơi ở",
                        "minimum": 1,
                        "maximum": 3,
                        "when": "age_on(born, today) >= 14",
                        "fields": [
                            {"key": "place", "label": "Nơi", "type": "address"},
                            {"key": "from_year", "label": "Từ năm", "type": "number"},
                            {"key": "to_year", "label": "Đến năm", "type": "number", "required": False},
                            {
                                "key": "years",
                                "label": "Số năm",
                                "type": "number",
                                "required": False,
                                "computed": "to_year - from_year",
                            },
                            {"key": "why", "label": "Vì sao đi", "when": "answered(to_year)"},
                        ],
                    },
                    {
                        "key": "places",
                        "label": "Số nơi",
                        "type": "number",
                        "required": False,
                        "computed": "size(stays)",
                    },
                ],
            }
        ],
        "checks": [
            {
                "that": "stays.all(r, !answered(r.to_year) || r.to_year >= r.from_year)",
                "at": "stays",
                "say": "Đến trước khi từ.",
            },
            {"that": "born <= today", "at": "born", "say": "Chưa đến."},
        ],
        "papers": [{"paper": "uy-quyen", "when": 'whose == "others"'}, {"paper": "don"}],
    }
)
HERE = {"place": "Ia Dom", "from_year": "2004"}
GONE = {"place": "Pleiku", "from_year": 2010, "to_year": "2020", "why": "Đi làm"}


def of(**answers):
    return check(FORM, {"whose": "mine", "born": "1990", **answers}, on=DAY)


def test_rows_are_kept_in_one_spelling_with_what_is_computed():
    checked = of(stays=[HERE, {}, GONE])

    assert checked.problems == {}
    assert checked.answers["stays"] == [
        {"place": "Ia Dom", "from_year": 2004},
        {"place": "Pleiku", "from_year": 2010, "to_year": 2020, "years": 10, "why": "Đi làm"},
    ]
    assert checked.answers["places"] == 2


def test_a_wrong_cell_is_named_by_its_row_and_kept_as_typed():
    checked = of(stays=[HERE, {"place": "Pleiku", "from_year": "hai nghìn"}])

    assert checked.problems == {"stays-1-from_year": "Hãy ghi một số nguyên, ví dụ 12."}
    assert checked.kept["stays"][1] == {"place": "Pleiku", "from_year": "hai nghìn"}


def test_an_empty_row_asks_nothing_but_a_row_must_be_there():
    assert of(stays=[{}, {"place": " "}]).problems == {"stays": "Hãy ghi: Nơi ở."}
    assert of(stays=[HERE, {"place": ""}]).problems == {}


def test_more_rows_than_may_be_are_refused_and_kept():
    checked = of(stays=[HERE] * 4)

    assert checked.problems == {"stays": "Nơi ở: nhiều nhất 3 dòng."}
    assert len(checked.kept["stays"]) == 4


def test_a_cell_is_asked_by_the_answers_of_its_own_row():
    checked = of(stays=[HERE, {**GONE, "why": ""}])

    assert checked.problems == {"stays-1-why": "Hãy ghi: Vì sao đi."}
    assert "stays-0-why" not in checked.asked


@pytest.mark.parametrize(("born", "asked"), [("2000", True), ("2012", True), ("2020", False), ("", False)])
def test_a_whole_group_is_asked_by_an_age_known_in_part(born, asked):
    assert ("stays" in of(born=born, stays=[HERE]).answers) is asked


@pytest.mark.parametrize("junk", ["x", 7, {"place": "x"}, [["x"]], ["x"], [None], [{"place": {"deep": []}}]])
def test_what_is_no_list_of_rows_is_refused_with_a_sentence(junk):
    checked = of(stays=junk)

    assert checked.problems
    assert "stays" not in checked.answers or checked.problems


def test_what_must_hold_between_rows_is_said_once_every_answer_is_right_by_itself():
    wrong = {**GONE, "to_year": "2001"}

    assert of(stays=[HERE, wrong]).unmet == {"stays": "Đến trước khi từ."}
    assert of(stays=[{**wrong, "place": ""}]).unmet == {}


def test_a_check_over_what_is_not_answered_passes():
    assert of(born="", stays=[]).problems == {}


def test_people_read_a_row_in_a_line():
    assert shown(FORM, of(stays=[HERE]).answers)["stays"] == "Nơi: Ia Dom; Từ năm: 2004"


def test_papers_and_who_is_meant_follow_from_the_answers():
    assert papers_asked(FORM, {"whose": "mine"}, on=DAY) == {"uy-quyen": False, "don": True}
    assert papers_asked(FORM, {"whose": "others"}, on=DAY) == {"uy-quyen": True, "don": True}
    assert is_applicant(FORM, "person", {"whose": "mine"}, on=DAY)
    assert not is_applicant(FORM, "person", {}, on=DAY)


def test_only_what_something_depends_on_is_asked_about_while_one_types():
    assert deciders(FORM, FORM.sections[0]) == [
        "born",
        "stays",
        "stays-place",
        "stays-from_year",
        "stays-to_year",
        "stays-years",
        "stays-why",
    ]
