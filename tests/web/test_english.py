"""Pages in English: what is left in Vietnamese is data, and the choice stays where it was made."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse

from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.results import templates
from tests.web.access_world import World, world

pytestmark = pytest.mark.django_db

VIETNAMESE = re.compile(
    r"[ÀÁẢÃẠĂÂĐÈÉẺẼẸÊÌÍỈĨỊÒÓỎÕỌÔƠÙÚỦŨỤƯỲÝỶỸỴàáảãạăâđèéẻẽẹêìíỉĩịòóỏõọôơùúủũụưỳýỷỹỵ\u1ea0-\u1ef9]"
)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
SAID = {"title", "aria-label", "alt", "placeholder"}
LAW = re.compile(r"(Điều|khoản|Luật|Bộ luật|Nghị định|Nghị quyết|Thông tư|Quyết định)\b[^();:.]*")

PAGES = [
    ("nobody", "/"),
    ("nobody", "/tim-kiem/?q=khai+sinh"),
    ("nobody", "/tim-kiem/?q=khong-co-gi-nhu-vay"),
    ("nobody", "/linh-vuc/"),
    ("nobody", "/co-quan/"),
    ("nobody", "/su-kien/birth/"),
    ("nobody", "/thu-tuc/{procedure}/"),
    ("nobody", "/tra-cuu/?ma={filed}"),
    ("nobody", "/kiem-tra/"),
    ("nobody", "/v/{verify}/"),
    ("nobody", "/tro-giup/"),
    ("nobody", "/sign-in/"),
    ("nobody", "/staff/sign-in/"),
    ("nobody", "/khong-co-trang-nay/"),
    ("owner", "/thu-tuc/{procedure}/nop/"),
    ("owner", "/ban-nhap/{draft}/request/"),
    ("owner", "/ban-nhap/{draft}/giay-to/"),
    ("owner", "/ban-nhap/{draft}/xem-lai/"),
    ("owner", "/du-lieu-da-bao-sai/"),
    ("owner", "/ho-so/"),
    ("owner", "/ho-so/{filed}/"),
    ("owner", "/ho-so/{filed}/da-nop/"),
    ("owner", "/ho-so/{handled}/"),
    ("owner", "/ho-so/{asked}/"),
    ("owner", "/ho-so/{signed}/"),
    ("owner", "/ho-so/{filed}/rut/"),
    ("owner", "/ho-so/{asked}/bo-sung/"),
    ("clerk", "/quay/"),
    ("clerk", "/quay/?tab=ready"),
    ("clerk", "/quay/ho-so/{filed}/"),
    ("clerk", "/quay/ho-so/{signed}/"),
    ("clerk", "/quay/nhan/"),
    ("clerk", "/quay/nhan/{procedure}/"),
    ("officer", "/xu-ly/"),
    ("officer", "/xu-ly/ho-so/{handled}/"),
    ("officer", "/xu-ly/ho-so/{proposed}/"),
    ("admin", "/quan-tri/"),
    ("admin", "/quan-tri/don-vi/"),
    ("admin", "/quan-tri/don-vi/{unit}/"),
    ("admin", "/quan-tri/can-bo/"),
    ("admin", "/quan-tri/can-bo/{officer}/"),
    ("admin", "/quan-tri/lich/"),
    ("admin", "/quan-tri/thu-tuc/"),
    ("admin", "/quan-tri/thu-tuc/{procedure}/"),
    ("admin", "/quan-tri/chi-hoi-mot-lan/"),
    ("admin", "/quan-tri/bieu-mau/"),
    ("admin", "/quan-tri/bieu-mau/{form}/"),
    ("admin", "/quan-tri/nhat-ky/"),
]


class Words(HTMLParser):
    """Collects what a page says in the language of the page: no script, nothing marked Vietnamese."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        silent = (
            tag in {"script", "style"} or told.get("lang") == "vi" or bool(self.open and self.open[-1][1])
        )
        if not silent:
            self.found += [text for name in SAID if (text := told.get(name))]
        if tag not in VOID:
            self.open.append((tag, silent))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not (self.open and self.open[-1][1]) and data.strip():
            self.found.append(" ".join(data.split()))


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (
            " ".join(line.split()) for line in [value, *value.splitlines()] if VIETNAMESE.search(line)
        )
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in texts_in(each))
    elif isinstance(value, list | tuple):
        yield from (text for each in value for text in texts_in(each))


