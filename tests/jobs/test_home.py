import os
import stat

import pytest

from motcua.jobs import home
from motcua.jobs.home import Home, NotADemoError


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for name in (*home.MARKS_OF_PRODUCTION, "MOTCUA_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def ours(tmp_path):
    return Home(tmp_path)


def test_a_secret_stays_the_same_and_private(ours):
    first, again = ours.secret("key"), ours.secret("key")

    assert first == again
    assert len(first) >= 50
    assert stat.S_IMODE((ours.folder / "secrets" / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE((ours.folder / "secrets").stat().st_mode) == 0o700


def test_an_ordinary_user_has_the_data_in_the_checkout(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(home, "CHECKOUT", tmp_path)

    assert home.find_home().folder == tmp_path / "var"


def test_roots_checkouts_do_not_collide(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(home, "SYSTEM", tmp_path)
    found = set()
    for checkout in ("/root/one", "/root/two"):
        monkeypatch.setattr(home, "CHECKOUT", checkout)
        found.add(home.find_home().folder)

    assert len(found) == 2
    assert {folder.parent for folder in found} == {tmp_path}


def test_the_named_home_wins(tmp_path, monkeypatch):
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path / "named"))

    assert home.find_home().folder == tmp_path / "named"


def test_only_what_is_not_set_is_filled(ours, monkeypatch):
    monkeypatch.setenv("MOTCUA_SECRET_KEY", "mine")

    home.fill_environment(ours)

    assert os.environ["MOTCUA_SECRET_KEY"] == "mine"
    assert os.environ["MOTCUA_DEMO"] == "true"
    monkeypatch.delenv("MOTCUA_DEMO")


def test_a_real_system_gets_no_demo_data(ours, monkeypatch):
    monkeypatch.setenv("MOTCUA_DEMO", "false")

    with pytest.raises(NotADemoError):
        home.fill_environment(ours)


@pytest.mark.parametrize("name", home.MARKS_OF_PRODUCTION)
def test_each_mark_of_production_keeps_the_trial_away(name, monkeypatch):
    before = home.is_production()
    monkeypatch.setenv(name, "x")

    assert (before, home.is_production()) == (False, True)
