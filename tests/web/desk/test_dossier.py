import pytest
from django.utils import timezone

from motcua.catalogue.results import template_for
from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision, Proposal
from motcua.dossiers.models import Dossier, DossierPaper, Letter
from motcua.dossiers.states import State, Turn
from motcua.journal.models import Reading
from motcua.orgs.models import Duty
from motcua.papers.models import IssuedPaper
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


def url_of(dossier) -> str:
    return f"/xu-ly/ho-so/{dossier.code}/"


def proposal(office, **changes) -> dict[str, str]:
    fields = {f"r-{field.key}": "Nội dung" for field in template_for(office.version.facts).fields}
    return {"act": "propose", "decision": "grant", **fields, **changes}


def act(posting, dossier, data, **more):
    return signed_in(posting).post(url_of(dossier), data, **more)


def turn_of(dossier) -> Turn:
    return Dossier.objects.get(pk=dossier.pk).turn


def test_the_whole_way_from_the_desk_to_the_signed_result(office):
    dossier = office.accepted()

    act(office.officer, dossier, {"act": "take-up"})
    act(office.officer, dossier, proposal(office))
    act(office.head, dossier, {"act": "agree", "note": "Đúng"})
    response = act(office.signer, dossier, {"act": "sign"}, follow=True)

    issued = IssuedPaper.objects.get()
    assert issued.signer_name == office.signer.actor.name
    assert f"số {issued.number}" in text_of(response)


def test_everything_stands_on_one_page(office):
    dossier = office.proposed()

    said = text_of(signed_in(office.head).get(url_of(dossier)))

    for words in (
        "Hồ sơ đang ở đâu",
        "Siu Blơk",
        "Đăng ký khai sinh cho con",
        "Giấy chứng sinh",
        "3 ngày làm việc từ khi tiếp nhận",
        "Vì sao là ngày này",
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả, số 01/TTPVHCC",
        "Đề xuất: Đồng ý giải quyết",
        "Trả lại",
    ):
        assert words in said


def test_each_sees_only_the_acts_of_this_state(office):
    dossier = office.proposed()

    head = signed_in(office.head).get(url_of(dossier))
    officer = text_of(signed_in(office.officer).get(url_of(dossier)))

    assert set(head.context["acts"]) == {"agree", "send_back"}
    assert "Chưa đến lượt bạn" in officer
    assert "Việc của bạn" not in officer
    assert "Đồng ý, chuyển ký" not in officer


def test_the_draft_is_filled_from_the_answers_and_can_be_changed(office):
    dossier = office.taken_up()

    page = signed_in(office.officer).get(url_of(dossier))

    assert [shown.name for shown in page.context["fields"]][:1] == ["r-content"]
    assert "Dự thảo: Văn bản giải quyết thủ tục hành chính" in text_of(page)


def test_an_incomplete_draft_keeps_what_was_typed(office):
    dossier = office.taken_up()

    response = act(
        office.officer, dossier, proposal(office, **{"r-content": "", "r-conditions": "Nộp lệ phí"})
    )

    assert response.status_code == 409
    assert '<a href="#f-r-content">Hãy ghi: Nội dung giải quyết.</a>' in response.content.decode()
    assert "Nộp lệ phí</textarea>" in response.content.decode()
    assert "Hãy ghi: Nội dung giải quyết." in text_of(response)


def test_a_refusal_needs_its_reason(office):
    dossier = office.taken_up()
    refusing = proposal(office, decision="refuse", citation="Điều 5")

    response = act(office.officer, dossier, refusing)
    act(office.officer, dossier, {**refusing, "refusal_reason": "Không đủ điều kiện"})

    assert "Hãy ghi rõ lý do." in text_of(response)
    assert 'value="Điều 5"' in response.content.decode()
    proposed = Proposal.of(Dossier.objects.get())
    assert proposed
    assert proposed.decision == Decision.REFUSE


def test_the_draft_is_looked_at_before_it_is_proposed(office):
    dossier = office.taken_up()

    response = signed_in(office.officer).post(
        f"{url_of(dossier)}du-thao.pdf", proposal(office, **{"r-content": ""})
    )

    assert response.status_code == 200
    assert response.content.startswith(b"%PDF-")
    assert turn_of(dossier) == Turn.OFFICER


