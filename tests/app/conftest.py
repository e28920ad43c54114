from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.app.isolation import isolated_imports
from tests.app.shop_project import write_shop


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The working directory, with the shop in systems/shop."""
    write_shop(tmp_path)
    monkeypatch.chdir(tmp_path)
    with isolated_imports():
        yield tmp_path
