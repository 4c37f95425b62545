"""A notice goes out by e-mail where there is a server; a trial keeps it in a file."""

import pytest
from django.conf import settings
from django.core import mail

from motcua.notices import operations, tasks
from motcua.notices.models import Notice
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(monkeypatch):
    """The notices whose e-mail was asked for."""
    asked = []
    monkeypatch.setattr(tasks.email, "defer", lambda *, notice_id: asked.append(notice_id))
    return asked


def tell(dedupe="once"):
    operations.tell(
        recipient="person:1",
        title="Đã tiếp nhận",
        body="Hồ sơ của bạn đã được tiếp nhận.",
        dedupe=dedupe,
        at=make.MONDAY,
        email="ha@example.vn",
    )
    return Notice.objects.get(dedupe=dedupe)


def test_without_a_server_nothing_is_queued_and_the_notice_stands(queued, monkeypatch):
    monkeypatch.setattr(settings, "MOTCUA_SENDS_EMAIL", False)

    notice = tell()

    assert queued == []
    assert notice.emailed_at is None


def test_with_a_server_it_is_sent_once(queued, monkeypatch):
    monkeypatch.setattr(settings, "MOTCUA_SENDS_EMAIL", True)
    notice = tell()
    tell()
    assert queued == [notice.pk]

    for _ in range(2):
        tasks.email(notice.pk)

    assert [(each.subject, each.to, each.from_email) for each in mail.outbox] == [
        ("Đã tiếp nhận", ["ha@example.vn"], settings.DEFAULT_FROM_EMAIL)
    ]


def test_a_trial_keeps_its_emails_in_files(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
    monkeypatch.setattr(settings, "EMAIL_FILE_PATH", tmp_path)

    tasks.email(tell().pk)

    (kept,) = tmp_path.iterdir()
    assert "ha@example.vn" in kept.read_text(encoding="utf-8")
