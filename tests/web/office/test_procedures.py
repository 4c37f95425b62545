"""The register of procedures: list, versions, revision."""

import pytest
from django.urls import reverse

from motcua.catalogue.facts import Level, OnlineLevel
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.operations import import_records
from motcua.dossiers.models import Dossier
from motcua.journal.models import Act
from tests import factories as make
from tests.web.staff_pages import at_most, text_of

CODE = "1.001193"
FROM_CRAWL = make.PROCEDURE.model_copy(
    update={
        "code": "1.000656",
        "name": "Thủ tục đăng ký khai tử",
        "short_name": "",
        "decided_by": "",
        "levels": (Level.COMMUNE,),
        "online": OnlineLevel.PARTIAL,
    }
)
EVERYDAY = {
    "short_name": "Đăng ký khai sinh cho con",
    "also_called": "giấy khai sinh\n\nlàm giấy khai sinh ",
    "summary": "",
    "online": "full",
    "online_reason": "",
    "form": "",
    "decided_by": "commune",
    "review": "yes",
    "seen": "1",
}


@pytest.fixture
def version(db):
    return make.publish()


def test_procedures_are_listed_and_filtered(province, admin, version):
    import_records(records=[FROM_CRAWL], at=make.MONDAY)
    url = reverse("office:procedures")

    with at_most(13):
        everything = text_of(admin.get(url))
    by_hand = text_of(admin.get(url, {"nguon": "hand"}))
    unexplained = text_of(admin.get(url, {"thieu": "1"}))
    none = text_of(admin.get(url, {"truc-tuyen": "none"}))

    assert "2 thủ tục" in everything
    assert "Đăng ký khai sinh" in by_hand
    assert "khai tử" not in by_hand
    assert "khai tử" in unexplained
    assert "Đăng ký khai sinh" not in unexplained
    assert "Không có thủ tục nào như vậy" in none


def test_search_forgives_missing_marks(province, admin, version):
    assert "Đăng ký khai sinh" in text_of(admin.get(reverse("office:procedures"), {"q": "khai sinh"}))


def test_a_revision_is_a_new_version_and_dossiers_keep_theirs(province, admin):
    office = make.office("H21.119")
    dossier = office.filed()

    page = admin.post(reverse("office:edit", args=[CODE]), EVERYDAY, follow=True)

    old, new = ProcedureVersion.objects.filter(code=CODE).order_by("number")
    assert "Đã công bố bản số 2." in text_of(page)
    assert new.facts.short_name == "Đăng ký khai sinh cho con"
    assert new.facts.also_called == ("giấy khai sinh", "làm giấy khai sinh")
    assert (old.to_on, old.facts.short_name) == (new.from_on, "Đăng ký khai sinh")
    assert Dossier.objects.get(pk=dossier.pk).version == old
    act = Act.objects.get(verb="procedure.revised")
    assert act.data["fields"]["short_name"] == ["Đăng ký khai sinh", "Đăng ký khai sinh cho con"]


def test_pressing_twice_makes_one_version(province, admin, version):
    url = reverse("office:edit", args=[CODE])

    answers = [admin.post(url, EVERYDAY) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert ProcedureVersion.objects.filter(code=CODE).count() == 2
    assert Act.objects.filter(verb="procedure.revised").count() == 1


def test_a_revision_over_somebody_elses_is_refused(province, admin, version):
    url = reverse("office:edit", args=[CODE])
    admin.post(url, EVERYDAY)

    late = admin.post(url, EVERYDAY | {"short_name": "Khai sinh"})

    assert late.status_code == 422
    assert "đã có bản số 2 của thủ tục này" in text_of(late)


def test_what_is_not_fully_online_says_why(province, admin, version):
    answer = admin.post(reverse("office:edit", args=[CODE]), EVERYDAY | {"online": "partial"})

    assert "Hãy ghi vì sao thủ tục chưa làm được toàn trình" in text_of(answer)
    assert ProcedureVersion.objects.count() == 1


def test_two_versions_are_compared_fact_by_fact(province, admin, version):
    admin.post(reverse("office:edit", args=[CODE]), EVERYDAY)

    page = text_of(admin.get(reverse("office:compare", args=[CODE]), {"tu": "1", "den": "2"}))

    assert "Bản số 2 khác bản số 1" in page
    assert "Tên ngắn Trước: Đăng ký khai sinh Sau: Đăng ký khai sinh cho con" in page
    assert "Giấy tờ phải nộp" not in page


@pytest.mark.parametrize("asked", [{}, {"tu": "1"}, {"tu": "1", "den": "9"}, {"tu": "x", "den": "2"}])
def test_versions_that_do_not_exist_are_not_found(province, admin, version, asked):
    assert admin.get(reverse("office:compare", args=[CODE]), asked).status_code == 404


def test_an_old_version_stays_readable(province, admin, version):
    admin.post(reverse("office:edit", args=[CODE]), EVERYDAY)

    page = text_of(admin.get(reverse("office:procedure", args=[CODE]), {"ban": "1"}))

    assert "Bản này thôi áp dụng từ" in page
    assert admin.get(reverse("office:procedure", args=[CODE]), {"ban": "7"}).status_code == 404
    assert admin.get(reverse("office:procedure", args=["9.999999"])).status_code == 404


def test_the_crawl_does_not_write_over_a_revision(province, admin):
    import_records(records=[make.FORM, FROM_CRAWL], at=make.MONDAY)
    facts = EVERYDAY | {"short_name": "", "also_called": "", "decided_by": ""}
    reason = {"online": "partial", "online_reason": "Phải ký trước mặt công chức."}
    admin.post(reverse("office:edit", args=["1.000656"]), facts | reason)
    again = FROM_CRAWL.model_copy(update={"authority": "Ủy ban nhân dân cấp xã"})

    done = import_records(records=[again], at=make.MONDAY)

    assert [each.code for each in done.kept] == ["1.000656"]
