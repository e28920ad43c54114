import pytest
from tests.deploy.time import ManualTime


@pytest.fixture
def time() -> ManualTime:
    """A clock that moves only when somebody sleeps."""
    return ManualTime()
