"""At the desk: found by the number on a card, signed on paper, kept."""

import io

import pytest

from motcua.dossiers.models import Confirmation, Dossier
from motcua.journal.models import Reading
from tests import factories as make
from tests.co_declarants import ANSWERS, NUMBER, pair_of
from tests.sign_in import signed_in
from tests.web.counter.test_receive import typed
from tests.web.staff_pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return pair_of()


@pytest.fixture
def clerk(pair):
    return signed_in(pair.office.clerk)


def scan() -> io.BytesIO:
    file = io.BytesIO(make.PNG)
    file.name = "đã ký.png"
    return file


def test_only_the_number_on_the_card_leads_there(pair, clerk):
    asked = pair.invite()

    found = text_of(clerk.post("/quay/xac-nhan/", {"number": "064 090 001 234"}))
    nothing = text_of(clerk.post("/quay/xac-nhan/", {"number": "064090001235"}))
    page = text_of(clerk.get(f"/quay/xac-nhan/{asked.pk}/"))

    assert "Siu Blơk" in found
    assert "Không có việc nào chờ người này xác nhận" in nothing
    assert "Ksor H Lan" in page
    assert "điều riêng" not in page
    assert Reading.objects.filter(subject=pair.draft.subject, what="confirmation").exists()


def test_the_page_is_printed_signed_and_kept(pair, clerk):
    asked = pair.invite()
    page = clerk.get(f"/quay/xac-nhan/{asked.pk}/")
    printed = clerk.get(f"/quay/xac-nhan/{asked.pk}/ban-ky.pdf")
    said = {"digest": page.context["digest"]}

    without = clerk.post(f"/quay/xac-nhan/{asked.pk}/", said)
    done = clerk.post(f"/quay/xac-nhan/{asked.pk}/", {**said, "signed": scan()})

    assert printed["Content-Type"] == "application/pdf"
    assert without.status_code == 422
    assert "Hãy quét hoặc chụp trang người đó đã ký" in text_of(without)
    assert done["Location"] == "/quay/xac-nhan/"
    assert Confirmation.objects.get().how == "paper"
    assert pair.file().draft == pair.now()


def test_a_paper_declaration_needs_the_signature_or_the_reason(pair, clerk):
    url = f"/quay/nhan/{pair.office.version.code}/"
    page = clerk.get(url)
    form = {k: v for k, v in typed(pair.office, page).items() if k != "a-content"}
    form |= {f"a-{key}": value for key, value in ANSWERS.items()}

    refused = clerk.post(url, form)
    received = clerk.post(url, form | {"s-mother": "yes"})

    assert "đã ký tờ khai" in text_of(page)
    assert refused.status_code == 422
    assert "Còn chờ xác nhận của: Ksor H Lan" in text_of(refused)
    assert received.status_code == 302
    assert Dossier.objects.get().confirmations.get().number == NUMBER
