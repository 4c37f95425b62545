from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Dossier, DossierPaper, Letter
from motcua.dossiers.states import State
from motcua.journal.models import Act, Reading
from motcua.orgs.models import Duty, UnitKind
from motcua.orgs.postings import Posting
from tests import factories as make
from tests.sign_in import signed_in
from tests.web.staff_pages import at_most, content_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def clerk(office):
    return signed_in(office.clerk)


@pytest.fixture
def dossier(office):
    return office.filed()


def url_of(dossier) -> str:
    return f"/quay/ho-so/{dossier.code}/"


def test_everything_to_decide_stands_on_one_screen(clerk, dossier):
    said = text_of(clerk.get(url_of(dossier)))

    for words in (
        "Siu Blơk",
        "064190001234",
        "Đăng ký khai sinh cho con",
        "Giấy chứng sinh",
        "Điều 17 khoản 2",
    ):
        assert words in said
    for act in ("Tiếp nhận và in phiếu hẹn", "Yêu cầu bổ sung", "Không tiếp nhận"):
        assert act in said


def test_one_click_accepts_and_offers_the_receipt(clerk, dossier):
    response = clerk.post(url_of(dossier), {"act": "accept"}, follow=True)

    letter = Letter.objects.get()
    assert "Đã tiếp nhận. Mời in giấy hẹn" in text_of(response)
    assert f"/quay/phieu/{letter.pk}.pdf" in response.content.decode()


def test_the_receipt_is_a_pdf_that_opens_under_its_name(clerk, dossier):
    clerk.post(url_of(dossier), {"act": "accept"})

    response = clerk.get(f"/quay/phieu/{Letter.objects.get().pk}.pdf")

    assert response.content.startswith(b"%PDF-")
    assert "filename*=utf-8''Gi%E1%BA%A5y" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_marks_are_kept_without_deciding(clerk, dossier):
    line = dossier.papers.get()

    clerk.post(url_of(dossier), {"act": "check", f"check-{line.pk}": "bad", f"note-{line.pk}": "mờ"})

    line.refresh_from_db()
    assert (line.check_result, line.note) == ("bad", "mờ")
    assert "Giấy chứng sinh: mờ" in clerk.get(url_of(dossier)).content.decode()


def test_marks_made_with_the_decision_are_asked_for(clerk, dossier):
    line = dossier.papers.get()

    clerk.post(
        url_of(dossier),
        {"act": "ask", f"check-{line.pk}": "missing", "items": "Bản sao hộ chiếu", "reason": "Chưa đủ"},
    )

    asked = Letter.objects.get().content["items"]
    assert asked == ["Giấy chứng sinh (còn thiếu)", "Bản sao hộ chiếu"]
    assert DossierPaper.objects.get().check_result == "missing"


def test_htmx_fills_in_what_to_ask_while_the_clerk_marks(clerk, dossier):
    line = dossier.papers.get()
    data = {"act": "check", f"check-{line.pk}": "missing", "items": "Việc khác\nGiấy chứng sinh: cũ"}

    page = clerk.post(url_of(dossier), data, headers={"HX-Request": "true"}).content.decode()

    assert "Giấy chứng sinh (còn thiếu)\nViệc khác</textarea>" in page


def test_a_request_without_a_reason_keeps_what_was_typed(clerk, dossier):
    response = clerk.post(url_of(dossier), {"act": "ask", "items": "Bản sao hộ chiếu", "reason": " "})

    assert response.status_code == 409
    assert "Hãy ghi rõ lý do." in text_of(response)
    assert "Bản sao hộ chiếu</textarea>" in response.content.decode()
    assert 'id="f-reason-error"' in response.content.decode()


def test_a_second_request_is_refused_beside_the_button(office, clerk, dossier):
    clerk.post(url_of(dossier), {"act": "ask", "items": "Bản rõ", "reason": "Mờ"})
    dossiers.supplement(code=dossier.code, viewer=office.citizen, answers={}, papers=[], at=timezone.now())

    response = clerk.get(url_of(dossier))

    assert "Đã yêu cầu bổ sung 1 lần; pháp luật chỉ cho yêu cầu 1 lần" in text_of(response)
    assert 'value="ask"' not in response.content.decode()


def test_not_accepting_says_why_and_prints(clerk, dossier):
    data = {
        "act": "refuse",
        "refuse_reason": "Không thuộc xã",
        "citation": "Điều 5",
        "guidance": "Nộp ở Pleiku",
    }

    clerk.post(url_of(dossier), data)

    assert Letter.objects.get().kind == Letter.Kind.REFUSAL
    assert Dossier.objects.get().state == State.NOT_ACCEPTED


def test_a_refusal_without_a_reason_keeps_the_guidance(clerk, dossier):
    response = clerk.post(url_of(dossier), {"act": "refuse", "guidance": "Nộp ở Pleiku"})

    assert "Nộp ở Pleiku</textarea>" in response.content.decode()


