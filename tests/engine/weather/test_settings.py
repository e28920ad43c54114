"""The settings of the weather."""

import math

import pytest

import tablewright
from tablewright.engine import ManualClock, Weather


@pytest.mark.parametrize("seconds", [-1, -0.001, math.nan])
def test_a_delay_is_not_negative(seconds: float) -> None:
    with pytest.raises(ValueError, match=r"^creation_seconds of the weather is .*: give 0 or more seconds$"):
        Weather(creation_seconds=seconds)


def test_an_embedded_engine_takes_the_weather_it_is_given() -> None:
    clock = ManualClock()
    with tablewright.embedded(clock=clock, weather=Weather(creation_seconds=10)) as dynamodb:
        client = dynamodb.client()
        client.create_table(
            TableName="notes",
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        clock.advance(9.5)
        assert client.describe_table(TableName="notes")["Table"]["TableStatus"] == "CREATING"
        clock.advance(0.5)
        assert client.describe_table(TableName="notes")["Table"]["TableStatus"] == "ACTIVE"
