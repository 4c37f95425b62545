"""The pages of confirming: the invited see only what they confirm, strangers nothing."""

from datetime import timedelta

import pytest

from motcua.dossiers.co_declarants import confirmed_of
from motcua.dossiers.models import Confirmation
from motcua.dossiers.operations.resting import look_after_drafts
from tests import factories as make
from tests.co_declarants import browser, pair_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return pair_of()


def test_the_invited_see_only_what_they_confirm(pair):
    asked = pair.invite()
    client = browser(pair.other)

    page = client.get(f"/viec-xac-nhan/{asked.pk}/").content.decode()
    lists = [client.get(url).content.decode() for url in ("/", "/ho-so/")]

    assert "Ksor H Lan" in page
    assert "điều riêng" not in page
    assert "Tôi đồng ý." in page
    assert all("Việc chờ bạn xác nhận" in each for each in lists)
    assert client.get(f"/ban-nhap/{pair.draft.pk}/shared/").status_code == 404


def test_strangers_see_nothing_of_it(pair):
    asked = pair.invite()

    stranger = browser(make.citizen("Hà", "064090009999"))

    assert stranger.get(f"/viec-xac-nhan/{asked.pk}/").status_code == 404
    assert "Việc chờ bạn xác nhận" not in stranger.get("/ho-so/").content.decode()
    assert browser(pair.office.citizen).get(f"/viec-xac-nhan/{asked.pk}/").status_code == 404


def test_from_inviting_to_filing_on_the_pages(pair):
    owner, other = browser(pair.office.citizen), browser(pair.other)
    waiting = owner.get(f"/ban-nhap/{pair.draft.pk}/xem-lai/").content.decode()
    owner.post(f"/ban-nhap/{pair.draft.pk}/xac-nhan/", {"key": "mother"})
    asked = Confirmation.objects.get()
    page = other.get(f"/viec-xac-nhan/{asked.pk}/")

    unticked = other.post(f"/viec-xac-nhan/{asked.pk}/", {"act": "confirm", "digest": page.context["digest"]})
    said = {"act": "confirm", "agree": "yes", "digest": page.context["digest"]}
    other.post(f"/viec-xac-nhan/{asked.pk}/", said)

    assert "Còn chờ xác nhận của: Ksor H Lan" in waiting
    assert unticked.status_code == 422
    assert "xác nhận lúc" in owner.get(f"/ban-nhap/{pair.draft.pk}/xac-nhan/").content.decode()
    filed = pair.file()
    assert [each.given.by_id for each in confirmed_of(filed)] == [pair.other.person_id]


def test_the_declarant_reminds_and_takes_back_on_the_page(pair):
    owner = browser(pair.office.citizen)
    page = f"/ban-nhap/{pair.draft.pk}/xac-nhan/"
    owner.post(page, {"key": "mother", "act": "invite"})

    too_soon = owner.post(page, {"key": "mother", "act": "remind"})
    withdrawn = owner.post(page, {"key": "mother", "act": "withdraw"}, follow=True).content.decode()

    assert too_soon.status_code == 422
    assert "Nhắc lại được từ" in too_soon.content.decode()
    assert "Đã thôi mời Ksor H Lan" in withdrawn
    assert Confirmation.objects.get().state == "withdrawn"


def test_what_is_over_shows_nothing_of_the_declaration(pair):
    asked = pair.invite()
    other = browser(pair.other)
    pair.confirm(asked)
    confirmed = other.get(f"/viec-xac-nhan/{asked.pk}/").content.decode()

    pair.save(mother="Ksor H Lanh")
    void = other.get(f"/viec-xac-nhan/{asked.pk}/").content.decode()

    assert "Rút lại xác nhận" in confirmed
    assert "Ksor H Lan" in confirmed
    assert "Hết hiệu lực vì bản khai đã sửa" in void
    assert "Ksor H Lanh" not in void


def test_asked_anew_they_see_what_was_changed(pair):
    pair.confirm(pair.invite())
    pair.save(mother="Ksor H Lanh")

    asked = pair.invite()
    page = browser(pair.other).get(f"/viec-xac-nhan/{asked.pk}/").content.decode()

    assert "Đã sửa sau lần trả lời trước" in page


def test_a_draft_about_to_be_deleted_says_so_and_is_kept(pair):
    owner = browser(pair.office.citizen)
    for after in (7, 14, 21):
        look_after_drafts(at=make.MONDAY + timedelta(days=after))
    before = owner.get("/ho-so/").content.decode()

    owner.post(f"/ban-nhap/{pair.draft.pk}/giu/")

    assert "sẽ bị xóa ngày 29/04/2026" in before
    assert "sẽ bị xóa" not in owner.get("/ho-so/").content.decode()
