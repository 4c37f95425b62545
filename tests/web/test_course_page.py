"""A dossier's place in its process: drawn and in words, for who may see the dossier."""

from django.test import Client

from motcua.workflow.models import Course
from tests import factories as make
from tests.sign_in import signed_in
from tests.web.staff_pages import text_of
from tests.workflow.makers import chain, step
from tests.workflow.offices import published

STEPS = (
    step("nhan", "Nhận thụ lý", role="handle", hours="4", operation="take-up")
    + step("trinh", "Trình dự thảo", role="handle", hours="12", operation="propose")
    + step("duyet", "Ký nháy", role="review", hours="4", operation="agree")
    + chain("s", "nhan", "trinh", "duyet", "e")
)


def test_the_place_is_marked_and_what_was_done_says_who_and_when(db):
    office = make.office()
    published(STEPS, at=make.MONDAY)
    dossier = office.taken_up()
    officer = signed_in(office.officer)

    desk = officer.get(f"/xu-ly/ho-so/{dossier.code}/")
    page = officer.get(f"/xu-ly/ho-so/{dossier.code}/quy-trinh/")

    said, drawn = text_of(page), page.content.decode()
    assert f'href="/xu-ly/ho-so/{dossier.code}/quy-trinh/"' in desk.content.decode()
    assert drawn.count("bpmn-here") == 1
    assert "2. Trình dự thảo Đang ở đây" in said
    assert office.officer.actor.name in said.split("1. Nhận thụ lý")[1].split("2. Trình dự thảo")[0]
    assert "12 giờ" in said


def test_once_it_has_ended_nothing_is_marked(db):
    office = make.office()
    published(STEPS, at=make.MONDAY)
    dossier = office.agreed()

    page = signed_in(office.officer).get(f"/xu-ly/ho-so/{dossier.code}/quy-trinh/")

    assert Course.objects.get().ended_at
    assert "Đã đi hết quy trình" in text_of(page)
    assert "bpmn-here" not in page.content.decode()


def test_a_dossier_without_a_process_says_so_and_has_no_link(db):
    office = make.office()
    dossier = office.filed()
    clerk = signed_in(office.clerk)

    desk = clerk.get(f"/quay/ho-so/{dossier.code}/")
    page = clerk.get(f"/quay/ho-so/{dossier.code}/quy-trinh/")

    assert "quy-trinh/" not in desk.content.decode()
    assert "chưa đi theo quy trình nào" in text_of(page)


def test_who_may_not_see_the_dossier_does_not_see_its_process(db):
    office = make.office()
    published(STEPS, at=make.MONDAY)
    dossier = office.filed()
    stranger = make.posting(make.unit("H21.118"), *{duty for _unit, duty in office.officer.duties}, name="Lạ")

    there = signed_in(stranger).get(f"/xu-ly/ho-so/{dossier.code}/quy-trinh/")
    nobody = Client().get(f"/xu-ly/ho-so/{dossier.code}/quy-trinh/")

    assert there.status_code == 404
    assert nobody.status_code == 302
