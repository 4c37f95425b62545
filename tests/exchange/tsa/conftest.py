import pytest

from tests.stamps import running_authority


@pytest.fixture
def authority(settings):
    """A running authority, healthy at the start of each test; everything is stamped by it."""
    with running_authority(settings) as stamps:
        yield stamps
