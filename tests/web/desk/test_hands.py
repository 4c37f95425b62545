from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.dossiers import operations as dossiers
from motcua.dossiers.holding.models import TakenOutOfTurn
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import Turn
from motcua.orgs.models import Appointment, Duty
from tests import factories as make
from tests.sign_in import signed_in
from tests.web.staff_pages import text_of

pytestmark = pytest.mark.django_db
LATER = make.MONDAY + timedelta(hours=1)


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def colleague(office):
    return make.posting(office.unit, Duty.HANDLE, name="Ksor Hà")


def page(posting, dossier):
    return signed_in(posting).get(f"/xu-ly/ho-so/{dossier.code}/")


def act(posting, dossier, name, **data):
    url = f"/xu-ly/ho-so/{dossier.code}/"
    return signed_in(posting).post(url, {"act": name, **data}, follow=True)


def holder_of(dossier):
    return Dossier.objects.get(pk=dossier.pk).assigned_to_id


def test_before_its_turn_the_page_names_the_first_and_asks_why(office):
    first, second = office.accepted(), office.accepted(LATER)

    said = text_of(page(office.officer, second))

    assert "Chưa đến lượt hồ sơ này" in said
    assert f"Hồ sơ {first.code} của Siu Blơk, cùng thủ tục, tính hạn từ trước và chưa ai nhận." in said


def test_without_a_reason_it_is_not_taken_and_the_box_says_so(office):
    first, second = office.accepted(), office.accepted(LATER)

    response = act(office.officer, second, "take-up")

    assert response.status_code == 409
    assert '<a href="#f-turn_ground">' in response.content.decode()
    assert holder_of(second) is None
    assert first.code in text_of(response)


def test_with_a_reason_it_is_taken_and_the_story_tells_it(office):
    office.accepted()
    second = office.accepted(LATER)

    response = act(office.officer, second, "take-up", turn_ground="own-words", turn_words="Người nộp đi xa")

    assert "Lý do: Ngoài thứ tự. Lý do khác, ghi rõ: Người nộp đi xa" in text_of(response)
    assert TakenOutOfTurn.objects.get().dossier_id == second.pk


def test_the_head_chooses_among_colleagues(office, colleague):
    dossier = office.taken_up()

    offered = page(office.head, dossier).context["hands"]["colleagues"]
    act(office.head, dossier, "assign", assign_to=str(colleague.officer_id))

    assert [each.label for each in offered] == ["Lê Cường", "Ksor Hà"]
    assert holder_of(dossier) == colleague.officer_id


@pytest.mark.parametrize("to", ["", "x", "99999999", "²"])
def test_a_choice_that_is_none_is_said_at_its_box(office, to):
    response = act(office.head, office.taken_up(), "assign", assign_to=to)

    assert '<a href="#f-assign_to">' in response.content.decode()


def test_an_officer_is_offered_no_assignment_and_no_taking_over(office, colleague):
    dossier = office.taken_up()

    hands = page(colleague, dossier).context["hands"]

    assert not hands["colleagues"]
    assert not hands["takes_over"]


def test_what_a_colleague_who_left_holds_is_offered_to_be_taken_over(office, colleague):
    dossier = office.taken_up()
    Appointment.objects.filter(officer_id=office.officer.officer_id).update(to_on=timezone.localdate())

    said = text_of(page(colleague, dossier))
    act(colleague, dossier, "take-over", take_over_reason="Bình chuyển công tác")

    assert "Nhận thay Trần Thị Bình, đang vắng mặt" in said
    assert holder_of(dossier) == colleague.officer_id


def test_what_was_sent_by_mistake_is_pulled_back(office):
    dossier = office.proposed()

    assert "Chuyển nhầm: kéo hồ sơ lại" in text_of(page(office.officer, dossier))
    act(office.officer, dossier, "pull-back", pull_reason="Sai số")

    assert Dossier.objects.get(pk=dossier.pk).turn == Turn.OFFICER


def test_once_it_was_opened_the_button_says_who_has_begun(office):
    dossier = office.proposed()
    page(office.head, dossier)

    assert "Lê Cường đã bắt đầu lúc" in text_of(page(office.officer, dossier))


def test_what_nobody_holds_says_whose_turn_it_is(office):
    dossier = office.taken_up()
    Appointment.objects.filter(officer_id=office.officer.officer_id).update(to_on=make.MONDAY.date())
    dossiers.release(dossier_id=dossier.pk, at=LATER)

    said = text_of(page(office.head, dossier))

    assert "Cán bộ thụ lý của Ủy ban nhân dân H21.117: nhận thụ lý" in said
    assert "Trả về đơn vị, chờ người nhận" in said


def out_of_turn(posting):
    return signed_in(posting).get("/xu-ly/ngoai-thu-tu/")


def test_the_leader_sees_what_was_taken_out_of_turn_by_whom_and_why(office):
    first, second = office.accepted(timezone.now()), office.accepted(timezone.now())
    dossiers.take_up(
        code=second.code,
        officer=office.officer,
        out_of_turn=make.TurnReason("own-words", "Người nộp đi xa"),
        at=timezone.now(),
    )

    said = text_of(out_of_turn(office.head))

    assert second.code in said
    assert "Trần Thị Bình 1" in said
    assert "Lý do khác, ghi rõ Người nộp đi xa" in said
    assert f"1 hồ sơ, đầu tiên là {first.code}" in said
    assert second.code in text_of(out_of_turn(office.signer))


def test_nobody_else_sees_it(office):
    office.accepted(timezone.now())
    second = office.accepted(timezone.now())
    dossiers.take_up(code=second.code, officer=office.officer, out_of_turn=make.OWN_REASON, at=timezone.now())
    elsewhere = make.posting(make.unit("H21.118"), Duty.REVIEW, name="Đinh Hmunh")

    assert "Không có hồ sơ nào nhận ngoài thứ tự" in text_of(out_of_turn(elsewhere))
    assert out_of_turn(office.officer).status_code == 403
    assert out_of_turn(office.clerk).status_code == 403
