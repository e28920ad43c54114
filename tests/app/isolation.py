"""Keeps a test's imports and AWS settings to itself."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_VARIABLES = (
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_ENDPOINT_URL",
    "AWS_ENDPOINT_URL_DYNAMODB",
    "AWS_PROFILE",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "FORCE_COLOR",
    "NO_COLOR",
)


def isolated_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what the machine's own settings would change."""
    for name in _VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@contextmanager
def isolated_imports() -> Iterator[None]:
    """Forget, at the end, the modules that were imported meanwhile from outside Python's own places."""
    modules, path = set(sys.modules), list(sys.path)
    try:
        yield
    finally:
        sys.path[:] = path
        for name in set(sys.modules) - modules:
            if name.partition(".")[0] in ("systems", "shop", "shelf", "other") or name.startswith("_design_"):
                del sys.modules[name]
