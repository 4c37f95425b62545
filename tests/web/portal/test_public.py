"""What anybody may see: procedures, tracking, verification, help."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motcua.catalogue.crawl.procedure import KEYS
from motcua.catalogue.facts import Channel, Fee, Level, OnlineLevel, RequiredPaper, Unread, Way
from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Dossier
from motcua.kernel.settings import SettingError
from motcua.orgs.models import UnitKind
from motcua.papers import operations as papers
from motcua.papers.queries import read_bytes
from motcua.web.portal import filing_way
from motcua.web.portal.unread import PARTS
from tests import factories as make
from tests.web.portal.conftest import FULL

pytestmark = pytest.mark.django_db


def procedure_page(client, **changes):
    version = make.publish(FULL.model_copy(update=changes))
    return client.get(f"/thu-tuc/{version.code}/").content.decode()


PUBLIC = "/ /tim-kiem/ /linh-vuc/ /co-quan/ /su-kien/birth/ /tra-cuu/ /kiem-tra/ /tro-giup/"


@pytest.mark.parametrize("url", PUBLIC.split())
def test_every_public_page_opens_for_everybody(client, mine, staff, url):
    assert {c.get(url).status_code for c in (client, mine, staff)} == {200}


def test_the_procedure_page_costs_few_statements(client, office, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(f"/thu-tuc/{office.version.code}/")


def test_free_is_said_clearly_and_terms_in_full(client):
    way = make.PROCEDURE.ways[0].model_copy(update={"fees": (Fee(free=True),)})

    page = procedure_page(client, ways=(way,))

    assert "Miễn phí" in page
    assert "3 ngày làm việc" in page
    assert "Nộp hồ sơ trực tuyến" in page


def test_an_unknown_fee_is_said_to_be_unknown(client):
    page = procedure_page(client, ways=(Way(channel=Channel.COUNTER, fees=(Fee(),)),))

    assert "Nơi công bố chưa ghi mức thu" in page


def test_what_could_not_be_read_is_shown_as_text(client):
    part = Unread(field="Phí", text="Theo bảng kèm", reason="bảng lồng nhau")

    page = procedure_page(client, unread=(part,))

    assert "Theo bảng kèm" in page
    assert "chưa đọc được trọn" in page


def test_what_could_not_be_read_has_a_name_and_a_reason_in_words(client):
    part = Unread(field="legal_bases", text="Theo bảng kèm", reason="ambiguous")

    page = procedure_page(client, unread=(part,))

    assert "<b>Căn cứ pháp lý.</b> Các ô dính liền nhau, đọc được theo nhiều cách." in page
    assert "legal_bases" not in page
    assert "ambiguous" not in page


def test_every_part_that_is_read_has_a_name():
    more = {"terms", "fees", "keywords", "description"}

    assert {*KEYS.values(), *more} - {"code"} == PARTS.keys()


def test_why_it_is_not_filed_online(client):
    page = procedure_page(client, online=OnlineLevel.NONE, online_reason="Phải ký trước mặt công chứng viên.")

    assert "aria-disabled" in page
    assert "Phải ký trước mặt công chứng viên." in page


def test_a_procedure_of_a_ministry_says_who_decides(client):
    page = procedure_page(client, decided_by="", levels=(Level.MINISTRY,), authority="Bộ Ngoại giao")

    assert "do Bộ Ngoại giao giải quyết" in page


def test_the_longest_name_is_shown_whole(client):
    name = "Thủ tục " + "cấp giấy phép hoạt động " * 15
    page = procedure_page(client, name=name, short_name="")

    assert name.strip() in page


def test_forty_papers_keep_their_cases(client):
    rows = tuple(RequiredPaper(key=f"p{n}", name=f"Giấy {n}", case=f"Trường hợp {n % 3}") for n in range(40))

    page = procedure_page(client, papers=rows)

    assert page.count("<h3>Trường hợp") == 3


def test_an_unknown_procedure_is_not_found(client, office):
    assert client.get("/thu-tuc/9.999999/").status_code == 404


@pytest.fixture
def nationally(monkeypatch):
    monkeypatch.setenv("MOTCUA_PORTAL_FILING", "national")
    monkeypatch.setenv("MOTCUA_PORTAL_FILING_FROM", "2025-07-01")
    filing_way.filing_way.cache_clear()
    yield
    filing_way.filing_way.cache_clear()


def test_filing_at_the_national_portal_is_told_with_its_reason(nationally, client, mine, office):
    page = client.get(f"/thu-tuc/{office.version.code}/").content.decode()

    assert "Cổng Dịch vụ công quốc gia" in page
    assert "Từ ngày 01/07/2025" in page
    assert mine.get(f"/thu-tuc/{office.version.code}/nop/").status_code == 409
    assert mine.get(f"/ho-so/{office.filed().code}/").status_code == 200


def test_a_wrong_day_stops_the_start(monkeypatch):
    monkeypatch.setenv("MOTCUA_PORTAL_FILING_FROM", "tomorrow")
    filing_way.filing_way.cache_clear()

    with pytest.raises(SettingError):
        filing_way.filing_way()
    filing_way.filing_way.cache_clear()


def test_search_finds_without_marks_and_highlights(client, office):
    page = client.get("/tim-kiem/", {"q": "khai sinh"}).content.decode()

    assert "<strong>khai sinh</strong>" in page


def test_nothing_found_helps_on(client, office, settings):
    settings.HOTLINE = "1022"

    page = client.get("/tim-kiem/", {"q": "zzqqxxww"}).content.decode()

    assert "Chưa tìm thấy thủ tục nào" in page
    assert "1022" in page


STRANGE = "trang=0 trang=-1 trang=abc trang=99999999 truc-tuyen=x q=%00"


@pytest.mark.parametrize("query", STRANGE.split())
def test_strange_addresses_do_no_harm(client, office, query):
    assert client.get(f"/tim-kiem/?{query}").status_code == 200


def test_suggestions_are_a_piece_of_a_page(client, office):
    page = client.get("/tim-kiem/goi-y/", {"q": "khai sinh"}).content.decode()

    assert "/thu-tuc/1.001193/" in page
    assert "<html" not in page


def test_tracking_says_how_far_and_nothing_more(client, office):
    dossier = office.accepted()

    page = client.get("/tra-cuu/", {"ma": f" {dossier.code.lower()} "}).content.decode()

    assert "2 trong 5 bước" in page
    assert "thứ Năm, 12/03/2026, 17:00" in page
    assert "Siu Blơk" not in page
    assert "khai sinh" not in page


def test_an_unknown_code_is_told_kindly(client):
    response = client.get("/tra-cuu/", {"ma": "H21.1"})

    assert response.status_code == 404
    assert "Không có hồ sơ nào mang mã H21.1." in response.content.decode()


def test_asking_too_often_is_told_to_wait(client):
    answers = {client.get("/tra-cuu/", {"ma": "H21.1"}).status_code for _ in range(121)}

    assert answers == {404, 429}
    assert client.get("/tra-cuu/").status_code == 200


def test_a_result_is_verified_by_its_code(client, office):
    dossier = office.signed()

    for address in (f"/v/{dossier.result.verify_code}", f"/v/{dossier.result.code_in_groups.lower()}/"):
        page = client.get(address).content.decode()
        assert "Văn bản này có thật và còn hiệu lực" in page
        assert "S** Blơk" in page
        assert "Siu Blơk" not in page
        assert "064190001234" not in page


def test_a_result_is_verified_by_its_file(client, office):
    pdf = read_bytes(office.signed().result)

    page = client.post("/kiem-tra/", {"file": SimpleUploadedFile("a.pdf", pdf)}).content.decode()

    assert "Văn bản này có thật và còn hiệu lực" in page


def test_an_altered_file_is_found_out(client, office):
    pdf = bytearray(read_bytes(office.signed().result))
    pdf[len(pdf) // 4] ^= 1

    page = client.post("/kiem-tra/", {"file": SimpleUploadedFile("a.pdf", bytes(pdf))}).content.decode()

    assert "có thật và còn hiệu lực" not in page
    assert hashlib.sha256(pdf).hexdigest()


def test_a_revoked_result_says_so(client, office):
    issued = office.signed().result
    papers.revoke(issued_id=issued.pk, because="Cấp sai", by=1, at=make.MONDAY.replace(hour=3))

    page = client.get(f"/v/{issued.verify_code}").content.decode()

    assert "đã bị thu hồi" in page
    assert "Cấp sai" not in page


def test_a_replaced_result_says_by_which(client, office):
    wrong = office.signed().result
    dossier = Dossier.objects.get()
    dossiers.report_error(code=dossier.code, viewer=office.citizen, error="Sai tên", at=make.MONDAY)
    dossiers.propose_correction(
        code=dossier.code, officer=office.officer, fields={}, note="Sửa tên", at=make.MONDAY
    )
    new = dossiers.sign_correction(code=dossier.code, signer=office.signer, at=make.MONDAY).result
    assert new is not None

    page = client.get(f"/v/{wrong.verify_code}").content.decode()

    assert "đã được thay bằng văn bản khác" in page
    assert new.code_in_groups in page
    assert reverse("portal:verify_code", args=[new.verify_code]) in page


@pytest.mark.parametrize("content", [b"not a pdf", b"%PDF-1.7\nxx", make.PNG])
def test_a_strange_file_is_not_believed(client, content):
    page = client.post("/kiem-tra/", {"file": SimpleUploadedFile("a.pdf", content)}).content.decode()

    assert "Không có căn cứ để tin tệp này" in page


def test_an_unknown_code_is_not_believed(client):
    response = client.get("/v/AAAA-BBBB-CCCC-DDDD")

    assert response.status_code == 404
    assert "Không có văn bản nào mang mã này" in response.content.decode()


def test_v_alone_leads_to_the_question(client):
    assert client.get("/v").url == "/kiem-tra/"


def test_help_finds_a_desk_without_marks(client, office):
    prong = make.unit("H21.118", name="Ủy ban nhân dân xã Chư Prông", address="Thôn 1")
    make.unit("H21.118.MC", UnitKind.DESK, parent=prong)

    page = client.get("/tro-giup/", {"q": "chu prong"}).content.decode()

    assert "Bộ phận Một cửa xã Chư Prông" in page
    assert "Thôn 1" in page


def test_the_check_says_when_it_was_signed_and_by_whose_word(client, office):
    dossier = office.signed()

    page = client.get(f"/v/{dossier.result.verify_code}/").content.decode()

    assert "Ký lúc" in page
    assert "theo dấu thời gian của tổ chức chứng thực" in page


def test_the_holders_name_is_for_who_has_the_whole_paper(client, office):
    dossier = office.signed()
    file = SimpleUploadedFile("a.pdf", read_bytes(dossier.result))

    by_code = client.get(f"/v/{dossier.result.verify_code}/").content.decode()
    by_file = client.post("/kiem-tra/", {"file": file}).content.decode()

    assert dossier.applicant_name not in by_code
    assert dossier.applicant_name in by_file


def test_the_very_next_answer_knows_of_a_revocation(client, office):
    dossier = office.signed()
    address = f"/v/{dossier.result.verify_code}/"
    assert "còn hiệu lực" in client.get(address).content.decode()

    papers.revoke(issued_id=dossier.result_id, because="Cấp nhầm", by=1, at=make.MONDAY)
    answer = client.get(address)

    assert "đã bị thu hồi" in answer.content.decode()
    assert "max-age" not in answer.get("Cache-Control", "")  # nobody between us keeps the old answer
