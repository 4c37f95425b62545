from datetime import date, timedelta

import pytest
from pypdfium2 import PdfDocument

from motcua.dossiers import control_slip, letters
from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision
from motcua.dossiers.errors import DossierNotFound, LetterOfAnother, LetterSigned, NotYourDuty
from motcua.dossiers.followers import tell_the_signer
from motcua.dossiers.models import Letter
from motcua.dossiers.operations.signing import sign_letter
from motcua.journal.queries import acts_of, broken_at
from motcua.notices.models import Notice
from motcua.orgs.models import Duty, UnitKind
from motcua.papers import forms
from motcua.papers.models import IssuedPaper
from motcua.papers.queries import find_issued, read_bytes
from tests import factories as make

pytestmark = pytest.mark.django_db
URL = "https://motcua.gialai.gov.vn/tra-cuu/?ma=x"
HOUR = timedelta(hours=1)


@pytest.fixture
def office():
    return make.office()


def words_of(pdf: bytes) -> str:
    with PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def sheets(letter: Letter) -> dict[str, object]:
    sheet = letters.sheet_of(letter, tracking_url=URL)
    return forms.check(sheet.template, sheet.data, title=sheet.title).model_dump()


@pytest.mark.parametrize(
    ("filed_on", "template"),
    [
        (date(2018, 6, 21), "receipt-2018"),
        (date(2025, 9, 14), "receipt-2018"),
        (date(2025, 9, 15), "receipt"),
        (date(2026, 11, 24), "receipt"),
    ],
)
def test_the_day_of_filing_chooses_the_set_of_forms(filed_on, template):
    assert letters.template_for(Letter.Kind.RECEIPT, filed_on) == template


@pytest.mark.parametrize("kind", Letter.Kind)
@pytest.mark.parametrize("on", [date(2020, 1, 1), date(2026, 1, 1)])
def test_every_kind_of_letter_has_a_form_on_every_day(kind, on):
    assert letters.template_for(kind, on) in forms.FORMS


def test_every_rule_on_forms_says_where_it_stands():
    assert all(rule.citation for rule in letters.form_rules())


def test_a_receipt_carries_the_line_of_the_register(office):
    office.accepted()

    said = sheets(Letter.objects.get())

    assert (said["book"], said["book_line"]) == ("01/2026", "1")
    assert said["receiver_name"] == "Rơ Châm Hyao"


def test_withdrawing_makes_the_notice_of_stopping(office):
    dossier = office.accepted()
    dossiers.withdraw(code=dossier.code, viewer=office.citizen, reason="Đổi ý", at=make.MONDAY + HOUR)
    letter = Letter.objects.get(kind=Letter.Kind.STOPPING)

    said = sheets(letter)

    assert said["reason"] == "Đổi ý"
    assert "Điều 21" in str(said["citation"])
    assert letters.number_of(letter) == "01/TB"
    assert letters.render(letter, tracking_url=URL).startswith(b"%PDF")


def test_the_apology_says_both_dates(office):
    dossier = office.taken_up()
    old = dossier.due_at
    dossiers.propose_extension(
        code=dossier.code,
        officer=office.officer,
        reason="Chờ ý kiến",
        new_due_on=date(2026, 3, 16),
        at=make.MONDAY + HOUR,
    )
    dossiers.sign_extension(code=dossier.code, signer=office.signer, at=make.MONDAY + 2 * HOUR)

    letter = Letter.objects.get(kind=Letter.Kind.APOLOGY)
    said = sheets(letter)

    assert said["due_at"] == forms.clock(old)
    assert str(said["new_due_at"]).startswith("2026-03-16")
    assert letters.render(letter, tracking_url=URL).startswith(b"%PDF")


def test_the_control_slip_says_what_the_journal_says(office):
    dossier = office.signed()

    slip = control_slip.content(dossier, tracking_url=URL)

    passed = [(row["giver"], row["receiver"], row["outcome"]) for row in slip["rows"]]
    assert passed == [
        ("Rơ Châm Hyao", "Trần Thị Bình", ""),
        ("Trần Thị Bình", "Lê Cường", ""),
        ("Lê Cường", "Phạm Dũng", ""),
        ("Phạm Dũng", "", "Trước hạn"),
    ]
    assert slip["rows"][0]["giver_unit"] == office.desk.name
    assert slip["rows"][0]["receiver_unit"] == office.unit.name
    assert control_slip.render(dossier, tracking_url=URL, at=make.MONDAY).startswith(b"%PDF")


@pytest.mark.parametrize(("days", "outcome"), [(-1, "Trước hạn"), (0, "Đúng hạn"), (1, "Quá hạn")])
def test_an_answer_is_before_on_or_after_its_day(days, outcome):
    due = make.MONDAY.replace(hour=17)

    assert control_slip.outcome(due + timedelta(days=days), due) == outcome
    assert control_slip.outcome(due, None) == ""


def test_the_clerk_signs_the_receipt_and_everybody_gets_that_file(office):
    dossier = office.accepted()
    letter = Letter.objects.get()

    issued = sign_letter(letter_id=letter.pk, signer=office.clerk, tracking_url=URL, at=make.MONDAY + HOUR)

    assert letters.content_of(letter, tracking_url=URL) == read_bytes(issued)
    assert b"/ByteRange" in read_bytes(issued)
    assert find_issued(issued.verify_code) == issued
    assert issued.signer_name == "Rơ Châm Hyao"
    act = acts_of(letters.subject_of(letter)).get()
    assert (act.verb, act.data["code"], act.data["sha256"]) == ("letter.signed", dossier.code, issued.file_id)
    assert broken_at(letters.subject_of(letter)) is None


