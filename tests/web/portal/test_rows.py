"""A group of questions at the portal: rows, two plain buttons, and the same for htmx."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.dossiers.models import Draft
from motcua.eforms.definition import FieldType
from tests import factories as make
from tests.eforms.test_groups import FORM
from tests.web.portal.conftest import Journey

ONE = FORM.model_copy(update={"code": make.FORM.code})
CELLS = ("place", "from_year", "to_year", "why")


@pytest.fixture
def draft(journey):
    make.publish(form=ONE)
    return journey.start()


def cells(row, *values):
    return {f"stays-{row}-{key}": value for key, value in zip(CELLS, values, strict=False)}


def send(journey: Journey, draft: Draft, act: str, **more):
    form = journey.form_of(draft, "one")
    return journey.client.post(
        journey.section(draft, "one"), {**form, "whose": "mine", "born-year": "1990", **more, "act": act}
    )


@pytest.fixture
def begun(journey, draft):
    """A draft whose rows are asked for."""
    send(journey, draft, "next")
    return draft


def test_a_group_opens_with_the_rows_it_needs(journey, begun):
    page = journey.client.get(journey.section(begun, "one"))

    (rows,) = [part for part in page.context["parts"] if hasattr(part, "group")]
    assert len(rows.rows) == 1
    assert not rows.may_drop
    assert 'value="bo-stays-0"' not in page.content.decode()


def test_the_button_keeps_what_was_typed_and_the_focus_goes_to_the_new_row(journey, begun):
    response = send(journey, begun, "them-stays", **cells(0, "Ia Dom", "2004"))

    assert response.url.endswith("?hang=stays-1#f-stays-1")
    page = journey.client.get(response.url).content.decode()
    assert re.search(r'<fieldset id="f-stays-1"\s+tabindex="-1"\s+autofocus', page)
    assert page.count("autofocus") == 1
    assert "Ia Dom" in page
    assert Draft.objects.get().answers["stays"] == [{"place": "Ia Dom", "from_year": 2004, "to_year": ""}, {}]


def test_a_row_is_taken_out_and_the_others_move_up(journey, begun):
    send(journey, begun, "them-stays", **cells(0, "Ia Dom", "2004"))

    response = send(journey, begun, "bo-stays-0", **cells(0, "Ia Dom", "2004"), **cells(1, "Pleiku", "2010"))

    assert response.url.endswith("?hang=stays-0#f-stays-0")
    assert [row["place"] for row in Draft.objects.get().answers["stays"]] == ["Pleiku"]


def test_the_last_row_that_is_needed_and_one_too_many_are_not_touched(journey, begun):
    send(journey, begun, "bo-stays-0", **cells(0, "Ia Dom", "2004"))
    for _turn in range(4):
        send(journey, begun, "them-stays")

    page = journey.client.get(journey.section(begun, "one")).content.decode()

    assert len(Draft.objects.get().answers["stays"]) == 3
    assert 'value="them-stays"' not in page
    assert "Đủ 3 dòng; không thêm được nữa." in page


def test_a_wrong_cell_has_its_sentence_and_the_summary_leads_there(journey, begun):
    response = send(journey, begun, "next", **cells(0, "Ia Dom", "hai nghìn"))

    page = journey.client.get(response.url).content.decode()
    assert 'href="#f-stays-0-from_year"' in page
    assert 'id="f-stays-0-from_year"' in page
    assert 'value="hai nghìn"' in page


def test_what_does_not_fit_together_is_said_while_one_types_but_nothing_that_is_only_missing(journey, begun):
    wrong = cells(0, "Ia Dom", "2004", "2001", "Đi làm")

    page = journey.client.post(
        journey.section(begun, "one"),
        {**journey.form_of(begun, "one"), "whose": "mine", "born-year": "1990", **wrong,
         "shown": "whose born stays=1 " + " ".join(wrong)},
        headers={"HX-Request": "true"},
    ).content.decode()  # fmt: skip

    assert "Đến trước khi từ." in page
    assert "Hãy ghi" not in page


@pytest.mark.parametrize("act", ["them-stays", "bo-stays-0", ""])
def test_htmx_gets_what_the_whole_page_would_show(journey, begun, act):
    send(journey, begun, "them-stays", **cells(0, "Ia Dom", "2004"))
    url, form = journey.section(begun, "one"), journey.form_of(begun, "one")
    data = {**form, "whose": "mine", "born-year": "1990", **cells(0, "Ia Dom", "2004"), "act": act}

    part = journey.client.post(url, data, headers={"HX-Request": "true"}).content.decode()

    focus = {"them-stays": "?hang=stays-2", "bo-stays-0": "?hang=stays-0"}.get(act, "")
    whole = journey.client.get(url + focus).content.decode()
    assert bare(part) in bare(whole)


def bare(html: str) -> str:
    """Return the markup without what differs from one drawing to the next."""
    return re.sub(r'name="(window|seen)" value="[^"]*"', "", " ".join(html.split())).strip()


def test_the_review_and_the_dossier_show_rows(journey, begun):
    send(journey, begun, "next", **cells(0, "Ia Dom", "2004"))

    page = journey.client.get(journey.review(begun)).content.decode()

    assert "Ia Dom" in page
    assert re.search(r"Từ năm:\s*</span>\s*2004", page)


def test_a_subject_that_is_the_applicant_is_filled_in_once_the_answers_say_so(journey, office):
    section = ONE.sections[0]
    about = {"key": "name", "type": FieldType.TEXT, "element": "person.full_name", "of": "person"}
    name = section.fields[1].model_copy(update=about)
    sections = (section.model_copy(update={"fields": (*section.fields[:2], name)}),)
    make.publish(form=ONE.model_copy(update={"sections": sections, "checks": ()}))
    draft = journey.start()
    assert "name" not in draft.answers

    journey.client.post(
        journey.section(draft, "one"), {"shown": "whose born", "whose": "mine", "born-year": "1990"}
    )

    draft.refresh_from_db()
    assert draft.answers["name"] == draft.person.full_name


@given(
    sent=st.dictionaries(
        st.sampled_from(
            ["whose", "born-year", "born-day", "shown", "act", "window", "seen", *cells(0, *CELLS), "x"]
        ),
        st.one_of(
            st.text(max_size=30),
            st.sampled_from(
                ["mine", "1990", "them-stays", "bo-stays-0", "bo-stays-99999", "bo-stays-²", "them-", "\x00",
                 "whose born stays=3 stays-0-place", "stays=999999999999", "stays=-1", "1.aaaaaaaaaaaaaaaa"]
            ),
        ),
    )
)  # fmt: skip
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_posted_is_answered(journey, begun, sent):
    url = journey.section(begun, "one")

    answer = journey.client.post(url, sent)

    assert answer.status_code in {200, 302, 409}
    assert journey.client.get(url + "?sua=1&hang=x").status_code == 200
    assert journey.client.get(journey.review(begun)).status_code == 200
