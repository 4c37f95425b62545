"""People are told before a dossier is late: each mark once, to whom it is for."""

from datetime import datetime, timedelta

import pytest

from motcua.catalogue.facts import Channel, Term, TermUnit, Way
from motcua.dossiers import operations as dossiers
from motcua.dossiers.lateness import late_at, measured
from motcua.dossiers.marks import Mark
from motcua.dossiers.models import Dossier, Extension, Timeliness
from motcua.dossiers.operations.watching import count, watch
from motcua.dossiers.queries import read_by_staff
from motcua.dossiers.timeliness import Because, Where
from motcua.journal.models import Act
from motcua.kernel.legal_time import VIETNAM
from motcua.notices.models import Notice
from tests import factories as make

pytestmark = pytest.mark.django_db

TEN_DAYS = make.PROCEDURE.model_copy(
    update={
        "ways": (Way(channel=Channel.ONLINE, terms=(Term(amount=10, unit=TermUnit.WORKING_DAYS),)),),
    }
)


def on(day, hour=9, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=VIETNAM)


@pytest.fixture
def office():
    office = make.office()
    office.version = make.publish(TEN_DAYS, None)
    return office


@pytest.fixture
def dossier(office):
    """Taken up on Monday the 9th at nine; due on Monday the 23rd at 17:00."""
    dossier = office.taken_up()
    count(dossier_id=dossier.pk, at=make.MONDAY)
    return dossier


def told(posting):
    return list(
        Notice.objects.filter(recipient=f"user:{posting.actor.user_id}")
        .order_by("pk")
        .values_list("title", flat=True)
    )


def test_the_officer_is_warned_at_half_the_term_and_only_once(office, dossier):
    watch(at=on(16, 16))
    assert told(office.officer) == []

    for hour in (17, 18):
        watch(at=on(16, hour, 30))

    assert told(office.officer) == [f"Đã dùng 50% thời hạn: hồ sơ {dossier.code}"]
    assert told(office.head) == []


def test_then_the_head_then_the_leader(office, dossier):
    watch(at=on(19, 13))
    assert told(office.head) == [f"Đã dùng 75% thời hạn: hồ sơ {dossier.code}"]
    assert told(office.signer) == []

    watch(at=on(23, 7))

    assert f"Đã dùng 90% thời hạn: hồ sơ {dossier.code}" in told(office.signer)
    assert len(told(office.head)) == 1


def test_what_nobody_took_up_warns_all_who_could(office):
    dossier = office.accepted()
    count(dossier_id=dossier.pk, at=make.MONDAY)

    watch(at=on(17))

    assert told(office.officer) == [f"Đã dùng 50% thời hạn: hồ sơ {dossier.code}"]


def test_a_watched_dossier_that_ended_warns_nobody(office):
    dossier = office.signed()
    count(dossier_id=dossier.pk, at=make.MONDAY)

    assert watch(at=on(31)) == 0
    assert told(office.officer) == []


def test_a_dossier_never_counted_is_found(office):
    office.taken_up()

    watch(at=on(17))

    assert len(told(office.officer)) == 1


def test_while_the_applicant_is_waited_for_nobody_is_warned(office, dossier):
    dossiers.ask_for_supplement(
        code=dossier.code, officer=office.officer, items=["Giấy chứng sinh"], reason="Thiếu", at=on(10)
    )
    count(dossier_id=dossier.pk, at=on(10))

    watch(at=on(24))

    assert told(office.officer) == []


def test_after_an_outage_people_are_told_what_is_true_now(office, dossier):
    watch(at=on(26))

    for posting in (office.officer, office.head, office.signer):
        assert told(posting) == [f"Đã quá hạn: hồ sơ {dossier.code}"]
    assert not Extension.objects.exists()


# --- the apology


def test_the_apology_is_ready_when_the_last_working_day_before_the_due_date_opens(office, dossier):
    watch(at=on(20, 7, 29))
    assert not Extension.objects.exists()

    watch(at=on(20, 7, 30))

    extension = Extension.objects.get(dossier=dossier)
    assert extension.signed_at is None
    assert extension.new_due_at.astimezone(VIETNAM) == on(30, 17)
    assert extension.reason.startswith("Đến 07:30 ngày 20/03/2026, hồ sơ còn ở bước thụ lý, thẩm tra")
    assert Act.objects.get(verb="dossier.propose-extension").actor_id is None


