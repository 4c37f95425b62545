"""Pages of what the state holds: disputes and their proof, the register at the counter, asking again."""

import io
import re
from dataclasses import replace
from typing import ClassVar

import pytest

from motcua.accounts.models import Person
from motcua.accounts.population import Answer, Found, NotFound, Question, RegisteredPerson, Unavailable
from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.dossiers.once_only import operations as once_only
from motcua.dossiers.once_only.models import AskedAgain, Dispute, DossierSources
from motcua.dossiers.states import State
from motcua.eforms.definition import FormField, Section
from motcua.journal.queries import acts_of
from motcua.orgs.models import Duty
from motcua.papers.vault import operations as vault
from motcua.papers.vault.models import Level, Use
from tests import factories as make
from tests.sign_in import signed_in
from tests.web.staff_pages import text_of

pytestmark = pytest.mark.django_db
NUMBER = "064190001234"
HELD = RegisteredPerson(
    identity_number=NUMBER,
    full_name="Siu Blơk",
    birth_date="1990-02-01",
    ethnicity="Gia Rai",
    residence="Làng Mook Đen, xã Ia Dom, tỉnh Gia Lai",
)
FORM = make.FORM.model_copy(
    update={
        "sections": (
            Section(
                key="request",
                title="Nội dung đề nghị",
                fields=(
                    FormField(key="content", label="Nội dung đề nghị"),
                    FormField(key="name", label="Họ và tên", element="person.full_name", of="applicant"),
                    FormField(key="people", label="Dân tộc", element="person.ethnicity", of="applicant"),
                ),
            ),
        )
    }
)


class Register:
    answer: ClassVar[Answer] = NotFound()
    asked: ClassVar[list[Question]] = []

    def look_up(self, question: Question, *, within: float) -> Answer:
        self.asked.append(question)
        return Register.answer


