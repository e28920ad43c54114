"""Engines in bad weather."""

from collections.abc import Callable, Iterator

import pytest

from tablewright.engine import Engine, ManualClock, Service, Weather

InWeather = Callable[[Weather], Engine]


@pytest.fixture
def in_weather(clock: ManualClock) -> Iterator[InWeather]:
    """Makes an engine in memory of a weather; closed at the end."""
    services = []

    def make(weather: Weather) -> Engine:
        service = Service(None, clock=clock, weather=weather)
        services.append(service)
        return service.region("us-east-1")

    yield make
    for service in services:
        service.close()
