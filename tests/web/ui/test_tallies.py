from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import RequestFactory
from django.utils import timezone

from motcua.web.ui import tallies
from motcua.web.ui.models import Tally

MINUTE = 60


def asked(address="203.0.113.7"):
    return tallies.count("track", RequestFactory().get("/", REMOTE_ADDR=address), window=MINUTE)


@pytest.mark.django_db
def test_each_address_counts_for_itself(monkeypatch):
    monkeypatch.setattr(tallies, "time", lambda: 120.0)

    assert [asked(), asked(), asked("203.0.113.8")] == [1, 2, 1]


@pytest.mark.django_db
def test_a_new_window_counts_from_one_in_the_same_row(monkeypatch):
    monkeypatch.setattr(tallies, "time", lambda: 179.9)
    asked()
    monkeypatch.setattr(tallies, "time", lambda: 180.0)

    assert asked() == 1
    assert Tally.objects.get().until.timestamp() == 240


@pytest.mark.django_db
def test_windows_that_have_ended_are_forgotten():
    asked()
    now = timezone.now()

    assert tallies.forget(at=now) == 0
    assert tallies.forget(at=now + timedelta(seconds=MINUTE + 1)) == 1


@pytest.mark.django_db
def test_no_write_ahead_log_is_kept():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'ui_tally'")

        assert cursor.fetchone() == ("u",)


@pytest.mark.django_db(transaction=True)
def test_many_connections_count_together(monkeypatch):
    monkeypatch.setattr(tallies, "time", lambda: 120.0)

    def many(_):
        found = [asked() for _ in range(25)]
        connections.close_all()
        return found

    with ThreadPoolExecutor(4) as pool:
        counted = [number for found in pool.map(many, range(4)) for number in found]

    assert sorted(counted) == list(range(1, 101))