@pytest.fixture(autouse=True)
def register(settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False
    settings.MOTCUA_POPULATION = f"{__name__}.Register"
    Register.answer, Register.asked = Found(HELD, make.MONDAY), []
    return Register


@pytest.fixture
def office():
    made = make.office(number=NUMBER)
    made.version = make.publish(form=FORM)
    Person.objects.update(birth_date="1990-02-01")
    return made


def begun(office):
    draft = dossiers.start_draft(
        version=office.version, citizen=office.citizen, at=make.MONDAY, unit=office.unit
    )
    once_only.begin_filling(draft=draft, citizen=office.citizen, at=make.MONDAY)
    return draft


def picture() -> io.BytesIO:
    file = io.BytesIO(make.PNG)
    file.name = "sổ hộ khẩu.png"
    return file


def gainsaid(office):
    """Return a draft whose applicant says another ethnic group than the register."""
    draft = begun(office)
    typed = {"content": "Đề nghị", "name": "Siu Blơk", "people": "Ba Na"}
    dossiers.save_section(
        draft_id=draft.pk, citizen=office.citizen, section_key="request", answers=typed, at=make.MONDAY
    )
    return draft


# -- disputes


def test_a_dispute_with_its_proof_is_on_my_list_on_the_review_page_and_with_the_officer(office):
    draft, me = gainsaid(office), signed_in(office.citizen)

    said = {"reason": "Tôi là người Ba Na", "proof": picture()}
    me.post(f"/ban-nhap/{draft.pk}/bao-sai/people/", said)

    for url in ("/du-lieu-da-bao-sai/", f"/ban-nhap/{draft.pk}/xem-lai/"):
        page = text_of(me.get(url))
        assert all(words in page for words in ("Gia Rai", "Ba Na", "sổ hộ khẩu.png", "Đang gửi đến nơi giữ"))
    make_paper(office, draft)
    dossier = dossiers.submit_draft(draft_id=draft.pk, citizen=office.citizen, at=make.MONDAY)
    page = text_of(signed_in(office.clerk).get(f"/quay/ho-so/{dossier.code}/"))
    assert "Tôi là người Ba Na Giấy tờ chứng minh: sổ hộ khẩu.png. Đang gửi đến nơi giữ." in page
    assert "Chứng minh dữ liệu đang giữ là sai: Dân tộc" in page  # a paper of the dossier, to be opened


def make_paper(office, draft):
    dossiers.attach_to_draft(
        draft_id=draft.pk,
        citizen=office.citizen,
        key="giay-chung-sinh",
        title="Giấy chứng sinh",
        content=io.BytesIO(make.PNG),
        file_name="a.png",
        at=make.MONDAY,
    )


def test_a_proof_that_is_no_picture_is_refused_and_what_was_typed_stays(office):
    draft, me = gainsaid(office), signed_in(office.citizen)
    file = io.BytesIO(b"MZ not a picture")
    file.name = "a.exe"

    page = me.post(f"/ban-nhap/{draft.pk}/bao-sai/people/", {"reason": "Tôi là người Ba Na", "proof": file})

    assert "Tôi là người Ba Na" in page.content.decode()
    assert page.context["proof_error"]
    assert not Dispute.objects.exists()


def test_an_upheld_dispute_says_why(office):
    draft, me = gainsaid(office), signed_in(office.citizen)
    me.post(f"/ban-nhap/{draft.pk}/bao-sai/people/", {"reason": "Sai"})
    Dispute.objects.update(
        sent_at=make.MONDAY, number="PA-1", answered_at=make.MONDAY, corrected=False, answer="Sổ gốc ghi vậy."
    )

    page = text_of(me.get("/du-lieu-da-bao-sai/"))

    assert "Nơi giữ không sửa, trả lời ngày 09/03/2026 (số PA-1): Sổ gốc ghi vậy." in page


# -- at the counter

URL = f"/quay/nhan/{make.PROCEDURE.code}/"


def look_up(office, **typed):
    data = {"act": "lookup", "v-identity_number": NUMBER, **typed}
    return signed_in(office.clerk).post(URL, data)


def test_the_register_fills_the_counters_page_with_its_day_and_what_was_spared_is_kept(office, register):
    Person.objects.update(ethnicity="")
    response = look_up(office)
    page = text_of(response)

    assert "Từ Cơ sở dữ liệu quốc gia về dân cư, ngày 09/03/2026: Siu Blơk; 01/02/1990; Làng Mook Đen" in page
    assert response.context["typed"].answers["people"] == "Gia Rai"
    assert register.asked[0].asked_by == office.clerk.actor.name
    assert [a.verb for a in acts_of(f"person:{office.citizen.person_id}")][-1] == "person.looked-up"

    html = response.content.decode()
    hidden = dict(re.findall(r'name="(key|known)" value="([^"]+)"', html))
    sent = {
        **hidden,
        "act": "receive",
        "v-full_name": "Siu Blơk",
        "v-identity_number": NUMBER,
        "unit": office.unit.pk,
        "a-content": "Đề nghị",
        "a-name": "Siu Blơk",
        "a-people": "Gia Rai",
        "p-0-originals": "1",
    }
    signed_in(office.clerk).post(URL, sent)
    kept = DossierSources.objects.get(dossier=Dossier.objects.get())
    assert (kept.asked_questions, kept.spared_questions) == (3, 2)
    assert kept.sources["people"]["from"] == "population"


def test_what_the_page_carries_cannot_be_made_up(office):
    Person.objects.update(ethnicity="")
    response = look_up(office, known="W3sicm9sZSI6ICJhcHBsaWNhbnQifV0:1:x")

    assert all(each.source == "population" for each in response.context["typed"].known)
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("answer", "said"),
    [(Unavailable("down"), "chưa trả lời; cứ nhận hồ sơ"), (NotFound(), "không có ai đúng cả số")],
)
def test_a_register_that_does_not_answer_holds_up_nobody(office, register, answer, said):
    register.answer = answer

    response = look_up(office)

    assert said in text_of(response)
    assert response.context["typed"].visitor.full_name == "Siu Blơk"  # our own book knows them


def test_somebody_nobody_wrote_down_is_asked_about_once_their_name_is_typed(office, register):
    register.answer = Found(
        replace(HELD, identity_number="064199000777", full_name="Rơ Châm Bích"), make.MONDAY
    )
    stranger = {"v-identity_number": "064199000777"}

    without = look_up(office, **stranger)
    response = look_up(office, **stranger, **{"v-full_name": "Rơ Châm Bích"})

    assert "Ghi họ tên và ngày sinh rồi bấm Tìm người" in text_of(without)
    assert response.context["typed"].visitor.address == HELD.residence
    assert len(register.asked) == 1


# -- asking again


