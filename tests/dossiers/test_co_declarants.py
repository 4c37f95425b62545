"""Somebody else confirms what is said of them: owner, co-declarant and stranger; filing waits for it."""

import pytest

from motcua.accounts.models import Person
from motcua.dossiers import operations as dossiers
from motcua.dossiers.co_declarants import digest_to_confirm, parties
from motcua.dossiers.errors import (
    ChangedSinceShown,
    CoDeclarantNotAsked,
    CoDeclarantsAwaited,
    ConfirmationEnded,
    ConfirmationNotFound,
    ConfirmNeedsNumber,
    NotYetToConfirm,
    SayWhyDeclined,
)
from motcua.dossiers.models import Confirmation
from motcua.journal.models import Act
from motcua.notices.models import Notice
from tests import factories as make
from tests.co_declarants import NUMBER, pair_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return pair_of()


def test_filing_waits_for_whoever_has_to_confirm(pair):
    with pytest.raises(CoDeclarantsAwaited, match="Ksor H Lan"):
        pair.file()

    pair.invite()

    with pytest.raises(CoDeclarantsAwaited):
        pair.file()


def test_whom_the_answers_do_not_call_for_is_not_asked(pair):
    pair.save(rel="grandparent")

    assert parties(pair.now(), on=make.MONDAY.date()) == []
    with pytest.raises(CoDeclarantNotAsked):
        pair.invite()


def test_the_invited_are_told_and_confirm_what_they_were_shown(pair):
    asked = pair.invite()
    told = Notice.objects.filter(recipient=f"person:{pair.other.person_id}").get()

    pair.confirm(asked)
    again = pair.confirm(asked)

    assert told.link == f"/viec-xac-nhan/{asked.pk}/"
    assert again.state == Confirmation.State.CONFIRMED
    assert [party.done for party in parties(pair.now(), on=make.MONDAY.date())] == [True]
    assert [act.verb for act in Act.objects.filter(subject=pair.draft.subject).order_by("number")] == [
        "draft.invite-confirmation",
        "draft.confirm-confirmation",
    ]
    assert Notice.objects.filter(recipient=f"person:{pair.office.citizen.person_id}").count() == 1


def test_a_change_of_what_was_confirmed_ends_it_and_both_are_told(pair):
    pair.confirm(pair.invite())

    pair.save(mother="Ksor H Lanh")

    assert [each.state for each in Confirmation.objects.all()] == ["void"]
    titles = Notice.objects.filter(title__startswith="Bản khai đã sửa").values_list("recipient", flat=True)
    assert set(titles) == {f"person:{pair.office.citizen.person_id}", f"person:{pair.other.person_id}"}
    with pytest.raises(CoDeclarantsAwaited):
        pair.file()


def test_a_change_elsewhere_in_the_form_does_not(pair):
    pair.confirm(pair.invite())

    pair.save(secret="khác")

    assert [each.state for each in Confirmation.objects.all()] == ["confirmed"]


def test_what_was_changed_after_it_was_shown_is_not_confirmed(pair):
    asked = pair.invite()
    digest = digest_to_confirm(pair.now(), "mother")
    pair.save(mother="Người khác")

    with pytest.raises(ChangedSinceShown):
        dossiers.confirm(confirmation_id=asked.pk, citizen=pair.other, digest=digest, at=make.MONDAY)


def test_declining_says_why_and_ends_until_invited_again(pair):
    asked = pair.invite()
    with pytest.raises(SayWhyDeclined):
        dossiers.decline(confirmation_id=asked.pk, citizen=pair.other, reason=" ", at=make.MONDAY)

    dossiers.decline(confirmation_id=asked.pk, citizen=pair.other, reason="Sai họ", at=make.MONDAY)

    with pytest.raises(ConfirmationEnded):
        pair.confirm(asked)
    assert Notice.objects.filter(body__contains="Sai họ").exists()
    pair.confirm(pair.invite())
    assert [party.done for party in parties(pair.now(), on=make.MONDAY.date())] == [True]


def test_only_the_one_invited_answers(pair):
    asked = pair.invite()
    stranger = make.citizen("Hà", "064090009999")

    for who in (stranger, pair.office.citizen):
        with pytest.raises(ConfirmationNotFound):
            pair.confirm(asked, by=who)


def test_an_invitation_goes_to_the_number_declared_and_to_no_other(pair):
    assert pair.invite(number="064090005555").number == NUMBER

    pair.save(mother_number="064090007777")

    assert [each.state for each in Confirmation.objects.all()] == ["void"]


def test_a_number_is_asked_for_where_the_form_gives_none_and_is_not_ones_own(pair):
    pair.save(mother_number="")
    own = Person.objects.get(pk=pair.office.citizen.person_id).identity_number

    for wrong in ("", "123", own):
        with pytest.raises(ConfirmNeedsNumber):
            pair.invite(number=wrong)
    assert pair.invite(number="064 090 001 234").number == NUMBER


def test_nothing_unfinished_is_sent_to_be_confirmed(pair):
    pair.save(mother="")

    with pytest.raises(NotYetToConfirm, match="Về mẹ"):
        pair.invite()
