"""A citizen files, without JavaScript, from the first page to the receipt."""

import unicodedata

import pytest
from django.urls import reverse

from motcua.accounts.models import Person
from motcua.catalogue.facts import RequiredPaper
from motcua.dossiers.models import Dossier, Draft
from motcua.eforms.definition import FormField, Section
from motcua.papers.models import Paper
from tests import factories as make
from tests.web.portal.conftest import png, signed_in

pytestmark = pytest.mark.django_db


def test_from_the_procedure_to_the_receipt(journey, mine):
    draft = journey.ready()

    response = mine.post(journey.review(draft), {"promise": "yes"})

    dossier = Dossier.objects.get()
    assert response.url == f"/ho-so/{dossier.code}/da-nop/"
    page = mine.get(response.url).content.decode()
    assert dossier.code in page
    assert "16:30" not in page  # 8 working hours from 09:00 end on Tuesday at 09:00
    assert "thứ Ba, 10/03/2026, 09:00" in page


def test_a_second_click_leads_to_the_same_receipt(journey, mine):
    draft = journey.ready()
    first = mine.post(journey.review(draft), {"promise": "yes"})

    second = mine.post(journey.review(draft), {"promise": "yes"})

    assert second.url == first.url
    assert Dossier.objects.count() == 1


def test_without_the_promise_nothing_is_filed(journey, mine):
    draft = journey.ready()

    response = mine.post(journey.review(draft), {})

    assert response.status_code == 422
    assert "Hãy đánh dấu lời cam đoan" in response.content.decode()
    assert not Dossier.objects.exists()


def test_a_missing_paper_is_named_on_the_review_page(journey, mine):
    draft = journey.start()
    journey.fill(draft)

    response = mine.post(journey.review(draft), {"promise": "yes"})

    assert "Còn thiếu giấy tờ: Giấy chứng sinh." in response.content.decode()


def test_a_missing_answer_is_named_on_the_review_page(journey, mine):
    draft = journey.start()
    journey.upload(draft, png())

    response = mine.post(journey.review(draft), {"promise": "yes"})

    assert "Hãy ghi: Nội dung đề nghị." in response.content.decode()
    assert Draft.objects.get().dossier is None


def test_the_unit_is_found_by_words_without_marks(journey, mine, office):
    other = make.unit("H21.118", name="Ủy ban nhân dân xã Chư Prông")

    draft = journey.start(unit="", place="chu prong")

    assert draft.unit == other


def test_an_ambiguous_name_is_asked_again(journey, mine, office):
    make.unit("H21.118", name="Ủy ban nhân dân xã Ia Grai")
    make.unit("H21.119", name="Ủy ban nhân dân xã Ia Dom")
    url = reverse("portal:start", args=[office.version.code])

    response = mine.post(url, {"applicant": "self", "place": "ia"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "xã Ia Grai" in page
    assert "Hãy chọn một nơi" in page


def test_a_unit_that_does_not_decide_is_not_taken(journey, mine, office):
    url = reverse("portal:start", args=[office.version.code])

    make.unit("H21.118", name="Ủy ban nhân dân xã Ia Grai")
    response = mine.post(url, {"applicant": "self", "unit": office.desk.pk})

    assert response.status_code == 422
    assert not Draft.objects.exists()


def test_the_place_is_guessed_from_the_address(journey, mine, office):
    make.unit("H21.118", name="Ủy ban nhân dân xã Chư Prông")
    person = Person.objects.get(pk=office.citizen.person_id)
    person.address = "Làng Mơ, xã Chư Prông, tỉnh Gia Lai"
    person.save()

    page = mine.get(reverse("portal:start", args=[office.version.code]))

    assert page.context["choice"].place == "xã Chư Prông"


def test_a_representative_files_for_the_business(journey, office):
    owner = Person.objects.get(pk=office.citizen.person_id)
    company = make.business(owner)

    draft = journey.start(applicant=str(company.pk))

    assert draft.business == company


def test_nobody_files_for_a_business_of_others(journey, mine, office):
    company = make.business(make.person("Chủ khác", "064090005555"))
    url = reverse("portal:start", args=[office.version.code])

    response = mine.post(url, {"applicant": str(company.pk), "unit": office.unit.pk})

    assert response.status_code == 422


def test_nfd_input_is_kept_in_nfc(journey):
    draft = journey.start()

    journey.fill(draft, content=unicodedata.normalize("NFD", "Đăng ký khai sinh cho bé Hoà"))

    draft.refresh_from_db()
    assert draft.answers["content"] == "Đăng ký khai sinh cho bé Hoà"


def test_a_file_name_of_255_bytes_is_kept_whole(journey, mine):
    name = "giấy" + "a" * (255 - len("giấy".encode()) - 4) + ".png"
    draft = journey.start()

    journey.upload(draft, png(name))

    paper = Paper.objects.get()
    assert paper.file_name == name
    url = reverse("portal:draft_paper", args=[draft.pk, paper.pk])
    response = mine.get(url)
    response.close()
    assert "filename*=utf-8''gi%E1%BA%A5y" in response["Content-Disposition"]


def test_a_longer_file_name_is_refused_with_its_sentence(journey, mine):
    draft = journey.start()

    response = journey.upload(draft, png("ấ" * 120 + ".png"))

    assert response.url.endswith("#f-paper-giay-chung-sinh")
    assert "Tên tệp dài quá 255 byte" in mine.get(journey.papers(draft)).content.decode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04 word", "không phải PDF hay ảnh"),
        (make.PNG[:40], "bị hỏng"),
        (b"%PDF-1.7 nothing", "bị hỏng"),
    ],
)
def test_a_bad_file_is_refused_and_the_good_one_beside_it_kept(journey, mine, content, sentence):
    draft = journey.start()

    journey.upload(draft, png(), png("xấu.png", content))

    page = mine.get(journey.papers(draft)).content.decode()
    assert sentence in page
    assert "giấy chứng sinh.png" in page
    assert Paper.objects.count() == 1