def held(office):
    """Put into the applicant's vault the paper that the procedure asks for."""
    paper = make.paper(f"person:{office.citizen.person_id}", content=make.PNG + b"2")
    return vault.keep(
        owner=f"person:{office.citizen.person_id}",
        file=paper.file,
        said=vault.Description("giay-chung-sinh", "Giấy chứng sinh", holder=NUMBER, number="12/2026"),
        level=Level.SIGNED,
        actor=office.clerk.actor,
        at=make.MONDAY,
    )


def filed(office):
    draft = begun(office)
    typed = {"content": "Đề nghị", "name": "Siu Blơk", "people": "Gia Rai"}
    dossiers.save_section(
        draft_id=draft.pk, citizen=office.citizen, section_key="request", answers=typed, at=make.MONDAY
    )
    make_paper(office, draft)
    return dossiers.submit_draft(draft_id=draft.pk, citizen=office.citizen, at=make.MONDAY)


ASK = {"act": "ask", "items": "", "question": "people", "reason": "Bản chụp mờ."}


def test_asking_for_what_is_held_wants_a_reason_that_the_citizen_reads(office):
    dossier, paper = filed(office), held(office)
    desk = signed_in(office.clerk)
    page = text_of(desk.get(f"/quay/ho-so/{dossier.code}/"))
    assert "Nhà nước đã có, đừng hỏi lại" in page
    assert "Giấy chứng sinh số 12/2026" in page

    marked = {**ASK, f"check-{dossier.papers.get().pk}": DossierPaper.Check.BAD.value}
    refused = desk.post(f"/quay/ho-so/{dossier.code}/", marked)
    assert (
        "Nhà nước đã giữ: Giấy chứng sinh số 12/2026 (kho giấy tờ của người nộp); Dân tộc: Gia Rai"
        in text_of(refused)
    )
    other = desk.post(f"/quay/ho-so/{dossier.code}/", {**marked, "again": "other"})
    assert "Chọn lý do khác thì hãy ghi rõ" in text_of(other)
    assert Dossier.objects.get().state == State.FILED

    desk.post(f"/quay/ho-so/{dossier.code}/", {**marked, "again": "unreadable", "again_note": "Mất trang 2"})

    assert {(each.what, each.why) for each in AskedAgain.objects.all()} == {
        ("Giấy chứng sinh", "unreadable"),
        ("Dân tộc", "unreadable"),
    }
    because = "vẫn hỏi lại vì: bản đang giữ không đọc được hoặc thiếu trang. Mất trang 2"
    mine = signed_in(office.citizen)
    assert text_of(mine.get(f"/ho-so/{dossier.code}/bo-sung/")).count(because) == 2
    used = Use.objects.get(held=paper)
    assert (used.kind, used.by_owner) == (Use.Kind.LOOKED, False)
    assert "Mất trang 2" in text_of(mine.get(f"/kho-giay-to/{paper.pk}/"))
    assert any(because in str(act.data.get("items")) for act in acts_of(dossier.subject))


def test_who_administers_an_office_reads_what_was_spared_and_asked_again_why(office):
    dossier = filed(office)
    desk = signed_in(office.clerk)
    again = {**ASK, "again": "outdated"}
    desk.post(f"/quay/ho-so/{dossier.code}/", again)
    here = signed_in(make.posting(office.unit, Duty.ADMINISTER, name="Quản trị"))
    elsewhere = signed_in(make.posting(make.unit("H21.118"), Duty.ADMINISTER, name="Nơi khác"))

    page, other = (text_of(who.get("/quan-tri/chi-hoi-mot-lan/?ngay=365")) for who in (here, elsewhere))

    assert "Người nộp được bớt khai 2 trong 3 mục và bớt nộp 0 giấy tờ." in page
    assert "Đăng ký khai sinh 1.001193 1 3 2 67% 0 1" in page
    assert "Bản đang giữ không còn đúng với hiện tại 1" in page
    assert "Chưa có hồ sơ nào được điền sẵn" in other


def test_nothing_held_needs_no_reason(office):
    dossier = filed(office)

    signed_in(office.clerk).post(f"/quay/ho-so/{dossier.code}/", {**ASK, "question": "content"})

    assert Dossier.objects.get().state == State.SUPPLEMENT_ASKED
    assert not AskedAgain.objects.exists()


def test_who_filed_reads_what_they_were_spared(office):
    dossier = filed(office)

    page = text_of(signed_in(office.citizen).get(f"/ho-so/{dossier.code}/da-nop/"))

    assert "Bạn được bớt khai 2 trong 3 mục" in page
