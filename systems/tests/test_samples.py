"""Every system's sample data is the same every time, and every access pattern has an example that finds some of it."""

from collections.abc import Sized
from importlib import import_module
from types import ModuleType

import pytest

from tablewright import Design


@pytest.fixture(scope="module")
def sample(system: str) -> ModuleType:
    """The module `sample.py` of a system."""
    return import_module(f"systems.{system}.sample")


def test_the_sample_is_the_same_every_time(sample: ModuleType) -> None:
    entities = list(sample.sample())
    assert entities
    assert list(sample.sample()) == entities


def test_there_is_an_example_for_every_pattern(design: Design, sample: ModuleType) -> None:
    assert list(sample.EXAMPLES) == list(design.patterns)


def test_every_example_finds_something_on_the_sample(design: Design, sample: ModuleType, db: object) -> None:
    for name, inputs in sample.EXAMPLES.items():
        result = getattr(db, name)(**inputs)
        assert result is not None or design.patterns[name].operation == "put", name
        assert not isinstance(result, Sized) or len(result) > 0, name
