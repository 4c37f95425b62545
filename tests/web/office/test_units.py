"""Units, posts and appointments, from page to page."""

import threading
from datetime import date

import pytest
from django.db import connections
from django.urls import reverse

from motcua.journal.models import Act
from motcua.orgs.models import Appointment, Duty, Officer, Post, Unit, UnitKind
from tests import factories as make
from tests.web.staff_pages import at_most, text_of


def new_unit(day, **more):
    facts = {"code": "H21.117.KT", "name": "Phòng Kinh tế", "kind": "department", "address": "", "phone": ""}
    return facts | day("from_on", "2026-07-01") | more


def test_a_unit_is_added_once_however_often_the_button_is_pressed(province, mayor, day):
    url = reverse("office:add_unit", args=[province.commune.pk])

    answers = [mayor.post(url, new_unit(day)) for _ in range(2)]

    added = Unit.objects.get(code="H21.117.KT")
    assert {answer["Location"] for answer in answers} == {reverse("office:unit", args=[added.pk])}
    assert (added.parent, added.from_on) == (province.commune, date(2026, 7, 1))
    assert Act.objects.filter(subject=added.subject).count() == 1


def test_what_is_missing_is_said_beside_its_field_and_kept(province, mayor, day):
    answer = mayor.post(
        reverse("office:add_unit", args=[province.commune.pk]),
        new_unit(day, name="", **{"from_on-month": "13"}),
    )

    page = text_of(answer)
    assert answer.status_code == 422
    assert "Hãy ghi tên đơn vị, ví dụ Phòng Kinh tế." in page
    assert "Hãy ghi đủ ngày, tháng, năm, ví dụ 1 7 2026." in page
    assert 'value="H21.117.KT"' in answer.content.decode()


def test_a_code_in_use_is_refused_in_a_sentence(province, mayor, day):
    answer = mayor.post(reverse("office:add_unit", args=[province.commune.pk]), new_unit(day, code="H21.118"))

    assert "Mã H21.118 đang dùng cho Ủy ban nhân dân xã Bàu Cạn." in text_of(answer)


def test_a_unit_with_people_or_units_in_it_is_not_ended(province, admin, day):
    make.posting(province.other, Duty.HANDLE)
    url = reverse("office:end_unit", args=[province.other.pk])

    refused = admin.post(url, day("on", "2026-07-01") | {"into": "", "citation": ""})

    assert "còn 1 người đang giữ vị trí" in text_of(refused)
    assert Unit.objects.get(pk=province.other.pk).to_on is None


def test_another_unit_answers_for_the_files_of_one_that_ends(province, admin, day):
    url = reverse("office:end_unit", args=[province.other.pk])
    facts = day("on", "2026-07-01") | {"into": str(province.commune.pk)}

    unexplained = admin.post(url, facts | {"citation": ""})
    done = admin.post(url, facts | {"citation": "Nghị quyết 1/2026"}, follow=True)

    assert "ghi văn bản quyết định việc chuyển" in text_of(unexplained)
    assert province.other.successors.get().new == province.commune
    assert "Nghị quyết 1/2026" in text_of(done)


def test_the_offices_of_another_day_are_listed(province, admin, day):
    make.Unit.objects.create(
        code="H21-chu-prong",
        name="Ủy ban nhân dân huyện Chư Prông",
        kind=UnitKind.DISTRICT,
        parent=province.unit,
        from_on=date(2018, 6, 21),
        to_on=make.SINCE,
    )
    url = reverse("office:units")

    today = text_of(admin.get(url))
    then = text_of(admin.get(url, day("ngay", "2025-06-30")))
    never = text_of(admin.get(url, {"ngay-day": "31", "ngay-month": "2", "ngay-year": "2025"}))

    assert "huyện Chư Prông" not in today
    assert "huyện Chư Prông" in then
    assert "Chưa đọc được ngày này" in never


def test_units_are_found_without_tone_marks(province, admin):
    page = text_of(admin.get(reverse("office:units"), {"q": "chu prong"}))

    assert "Ủy ban nhân dân xã Chư Prông" in page
    assert "Bàu Cạn" not in page