def test_a_file_too_big_is_refused(journey, mine, settings):
    settings.MOTCUA_MAX_FILE_MB = 0
    draft = journey.start()

    journey.upload(draft, png())

    assert "lớn quá 0 MB" in mine.get(journey.papers(draft)).content.decode()


def test_a_body_cut_half_way_leaves_the_draft_whole(journey, mine):
    draft = journey.start()
    cut = b'--x\r\nContent-Disposition: form-data; name="paper-giay-chung-sinh"; filename="a.png"\r\n\r\n\x89'

    mine.post(journey.papers(draft), cut, content_type="multipart/form-data; boundary=x")

    assert not Paper.objects.exists()
    assert mine.get(journey.papers(draft)).status_code == 200


def test_several_files_for_one_paper_and_one_taken_out(journey, mine):
    draft = journey.start()
    journey.upload(draft, png("một.png"), png("hai.png"))
    first = Paper.objects.get(file_name="một.png")

    mine.post(journey.papers(draft), {"remove": str(first.pk)})

    assert [p.file_name for p in Paper.objects.attached_to(draft.subject)] == ["hai.png"]


def test_nobody_takes_out_a_file_of_others(journey, stranger):
    draft = journey.start()
    journey.upload(draft, png())

    response = stranger.post(journey.papers(draft), {"remove": str(Paper.objects.get().pk)})

    assert response.status_code == 404
    assert Paper.objects.attached_to(draft.subject).exists()


def test_forty_papers_are_shown_and_filed(journey, mine, office):
    papers = tuple(RequiredPaper(key=f"p{n}", name=f"Giấy thứ {n}", originals=1) for n in range(1, 41))
    make.publish(make.PROCEDURE.model_copy(update={"papers": papers}))
    draft = journey.start()
    journey.fill(draft)

    mine.post(
        journey.papers(draft), {**{f"paper-p{n}": png(f"{n}.png") for n in range(1, 41)}, "act": "next"}
    )
    response = mine.post(journey.review(draft), {"promise": "yes"})

    assert response.status_code == 302
    assert Dossier.objects.get().papers.count() == 40


def test_other_people_find_no_draft(journey, stranger):
    draft = journey.start()

    for url in (journey.section(draft), journey.papers(draft), journey.review(draft)):
        response = stranger.get(url)
        assert response.status_code == 404
        assert "Không tìm thấy bản nháp này" in response.content.decode()


def test_a_draft_is_said_to_be_unfiled_and_can_be_thrown_away(journey, mine):
    draft = journey.start()
    assert "Chưa nộp" in mine.get("/ho-so/").content.decode()

    asked = mine.get(reverse("portal:draft_discard", args=[draft.pk]))
    mine.post(reverse("portal:draft_discard", args=[draft.pk]))

    assert "Xóa bản nháp này?" in asked.content.decode()
    assert not Draft.objects.exists()


def test_the_back_button_on_a_filed_draft_leads_to_the_receipt(journey, mine):
    draft = journey.ready()
    receipt = mine.post(journey.review(draft), {"promise": "yes"}).url

    for url in (journey.section(draft), journey.papers(draft), journey.review(draft)):
        assert mine.get(url).url == receipt


def test_what_the_state_knows_is_filled_in(office):
    form = make.FORM.model_copy(
        update={
            "sections": (
                Section(
                    key="request",
                    title="Người nộp",
                    fields=(
                        FormField(key="who", label="Họ tên", element="person.full_name", of="applicant"),
                    ),
                ),
            )
        }
    )
    make.publish(form=form)
    client = signed_in(office.citizen.person_id)

    client.post(
        reverse("portal:start", args=[office.version.code]), {"applicant": "self", "unit": office.unit.pk}
    )

    assert Draft.objects.get().answers == {"who": "Siu Blơk"}
