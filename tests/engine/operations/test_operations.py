"""Every operation of the service models is answered, or refused by its name."""

import botocore.session
import pytest

from tablewright.engine import DynamoDBError, Engine
from tablewright.engine.operations import OPERATIONS, unsupported

TARGETS = {"dynamodb": "DynamoDB_20120810", "dynamodbstreams": "DynamoDBStreams_20120810"}


@pytest.mark.parametrize("service", TARGETS)
def test_no_operation_of_the_model_is_unknown(service: str) -> None:
    model = botocore.session.get_session().get_service_model(service)
    known = {target.partition(".")[2] for target in OPERATIONS if target.startswith(TARGETS[service] + ".")}
    assert set(model.operation_names) <= known


@pytest.mark.parametrize("target", OPERATIONS)
def test_every_operation_is_found_under_its_own_name(target: str) -> None:
    assert OPERATIONS[target].name == target.partition(".")[2]


def test_what_nobody_has_is_not_among_the_operations() -> None:
    assert "DynamoDB_20120810.MakeCoffee" not in OPERATIONS
    assert OPERATIONS.get("DynamoDB_20120810.MakeCoffee") is None
    assert len(OPERATIONS) == len(set(OPERATIONS))


@pytest.mark.parametrize("name", unsupported.NAMES)
def test_what_the_engine_has_not_is_refused_by_name(engine: Engine, name: str) -> None:
    with pytest.raises(DynamoDBError) as caught:
        engine.call(name, {})
    assert caught.value.code == "UnknownOperationException"
    assert caught.value.message == f"{name} is not supported by the embedded engine"


def test_what_nobody_has_is_unknown(engine: Engine) -> None:
    with pytest.raises(DynamoDBError) as caught:
        engine.call("MakeCoffee", {})
    assert (caught.value.code, caught.value.message) == ("UnknownOperationException", "")


def test_what_is_not_json_is_told_before_that_nobody_has_the_operation(engine: Engine) -> None:
    reply = engine.execute("DynamoDB_20120810.MakeCoffee", b"{")
    assert (reply.status, reply.body) == (400, b'{"__type":"com.amazon.coral.service#SerializationException"}')


def test_the_limits_of_a_new_account_are_told(engine: Engine) -> None:
    assert engine.call("DescribeLimits", {}) == {
        "AccountMaxReadCapacityUnits": 80000,
        "AccountMaxWriteCapacityUnits": 80000,
        "TableMaxReadCapacityUnits": 40000,
        "TableMaxWriteCapacityUnits": 40000,
    }


def test_the_endpoint_is_the_regions(engine: Engine) -> None:
    assert engine.call("DescribeEndpoints", {}) == {
        "Endpoints": [{"Address": "dynamodb.us-east-1.amazonaws.com", "CachePeriodInMinutes": 1440}]
    }
