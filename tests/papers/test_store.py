import io
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from motcua.papers import contents, errors, operations, queries
from motcua.papers.models import Paper, StoredFile
from tests.papers.makers import pdf, picture, stored
from tests.papers.samples import AT

pytestmark = pytest.mark.django_db


def test_a_stored_paper_can_be_read_back():
    paper = stored(content=pdf(), file_name="giấy xác nhận.pdf")

    assert queries.read_bytes(paper) == pdf()
    assert (paper.file.media_type, paper.file.page_count) == ("application/pdf", 1)


def test_an_upload_is_streamed():
    upload = SimpleUploadedFile("anh.jpg", picture())

    paper = stored(content=upload)

    assert paper.file.size == len(picture())


def test_the_same_content_is_kept_once(vault):
    first, second = stored(), stored(title="Giấy chứng sinh, lần hai")

    assert first.file_id == second.file_id
    assert len([p for p in vault.rglob("*") if p.is_file()]) == 1
    assert (vault / first.file_id[:2] / first.file_id[2:4] / first.file_id).is_file()


def _noted(call, word, events):
    def wrapper(*arguments):
        events.append(word)
        return call(*arguments)

    return wrapper


def test_content_is_forced_to_the_disk_before_it_has_its_name(monkeypatch):
    events: list[str] = []
    for call, word in (("fsync", "force"), ("replace", "rename")):
        monkeypatch.setattr(os, call, _noted(getattr(os, call), word, events))

    stored()

    assert events.index("force") < events.index("rename") < len(events) - 1
    assert events[-1] == "force"  # the folder that holds the name


def test_a_file_cut_off_by_a_crash_is_written_again(vault):
    paper = stored()
    place = vault / paper.file.name
    place.write_bytes(b"half")

    stored()

    assert place.read_bytes() == picture()


def test_nothing_is_left_when_a_file_is_refused(vault):
    with pytest.raises(errors.FileTypeNotAccepted):
        stored(content=b"nothing we know")

    assert not [p for p in vault.rglob("*") if p.is_file()]
    assert not Paper.objects.exists()


def test_a_file_over_the_limit_is_not_read_to_its_end(settings):
    settings.MOTCUA_MAX_FILE_MB = 1
    endless = io.BytesIO(b"\xff" * (3 * 1024 * 1024))

    with pytest.raises(errors.FileTooBig, match="1 MB"):
        stored(content=endless)

    assert endless.tell() <= 1024 * 1024 + contents.CHUNK


def test_an_empty_file_is_refused():
    with pytest.raises(errors.FileEmpty):
        stored(content=b"")


def test_a_name_of_255_bytes_is_kept_and_one_more_is_refused():
    assert stored(file_name="ấ" * 83 + "ab.jpg").file_name == "ấ" * 83 + "ab.jpg"

    with pytest.raises(errors.FileNameTooLong):
        stored(file_name="ấ" * 83 + "abc.jpg")


@pytest.mark.parametrize("name", ["", "   ", "../", "\u202e\u200b", "..."])
def test_a_name_of_nothing_is_refused(name):
    with pytest.raises(errors.FileNameMissing):
        stored(file_name=name)


def test_a_name_is_kept_in_one_spelling():
    assert stored(file_name="Giấy.jpg").file_name == "Giấy.jpg"


def test_owners_see_their_papers_only():
    mine, _theirs = stored(owner="person:1"), stored(owner="person:2")

    assert list(Paper.objects.owned_by("person:1")) == [mine]
    assert not Paper.objects.owned_by("")


def test_papers_are_attached_to_one_dossier_only():
    paper = stored()
    operations.attach(papers=[paper], to="dossier:1")
    operations.attach(papers=[paper.pk], to="dossier:1")

    with pytest.raises(errors.AlreadyAttached, match="Giấy chứng sinh"):
        operations.attach(papers=[paper], to="dossier:2")

    assert list(Paper.objects.attached_to("dossier:1")) == [paper]


def test_a_paper_nobody_stored_cannot_be_attached():
    with pytest.raises(errors.PaperNotFound):
        operations.attach(papers=[Paper().pk], to="dossier:1")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"sha256": "z" * 64}, "stored_file_named_by_its_hash"),
        ({"size": 0}, "stored_file_not_empty"),
        ({"media_type": "text/html"}, "stored_file_of_an_accepted_type"),
        ({"page_count": 0}, "stored_file_has_pages_or_none_counted"),
    ],
)
def test_the_database_refuses_impossible_files(change, constraint):
    row = {"sha256": "0" * 64, "size": 1, "media_type": "image/png", "page_count": 1, "stored_at": AT}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        StoredFile.objects.create(**{**row, **change})


@pytest.mark.django_db(transaction=True)
def test_one_file_sent_by_many_at_once_is_kept_once_and_lost_by_none():
    def send(n: int) -> Paper:
        try:
            return stored(owner=f"person:{n}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        papers = list(pool.map(send, range(24)))

    assert Paper.objects.count() == 24
    assert StoredFile.objects.count() == 1
    assert all(queries.read_bytes(paper) == picture() for paper in papers)
