"""Versions compared in words, dossiers under way moved after a trial, an older version brought back."""

import pytest
from django.urls import reverse

from motcua.workflow.models import Course, ProcessVersion
from motcua.workflow.operations import publish_process
from tests import factories as make
from tests.sign_in import signed_in
from tests.web.staff_pages import text_of
from tests.workflow.makers import chain, step
from tests.workflow.offices import ROW, administrator, draft

NEWER = (
    step("nhan", "Tiếp nhận", role="handle", hours="4", operation="take-up")
    + step("xet", "Trình dự thảo kết quả", role="handle", hours="8", operation="propose")
    + step("duyet", "Ký nháy", role="review", hours="4", operation="agree")
    + chain("s", "nhan", "xet", "duyet", "e")
)


@pytest.fixture
def office(db):
    return make.office()


@pytest.fixture
def by(office):
    return administrator()


@pytest.fixture
def browser(by):
    return signed_in(by)


def published(by, inside):
    return publish_process(version_id=draft(inside, at=make.MONDAY).pk, by=by, at=make.MONDAY)


def test_two_versions_differ_in_words_in_whichever_order_they_are_asked(browser, by):
    old = published(by, ROW)
    published(by, NEWER)
    address = reverse("office:process_compare", args=[old.process_id])

    page = text_of(browser.get(address, {"tu": "2", "den": "1"}))
    missing = browser.get(address, {"tu": "1", "den": "7"})

    assert "Bản 2 khác gì bản 1" in page
    assert "Trình dự thảo kết quả" in page
    assert missing.status_code == 404


def test_what_a_draft_changes_is_shown_before_it_is_published(browser, by):
    old = published(by, ROW)
    draft(NEWER)

    page = text_of(browser.get(reverse("office:process_publish", args=[old.process_id])))

    assert "Khác bản số 1 đang dùng" in page
    assert "Trình dự thảo kết quả" in page


def test_moving_is_tried_first_and_changes_nothing_until_pressed(office, browser, by):
    published(by, ROW)
    dossier = office.taken_up()
    new = published(by, NEWER)
    address = reverse("office:process_move", args=[new.process_id])

    tried = browser.get(address)
    before = Course.objects.get(dossier=dossier).version.number
    done = browser.post(address, follow=True)

    assert dossier.code in text_of(tried)
    assert "Trình dự thảo → Trình dự thảo kết quả" in text_of(tried)
    assert before == 1
    assert "Đã chuyển 1 hồ sơ" in text_of(done)
    assert Course.objects.get(dossier=dossier).version.number == 2


def test_a_step_chosen_by_hand_wins_over_what_is_guessed(office, browser, by):
    published(by, ROW)
    dossier = office.taken_up()
    new = published(by, NEWER)
    address = reverse("office:process_move", args=[new.process_id])

    tried = browser.get(address, {"den-trinh": "duyet"})
    browser.post(address, {"den-trinh": "duyet"})

    assert "Trình dự thảo → Ký nháy" in text_of(tried)
    task = Course.objects.get(dossier=dossier).tasks.get(ended_at=None)
    assert task.node == "duyet"


def test_an_older_version_is_brought_back_with_a_reason(browser, by):
    old = published(by, ROW)
    published(by, NEWER)
    address = reverse("office:process_restore", args=[old.process_id, 1])

    without = browser.post(address, {"reason": ""})
    done = browser.post(address, {"reason": "Bản mới quá chậm"}, follow=True)

    assert without.status_code == 422
    assert "Đã công bố bản số 3." in text_of(done)
    assert ProcessVersion.objects.get(number=3).digest == old.digest


def test_what_is_in_force_is_not_brought_back(browser, by):
    old = published(by, ROW)

    answer = browser.post(reverse("office:process_restore", args=[old.process_id, 1]), {"reason": "Thử lại"})

    assert answer.status_code == 422
    assert ProcessVersion.objects.count() == 1
