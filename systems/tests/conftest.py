"""The tests of this folder are about every system in turn."""

from pathlib import Path

import pytest

SYSTEMS = sorted(path.parent.name for path in Path(__file__).parents[1].glob("*/design.py"))


@pytest.fixture(scope="module", params=SYSTEMS)
def system(request: pytest.FixtureRequest) -> str:
    """Each system's name."""
    name: str = request.param
    return name
