"""No page is left out: every address and every template is met by whoever walks here."""

from pathlib import Path

import pytest
from django.urls import get_resolver

import motcua.web
from tests.web.test_access import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("every page")]

WEB = Path(motcua.web.__file__).parent
FOR_MACHINES = ("api/v1/", "healthz", ".well-known/")

# Addresses that no link and no button leads to, besides those that people.py opens by themselves.
NOT_LINKED = {
    "quay/ngoai-tuyen/goi/": "answers a script",
    "quay/sw.js": "a script",
    "quay/quay.webmanifest": "what a browser installs",
    "^v/?$": "printed on results; leads to the page of checking",
    "ban-nhap/<uuid:draft_id>/luu/": "where the script keeps what is being typed",
    "ho-so/<str:code>/giay-to/<int:paper_id>/anh.webp": "a picture in a page",
    "ui/tep/": "answers a script",
    "ui/tep/<uuid:upload_id>/": "answers a script",
    "ui/errors/<str:name>/": "linked from the gallery",
    "ui/layout/citizen/": "linked from the gallery",
    "ui/layout/staff/": "linked from the gallery",
}
# Addresses that never answer with a page of their own.
NO_PAGE = {
    "^v/?$": "leads on",
    "ai-da-giup-toi/<uuid:consent_id>/bang-chung/": "a file",
    "dai-dien/<int:pk>/giay-to/": "a file",
    "quay/dai-dien/<int:pk>/giay-to/": "a file",
    "ban-nhap/<uuid:draft_id>/": "leads on",
    "ban-nhap/<uuid:draft_id>/<slug:section_key>/dung/": "leads back to the section",
    "ban-nhap/<uuid:draft_id>/dien-giup/": "leads back to the section",
    "ban-nhap/<uuid:draft_id>/giay-to/<uuid:paper_id>/anh.webp": "a picture",
    "ban-nhap/<uuid:draft_id>/luu/": "answers a script",
    "ban-nhap/<uuid:draft_id>/to-khai.pdf": "a file",
    "ban-nhap/<uuid:draft_id>/giu/": "leads back to what is mine",
    "ho-so/<str:code>/giay-to/<int:paper_id>/anh.webp": "a picture",
    "ho-so/<str:code>/to-khai.pdf": "a file",
    "quay/giay-to/<int:paper_id>/anh.webp": "a picture",
    "quay/ho-so/<str:code>/to-khai.pdf": "a file",
    "xu-ly/so-hoa/<uuid:digitisation_id>/trang-<int:number>.webp": "a picture",
    "quay/so-hoa/<uuid:digitisation_id>/trang-<int:number>.webp": "a picture",
    "quay/so-hoa/hang-loat/<uuid:run_id>/ket-qua.csv": "a file",
    "quay/ngoai-tuyen/goi/": "answers a script",
    "quay/sw.js": "a script",
    "quay/quay.webmanifest": "what a browser installs",
    "ui/tep/": "answers a script",
    "ui/tep/<uuid:upload_id>/": "answers a script",
    "xu-ly/giay-to/<int:paper_id>/anh.webp": "a picture",
    "xu-ly/noi-bo/<str:code>/ket-qua.pdf": "a file",
    "xu-ly/van-ban/tep/<uuid:paper_id>/": "a file",
    "xu-ly/noi-bo/giay-to/<int:paper_id>/": "a file",
    "xu-ly/noi-bo/giay-to/<int:paper_id>/anh.webp": "a picture",
    "xu-ly/noi-bo/phieu/<uuid:letter_id>.pdf": "a file",
    "xu-ly/ho-so/<str:code>/to-khai.pdf": "a file",
    "can-bo/": "leads on",
    "ui/language/": "leads on",
    "ui/theme/": "leads on",
    "xu-ly/ho-so/<str:code>/nhap/": "answers a script",
    "tim-kiem/goi-y/": "a part of a page; looked at in test_axe.py",
    "ban-nhap/<uuid:draft_id>/giay-to/<uuid:paper_id>/": "a file",
    "ho-so/<str:code>/giay-to/<int:paper_id>/": "a file",
    "kho-giay-to/<uuid:held_id>/tep/": "a file",
    "kho-giay-to/<uuid:held_id>/thu-lai/<int:share_id>/": "leads back to the paper",
    "lich-hen/<str:code>/lich.ics": "a file",
    "sanh/so/<uuid:ticket_id>/phieu.pdf": "a file",
    "ho-so/<str:code>/chung-cu.zip": "a file",
    "ho-so-lien-thong/<str:code>/gui-lai/": "leads back to the filing",
    "ho-so/<str:code>/ket-qua.pdf": "a file",
    "ho-so/<str:code>/phieu/<uuid:letter_id>.pdf": "a file",
    "quan-tri/bieu-mau/<slug:code>/<int:number>.yaml": "a file",
    "quan-tri/bieu-mau/<slug:code>/du-thao/bieu-mau.yaml": "a file",
    "quan-tri/bieu-mau/<slug:code>/du-thao/thu/<int:pk>/to-khai.pdf": "a file",
    "quan-tri/bieu-mau/<slug:code>/soan/": "leads on",
    "quan-tri/quy-trinh/<int:pk>/<int:number>.bpmn": "a file",
    "quan-tri/mau/<str:name>/<int:number>.pdf": "a file",
    "quan-tri/mau/<str:name>/<int:number>.typ": "a file",
    "quay/giay-to/<int:paper_id>/": "a file",
    "quay/ho-so/<str:code>/ket-qua.pdf": "a file",
    "quay/tra/<str:code>/ket-qua.pdf": "a file",
    "quay/giup/<str:code>/phieu/<uuid:letter_id>.pdf": "a file",
    "quay/giup/<str:code>/xong/": "leads back to whom one helps",
    "quay/xac-nhan/<uuid:confirmation_id>/ban-ky.pdf": "a file",
    "quay/ho-so/<str:code>/phieu-kiem-soat.pdf": "a file",
    "quay/phieu/<uuid:letter_id>.pdf": "a file",
    "quay/phieu/<uuid:letter_id>/ky/": "leads back to the dossier",
    "xu-ly/giay-to/<int:paper_id>/": "a file",
    "xu-ly/ho-so/<str:code>/chung-cu.zip": "a file",
    "xu-ly/ho-so/<str:code>/du-thao-<int:page>.png": "a file",
    "xu-ly/ho-so/<str:code>/du-thao.pdf": "a file",
    "xu-ly/ho-so/<str:code>/ket-qua.pdf": "a file",
    "xu-ly/ho-so/<str:code>/phieu-kiem-soat.pdf": "a file",
    "xu-ly/phieu/<uuid:letter_id>.pdf": "a file",
    "xu-ly/phieu/<uuid:letter_id>/ky/": "leads back to the dossier",
}


def site() -> set[str]:
    return {a for a in addresses(get_resolver()) if not a.startswith(FOR_MACHINES)}


def test_every_page_is_reached_by_links_and_buttons(walks):
    unlinked = site() - walks.linked - walks.typed.keys()

    assert unlinked == set(NOT_LINKED)


def test_every_address_that_has_a_page_was_looked_at(walks):
    seen = {answer.route for answer in walks.answers if answer.is_page}

    assert site() - seen == set(NO_PAGE)


def test_every_template_was_shown(walks):
    shown = {name for answer in walks.answers for name in answer.templates}
    folders = list(WEB.glob("*/templates"))

    known = {str(file.relative_to(folder)) for folder in folders for file in folder.rglob("*.html")}

    assert sorted(name for name in known - shown if not name.startswith("cotton/")) == []
