"""Pages in tests name their static files plainly: no collectstatic needed."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # or whitenoise warns
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
