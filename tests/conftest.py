"""What every test shares."""

import pytest


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hash passwords fast: a test is not an attacker."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    """Tests walk in as staff by ``tests.sign_in.signed_in``; the door itself is tried in tests/web/ui."""
    settings.MOTCUA_STAFF_SECOND_FACTOR = False
