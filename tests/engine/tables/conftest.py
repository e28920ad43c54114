"""A provisioned and an on-demand table, the same but for that."""

import pytest
from tests.engine.tables.requests import make_both

from tablewright.engine import Engine


@pytest.fixture
def tables(engine: Engine) -> Engine:
    """An engine with the tables ``provisioned`` and ``demand``."""
    make_both(engine)
    return engine
