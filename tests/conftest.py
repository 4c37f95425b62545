"""What every test shares."""

import pytest


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hash passwords fast: a test is not an attacker."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
