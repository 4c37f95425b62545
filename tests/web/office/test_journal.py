"""The journal of administration, and the overview."""

import pytest
from django.db import connection
from django.urls import reverse

from motcua.catalogue.facts import OnlineLevel
from motcua.journal.queries import administration
from tests import factories as make
from tests.web.staff_pages import at_most, text_of


@pytest.fixture
def described(province, admin):
    admin.post(
        reverse("office:describe_unit", args=[province.commune.pk]),
        {"name": province.commune.name, "address": "12 Hùng Vương", "phone": ""},
    )
    return province.commune


def test_acts_say_who_changed_what(province, admin, described):
    with at_most(10):
        page = text_of(admin.get(reverse("office:journal")))

    assert "Sửa thông tin đơn vị → 12 Hùng Vương Quản Trị Tỉnh 127.0.0.1" in page


def test_acts_are_filtered(province, admin, described):
    url = reverse("office:journal")

    assert "12 Hùng Vương" in text_of(admin.get(url, {"loai": "don-vi", "ai": "quản trị tỉnh"}))
    assert "12 Hùng Vương" not in text_of(admin.get(url, {"loai": "thu-tuc"}))
    assert "12 Hùng Vương" not in text_of(admin.get(url, {"ai": "người lạ"}))
    past = {"den-day": "1", "den-month": "1", "den-year": "2020"}
    assert "Không có việc nào như vậy" in text_of(admin.get(url, past))


def test_no_dossier_shows_in_it(province, admin):
    dossier = make.office("H21.119").filed()

    assert dossier.code not in text_of(admin.get(reverse("office:journal")))
    assert admin.get(reverse("office:subject", args=[dossier.subject])).status_code == 404


def test_the_chain_of_a_subject_is_verified(province, admin, described):
    url = reverse("office:subject", args=[described.subject])

    assert "1 việc, chuỗi khớp từ đầu đến cuối." in text_of(admin.get(url, {"kiem-tra": "1"}))

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_act DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE journal_act SET actor_name = 'Ai khác' WHERE subject = %s", [described.subject]
        )
        cursor.execute("ALTER TABLE journal_act ENABLE TRIGGER USER")

    assert "Chuỗi không khớp từ việc số 1." in text_of(admin.get(url, {"kiem-tra": "1"}))


def test_the_acts_of_administrators_have_an_index_of_their_own(province, admin, described):
    sql, params = administration().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        plan = str(cursor.fetchall())

    assert "act_of_administration" in plan


def test_the_overview_says_what_needs_attention(province, admin):
    make.publish(make.PROCEDURE.model_copy(update={"online": OnlineLevel.PARTIAL}))

    with at_most(14):
        page = text_of(admin.get(reverse("office:home")))

    assert "2 đơn vị" in page
    assert "1 thủ tục" in page
    assert "supplement.handling.2018" in page


def test_the_overview_of_a_commune_speaks_of_it_only(province, mayor):
    page = text_of(mayor.get(reverse("office:home")))

    assert "1 đơn vị" in page
    assert "chưa nêu lý do" not in page


def test_connections_say_what_answers(province, admin):
    page = text_of(admin.get(reverse("office:connections")))
    piece = admin.get(reverse("office:connections"), headers={"HX-Request": "true"})

    assert "Cơ sở dữ liệu Nối được PostgreSQL" in page
    assert "Chưa thấy tiến trình xử lý nền nào chạy" in page
    assert "<html" not in piece.content.decode()
