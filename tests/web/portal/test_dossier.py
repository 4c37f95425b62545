"""One dossier: for its applicant, for nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision
from motcua.dossiers.models import Letter
from motcua.dossiers.queries import read_by_staff
from motcua.dossiers.states import State
from motcua.notices.operations import tell
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(office):
    """A dossier of which more was asked for."""
    dossier = office.filed()
    return dossiers.ask_for_supplement(
        code=dossier.code,
        officer=office.clerk,
        items=["Ảnh rõ hơn"],
        reason="Ảnh mờ",
        at=make.MONDAY,
    )


def page_of(client, dossier):
    return client.get(f"/ho-so/{dossier.code}/").content.decode()


def test_the_four_answers_of_a_filed_dossier(office, mine):
    page = page_of(mine, office.filed())

    assert office.desk.name in page
    assert "Bộ phận Một cửa: kiểm tra giấy tờ rồi tiếp nhận" in page
    assert "thứ Ba, 10/03/2026, 09:00" in page
    assert "Bạn chưa phải làm gì" in page


def test_the_due_date_of_an_accepted_dossier_says_why_and_leads_once_to_the_days(office, mine):
    dossier = office.accepted()

    page = page_of(mine, dossier)

    assert "thứ Năm, 12/03/2026, 17:00" in page
    assert "3 ngày làm việc kể từ khi tiếp nhận đủ hồ sơ." in page
    assert page.count("Vì sao là ngày này") == 1
    assert reverse("portal:time", args=[dossier.code]) in page


def test_inside_a_sentence_the_kind_of_the_place_is_written_small(client, settings):
    settings.PROVINCE = "Tỉnh Gia Lai"

    page = client.get("/").content.decode()

    assert "của tỉnh Gia Lai." in page
    assert "<small>Tỉnh Gia Lai</small>" in page


def test_what_was_asked_and_the_limit_are_shown(asked, mine):
    page = page_of(mine, asked)

    assert "Bạn: bổ sung hồ sơ" in page
    assert "15 ngày, tính cả ngày nghỉ, kể từ ngày được yêu cầu" in page
    assert "Ảnh rõ hơn" in page


def test_a_finished_dossier_shows_its_result(office, mine):
    dossier = office.signed()
    assert dossier.result.verify_code in page_of(mine, dossier)

    response = mine.get(f"/ho-so/{dossier.code}/ket-qua.pdf")

    assert b"".join(response.streaming_content).startswith(b"%PDF")
    response.close()
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_who_read_it_is_shown_to_its_applicant(office, mine):
    dossier = office.accepted()
    read_by_staff(office.officer, dossier.code, at=make.MONDAY)

    assert "Trần Thị Bình" in page_of(mine, dossier)


@pytest.mark.parametrize("tail", ["", "da-nop/", "bo-sung/", "bo-sung/gui/", "rut/", "ket-qua.pdf"])
def test_others_are_told_the_same_as_if_there_were_none(office, stranger, tail):
    dossier = office.signed()

    found = stranger.get(f"/ho-so/{dossier.code}/{tail}")
    none = stranger.get(f"/ho-so/H21.999-260309-0001/{tail}")

    assert found.status_code == none.status_code == 404
    assert "Không có hồ sơ nào mang mã" in found.content.decode()
    assert "Đăng ký khai sinh" not in found.content.decode()


def test_anonymous_people_sign_in_and_come_back(office):
    dossier = office.filed()

    response = Client().get(f"/ho-so/{dossier.code}/")

    assert response["Location"] == f"/sign-in/?next=%2Fho-so%2F{dossier.code}%2F"


def test_staff_are_told_that_this_is_the_citizens_page(office, staff):
    assert staff.get(f"/ho-so/{office.filed().code}/").status_code == 403


def test_a_paper_is_sent_under_its_own_name(office, mine):
    dossier = office.filed()
    held = dossier.papers.get()

    response = mine.get(f"/ho-so/{dossier.code}/giay-to/{held.pk}/")

    assert b"".join(response.streaming_content) == make.PNG
    response.close()
    assert response["Content-Type"] == "image/png"
    assert "filename*=utf-8''gi%E1%BA%A5y" in response["Content-Disposition"]


def test_a_paper_of_another_dossier_is_not_sent(office, mine):
    first, second = office.filed(), office.filed()

    response = mine.get(f"/ho-so/{first.code}/giay-to/{second.papers.get().pk}/")

    assert response.status_code == 404


def test_a_letter_is_sent_as_pdf_and_only_under_its_own_dossier(asked, office, mine, stranger):
    letter = Letter.objects.get()

    mine_gets = mine.get(f"/ho-so/{asked.code}/phieu/{letter.pk}.pdf")
    wrong = mine.get(f"/ho-so/{office.filed().code}/phieu/{letter.pk}.pdf")

    assert mine_gets.content.startswith(b"%PDF")
    assert wrong.status_code == 404
    assert stranger.get(f"/ho-so/{asked.code}/phieu/{letter.pk}.pdf").status_code == 404


def test_a_decision_in_part_says_why_and_how_to_complain(office, mine):
    dossier = office.proposed(decision=Decision.GRANT_PARTLY)
    dossiers.agree(code=dossier.code, head=office.head, at=make.MONDAY)
    dossiers.sign(code=dossier.code, signer=office.signer, at=make.MONDAY)

    page = page_of(mine, dossier)

    assert "Cơ quan chỉ đồng ý một phần. Lý do: Không đủ điều kiện. Căn cứ: Điều 5" in page
    assert f"bạn khiếu nại đến {office.unit.name} trong 90 ngày" in page


def test_what_was_not_accepted_says_why_how_to_complain_and_where_to_begin_anew(office, mine):
    dossier = dossiers.refuse(
        code=office.filed().code,
        clerk=office.clerk,
        reason="Không thuộc thẩm quyền",
        guidance="Nộp ở phường Pleiku",
        citation="Điều 5",
        at=make.MONDAY,
    )

    page = page_of(mine, dossier)

    assert "Lý do: Không thuộc thẩm quyền. Căn cứ: Điều 5. Nộp ở phường Pleiku." in page
    assert f"bạn khiếu nại đến {office.desk.name} trong 90 ngày" in page
    assert reverse("portal:procedure", args=[dossier.version.code]) in page


def test_while_an_error_is_looked_into_the_office_has_a_date(office, mine):
    dossier = office.signed()
    dossiers.report_error(code=dossier.code, viewer=office.citizen, error="Sai tên", at=make.MONDAY)

    page = page_of(mine, dossier)

    assert "thứ Năm, 12/03/2026, 17:00" in page
    assert "Cơ quan trả lời trong 3 ngày làm việc kể từ khi bạn báo sai sót" in page


def test_money_asked_for_says_whom_to_ask_about_it(office, mine):
    dossier = office.taken_up()
    dossiers.ask_for_payment(
        code=dossier.code, officer=office.officer, what="Lệ phí", amount=8000, at=make.MONDAY
    )

    page = page_of(mine, dossier)

    assert "Nộp 8.000 đồng: Lệ phí." in page
    assert f"bạn hỏi {office.desk.name}." in page


def test_nothing_asked_means_no_supplement(office, mine):
    response = mine.get(f"/ho-so/{office.filed().code}/bo-sung/")

    assert response.status_code == 409
    assert "nên chưa thể thực hiện" in response.content.decode()


def test_withdrawing_asks_once_more_then_stops(office, mine):
    dossier = office.filed()
    url = reverse("portal:withdraw", args=[dossier.code])

    asked_page = mine.get(url).content.decode()
    mine.post(url, {"reason": "Nộp nhầm"})

    dossier.refresh_from_db()
    assert "Rút hồ sơ" in asked_page
    assert dossier.state == State.WITHDRAWN


def test_a_second_withdrawal_is_refused_kindly(office, mine):
    dossier = office.filed()
    url = reverse("portal:withdraw", args=[dossier.code])
    mine.post(url, {})

    response = mine.post(url, {})

    assert response.status_code == 409


def test_the_dossier_page_costs_few_statements(office, mine, django_assert_max_num_queries):
    dossier = office.signed()
    read_by_staff(office.officer, dossier.code, at=make.MONDAY)

    with django_assert_max_num_queries(17):
        mine.get(f"/ho-so/{dossier.code}/")


def test_the_list_shows_mine_only(office, mine, stranger):
    dossier = office.filed()

    assert dossier.code in mine.get("/ho-so/").content.decode()
    assert dossier.code not in stranger.get("/ho-so/").content.decode()


def test_notices_are_marked_as_read(office, mine):
    tell(
        recipient=f"person:{office.citizen.person_id}",
        title="Đã nhận hồ sơ",
        body="…",
        dedupe="x",
        at=make.MONDAY,
    )
    before = mine.get("/thong-bao/").content.decode()

    mine.post("/thong-bao/")

    assert "Đánh dấu đã xem 1 thông báo mới" in before
    assert "Đánh dấu" not in mine.get("/thong-bao/").content.decode()
