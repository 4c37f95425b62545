import pytest

from tests.exchange.vneid.browser import SECRET, running_simulator


@pytest.fixture(scope="module")
def running():
    with running_simulator() as simulator:
        yield simulator


@pytest.fixture
def vneid(running, settings):
    """The simulator, healthy at the start of each test, with Một Cửa pointed at it."""
    running.delay = 0.0
    running.set_fault("")
    running.sessions.clear()
    running.wrong.clear()
    settings.MOTCUA_VNEID_URL = running.provider.issuer
    settings.MOTCUA_VNEID_CLIENT_ID = "motcua"
    settings.MOTCUA_VNEID_SECRET = SECRET
    return running


@pytest.fixture(autouse=True)
def plain_static_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
