import unicodedata
from datetime import date, timedelta

import pytest
import time_machine

from motcua.catalogue.facts import Stage
from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.orgs.models import Duty
from tests import factories as make
from tests.sign_in import signed_in
from tests.web.staff_pages import at_most, many_dossiers, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False


@pytest.fixture
def office():
    return make.office()


def lists(posting, url="/xu-ly/") -> list[str]:
    return [line.row.dossier.code for line in signed_in(posting).get(url).context["lines"]]


def test_the_dossier_is_in_the_list_of_whose_turn_it_is(office):
    dossier = office.proposed()

    assert lists(office.head) == [dossier.code]
    assert lists(office.officer) == lists(office.signer) == []


def test_all_of_the_unit_is_one_tab_away(office):
    dossier = office.proposed()

    assert lists(office.officer, "/xu-ly/?muc=tat-ca") == [dossier.code]


def test_the_earliest_due_stands_first(office):
    later = office.accepted(at=make.MONDAY + timedelta(days=2))
    sooner = office.accepted(at=make.MONDAY)

    assert lists(office.officer) == [sooner.code, later.code]


def test_late_is_said_with_a_word_and_a_colour(office):
    office.accepted()

    with time_machine.travel(make.MONDAY + timedelta(days=7), tick=False):
        page = signed_in(office.officer).get("/xu-ly/")

    assert "quá hạn 2 ngày làm việc" in text_of(page)
    assert 'class="due late"' in page.content.decode()


def test_near_is_said_with_a_word_and_a_colour(office):
    office.accepted()

    with time_machine.travel(make.MONDAY + timedelta(days=2), tick=False):
        page = signed_in(office.officer).get("/xu-ly/")

    assert "còn 1 ngày làm việc" in text_of(page)
    assert 'class="due near"' in page.content.decode()


def test_another_unit_and_an_administrator_see_nothing(office):
    office.accepted()
    elsewhere = make.posting(make.unit("H21.118"), Duty.HANDLE, name="Ksor Nhân")
    admin = make.posting(office.unit, Duty.ADMINISTER, name="Quản trị")

    assert lists(elsewhere, "/xu-ly/?q=H21") == []
    assert signed_in(admin).get("/xu-ly/").status_code == 403


@pytest.mark.parametrize(
    "q", ["siu blok", unicodedata.normalize("NFD", "Siu Blơk"), "064190001234", "260309"]
)
def test_the_search_looks_in_all_of_the_unit(office, q):
    dossier = office.signed()

    assert lists(office.officer, f"/xu-ly/?q={q}") == [dossier.code]


def test_ten_thousand_dossiers_feel_like_ten(office):
    many_dossiers(
        office,
        10_000,
        state=State.IN_HANDLING,
        stage=Stage.SIGN.value,
        accepted_at=make.MONDAY,
        due_at=make.MONDAY + timedelta(days=3),
    )
    browser = signed_in(office.signer)
    browser.get("/xu-ly/")

    with at_most(16):
        page = browser.get("/xu-ly/")
    with at_most(16):
        browser.get(f"/xu-ly/{page.context['next']}")

    assert "1.000+" in text_of(page)


def test_pages_follow_one_another_also_past_those_without_a_due_date(office):
    many_dossiers(office, 120, state=State.RECEIVED, accepted_at=make.MONDAY)
    Dossier.objects.filter(number__lt=60).update(due_at=make.MONDAY + timedelta(days=3))
    browser, seen, url = signed_in(office.officer), [], "/xu-ly/"
    while url:
        page = browser.get(url if url.startswith("/") else f"/xu-ly/{url}")
        seen += [line.row.dossier.code for line in page.context["lines"]]
        url = page.context["next"]

    assert len(seen) == len(set(seen)) == 120


def test_the_head_of_the_page_leads_by_duty_with_counts(office):
    office.accepted()
    both = make.posting(office.unit, Duty.HANDLE, Duty.REVIEW, name="Hai việc")

    page = text_of(signed_in(both).get("/xu-ly/"))

    assert "Xử lý hồ sơ 1" in page
    assert "Nhận hồ sơ giấy" not in page


def test_the_day_begins_where_the_duty_is(office):
    assert signed_in(office.clerk).get("/can-bo/")["Location"] == "/quay/"
    assert signed_in(office.signer).get("/can-bo/")["Location"] == "/xu-ly/"


def test_who_handles_it_is_named(office):
    dossier = office.accepted()
    dossiers.take_up(code=dossier.code, officer=office.officer, at=make.MONDAY)

    assert "Thẩm tra Trần Thị Bình" in text_of(signed_in(office.officer).get("/xu-ly/"))


def test_the_officer_reads_whose_signature_an_apology_waits_for(office):
    with time_machine.travel(make.MONDAY, tick=False):
        dossier = office.taken_up()
        dossiers.propose_extension(
            code=dossier.code,
            officer=office.officer,
            reason="Mưa lũ",
            new_due_on=date(2026, 3, 16),
            at=make.MONDAY,
        )
        listed = text_of(signed_in(office.officer).get("/xu-ly/"))
        opened = text_of(signed_in(office.officer).get(f"/xu-ly/ho-so/{dossier.code}/"))
        signers = text_of(signed_in(office.signer).get("/xu-ly/"))

    assert "Văn bản xin lỗi và ngày hẹn mới 16/03/2026 chờ Phạm Dũng ký." in listed
    assert "Văn bản xin lỗi và ngày hẹn mới 16/03/2026 chờ Phạm Dũng ký." in opened
    assert "Văn bản xin lỗi Văn bản xin lỗi và ngày hẹn mới 16/03/2026 chờ bạn ký." in signers


def test_an_error_looked_into_has_the_due_date_of_its_answer(office):
    dossier = office.signed()
    dossiers.hand_over(code=dossier.code, clerk=office.clerk, to="", at=make.MONDAY)
    dossiers.report_error(
        code=dossier.code, viewer=office.citizen, error="Sai chữ đệm", at=make.MONDAY + timedelta(hours=3)
    )

    with time_machine.travel(make.MONDAY + timedelta(days=1), tick=False):
        (line,) = signed_in(office.officer).get("/xu-ly/").context["lines"]

    assert line.row.due_at == dossier.corrections.get().due_at
    assert (line.row.days_left, line.row.look) == (2, "")


def test_an_apology_too_late_to_be_signed_says_so(office):
    dossier = office.taken_up()
    dossiers.propose_extension(
        code=dossier.code,
        officer=office.officer,
        reason="Mưa lũ",
        new_due_on=date(2026, 3, 16),
        at=make.MONDAY,
    )

    with time_machine.travel(make.MONDAY + timedelta(days=3), tick=False):
        page = text_of(signed_in(office.officer).get("/xu-ly/"))

    assert "Văn bản xin lỗi không còn ký được nữa" in page