def test_the_list_says_who_is_lacking(province, admin):
    make.posting(province.desk, Duty.RECEIVE)
    make.posting(province.commune, Duty.HANDLE, Duty.SIGN)

    page = text_of(admin.get(reverse("office:units"), {"thieu": "1"}))

    assert "Bàu Cạn" in page
    assert "Tiếp nhận và trả kết quả; Thụ lý, thẩm tra; Ký ban hành" in page
    assert "xã Chư Prông" not in page


def test_a_long_list_costs_no_more_statements(province, admin):
    for number in range(200, 340):
        make.unit(f"H21.{number}", parent=province.unit)

    with at_most(12):
        page = admin.get(reverse("office:units"))

    assert "142 đơn vị" in text_of(page) or "143 đơn vị" in text_of(page)


def test_a_unit_page_costs_few_statements(province, admin):
    for number in range(8):
        make.posting(province.commune, Duty.HANDLE, name=f"Cán Bộ {number}")

    with at_most(22):
        page = admin.get(reverse("office:unit", args=[province.commune.pk]))

    assert "Cán Bộ 7" in text_of(page)


def test_a_post_is_added_then_its_duties_change(province, mayor):
    url = reverse("office:add_post", args=[province.commune.pk])
    mayor.post(url, {"title": "Công chức tư pháp", "duties": ["handle"]})
    post = Post.objects.get(title="Công chức tư pháp")

    page = mayor.post(reverse("office:duties", args=[post.pk]), {"duties": ["handle", "review"]}, follow=True)

    post.refresh_from_db()
    assert set(post.duties) == {"handle", "review"}
    assert "Thụ lý, thẩm tra → Thụ lý, thẩm tra, Soát xét (lãnh đạo phòng)" in text_of(page)


def test_nobody_takes_their_own_right_to_administer(province, mayor, day):
    post = province.commune.posts.get()
    appointment = post.appointments.get()

    duties = mayor.post(reverse("office:duties", args=[post.pk]), {"duties": ["sign"]})
    end = mayor.post(reverse("office:end_appointment", args=[appointment.pk]), day("on", "2027-01-01"))

    assert "Bạn không tự bỏ quyền quản trị" in text_of(duties)
    assert "Bạn không tự bỏ quyền quản trị" in text_of(end)


def test_an_officer_is_appointed_and_leaves(province, mayor, day):
    officer = Officer.objects.get(pk=make.posting(province.desk, Duty.RECEIVE, name="Siu Thu").officer_id)
    post = Post.objects.create(unit=province.commune, title="Thụ lý", duties=["handle"])
    url = reverse("office:appoint", args=[post.pk])
    facts = day("from_on", "2026-07-01") | {"username": officer.user.username}

    pages = [mayor.post(url, facts, follow=True) for _ in range(2)]
    appointment = Appointment.objects.get(post=post)
    left = mayor.post(
        reverse("office:end_appointment", args=[appointment.pk]), day("on", "2026-12-01"), follow=True
    )

    assert all("Siu Thu giữ vị trí Thụ lý từ ngày 01/07/2026." in text_of(page) for page in pages)
    assert "Siu Thu thôi giữ vị trí từ ngày 01/12/2026." in text_of(left)


def test_an_unknown_officer_is_not_appointed(province, mayor, day):
    post = province.commune.posts.get()

    answer = mayor.post(
        reverse("office:appoint", args=[post.pk]), day("from_on", "2026-07-01") | {"username": "khong-co"}
    )

    assert answer.status_code == 422
    assert "Không có cán bộ nào với tên đăng nhập này." in text_of(answer)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_appoint_at_once_make_one_appointment(province, day):
    officer = Officer.objects.get(pk=make.posting(province.desk, Duty.RECEIVE).officer_id)
    post = Post.objects.create(unit=province.commune, title="Thụ lý", duties=["handle"])
    url = reverse("office:appoint", args=[post.pk])
    facts = day("from_on", "2026-07-01") | {"username": officer.user.username}
    clients = [province.client(province.mayor), province.client(province.admin)]
    gate, answers = threading.Barrier(2), []

    def press(client):
        gate.wait()
        answers.append(client.post(url, facts).status_code)
        connections.close_all()

    threads = [threading.Thread(target=press, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [302, 302]
    assert Appointment.objects.filter(post=post).count() == 1
    assert Act.objects.filter(verb="unit.appointed").count() == 1