def test_a_letter_is_signed_once(office):
    office.accepted()
    letter = Letter.objects.get()
    sign_letter(letter_id=letter.pk, signer=office.clerk, tracking_url=URL, at=make.MONDAY)

    with pytest.raises(LetterSigned):
        sign_letter(letter_id=letter.pk, signer=office.clerk, tracking_url=URL, at=make.MONDAY)

    assert IssuedPaper.objects.count() == 1


def test_only_who_made_a_slip_signs_it(office):
    office.accepted()
    letter = Letter.objects.get()
    colleague = make.posting(office.desk, Duty.RECEIVE, name="Siu H’Lan")
    elsewhere = make.posting(make.unit("H21.118.MC", UnitKind.DESK), Duty.RECEIVE)

    for signer, refusal in (
        (colleague, LetterOfAnother),
        (office.officer, NotYourDuty),
        (elsewhere, DossierNotFound),
    ):
        with pytest.raises(refusal):
            sign_letter(letter_id=letter.pk, signer=signer, tracking_url=URL, at=make.MONDAY)


def test_the_apology_is_signed_for_the_agency(office):
    dossier = office.taken_up()
    dossiers.propose_extension(
        code=dossier.code,
        officer=office.officer,
        reason="Chờ ý kiến",
        new_due_on=date(2026, 3, 16),
        at=make.MONDAY + HOUR,
    )
    dossiers.sign_extension(code=dossier.code, signer=office.signer, at=make.MONDAY + 2 * HOUR)
    letter = Letter.objects.get(kind=Letter.Kind.APOLOGY)

    with pytest.raises(NotYourDuty):
        sign_letter(letter_id=letter.pk, signer=office.clerk, tracking_url=URL, at=make.MONDAY + 3 * HOUR)
    issued = sign_letter(
        letter_id=letter.pk, signer=office.signer, tracking_url=URL, at=make.MONDAY + 3 * HOUR
    )

    assert issued.signer_name == "Phạm Dũng"


def test_whoever_asks_for_more_while_handling_signs_what_they_ask(office):
    dossier = office.taken_up()
    dossiers.ask_for_supplement(
        code=dossier.code, officer=office.officer, items=["Bản rõ"], reason="Mờ", at=make.MONDAY
    )
    letter = Letter.objects.get(kind=Letter.Kind.SUPPLEMENT)

    with pytest.raises(LetterOfAnother):
        sign_letter(letter_id=letter.pk, signer=office.clerk, tracking_url=URL, at=make.MONDAY)
    issued = sign_letter(letter_id=letter.pk, signer=office.officer, tracking_url=URL, at=make.MONDAY)

    assert issued.signer_name == office.officer.actor.name


def test_what_is_refused_of_a_request_granted_in_part_is_signed_for_the_agency(office):
    dossier = office.proposed(decision=Decision.GRANT_PARTLY)
    dossiers.agree(code=dossier.code, head=office.head, at=make.MONDAY)
    dossiers.sign(code=dossier.code, signer=office.signer, at=make.MONDAY)
    letter = Letter.objects.get(kind=Letter.Kind.REFUSAL)
    printed = words_of(letters.render(letter, tracking_url=URL))

    issued = sign_letter(letter_id=letter.pk, signer=office.signer, tracking_url=URL, at=make.MONDAY)

    assert issued.signer_name == office.signer.actor.name
    assert issued.template == "refusal-decision"
    for said in (printed, words_of(read_bytes(issued))):
        assert "từ chối giải quyết phần còn lại" in said
        assert "NGƯỜI TIẾP NHẬN HỒ SƠ" not in said
        assert office.signer.title.upper() in said
        assert office.signer.actor.name in said
        assert office.desk.name not in said


def test_who_signs_is_told_that_a_notice_of_stopping_waits(office):
    dossier = office.taken_up()
    dossiers.stop(
        code=dossier.code, officer=office.head, reason="Tranh chấp", citation="Điều 5", at=make.MONDAY
    )

    tell_the_signer(acts_of(dossier.subject).get(verb="dossier.stop"))

    told = Notice.objects.get(title__contains="chờ bạn ký số")
    assert told.recipient == f"user:{office.signer.actor.user_id}"


def test_one_press_signs_the_new_date_and_its_letter(office):
    dossier = office.taken_up()
    dossiers.propose_extension(
        code=dossier.code,
        officer=office.officer,
        reason="Mưa lũ",
        new_due_on=date(2026, 3, 16),
        at=make.MONDAY,
    )

    dossiers.sign_extension(code=dossier.code, signer=office.signer, at=make.MONDAY, tracking_url=URL)

    letter = Letter.objects.get(kind=Letter.Kind.APOLOGY)
    signed = letters.signed_copy(letter)
    assert signed is not None
    assert signed.signer_name == office.signer.actor.name
    assert acts_of(letters.subject_of(letter)).filter(verb="letter.signed").count() == 1


def test_one_press_signs_the_result_and_what_refuses_a_part(office):
    dossier = office.proposed(decision=Decision.GRANT_PARTLY)
    dossiers.agree(code=dossier.code, head=office.head, at=make.MONDAY)

    dossiers.sign(code=dossier.code, signer=office.signer, at=make.MONDAY, tracking_url=URL)

    assert letters.signed_copy(Letter.objects.get(kind=Letter.Kind.REFUSAL)) is not None
