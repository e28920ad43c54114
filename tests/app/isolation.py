"""Keeps a test's imports to itself."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


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
