"""A reader of the streams of an engine."""

import pytest
from tests.engine.streams.reader import StreamReader

from tablewright.engine import Engine, ManualClock


@pytest.fixture
def stream(engine: Engine, clock: ManualClock) -> StreamReader:
    """Reads streams of ``engine``; no stream is open yet."""
    return StreamReader(engine, clock)