def test_the_signer_sees_the_pages_before_signing(office):
    dossier = office.agreed()
    browser = signed_in(office.signer)

    page = browser.get(url_of(dossier)).content.decode()
    picture = browser.get(f"{url_of(dossier)}du-thao-1.png")

    assert f'src="{url_of(dossier)}du-thao-1.png"' in page
    assert picture.content.startswith(b"\x89PNG")
    assert browser.get(f"{url_of(dossier)}du-thao-9.png").status_code == 404


def test_the_head_sends_back_with_a_reason_and_the_officer_goes_on(office):
    dossier = office.proposed()

    empty = act(office.head, dossier, {"act": "send-back", "back_reason": ""})
    act(office.head, dossier, {"act": "send-back", "back_reason": "Sai họ tên"})
    page = signed_in(office.officer).get(url_of(dossier))

    assert "Hãy ghi rõ lý do." in text_of(empty)
    assert "Sai họ tên" in text_of(page)
    assert "Nội dung</textarea>" in page.content.decode()


def test_more_is_asked_for_once(office):
    dossier = office.taken_up(timezone.now())
    ask = {"act": "ask", "items": "Bản rõ\n\nGiấy kết hôn", "reason": "Mờ"}

    act(office.officer, dossier, ask)

    assert Letter.objects.get(kind=Letter.Kind.SUPPLEMENT).content["items"] == ["Bản rõ", "Giấy kết hôn"]
    assert Dossier.objects.get().state == State.SUPPLEMENT_ASKED


def test_the_slower_officer_is_told_who_was_faster(office):
    dossier = office.accepted()
    slower = make.posting(office.unit, Duty.HANDLE, name="Đinh Thị Mai")
    dossiers.take_up(code=dossier.code, officer=office.officer, at=make.MONDAY)

    response = act(slower, dossier, {"act": "take-up"})

    assert response.status_code == 409
    assert "Nhận thụ lý, do Trần Thị Bình làm lúc 09:00" in text_of(response)


def test_a_second_press_by_the_same_signer_signs_once(office):
    dossier = office.agreed()

    act(office.signer, dossier, {"act": "sign"})
    again = act(office.signer, dossier, {"act": "sign"})

    assert again.status_code == 302
    assert IssuedPaper.objects.count() == 1


def test_who_may_not_do_it_is_refused_whatever_they_send(office):
    dossier = office.agreed()

    response = act(office.officer, dossier, {"act": "sign"})

    assert "Việc này thuộc về Ký ban hành" in text_of(response)
    assert not IssuedPaper.objects.exists()


def test_readings_are_journalled(office):
    dossier = office.proposed()
    line = dossier.papers.get()
    browser = signed_in(office.head)

    browser.get(url_of(dossier))
    content_of(browser.get(f"/xu-ly/giay-to/{line.pk}/"))
    browser.get(f"{url_of(dossier)}du-thao.pdf")

    read = list(Reading.objects.order_by("pk").values_list("what", "face"))
    assert read == [("dossier", "desk"), (f"paper {line.pk}", "desk"), ("preview", "desk")]


def test_nobody_of_another_unit_opens_anything(office):
    dossier = office.signed()
    line = dossier.papers.get()
    letter = Letter.objects.get()
    other = make.posting(make.unit("H21.118"), Duty.HANDLE, Duty.REVIEW, Duty.SIGN, name="Ksor Nhân")
    browser = signed_in(other)

    urls = [url_of(dossier), f"{url_of(dossier)}ket-qua.pdf", f"{url_of(dossier)}du-thao.pdf"]
    urls += [f"/xu-ly/giay-to/{line.pk}/", f"/xu-ly/phieu/{letter.pk}.pdf"]

    assert {browser.get(url).status_code for url in urls} == {404}
    assert browser.post(url_of(dossier), {"act": "take-up"}).status_code == 404


