"""What was asked thing by thing, what came for each, and what is kept before it is sent."""

import io

import pytest

from motcua.dossiers import operations as dossiers
from motcua.dossiers.asked import last_asked, things_asked
from motcua.dossiers.errors import NoSuchItem, NoSuchQuestion, NothingAsked
from motcua.dossiers.models import Dossier, DossierPaper, Letter
from motcua.dossiers.operations.checking import PaperCheck
from motcua.dossiers.operations.handing_in import Handed
from motcua.dossiers.operations.staging import (
    keep_answers,
    stage_for_supplement,
    staged_handed,
    staged_papers,
    typed_answers,
    unstage,
)
from motcua.journal.models import Act
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.office()


def ask(office, dossier, items=(), questions=()):
    return dossiers.ask_for_supplement(
        code=dossier.code,
        officer=office.clerk,
        items=items,
        questions=questions,
        reason="Ảnh mờ",
        at=make.MONDAY,
    )


def send(office, dossier, papers=(), **answers):
    return dossiers.supplement(
        code=dossier.code, viewer=office.citizen, answers=answers, papers=papers, at=make.MONDAY
    )


def stage(office, dossier, item=None):
    return stage_for_supplement(
        code=dossier.code,
        citizen=office.citizen,
        key="",
        title="Bản rõ",
        content=io.BytesIO(make.PNG),
        file_name="ro.png",
        at=make.MONDAY,
        item=item,
    )


def asked_of(dossier):
    return things_asked(dossier, list(dossier.papers.order_by("pk")))


def test_a_line_that_begins_with_a_papers_name_is_about_that_paper(office):
    dossier = office.filed()

    asked, _other = asked_of(ask(office, dossier, ["Giấy chứng sinh: chụp lại cho rõ", "Sổ hộ khẩu"]))

    assert asked.before == dossier.papers.get()
    assert (asked.item.key, asked.item.guidance) == ("giay-chung-sinh", "chụp lại cho rõ")


def test_a_question_is_asked_by_its_name_and_named_in_the_letter(office):
    ask(office, office.filed(), questions=["content"])

    assert Letter.objects.get().content["items"] == ["Trả lời lại: Nội dung đề nghị"]


def test_a_question_that_the_form_does_not_ask_is_refused(office):
    with pytest.raises(NoSuchQuestion):
        ask(office, office.filed(), questions=["khong_co"])


def test_neither_paper_nor_question_is_nothing_asked(office):
    with pytest.raises(NothingAsked):
        ask(office, office.filed(), items=[" "])


def test_what_comes_is_recorded_against_what_was_asked(office):
    dossier = ask(office, office.filed(), ["Bản rõ", "Sổ hộ khẩu"], ["content"])
    file = make.paper(f"person:{office.citizen.person_id}")

    papers = [Handed(key="", title="Sổ hộ khẩu", paper_id=file.pk, item=2)]
    given = send(office, dossier, papers, content="Nội dung khác")

    clear, book, answer = asked_of(given)
    assert [clear.met, book.met, answer.met] == [False, True, True]
    assert book.came[0].paper == file
    act = Act.objects.get(verb="dossier.supplement")
    assert (act.data["papers"][0]["item"], act.data["changed"]) == (2, ["content"])


def test_a_paper_found_wanting_is_renewed_by_what_came_in_its_place(office):
    dossier = office.filed()
    line = dossier.papers.get()
    bad = {line.pk: PaperCheck(DossierPaper.Check.BAD, "mờ")}
    dossiers.check_papers(code=dossier.code, clerk=office.clerk, checks=bad, at=make.MONDAY)
    ask(office, dossier, ["Giấy chứng sinh: mờ"])

    send(office, dossier, [Handed(key="giay-chung-sinh", title="Giấy chứng sinh", originals=1, item=1)])

    line.refresh_from_db()
    assert (line.check_result, line.note) == ("renewed", "mờ")


@pytest.mark.parametrize("number", [2, 9])
def test_a_paper_for_what_was_not_asked_as_a_paper_is_refused(office, number):
    dossier = ask(office, office.filed(), ["Bản rõ"], ["content"])

    with pytest.raises(NoSuchItem):
        send(office, dossier, [Handed(key="", title="Bản rõ", item=number)])


def test_files_wait_for_the_thing_they_were_sent_for(office):
    dossier = ask(office, office.filed(), ["Bản rõ", "Sổ hộ khẩu"])

    stage(office, dossier, item=2)
    stage(office, dossier)

    assert {handed.item for handed in staged_handed(dossier, office.citizen)} == {2, None}


def test_a_file_taken_out_is_not_sent(office):
    dossier = ask(office, office.filed(), ["Bản rõ"])

    unstage(code=dossier.code, citizen=office.citizen, paper_id=stage(office, dossier, item=1).pk)

    assert not staged_papers(dossier, office.citizen)


def test_what_was_left_of_the_first_request_is_not_sent_with_the_second(office):
    first = ask(office, office.filed(), ["Bản rõ"])
    stage(office, first, item=1)
    dossiers.supplement(
        code=first.code, viewer=office.clerk, answers={"content": "Khác"}, papers=[], at=make.MONDAY
    )
    dossiers.accept(code=first.code, clerk=office.clerk, at=make.MONDAY)
    dossiers.take_up(code=first.code, officer=office.officer, at=make.MONDAY)

    second = dossiers.ask_for_supplement(
        code=first.code, officer=office.officer, items=["Sổ hộ khẩu"], reason="Thiếu", at=make.MONDAY
    )

    assert not staged_papers(second, office.citizen)


def test_answers_are_kept_as_typed_until_they_are_sent(office):
    dossier = ask(office, office.filed(), questions=["content"])

    keep_answers(code=dossier.code, citizen=office.citizen, answers={"content": ""})

    kept = Dossier.objects.get()
    assert typed_answers(kept) == {"content": ""}
    assert kept.answers["content"] == "Đăng ký khai sinh cho con"


def test_what_was_typed_is_not_kept_once_it_is_sent(office):
    dossier = ask(office, office.filed(), questions=["content"])
    keep_answers(code=dossier.code, citizen=office.citizen, answers={"content": "Nội dung khác"})

    given = send(office, dossier, content="Nội dung khác")

    wait = last_asked(given)
    assert wait is not None
    assert wait.content["typed"] == {}


def test_a_request_kept_in_words_only_is_still_read(office):
    dossier = ask(office, office.filed(), ["Bản rõ"])
    wait = dossier.waits.get()
    wait.content = {**wait.content, "items": ["Bản rõ"]}
    wait.save()

    assert asked_of(Dossier.objects.get())[0].item.title == "Bản rõ"
