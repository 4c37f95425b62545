"""Consent is asked of somebody present, by an accredited helper, and given only by what proves it."""

import io
import wave
from datetime import timedelta

import pytest

from motcua.accounts.citizens import citizen_of
from motcua.accounts.errors import (
    AskedTooOften,
    CodeOver,
    CodeWrong,
    ConsentOver,
    NamesDiffer,
    NoLongerAMinor,
    NotForOneself,
    PhoneNeeded,
)
from motcua.accounts.models import HelpConsent, Mandate, Person
from motcua.accounts.operations import Somebody
from motcua.dossiers.assisting import operations as assisting
from motcua.dossiers.assisting.errors import CodeNotSent, SignatureMissing, VoiceMissing
from motcua.dossiers.assisting.operations import Upload
from motcua.journal.queries import acts_of, broken_at
from motcua.notices.models import Notice
from motcua.orgs.errors import NotAccredited
from motcua.papers import operations as papers
from motcua.papers.errors import FileDamaged, FileTooHeavy, FileTypeNotAccepted
from motcua.papers.models import Paper
from tests import factories as make
from tests import standing_in

pytestmark = pytest.mark.django_db
CODE = HelpConsent.Way.CODE


@pytest.fixture
def village(settings):
    settings.MOTCUA_SMS = "tests.standing_in.Telephones"
    return standing_in.village()


def wrong_code():
    return "000000" if standing_in.last_code() != "000000" else "111111"


def confirm(village, consent, code, at=make.MONDAY):
    return assisting.confirm_code(consent_id=consent.pk, helper=village.helper, code=code, at=at)


def test_five_wrong_codes_end_the_code_even_for_the_right_one(village):
    consent = village.asked(CODE)
    for left in (4, 3, 2, 1):
        with pytest.raises(CodeWrong, match=str(left)):
            confirm(village, consent, wrong_code())
    with pytest.raises(CodeOver):
        confirm(village, consent, wrong_code())

    with pytest.raises(CodeOver):
        confirm(village, consent, standing_in.last_code())


def test_a_code_is_over_after_ten_minutes(village):
    consent = village.asked(CODE)

    with pytest.raises(CodeOver):
        confirm(village, consent, standing_in.last_code(), at=make.MONDAY + timedelta(minutes=10))


def test_a_consent_by_code_is_not_given_by_a_picture(village):
    consent = village.asked(CODE)
    picture = Upload(io.BytesIO(make.PNG), "a.png", "a")

    with pytest.raises(ConsentOver):
        assisting.confirm_with(consent_id=consent.pk, helper=village.helper, evidence=picture, at=make.MONDAY)