def test_a_second_press_by_the_same_clerk_is_no_error(clerk, dossier):
    clerk.post(url_of(dossier), {"act": "accept"})

    again = clerk.post(url_of(dossier), {"act": "accept"})

    assert again.status_code == 302
    assert Letter.objects.count() == 1


def test_the_slower_clerk_is_told_who_was_faster(office, clerk, dossier):
    faster = make.posting(office.desk, Duty.RECEIVE, name="Đinh Thị Mai")
    dossiers.accept(code=dossier.code, clerk=faster, at=make.MONDAY)

    response = clerk.post(url_of(dossier), {"act": "ask", "items": "Bản rõ", "reason": "Ảnh mờ quá"})

    said = text_of(response)
    assert response.status_code == 409
    assert "Việc này thuộc về Thụ lý, thẩm tra của" in said
    assert "do Đinh Thị Mai làm lúc 09:00" in said
    assert "Ảnh mờ quá" in said


def test_the_slower_clerk_who_accepts_too_sees_the_new_state(office, clerk, dossier):
    faster = make.posting(office.desk, Duty.RECEIVE, name="Đinh Thị Mai")
    dossiers.accept(code=dossier.code, clerk=faster, at=make.MONDAY)

    said = text_of(clerk.post(url_of(dossier), {"act": "accept"}))

    assert "Hồ sơ đang ở trạng thái “Đã tiếp nhận”" in said
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả, số 01/TTPVHCC" in said


def test_a_result_is_handed_over_to_a_name(office, clerk):
    dossier = office.signed()

    clerk.post(url_of(dossier), {"act": "hand-over", "to": "Rơ Mah Hlơr"})

    assert Act.objects.get(verb="dossier.hand-over").data["to"] == "Rơ Mah Hlơr"
    assert "Đã trả kết quả" in text_of(clerk.get(url_of(dossier)))


def test_the_result_is_sent_to_the_printer(office, clerk):
    dossier = office.signed()

    response = clerk.get(f"{url_of(dossier)}ket-qua.pdf")

    assert content_of(response).startswith(b"%PDF-")


def test_opening_a_dossier_and_its_paper_is_journalled(office, clerk, dossier):
    line = dossier.papers.get()

    clerk.get(url_of(dossier))
    paper = clerk.get(f"/quay/giay-to/{line.pk}/")

    assert content_of(paper) == make.PNG
    assert list(Reading.objects.order_by("pk").values_list("what", flat=True)) == [
        "dossier",
        f"paper {line.pk}",
    ]


def strangers(office) -> list[Posting]:
    elsewhere = make.unit("H21.118.MC", UnitKind.DESK)
    return [
        make.posting(elsewhere, Duty.RECEIVE, name="Ksor Nhân"),
        make.posting(office.unit, Duty.ADMINISTER, name="Quản trị"),
        make.posting(elsewhere, Duty.HANDLE, name="Người khác"),
    ]


def test_nobody_else_opens_it_or_learns_that_it_is_there(office, dossier):
    line = dossier.papers.get()
    for posting in strangers(office):
        browser = signed_in(posting)
        real = browser.get(url_of(dossier))
        none = browser.get("/quay/ho-so/H21.117-260309-9999/")

        assert real.status_code == none.status_code
        assert real.status_code in {403, 404}
        assert text_of(real).replace(dossier.code, "…") == text_of(none).replace("H21.117-260309-9999", "…")
        assert browser.get(f"/quay/giay-to/{line.pk}/").status_code in {403, 404}
        assert browser.post(url_of(dossier), {"act": "accept"}).status_code in {403, 404}
    assert Dossier.objects.get().state == State.FILED


def test_an_act_nobody_offers_is_a_bad_request(clerk, dossier):
    assert clerk.post(url_of(dossier), {"act": "sign"}).status_code == 400


def test_forty_papers_and_the_longest_names_fit_in_few_statements(office, clerk, dossier):
    name = "Nguyễn Phúc Hoàng Bảo Ngọc Thiên Kim " * 4
    Dossier.objects.update(applicant={**dossier.applicant, "name": name})
    DossierPaper.objects.bulk_create(
        DossierPaper(dossier=dossier, title=f"Giấy tờ số {n}: " + "tên rất dài " * 30) for n in range(39)
    )
    clerk.get(url_of(dossier))

    with at_most(25):
        page = clerk.get(url_of(dossier))

    assert page.content.decode().count('<fieldset class="marks"') == 40


def test_large_numbers_in_names_of_inputs_have_no_dots(clerk, dossier):
    DossierPaper.objects.update(id=1_234_567)

    clerk.post(url_of(dossier), {"act": "check", "check-1234567": "good"})

    assert 'name="check-1234567"' in clerk.get(url_of(dossier)).content.decode()
    assert DossierPaper.objects.get().check_result == "good"


def test_after_printing_the_next_one_is_a_click_away(office, clerk, dossier):
    other = office.filed(at=make.MONDAY + timedelta(minutes=5))

    response = clerk.post(url_of(dossier), {"act": "accept"}, follow=True)

    assert f'href="/quay/ho-so/{other.code}/"' in response.content.decode()
