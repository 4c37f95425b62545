from pathlib import Path

import pytest
from django.template import Context, Engine
from django.template.loader import get_template
from django.test import RequestFactory

from motcua.web.ui import views

TEMPLATES = Path(views.__file__).parent / "templates"
ERRORS = [name for name in views.ERROR_TEMPLATES if name != "offline"]


def test_pages_speak_vietnamese_even_to_a_browser_that_asks_for_english(client):
    page = client.get("/ui/", headers={"accept-language": "en"})

    assert page["Content-Language"] == "vi"
    assert '<html lang="vi"' in page.content.decode()


def test_the_reader_can_choose_the_language(client):
    client.post("/ui/language/", {"language": "en", "next": "/ui/"})

    assert '<html lang="en"' in client.get("/ui/").content.decode()


@pytest.mark.parametrize(
    ("province", "said"),
    [("Tỉnh Gia Lai", "Gia Lai Province"), ("Thành phố Hải Phòng", "Hải Phòng City"), ("Huế", "of Huế")],
)
def test_an_english_sentence_says_the_province_in_english(client, settings, province, said):
    settings.PROVINCE = province
    client.post("/ui/language/", {"language": "en", "next": "/ui/"})

    assert said in client.get("/ui/layout/citizen/").content.decode()


def test_the_chosen_theme_is_kept_and_can_be_given_back(client):
    client.post("/ui/theme/", {"theme": "dark", "next": "/ui/"})
    assert 'data-theme="dark"' in client.get("/ui/").content.decode()

    client.post("/ui/theme/", {"theme": "", "next": "/ui/"})
    assert "data-theme" not in client.get("/ui/").content.decode()


def test_a_made_up_theme_is_ignored(client):
    client.cookies["theme"] = '"><script>'

    assert "data-theme" not in client.get("/ui/").content.decode()


def test_the_theme_form_leads_nowhere_else(client):
    answer = client.post("/ui/theme/", {"theme": "dark", "next": "https://elsewhere.example/"})

    assert answer["Location"] == "/"


def test_the_policy_forbids_inline_and_foreign_code(client):
    policy = client.get("/ui/")["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", ERRORS)
def test_error_pages_need_nothing_from_the_request(name):
    html = get_template(views.ERROR_TEMPLATES[name]).render()

    assert "<h1>" in html
    assert 'href="/"' in html


def test_the_page_of_a_crash_needs_no_template_language():
    source = (TEMPLATES / "500.html").read_text(encoding="utf-8")
    html = Engine().from_string(source).render(Context())

    assert "{%" not in source
    assert "Lỗi ở phía chúng tôi" in html


def test_a_missing_page_says_what_to_do_next(client):
    answer = client.get("/khong-co/")

    assert answer.status_code == 404
    assert "mã in trên giấy hẹn" in answer.content.decode()


def test_too_many_tries_say_when_to_come_back():
    answer = views.too_many_requests(RequestFactory().get("/"), retry_after=300)

    assert answer.status_code == 429
    assert answer["Retry-After"] == "300"
    assert "Sau 5 phút" in answer.content.decode()


def test_what_is_gone_leads_to_what_took_its_place():
    answer = views.gone(RequestFactory().get("/"), reason="Đã bãi bỏ.", url="/moi", link="Thủ tục mới")

    assert answer.status_code == 410
    assert '<a href="/moi">Thủ tục mới</a>' in answer.content.decode()