def spoken(seconds=1, said=b""):
    content = io.BytesIO()
    with wave.open(content, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(said or b"\x01\x02" * 8000 * seconds)
    content.seek(0)
    return Upload(content, "loi.wav", "Lời đồng ý")


def test_spoken_words_are_kept_with_their_hash_as_the_clients(village):
    asked = village.asked(HelpConsent.Way.VOICE)

    given = assisting.confirm_with(
        consent_id=asked.pk, helper=village.helper, evidence=spoken(), at=make.MONDAY
    )

    paper = Paper.objects.get(attached_to=given.subject)
    assert (paper.owner, paper.file.media_type) == (f"person:{village.client.pk}", "audio/wav")
    assert given.evidence_digest == paper.file_id


@pytest.mark.parametrize("way", [HelpConsent.Way.VOICE, HelpConsent.Way.SIGNATURE])
def test_a_picture_is_no_voice_and_a_voice_no_signature(village, way):
    asked = village.asked(way)
    picture = Upload(io.BytesIO(make.PNG), "a.png", "a")
    wrong = picture if way == HelpConsent.Way.VOICE else spoken()

    with pytest.raises((VoiceMissing, FileTypeNotAccepted)):
        assisting.confirm_with(consent_id=asked.pk, helper=village.helper, evidence=wrong, at=make.MONDAY)

    asked.refresh_from_db()
    assert asked.given_at is None


@pytest.mark.parametrize(
    ("evidence", "refused"),
    [
        (spoken(seconds=181), FileTooHeavy),
        (Upload(io.BytesIO(spoken().content.read()[:9000]), "cut.wav", "a"), FileDamaged),
    ],
)
def test_a_recording_is_whole_and_short(village, evidence, refused):
    asked = village.asked(HelpConsent.Way.VOICE)

    with pytest.raises(refused):
        assisting.confirm_with(consent_id=asked.pk, helper=village.helper, evidence=evidence, at=make.MONDAY)


def test_nobody_hands_in_a_recording_as_a_paper(village):
    with pytest.raises(FileTypeNotAccepted):
        papers.store(
            content=spoken().content, file_name="a.wav", title="a", kind="a", owner="person:1",
            uploaded_by=None, at=make.MONDAY,
        )  # fmt: skip


def test_without_a_signature_nothing_is_given(village):
    consent = village.asked()

    with pytest.raises(SignatureMissing):
        assisting.confirm_with(consent_id=consent.pk, helper=village.helper, evidence=None, at=make.MONDAY)


def test_a_gateway_that_is_down_is_said_at_once(village, settings):
    settings.MOTCUA_SMS = "tests.standing_in.Silence"

    with pytest.raises(CodeNotSent):
        village.asked(CODE)


def test_a_number_of_the_helpers_choice_is_taken_only_where_none_is_known_and_changes_nobody(village):
    unknown = Somebody("064157001111", "Ksor Lơi")
    asked = assisting.ask(
        helper=village.helper, client=unknown, phone="0977000111", way=CODE,
        version=village.office.version, device="", at=make.MONDAY,
    )  # fmt: skip

    assert (asked.phone, asked.phone_typed) == ("0977000111", True)
    assert Person.objects.get(identity_number="064157001111").phone == ""


def test_who_has_no_telephone_cannot_consent_by_code(village):
    with pytest.raises(PhoneNeeded):
        assisting.ask(
            helper=village.helper, client=Somebody("064157001111", "Ksor Lơi"), phone="", way=CODE,
            version=village.office.version, device="", at=make.MONDAY,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("number", "name", "refused"),
    [
        (standing_in.CLIENT_NUMBER, "Nguyễn Văn Khác", NamesDiffer),
        (standing_in.HELPER_NUMBER, "Puih Thơm", NotForOneself),
    ],
)
def test_the_client_is_named_rightly_and_is_somebody_else(village, number, name, refused):
    with pytest.raises(refused):
        assisting.ask(
            helper=village.helper, client=Somebody(number, name), phone="", way=HelpConsent.Way.SIGNATURE,
            version=village.office.version, device="", at=make.MONDAY,
        )  # fmt: skip


def test_a_helper_does_not_ask_without_end(village):
    for _ in range(12):
        village.asked()

    with pytest.raises(AskedTooOften):
        village.asked()


def test_the_day_after_the_accreditation_nobody_is_asked(village):
    with pytest.raises(NotAccredited):
        village.asked(at=make.MONDAY + timedelta(days=400))


def test_the_client_is_told_and_the_journal_holds(village):
    consent = village.consented()

    assert Notice.objects.filter(recipient=f"person:{village.client.pk}").exists()
    assert [act.verb for act in acts_of(consent.subject)] == ["consent.asked", "consent.given"]
    assert broken_at(consent.subject) is None


def test_a_parent_of_somebody_grown_up_represents_nobody(village):
    proof = Upload(io.BytesIO(make.PNG), "a.png", "a")

    with pytest.raises(NoLongerAMinor):
        assisting.claim(
            representative=village.helper, kind=Mandate.Kind.PARENT,
            principal=Somebody("064200009876", "Puih An", "09/03/2008"), proof=proof, words="",
            desk=village.office.unit, at=make.MONDAY,
        )  # fmt: skip


def test_an_administrator_takes_back_the_way_of_helping_with_all_consents(village):
    consent = village.consented()
    standing_in.orgs.revoke_accreditation(
        admin=village.more["admin"], accreditation_id=village.accreditation.pk, because="Nhận tiền",
        at=make.MONDAY,
    )  # fmt: skip

    consent.refresh_from_db()

    assert consent.ended_by == "Quản trị"
    assert citizen_of(village.client).mandate_ids == frozenset()