def test_an_unknown_code_is_answered_as_one_that_may_not_be_seen(office):
    dossier = office.accepted()
    other = signed_in(make.posting(make.unit("H21.118"), Duty.HANDLE, name="Ksor Nhân"))

    real, none = other.get(url_of(dossier)), other.get("/xu-ly/ho-so/H21.117-260309-9999/")

    assert "Không có hồ sơ nào mang mã" in text_of(none)
    assert text_of(real).replace(dossier.code, "…") == text_of(none).replace("H21.117-260309-9999", "…")


def test_the_clerk_of_the_desk_does_not_decide(office):
    dossier = office.accepted()

    assert act(office.clerk, dossier, {"act": "take-up"}).status_code == 403


def test_forty_papers_and_a_long_story_cost_few_statements(office):
    dossier = office.agreed()
    DossierPaper.objects.bulk_create(DossierPaper(dossier=dossier, title=f"Giấy {n}") for n in range(39))
    everything = make.posting(office.unit, Duty.HANDLE, Duty.REVIEW, Duty.SIGN, name="Kiêm nhiệm")
    browser = signed_in(everything)
    browser.get(url_of(dossier))

    with at_most(25):
        page = browser.get(url_of(dossier))

    assert "Giấy 38" in text_of(page)


def test_the_next_one_that_waits_is_offered(office):
    first, second = office.agreed(), office.agreed()

    page = act(office.signer, first, {"act": "sign"}, follow=True)

    assert f"Hồ sơ tiếp theo chờ bạn: {second.code}" in text_of(page)


def test_a_colleague_reads_who_holds_it_in_place_of_the_form(office):
    dossier = office.taken_up()
    colleague = make.posting(office.unit, Duty.HANDLE, name="Ksor Hà")

    said = text_of(signed_in(colleague).get(url_of(dossier)))
    refused = act(colleague, dossier, proposal(office, note="Đã xem"))

    assert "Hồ sơ này do Trần Thị Bình thụ lý" in said
    assert "Ghi chú cho người soát xét" not in said
    assert refused.status_code == 409
    assert "Đã xem" in text_of(refused)


def test_the_head_may_propose_in_place_of_whoever_holds_it(office):
    dossier = office.taken_up()

    page = signed_in(office.head).get(url_of(dossier))
    act(office.head, dossier, proposal(office))

    assert "Trình thay Trần Thị Bình" in text_of(page)
    assert "Chưa đến lượt bạn" in text_of(page)
    assert turn_of(dossier) == Turn.HEAD


def test_a_letter_that_waits_for_the_signer_stands_first_and_is_told_to_others(office):
    dossier = office.taken_up()
    dossiers.stop(
        code=dossier.code, officer=office.head, reason="Tranh chấp", citation="Điều 5", at=make.MONDAY
    )

    head = text_of(signed_in(office.head).get(url_of(dossier)))
    signer = signed_in(office.signer).get(url_of(dossier))

    assert "chờ Phạm Dũng ký số" in head
    assert "Việc của bạn" not in head
    assert "chờ bạn ký số" in text_of(signer).split("Việc của bạn", 1)[1]


def test_the_signer_sees_what_a_correction_changes_and_may_send_it_back(office):
    dossier = office.signed()
    dossiers.report_error(code=dossier.code, viewer=office.clerk, error="Sai tên", at=make.MONDAY)
    fields = {**office.result_fields(), "content": "Siu Blơk"}
    dossiers.propose_correction(
        code=dossier.code, officer=office.officer, fields=fields, note="Sửa tên", at=make.MONDAY
    )

    page = text_of(signed_in(office.signer).get(url_of(dossier)))
    clerks = text_of(signed_in(office.clerk).get(f"/quay/ho-so/{dossier.code}/"))
    act(office.signer, dossier, {"act": "send-back", "back_reason": "Còn sai"})

    assert "Bản đính chính khác bản cũ ở" in page
    assert "Nội dung giải quyết Nội dung Siu Blơk" in page
    assert page.index("Ký bản đính chính") < page.index("Chưa đúng: trả lại cho cán bộ thụ lý")
    assert "Trả kết quả cho người nộp." not in clerks
    assert turn_of(dossier) == Turn.OFFICER
