"""What nobody needs goes; what is in use never does, also when it comes into use just now."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from motcua.journal.models import Act
from motcua.papers import contents, rules
from motcua.papers import operations as papers
from motcua.papers.models import Paper, StoredFile
from motcua.papers.sweep import sweep
from tests import factories as make

pytestmark = pytest.mark.django_db
MUCH_LATER = make.MONDAY + timedelta(days=31)


@pytest.fixture(autouse=True)
def own_vault(tmp_path, settings):
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path)},
    }
    settings.STORAGES = settings.STORAGES | {"default": storage}


def there(sha256: str) -> bool:
    return default_storage.exists(rules.storage_name(sha256))


def test_an_upload_that_went_nowhere_is_removed_with_its_content():
    forgotten = make.paper("person:1")

    swept = sweep(at=MUCH_LATER)

    assert (swept.papers, swept.contents, swept.bytes) == (1, 1, len(make.PNG))
    assert not StoredFile.objects.exists()
    assert not there(forgotten.file_id)


def test_it_leaves_one_act_and_none_when_there_was_nothing():
    make.paper("person:1")

    sweep(at=MUCH_LATER)
    sweep(at=MUCH_LATER)

    assert Act.objects.get().data == {"papers": 1, "contents": 1, "bytes": len(make.PNG)}


def test_a_dry_run_tells_the_same_and_removes_nothing():
    kept = make.paper("person:1")

    told = sweep(at=MUCH_LATER, dry_run=True)

    assert there(kept.file_id)
    assert not Act.objects.exists()
    assert told == sweep(at=MUCH_LATER)


def test_what_is_young_or_attached_stays():
    young = make.paper("person:1")
    sweep(at=make.MONDAY + timedelta(days=29))
    papers.attach(papers=[young], to="draft:1")

    sweep(at=MUCH_LATER)

    assert Paper.objects.count() == 1
    assert there(young.file_id)


def test_content_that_another_paper_carries_stays():
    forgotten, used = make.paper("person:1"), make.paper("person:2")
    papers.attach(papers=[used], to="dossier:1")

    swept = sweep(at=MUCH_LATER)

    assert (swept.papers, swept.contents) == (1, 0)
    assert not Paper.objects.filter(pk=forgotten.pk).exists()
    assert there(used.file_id)


def test_content_without_a_row_goes_after_a_day_and_nothing_else_does():
    stray, other = "ab" * 32, "imports/1/x.json"
    for name in (rules.storage_name(stray), other):
        default_storage.save(name, ContentFile(b"x"))

    with time_machine.travel(make.MONDAY):
        now = default_storage.get_modified_time(rules.storage_name(stray))
    sweep(at=now + timedelta(hours=23))
    before = there(stray)
    sweep(at=now + timedelta(hours=25))

    assert before
    assert not there(stray)
    assert default_storage.exists(other)


def in_another_connection(work):
    def run():
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_a_paper_being_attached_right_now_is_not_removed():
    paper = make.paper("person:1")

    with transaction.atomic():
        papers.attach(papers=[paper], to="dossier:1")
        in_another_connection(lambda: sweep(at=MUCH_LATER)).join(timeout=20)

    assert Paper.objects.get().attached_to == "dossier:1"
    assert there(paper.file_id)


@pytest.mark.django_db(transaction=True)
def test_content_that_comes_in_again_right_now_is_kept():
    forgotten = make.paper("person:1")

    with transaction.atomic():
        contents.hold(forgotten.file_id)
        sweeping = in_another_connection(lambda: sweep(at=MUCH_LATER))
        sweeping.join(timeout=1)
        waits = sweeping.is_alive()
        again = make.paper("person:2")
    sweeping.join(timeout=20)

    assert waits
    assert Paper.objects.get() == again
    assert there(again.file_id)