def data() -> list[str]:
    """Return every Vietnamese text of the database and every one an English message quotes, longest first."""
    found = {"Một Cửa", "Tiếng Việt", settings.PROVINCE}
    for model in apps.get_models():
        for row in model._default_manager.values():
            found |= set(texts_in(list(row.values())))
    for version in ProcedureVersion.objects.all():
        found |= set(texts_in(version.facts.model_dump(mode="json")))
        found |= set(texts_in(version.form.definition.model_dump(mode="json"))) if version.form else set()
    for template in templates().values():
        found |= set(texts_in(template.model_dump(mode="json")))
    with (settings.LOCALE_PATHS[0] / "en" / "LC_MESSAGES" / "django.po").open("rb") as file:
        for message in read_po(file):
            english = message.string if isinstance(message.string, str) else " ".join(message.string or ())
            found |= set(texts_in(re.split(r"%\(\w+\)[sd]|\{[^}]*\}|<[^>]*>", english)))
    return sorted((text for text in found if text), key=len, reverse=True)


def left_in_vietnamese(page: str, known: list[str]) -> list[str]:
    words = Words()
    words.feed(page)
    left = []
    for text in words.found:
        rest = text
        for each in known:
            rest = rest.replace(each, "")
        if VIETNAMESE.search(LAW.sub("", rest)):
            left.append(text)
    return left


def in_english(here: World, actor: str) -> Client:
    client = here.browsers[actor]
    client.post(reverse("ui:language"), {"language": "en", "next": "/"})
    return client


def test_no_page_in_english_speaks_vietnamese_of_its_own():
    here = world()
    known = data()

    left = {}
    for actor, address in PAGES:
        answer = in_english(here, actor).get(address.format(**here.values))
        assert answer.status_code in {200, 404}, (address, answer.status_code, answer.headers)
        page = answer.content.decode()
        assert '<html lang="en"' in page, address
        if found := left_in_vietnamese(page, known):
            left[address] = found

    assert left == {}, "\n".join(f"{a}: {t}" for a, t in left.items())


def test_the_check_of_pages_sees_a_text_nobody_wrapped():
    page = '<p>Say <b>Hồ sơ của tôi</b> <i lang="vi">Đăng ký khai sinh</i></p>'

    assert left_in_vietnamese(page, []) == ["Hồ sơ của tôi"]


def test_the_choice_keeps_the_page_and_lasts(client):
    answer = client.post(reverse("ui:language"), {"language": "en", "next": "/tra-cuu/?ma=H21-1"})

    assert answer["Location"] == "/tra-cuu/?ma=H21-1"
    page = client.get("/tra-cuu/")
    assert page["Content-Language"] == "en"
    assert "Track a dossier" in page.content.decode()


def test_a_browser_in_english_still_gets_vietnamese(client):
    page = client.get("/", headers={"Accept-Language": "en"})

    assert page["Content-Language"] == "vi"
    assert "Bạn cần làm gì?" in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "language", "sentence"),
    [
        ("", "vi", "Không có hồ sơ nào"),
        ("en-GB,en;q=0.9", "en", "There is no dossier"),
        ("vi;q=0.4, en;q=0.9", "en", "There is no dossier"),
        ("fr, vi;q=0.5, en;q=0.1", "vi", "Không có hồ sơ nào"),
    ],
)
def test_the_api_answers_in_the_language_asked_for(client, asked, language, sentence):
    answer = client.get("/api/v1/track/H21-1", headers={"Accept-Language": asked})

    assert answer.json()["detail"].startswith(sentence)
    assert answer.json()["code"] == "dossier.not-found"
    assert answer["Content-Language"] == language
    assert "Accept-Language" in answer["Vary"]
