"""Nothing typed is lost: wrong answers, two windows, autosave, an ended session."""

import pytest
from django.test import Client

from motcua.accounts.models import Person
from motcua.dossiers.models import Draft
from motcua.eforms.definition import FieldType, FormField, Section
from tests import factories as make
from tests.web.portal.conftest import Journey, png, signed_in

pytestmark = pytest.mark.django_db


def ask(*fields: FormField) -> None:
    section = Section(key="s", title="S", fields=fields)
    make.publish(form=make.FORM.model_copy(update={"sections": (section,)}))


def sign_in(client: Client, person_id: int) -> None:
    user = Person.objects.select_related("user").get(pk=person_id).user
    assert user is not None
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def test_a_wrong_answer_stays_as_typed_beside_its_sentence(journey, mine, office):
    fields = (FormField(key="phone", label="Điện thoại", type=FieldType.PHONE),)
    ask(*fields)
    draft = journey.start()

    response = mine.post(
        journey.section(draft, "s"), {**journey.form_of(draft, "s"), "phone": "09abc", "act": "next"}
    )

    page = mine.get(response.url).content.decode()
    assert 'value="09abc"' in page
    assert "Hãy ghi số điện thoại 10 chữ số" in page


def test_save_and_leave_keeps_an_unfinished_section(journey, mine):
    draft = journey.start()

    response = journey.fill(draft, content="", note="nhớ hỏi mẹ", act="leave")

    draft.refresh_from_db()
    assert response["Location"] == "/ho-so/"
    assert draft.answers["note"] == "nhớ hỏi mẹ"
    assert "Hồ sơ chưa được nộp" in mine.get("/ho-so/").content.decode()


def test_two_windows_are_told_and_neither_text_is_lost(journey, mine):
    draft = journey.start()
    first, second = journey.form_of(draft), journey.form_of(draft)
    mine.post(journey.section(draft), {**first, "content": "cửa sổ một", "act": "next"})

    response = mine.post(journey.section(draft), {**second, "content": "cửa sổ hai", "act": "next"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "cửa sổ một" in page
    assert "cửa sổ hai" in page
    assert "vừa được sửa ở một cửa sổ khác" in page


def test_pressing_again_after_being_told_keeps_this_window(journey, mine):
    draft = journey.start()
    first, second = journey.form_of(draft), journey.form_of(draft)
    mine.post(journey.section(draft), {**first, "content": "một", "act": "next"})
    told = mine.post(journey.section(draft), {**second, "content": "hai", "act": "next"})
    again = {"shown": "content note", "seen": told.context["seen"], "content": "hai", "act": "next"}

    mine.post(journey.section(draft), again)

    draft.refresh_from_db()
    assert draft.answers["content"] == "hai"


def test_another_section_saved_in_another_window_is_no_conflict(journey, mine):
    sections = tuple(
        Section(key=key, title=key, fields=(FormField(key=f"q_{key}", label=key),)) for key in ("a", "b")
    )
    make.publish(form=make.FORM.model_copy(update={"sections": sections}))
    draft = journey.start()
    a, b = journey.form_of(draft, "a"), journey.form_of(draft, "b")
    mine.post(journey.section(draft, "a"), {**a, "q_a": "x", "act": "next"})

    response = mine.post(journey.section(draft, "b"), {**b, "q_b": "y", "act": "next"})

    assert response.status_code == 302
    assert Draft.objects.get().answers == {"q_a": "x", "q_b": "y"}


def test_what_only_the_other_window_changed_is_kept_beside_what_this_one_did(journey, mine):
    draft = journey.start()
    first, second = journey.form_of(draft), journey.form_of(draft)
    mine.post(journey.section(draft), {**first, "content": "từ cửa sổ một", "note": "", "act": "next"})

    response = mine.post(journey.section(draft), {**second, "content": "", "note": "hai", "act": "next"})

    draft.refresh_from_db()
    assert response.status_code == 302
    assert (draft.answers["content"], draft.answers["note"]) == ("từ cửa sổ một", "hai")


def test_a_question_that_an_answer_brings_up_is_asked_without_blame(journey, mine):
    fields = (
        FormField(key="has", label="Có cha?", type=FieldType.YES_NO),
        FormField(key="father", label="Tên cha", when="has == 'yes'"),
    )
    ask(*fields)
    draft = journey.start()

    response = mine.post(
        journey.section(draft, "s"), {**journey.form_of(draft, "s"), "has": "yes", "act": "next"}
    )

    page = mine.get(response.url).content.decode()
    assert response.url.endswith("?them=1")
    assert "Tên cha" in page
    assert "Còn 1 chỗ cần sửa" not in page


def test_htmx_gets_the_questions_alone(journey, mine):
    draft = journey.start()

    response = mine.post(
        journey.section(draft), {**journey.form_of(draft), "content": "x"}, headers={"HX-Request": "true"}
    )

    page = response.content.decode()
    assert 'id="questions"' in page
    assert "<html" not in page


def test_an_ended_session_loses_nothing_that_was_typed(journey, office):
    draft = journey.start()
    form = journey.form_of(draft)
    out = Client()

    response = out.post(journey.section(draft), {**form, "content": "gõ rất lâu", "act": "next"})
    sign_in(out, office.citizen.person_id)
    page = out.get(journey.section(draft)).content.decode()

    assert response["Location"] == f"/sign-in/?next=%2Fban-nhap%2F{draft.pk}%2Frequest%2F"
    assert "gõ rất lâu" in page
    assert "Những gì bạn vừa điền vẫn còn." in page


def test_what_was_typed_is_shown_to_nobody_else(journey, stranger):
    draft = journey.start()
    out = Client()
    out.post(journey.section(draft), {**journey.form_of(draft), "content": "bí mật"})

    sign_in(out, make.person("Khác", "064090007777").pk)

    response = out.get(journey.section(draft))
    assert response.status_code == 404
    assert "bí mật" not in response.content.decode()


def test_files_of_an_ended_session_are_said_to_be_lost(journey, office):
    draft = journey.start()
    out = Client()

    out.post(journey.papers(draft), {"paper-giay-chung-sinh": png(), "act": "next"})
    sign_in(out, office.citizen.person_id)

    assert "Tệp bạn vừa chọn chưa được gửi" in out.get(journey.papers(draft)).content.decode()


def test_an_autosave_without_a_session_does_not_pass_for_saved(journey):
    draft = journey.start()

    response = Client().post(journey.section(draft), {"content": "x"}, headers={"X-Autosave": "1"})

    assert response.status_code == 401


def test_resuming_leads_to_the_first_unfinished_page(journey, mine):
    draft = journey.start()
    unfinished = mine.get(f"/ban-nhap/{draft.pk}/").url

    journey.fill(draft)

    assert unfinished == journey.section(draft)
    assert mine.get(f"/ban-nhap/{draft.pk}/").url == journey.papers(draft)


def test_a_business_page_of_a_stranger_is_not_shown(office):
    draft = Journey(signed_in(office.citizen.person_id), office).start()

    response = Client().get(f"/ban-nhap/{draft.pk}/request/")

    assert response["Location"].startswith("/sign-in/")