def test_officer_and_signer_are_told_and_the_signer_can_sign_that_day(office, dossier):
    watch(at=on(20, 8))

    expected = f"Sắp quá hạn, đã soạn văn bản xin lỗi: hồ sơ {dossier.code}"
    assert expected in told(office.officer)
    assert expected in told(office.signer)
    dossiers.sign_extension(code=dossier.code, signer=office.signer, at=on(20, 10))
    assert Dossier.objects.get().due_at == on(30, 17)


def test_the_officer_may_write_a_better_reason(office, dossier):
    watch(at=on(20, 8))

    dossiers.propose_extension(
        code=dossier.code,
        officer=office.officer,
        reason="Chờ kết quả đo đạc",
        new_due_on=on(27).date(),
        at=on(20, 9),
    )

    assert Extension.objects.get().reason == "Chờ kết quả đo đạc"


def test_no_apology_is_prepared_when_the_answer_is_with_its_signer(office):
    dossier = office.agreed()
    count(dossier_id=dossier.pk, at=make.MONDAY)

    watch(at=on(20, 8))

    assert not Extension.objects.exists()


def test_after_one_new_date_no_second_is_prepared_but_warnings_begin_anew(office, dossier):
    watch(at=on(20, 8))
    dossiers.sign_extension(code=dossier.code, signer=office.signer, at=on(20, 10))
    count(dossier_id=dossier.pk, at=on(20, 10))

    watch(at=on(29))

    assert Extension.objects.count() == 1
    assert Act.objects.filter(verb="dossier.propose-extension").count() == 1


# --- the clerk's two hours


def test_clerks_are_told_within_two_hours_of_what_nobody_opened(office):
    dossier = office.filed()
    count(dossier_id=dossier.pk, at=make.MONDAY)
    watch(at=make.MONDAY + timedelta(minutes=89))
    assert told(office.clerk) == []

    watch(at=make.MONDAY + timedelta(minutes=95))

    assert told(office.clerk) == [f"Hồ sơ trực tuyến chưa ai mở: {dossier.code}"]


def test_what_a_clerk_opened_is_not_told(office):
    dossier = office.filed()
    count(dossier_id=dossier.pk, at=make.MONDAY)
    read_by_staff(office.clerk, dossier.code, at=make.MONDAY + timedelta(minutes=10))

    watch(at=make.MONDAY + timedelta(minutes=95))

    assert told(office.clerk) == []


# --- what is kept


def test_both_measures_are_kept_and_come_back_when_dropped(office, dossier):
    for round_ in range(2):
        count(dossier_id=dossier.pk, at=on(24))
        kept = Timeliness.objects.get()
        assert (kept.late, kept.late_at, kept.on_time) == (True, Where.HANDLING, False)
        if not round_:
            kept.delete()


def test_when_the_due_moment_passes_the_dossier_becomes_late_by_itself(office, dossier):
    watch(at=on(23, 16))
    assert not Timeliness.objects.get().late

    watch(at=on(23, 17, 1))

    assert Timeliness.objects.get().late
    assert Timeliness.objects.get().told.keys() == {mark.value for mark in Mark if mark != Mark.CLERK}


def test_a_second_request_is_late_by_the_index_alone(office):
    dossier = office.filed()
    dossiers.ask_for_supplement(
        code=dossier.code, officer=office.clerk, items=["Giấy chứng sinh"], reason="Thiếu", at=on(9, 10)
    )
    dossiers.supplement(
        code=dossier.code, viewer=office.citizen, answers={}, papers=[office.handed()], at=on(9, 14)
    )
    dossiers.accept(code=dossier.code, clerk=office.clerk, at=on(9, 15))
    dossiers.take_up(code=dossier.code, officer=office.officer, at=on(10))
    dossiers.ask_for_supplement(
        code=dossier.code, officer=office.officer, items=["Bản sao"], reason="Mờ", at=on(11)
    )

    found = measured(Dossier.objects.get(), now=on(12))

    assert not found.legal.late
    assert found.index.because == Because.ASKED_AGAIN
    assert found.differ


def test_a_desk_that_took_days_is_where_it_was_late(office):
    dossier = office.filed()
    dossiers.accept(code=dossier.code, clerk=office.clerk, at=on(12))

    late = late_at(Dossier.objects.get(), now=on(12, 10))

    assert [use.where for use in late] == [Where.RECEPTION]
    assert late[0].excess == timedelta(hours=16)
