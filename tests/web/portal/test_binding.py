"""Photos of one paper are bound into one PDF, and taken apart again; nobody binds what is another's."""

import io

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.papers import queries
from motcua.papers.models import MediaType, Paper
from tests.papers.makers import picture
from tests.web.portal.conftest import Journey

pytestmark = pytest.mark.django_db
KEY = "giay-chung-sinh"


def photo(name, colour):
    return SimpleUploadedFile(name, picture(size=(600, 800), colour=colour), "image/jpeg")


def two_photos(journey: Journey):
    draft = journey.start()
    journey.upload(draft, photo("trang 1.jpg", "white"), photo("trang 2.jpg", "grey"))
    return draft


def files(draft) -> list[str]:
    return [paper.file_name for paper in Paper.objects.attached_to(draft.subject)]


def test_two_photos_become_one_pdf_in_their_order(journey, mine):
    draft = two_photos(journey)
    assert "Ghép 2 ảnh thành một tệp PDF" in mine.get(journey.papers(draft)).content.decode()

    mine.post(journey.papers(draft), {"bind": KEY})

    bound = Paper.objects.attached_to(draft.subject).get()
    with pypdfium2.PdfDocument(io.BytesIO(queries.read_bytes(bound))) as pdf:
        assert (bound.file.media_type, len(pdf), bound.kind) == (MediaType.PDF, 2, KEY)
    assert Paper.objects.exclude(attached_to="").count() == 3


def test_taken_apart_the_photos_are_back(journey, mine):
    draft = two_photos(journey)
    mine.post(journey.papers(draft), {"bind": KEY})
    bound = Paper.objects.attached_to(draft.subject).get()
    assert "Tách lại thành ảnh" in mine.get(journey.papers(draft)).content.decode()

    mine.post(journey.papers(draft), {"unbind": str(bound.pk)})

    assert files(draft) == ["trang 1.jpg", "trang 2.jpg"]


def test_one_photo_is_not_bound(journey, mine):
    draft = journey.start()
    journey.upload(draft, photo("trang 1.jpg", "white"))

    page = mine.post(journey.papers(draft), {"bind": KEY}, follow=True)

    assert "Cần ít nhất hai ảnh" in page.content.decode()
    assert files(draft) == ["trang 1.jpg"]


def test_a_stranger_binds_nothing(journey, stranger):
    draft = two_photos(journey)

    assert stranger.post(journey.papers(draft), {"bind": KEY}).status_code == 404

    assert len(files(draft)) == 2


def test_thrown_away_the_photos_behind_it_go_too(journey, mine):
    draft = two_photos(journey)
    mine.post(journey.papers(draft), {"bind": KEY})

    mine.post(f"/ban-nhap/{draft.pk}/xoa/")

    assert not Paper.objects.exclude(attached_to="").exists()
