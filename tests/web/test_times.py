"""The page of a dossier's time: why this date, both measures, where it was late; and what staff are told."""

import re
from datetime import timedelta

import pytest
import time_machine

from motcua.dossiers import operations as dossiers
from motcua.dossiers.lateness import late_counts
from motcua.dossiers.operations.watching import count, watch
from motcua.dossiers.timeliness import Where
from motcua.kernel.legal_time import DayMark
from motcua.web.office.foreseeing import foreseen
from tests import factories as make
from tests.sign_in import signed_in

pytestmark = pytest.mark.django_db

WEDNESDAY = make.MONDAY + timedelta(days=2)


@pytest.fixture
def office():
    return make.office()


def text_of(response):
    assert response.status_code == 200
    body = response.content.decode()
    main = body[body.index("<main") : body.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def pages(office, dossier):
    """Yield the page as its applicant, the officer and the clerk see it."""
    for who, face in (
        (office.citizen, "ho-so"),
        (office.officer, "xu-ly/ho-so"),
        (office.clerk, "quay/ho-so"),
    ):
        yield text_of(signed_in(who).get(f"/{face}/{dossier.code}/thoi-han/"))


def test_why_this_date_is_said_in_sentences_to_everybody_it_concerns(office):
    dossier = office.taken_up()

    with time_machine.travel(WEDNESDAY, tick=False):
        shown = list(pages(office, dossier))

    for text in shown:
        assert "Hồ sơ được tiếp nhận lúc 09:00 thứ Hai, 09/03/2026. Thời hạn là 3 ngày làm việc." in text
        assert "Vì vậy hạn trả kết quả là 17:00 thứ Năm, 12/03/2026." in text
        assert "Tính, là ngày làm việc thứ nhất đến thứ 3." in text
        assert "Theo luật: còn trong hạn; hạn là 17:00 thứ Năm, 12/03/2026." in text


def test_a_dossier_that_is_late_says_by_how_much_and_where(office):
    dossier = office.taken_up()

    with time_machine.travel(make.MONDAY + timedelta(days=4), tick=False):
        text = text_of(signed_in(office.officer).get(f"/xu-ly/ho-so/{dossier.code}/thoi-han/"))

    assert "Theo luật: đã quá hạn 1 giờ 30 phút làm việc" in text
    assert "Trễ ở bước: thụ lý, thẩm tra." in text
    assert re.search(r"Bước thụ lý, thẩm tra: đã dùng 32 giờ làm việc, phần của bước này là", text)


def test_when_the_two_measures_differ_the_page_says_why(office):
    dossier = office.filed()
    dossiers.ask_for_supplement(
        code=dossier.code, officer=office.clerk, items=["Giấy chứng sinh"], reason="Mờ", at=make.MONDAY
    )
    dossiers.supplement(
        code=dossier.code, viewer=office.citizen, answers={}, papers=[office.handed()], at=make.MONDAY
    )
    dossiers.accept(code=dossier.code, clerk=office.clerk, at=make.MONDAY)
    dossiers.take_up(code=dossier.code, officer=office.officer, at=make.MONDAY)
    dossiers.ask_for_supplement(
        code=dossier.code, officer=office.officer, items=["Bản sao"], reason="Mờ", at=make.MONDAY
    )

    with time_machine.travel(WEDNESDAY, tick=False):
        text = text_of(signed_in(office.citizen).get(f"/ho-so/{dossier.code}/thoi-han/"))

    assert "tính là quá hạn, vì đã yêu cầu bổ sung 2 lần" in text
    assert "Hai cách tính khác nhau: luật chỉ xem có kịp hạn không" in text
    assert "Vì vậy lúc này chưa có ngày hẹn. Khi hồ sơ đủ, thời hạn tính lại từ đầu." in text


def test_the_eight_hours_of_the_desk_are_a_clock_of_their_own(office):
    dossier = office.filed()
    dossiers.accept(code=dossier.code, clerk=office.clerk, at=WEDNESDAY)

    with time_machine.travel(WEDNESDAY, tick=False):
        text = text_of(signed_in(office.clerk).get(f"/quay/ho-so/{dossier.code}/thoi-han/"))

    assert "Trả lời hồ sơ nộp trực tuyến: hạn 09:00 thứ Ba, 10/03/2026. Trễ: làm lúc 09:00" in text
    assert "Báo cho bộ phận Một cửa: hạn 11:00 thứ Hai, 09/03/2026." in text


def test_a_filed_dossier_has_no_date_yet(office):
    dossier = office.filed()

    text = text_of(signed_in(office.citizen).get(f"/ho-so/{dossier.code}/thoi-han/"))

    assert "nên chưa có ngày hẹn trả" in text


def test_the_dossier_page_leads_there(office):
    dossier = office.taken_up()

    for who, face in (
        (office.citizen, "ho-so"),
        (office.officer, "xu-ly/ho-so"),
        (office.clerk, "quay/ho-so"),
    ):
        assert (
            f"/{face}/{dossier.code}/thoi-han/"
            in signed_in(who).get(f"/{face}/{dossier.code}/").content.decode()
        )


def test_the_work_list_says_how_much_of_the_term_is_used_and_where_it_is_late(office):
    dossier = office.taken_up()
    count(dossier_id=dossier.pk, at=make.MONDAY)
    for passed, said in (
        (timedelta(days=2, hours=4), "đã dùng 50% thời hạn"),
        (timedelta(days=4), "trễ ở bước"),
    ):
        now = make.MONDAY + passed
        watch(at=now)
        with time_machine.travel(now, tick=False):
            assert said in text_of(signed_in(office.officer).get("/xu-ly/"))


def test_late_dossiers_are_counted_where_they_are_late(office):
    for dossier in (office.taken_up(), office.taken_up(), office.proposed()):
        count(dossier_id=dossier.pk, at=make.MONDAY + timedelta(days=4))

    now = make.MONDAY + timedelta(days=4)
    assert late_counts(office.head, at=now) == {Where.HANDLING: 2, Where.REVIEW: 1}
    with time_machine.travel(now, tick=False):
        shown = text_of(signed_in(office.head).get("/xu-ly/?muc=tat-ca"))
    assert "thụ lý, thẩm tra: 2 soát xét: 1" in shown


def test_staff_see_what_they_were_told_and_say_that_they_read_it(office):
    dossier = office.taken_up()
    count(dossier_id=dossier.pk, at=make.MONDAY)
    watch(at=WEDNESDAY + timedelta(hours=4))
    browser = signed_in(office.officer)

    page = browser.get("/can-bo/thong-bao/")
    assert f"Đã dùng 50% thời hạn: hồ sơ {dossier.code}" in page.content.decode()
    assert "chưa xem" in page.content.decode()

    browser.post("/can-bo/thong-bao/")
    assert "chưa xem" not in browser.get("/can-bo/thong-bao/").content.decode()


def test_before_a_day_off_is_decided_the_office_sees_how_many_dates_it_may_move(office):
    office.taken_up()
    office.signed()
    mark = DayMark(False, "Nghỉ vì bão", "Công điện 05/CĐ-UBND")

    def expected(day):
        on = (make.MONDAY + timedelta(days=day)).date()
        return foreseen(office.unit, lambda own: own.with_day(on, mark), first=on, last=on).dossiers

    assert [expected(day) for day in (-4, 1, 2, 7)] == [0, 1, 1, 0]
